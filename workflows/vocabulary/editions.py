"""Words of policy editions: stages of a path, ways of counting votes, forms of a benefit."""

from __future__ import annotations

from workflows.vocabulary.code import words

__all__ = ["BENEFIT_FORM", "QUORUM_KIND", "QUORUM_ORDER", "RECOVERY_CAUSE", "SIMULATION_OUTCOME"]
__all__ += ["STAGE_KIND", "TERM_KIND"]

STAGE_KIND = words(
    ("acceptance", "受理", "acceptance"),
    ("home_visit", "入户调查", "home visit"),
    ("committee", "评议", "deliberation of the committee"),
    ("economic_check", "经济状况核对", "economic check"),
    ("review", "审核", "review"),
    ("notice", "公示", "public notice"),
    ("approval", "审批", "approval"),
    ("confirm", "确认建档", "confirmation of a file"),
)
TERM_KIND = (
    *STAGE_KIND,
    *words(
        ("correction", "补正", "correction of what was sent back"),
        ("payment", "发放", "payment of what was approved"),
        ("triage", "异议初核", "first look at an objection"),
        ("objection", "异议核查答复", "investigation and answer of an objection"),
        ("petition", "来信来访办理", "answer to a petition"),
        ("appeal", "申诉复核", "decision on an appeal"),
        ("papers", "应急救助补办", "papers after emergency aid"),
        ("follow_up", "回访", "follow-up visit"),
        ("recovery", "追回", "paying back of what is recovered"),
    ),
)
"""Every kind of work for which a union may set a term."""
QUORUM_KIND = words(
    ("any", "或签", "any one"),
    ("all", "会签", "all"),
    ("n_of_m", "若干人同意", "n of m"),
)
QUORUM_ORDER = words(
    ("parallel", "并行", "in any order"),
    ("sequential", "依次", "one after the other"),
)
BENEFIT_FORM = words(
    ("flat", "定额表", "flat table"),
    ("bands", "分档定额", "lump sum per band"),
    ("marginal", "分段累进", "marginal rates"),
    ("share", "按比例", "share"),
    ("multiple", "低保线倍数", "multiple of the living line"),
    ("sum", "各项合计", "sum of several"),
    ("minimum", "取最小", "the least of several"),
)
RECOVERY_CAUSE = words(
    ("overdue", "逾期未补齐材料", "papers not brought in time"),
    ("refused", "事后审核审批不予认可", "refused afterwards"),
    ("objection_upheld", "公示异议成立", "an objection was upheld"),
)
"""Why an award given in an emergency is owed back."""
SIMULATION_OUTCOME = words(
    ("gains", "增加", "is granted more"),
    ("loses", "减少", "is granted less"),
    ("same", "不变", "stays the same"),
    ("no_longer_eligible", "不再符合", "would no longer be eligible"),
    ("newly_eligible", "新符合", "would newly be eligible"),
    ("undecidable", "无法测算", "cannot be decided by what was kept"),
)
