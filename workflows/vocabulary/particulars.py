"""Code lists of the household form and of a file's life (domain.md §2.4, §2.5, §4)."""

from workflows.vocabulary.code import words

DISABILITY_KIND = words(  # GB/T 26341
    ("visual", "视力残疾", "visual"),
    ("hearing", "听力残疾", "hearing"),
    ("speech", "言语残疾", "speech"),
    ("physical", "肢体残疾", "physical"),
    ("intellectual", "智力残疾", "intellectual"),
    ("mental", "精神残疾", "mental"),
    ("multiple", "多重残疾", "multiple"),
)
DISABILITY_GRADE = words(
    ("1", "一级", "first grade"),
    ("2", "二级", "second grade"),
    ("3", "三级", "third grade"),
    ("4", "四级", "fourth grade"),
)
MODEL_WORKER = words(
    ("none", "非劳模", "none"),
    ("national", "全国劳模", "national"),
    ("provincial", "省部级劳模", "provincial or ministerial"),
    ("city", "地市级劳模", "of a city"),
    ("other", "其他", "other"),
)
REGISTRATION = words(
    ("non_agricultural", "非农业户口", "non-agricultural"),
    ("agricultural", "农业户口", "agricultural"),
    ("converted", "农转居", "converted from agricultural"),
)
UNIT_KIND = words(
    ("state", "国有机关、事业单位", "state organ or institution"),
    ("state_owned", "国有企业", "state-owned enterprise"),
    ("collective", "集体企业", "collective enterprise"),
    ("private", "民营、私营、个体", "private enterprise or self-employed"),
    ("other", "其他", "other"),
)
UNIT_STATE = words(
    ("normal", "正常经营", "operating"),
    ("loss", "亏损", "at a loss"),
    ("halted", "停产半停产", "production halted"),
    ("restructured", "改制重组", "restructured"),
    ("closed", "关闭破产", "closed or bankrupt"),
    ("other", "其他", "other"),
)
INSURANCE = words(
    ("employee", "职工医保", "employees' medical insurance"),
    ("resident", "城乡居民医保", "residents' medical insurance"),
    ("none", "未参保", "not insured"),
    ("other", "其他", "other"),
)
CONTRACT_TERM = words(  # of migrant workers, in months
    ("to_6", "6 个月及以下", "up to 6 months"),
    ("7_18", "7 至 18 个月", "7 to 18 months"),
    ("19_30", "19 至 30 个月", "19 to 30 months"),
    ("31_42", "31 至 42 个月", "31 to 42 months"),
    ("43_54", "43 至 54 个月", "43 to 54 months"),
    ("55_120", "55 至 120 个月", "55 to 120 months"),
    ("over_120", "120 个月以上", "over 120 months"),
)
FLOOR_AREA = words(
    ("to_20", "20 平方米及以下", "up to 20 square metres"),
    ("to_50", "20 至 50 平方米", "over 20 up to 50 square metres"),
    ("to_70", "50 至 70 平方米", "over 50 up to 70 square metres"),
    ("over_70", "70 平方米以上", "over 70 square metres"),
)
KEY_GROUP = words(
    ("1", "低保内有劳动能力未充分就业", "on minimum living, able to work, underemployed"),
    ("2", "低于低保未纳入", "below the line, not on minimum living"),
    ("3", "支出性困难", "hardship by expenditure"),
    ("4", "城市困难农民工", "migrant worker in hardship"),
    ("5", "供给侧改革困难职工", "hardship by structural reform"),
    ("6", "其他", "other"),
)
OCCUPATION = words(  # GB/T 2261.4
    ("11", "国家公务员", "civil servant"),
    ("13", "专业技术人员", "professional"),
    ("17", "职员", "clerical"),
    ("21", "企业管理人员", "manager"),
    ("24", "工人", "worker"),
    ("27", "农民", "farmer"),
    ("31", "学生", "student"),
    ("37", "现役军人", "in military service"),
    ("51", "自由职业者", "freelance"),
    ("54", "个体经营者", "self-employed"),
    ("70", "无业人员", "without work"),
    ("80", "退（离）休人员", "retired"),
    ("90", "其他", "other"),
)
VISIT_CONCLUSION = words(
    ("as_stated", "与申报相符", "as stated"),
    ("differs", "与申报不符", "differs from the form"),
    ("not_found", "未能核实", "could not be verified"),
)
REVERIFICATION_REASON = words(
    ("due", "年度复核", "yearly re-verification"),
    ("changed", "家庭情况变化", "change of circumstances"),
    ("recheck", "复查不符", "called for by a re-check"),
    ("return", "返困", "return to hardship"),
)
EXIT_REASON = words(
    ("employed", "就业增收", "found work, income has risen"),
    ("insured", "纳入社会保障", "taken into social security"),
    ("recovered", "病愈或事故已解决", "illness or accident overcome"),
    ("graduated", "子女毕业", "children have finished school"),
    ("other", "其他", "other"),
)
CANCELLATION_REASON = words(
    ("death", "死亡", "death"),
    ("retirement", "退休", "retirement"),
    ("left", "离职或迁出", "left the unit or the place"),
    ("false_data", "虚假申报", "false data"),
    ("duplicate", "重复建档", "filed twice"),
    ("declined", "本人放弃", "given up by the worker"),
    ("other", "其他", "other"),
)
UNION_PLACE = words(  # where something stands that the caller may not see
    ("this_union", "本工会", "with this union"),
    ("another_union_of_this_grassroots", "本工会下属工会", "with a union below this one"),
    ("another_union_of_this_township", "本乡镇另一工会", "with another union of this township"),
    ("another_union_of_this_county", "本县另一工会", "with another union of this county"),
    ("another_union_of_this_city", "本市另一工会", "with another union of this city"),
    ("another_union_of_this_province", "本省另一工会", "with another union of this province"),
    ("another_union_of_this_national", "外省工会", "with a union of another province"),
    ("another_union", "另一工会", "with another union"),
)
RESEMBLANCE_GROUND = words(
    ("phone", "联系电话相同", "same telephone"),
    ("address", "住址相同", "same address"),
    ("name_and_birth_date", "姓名与出生日期相同", "same name and date of birth"),
)
RESEMBLANCE_VERDICT = words(
    ("different", "非重复", "another household"),
    ("same", "同一家庭", "the same household"),
)
RECHECK_REASON = words(
    ("sample", "抽查", "drawn in a sample"),
    ("kinship", "近亲属备案", "an officer's near kin"),
)
CHECK_DOUBT = words(
    ("dwellings", "房产与申报不符", "dwellings differ"),
    ("vehicles", "车辆与申报不符", "vehicles differ"),
    ("businesses", "工商登记与申报不符", "businesses differ"),
    ("income", "收入高于申报", "income is higher than stated"),
    ("assets", "金融资产高于申报", "financial assets are higher than stated"),
    ("deceased", "家庭成员已死亡", "a member has died"),
    ("insured_elsewhere", "参保单位与申报不符", "insured by another employer"),
    ("incomplete", "未全部核对", "not everything was looked at"),
    ("other", "其他疑点", "another doubt"),
)
IMPORT_MODE = words(
    ("all_or_nothing", "全部或不导入", "all or nothing"),
    ("good_rows", "只导入正确的行", "good rows only"),
)
WORK_LIST = words(
    ("due", "即将到期复核", "re-verification due soon"),
    ("overdue", "逾期未复核", "re-verification overdue"),
    ("unchanged", "一年未更新", "unchanged for a year"),
    ("never_aided", "未帮扶过", "never aided"),
    ("monitored", "脱困监测中", "monitored after exit"),
    ("archivable", "待归档", "to be archived"),
    ("sampled", "抽查待复查", "drawn and to be re-checked"),
    ("kin", "近亲属备案", "files of officers' relatives"),
)
