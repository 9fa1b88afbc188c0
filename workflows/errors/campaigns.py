"""Refusals of decisions on many cases at once, and of campaigns."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "AboveStandard",
    "CampaignEmpty",
    "CampaignUnmerged",
    "HouseholdListed",
    "LineDiffers",
    "LinesDoubled",
    "LinesLive",
    "LinesUnfinished",
    "LinesUnready",
    "ListingClosed",
    "NotGoods",
    "PaidInGoods",
    "QuotaExceeded",
    "VisitorsFew",
    "WorldChanged",
]  # fmt: skip


class WorldChanged(DomainError):
    status = 409
    zh, en = "情况已有变化，结果与试算不同", "The outcome is no longer the one that was tried"
    next_zh = "请核对所列各条，重新试算后再行办理。"
    next_en = "Look at the lines named, try again, and apply the new plan."


class ListingClosed(DomainError):
    zh, en = "名单申报已截止", "The day by which lines are listed is over"
    next_zh = "请按一般送温暖申请办理，或由主办工会另行组织。"
    next_en = "Open an ordinary application, or ask the union that runs the campaign."


class QuotaExceeded(DomainError):
    zh, en = "超出本单位慰问名额", "The union's quota is used up"
    next_zh = "请减少名单；公示后取消的名额不予补缺。"
    next_en = "List fewer; a place that ends after its notice is not filled again."


class HouseholdListed(DomainError):
    status = 409
    zh, en = "该户已列入本次慰问名单", "The household stands in this campaign already"


class AboveStandard(DomainError):
    zh, en = "核定金额高于本次慰问标准", "The award is above the campaign's standard"
    next_zh = "请由主办工会调整慰问标准或政策版本。"
    next_en = "The union that runs the campaign raises its standard, or adopts another edition."


class LineDiffers(DomainError):
    zh, en = "时机或年度与慰问活动不符", "Occasion or year is not the campaign's"


class PaidInGoods(DomainError):
    zh, en = "该慰问以实物发放，不得再拨款", "This is brought as goods and is not paid out"
    next_zh = "请由走访人员登记签收。"
    next_en = "Have those who brought it register the receipt."


class NotGoods(DomainError):
    zh, en = "只有实物慰问登记签收", "Only goods are signed for"
    next_zh = "慰问金须转入本人账户。"
    next_en = "Money goes to the person's own account."


class VisitorsFew(DomainError):
    zh, en = (
        "走访须有两名以上未经办该户的人员",
        "Goods are brought by two who did nothing else in the case",
    )
    next_zh = "请登记其他走访人员。"
    next_en = "Name other visitors."


class CampaignEmpty(DomainError):
    zh, en = "名单为空", "No line is listed"


class CampaignUnmerged(DomainError):
    zh, en = "慰问名单尚未汇总，不能单独审批", "The lists of the campaign are not merged yet"
    next_zh = "请由主办工会汇总名单后统一审批。"
    next_en = "Have the union that runs the campaign merge the lists first."


class LinesUnready(DomainError):
    zh, en = "名单中有尚未完成审核、公示的", "Lines have not been through review and notice"
    next_zh = "请各单位办完所列各条，或撤回。"
    next_en = "Have their unions finish the lines named, or withdraw them."


class LinesDoubled(DomainError):
    status = 409
    zh, en = "名单中有重复的家庭或账户", "A household or an account stands on two lines"
    next_zh = "请核实所列各条，由经办撤回或由审批人员不予救助其一。"
    next_en = "Look into the lines named and have one of each withdrawn or rejected."


class LinesLive(DomainError):
    status = 409
    zh, en = "名单中尚有未了结的，不能取消活动", "The campaign has live lines"
    next_zh = "请先撤回所列名单。"
    next_en = "Have its lines withdrawn first."


class LinesUnfinished(DomainError):
    zh, en = "名单中有尚未发放到位的", "Lines are not paid or handed over yet"
