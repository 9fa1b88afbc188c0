"""What a household declares: income, expenditure, vehicles, and what keeps it off a file.

The lists name things; which of them count in a place is data of its edition. Only the standard list
of what counts where an edition says nothing stands here, beside the list it speaks of.
"""

from typing import Final

from workflows.vocabulary.code import words

INCOME_ITEM = words(
    # wages, business, property, transfers: tables of a county's civil affairs (domain.md §2.2, S102)
    ("wages", "工资性收入", "wages"),
    ("business", "经营净收入", "net income of a business"),
    ("property", "财产净收入", "net income of property"),
    ("pension", "养老金、退休金", "pension"),
    ("unemployment_benefit", "失业保险金", "unemployment benefit"),
    ("alimony", "赡养费、抚养费、扶养费", "alimony and maintenance"),
    ("subsidy", "政策性补贴", "subsidies"),
    ("land", "土地承包与流转收入", "income of land"),
    ("other_income", "其他收入", "other income"),
    # what the rules of the minimum-living allowance leave out (domain.md §2.2, S114)
    ("preferential_payment", "优抚对象抚恤补助金", "payment to those with preferential treatment"),
    ("honour_award", "荣誉津贴与一次性奖励", "honours and one-off awards"),
    ("scholarship", "奖学金、助学金", "scholarships and grants for study"),
    ("work_injury_payment", "工伤医疗、护理费及一次性待遇", "work-injury payments"),
    ("funeral_consolation", "丧葬费、抚慰金", "funeral and consolation payments"),
    ("relief", "临时救助金与慰问金", "temporary relief and consolation gifts"),
    ("union_aid", "工会帮扶救助金（慰问金除外）", "aid of the union, gifts left out"),
    ("earmarked_donation", "用于治疗、就学的捐赠", "donations used for treatment or schooling"),
)
COUNTED_INCOME: Final = frozenset(
    "wages business property pension unemployment_benefit alimony subsidy land other_income".split()
)
"""What counts where an edition says nothing; one place counts earlier aid of the year too (S17)."""

EXPENDITURE_ITEM = words(  # never daily living (domain.md §2.2, S08, S11, S105)
    ("medical", "自付医疗费用", "medical cost paid oneself"),
    ("education", "学费与住宿费（公办标准）", "tuition and lodging, as at a public school"),
    ("disability", "残疾康复与护理费用", "rehabilitation and nursing of a disability"),
    ("employment_cost", "必要就业成本", "necessary cost of employment"),
    ("event_loss", "突发事件损失", "loss by an event"),
)
RECOGNISED_EXPENDITURE: Final = frozenset(word.code for word in EXPENDITURE_ITEM)
"""What is recognised where an edition says nothing."""

EXCLUSION = words(  # 排除性条件, each read as what is the case where it applies (domain.md §2.3)
    ("dwellings", "住房超过规定套数", "more dwellings than allowed"),  # S07, S10, S12
    ("vehicles", "机动车辆超过规定", "more motor vehicles than allowed"),  # S07, S10
    ("business", "有商铺、雇工或工商登记", "a shop, hired hands or a registered business"),  # S115
    ("non_residential", "有非居住类房屋", "property that is not for living in"),  # S105b
    ("high_fee_school", "子女就读高收费学校", "a child in a school of high fees"),  # S07, S35b
    ("study_abroad", "子女自费出国（境）留学", "a child studying abroad at own cost"),  # S07, S09
    ("financial_assets", "人均金融资产超过规定", "more financial assets per head than allowed"),
    (
        "refuses_check",
        "拒绝核对、无有效证明或隐瞒",
        "refuses the check, proves nothing or conceals",
    ),
    (
        "refuses_work",
        "有劳动能力而拒绝就业",
        "able to work and refuses to",
    ),  # S50b, illness excepted
    ("not_union_member", "未加入工会", "not a member of the union"),  # S55
    ("retired", "已退休", "retired"),  # S55: only those in employment
)
VEHICLE_KIND = words(
    ("ordinary", "普通机动车", "ordinary motor vehicle"),
    ("disability_mobility", "残疾人代步车", "mobility vehicle of a disabled person"),  # S07, S10
    ("livelihood", "谋生用车", "vehicle a living is earned with"),
    ("employed_use", "受雇佣驾驶的车辆", "vehicle driven for an employer"),  # S07: 非受雇佣经常使用
)
ORDINARY_VEHICLE: Final = "ordinary"
