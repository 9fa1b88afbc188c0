"""The house's own closed lists (domain.md §2.5, §3.3, §5): data for forms, answers and results."""

from workflows.vocabulary.code import words

CATEGORY = words(
    ("severe", "深度困难", "severe hardship"),
    ("relative", "相对困难", "relative hardship"),
    ("accidental", "意外致困", "accidental hardship"),
)
CAUSE = words(
    ("1", "无劳动能力", "unable to work"),
    ("2", "有劳动能力而未就业", "able to work, not employed"),
    ("3", "下岗失业", "laid off"),
    ("4", "未参加社会保险", "not in social insurance"),
    ("5", "社保待遇落实不到位", "social insurance not paid as due"),
    ("6", "患重特大疾病", "serious illness"),
    ("7", "遭受自然灾害", "natural disaster"),
    ("8", "遭受意外事故", "accident"),
    ("9", "子女上学", "children in school"),
    ("10", "其他", "other"),
)
EMPLOYMENT = words(
    ("on_post", "在岗", "on post"),
    ("laid_off", "下（待）岗", "laid off or waiting for a post"),
    ("unemployed", "失（无）业", "unemployed"),
    ("retired", "退休", "retired"),
    ("sick_leave", "病休", "on sick leave"),
    ("early_retired", "内退", "retired early within the unit"),
    ("migrant", "农民工", "migrant worker"),
    ("new_employment", "新就业形态", "new form of employment"),
    ("flexible", "灵活就业", "flexible employment"),
)
HEALTH = words(
    ("good", "良好", "good"),
    ("malignant_tumour", "恶性肿瘤（癌症）", "cancer"),
    ("cardiovascular", "心血管病", "cardiovascular disease"),
    ("cerebrovascular", "脑血管病", "cerebrovascular disease"),
    ("renal_failure", "终末期肾病（尿毒症）", "end-stage renal disease"),
    ("mental", "精神病", "mental illness"),
    ("liver", "肝病", "liver disease"),
    ("blood", "血液病", "blood disease"),
    ("diabetes", "糖尿病", "diabetes"),
    ("tumour", "肿瘤病", "tumour"),
    ("spine", "腰颈椎病", "lumbar or cervical disease"),
    ("hypertension", "高血压病", "hypertension"),
    ("lung", "肺病", "lung disease"),
    ("common", "一般疾病", "common illness"),
    ("coma", "深度昏迷", "deep coma"),
    ("paralysis", "永久瘫痪", "permanent paralysis"),
    ("alzheimer", "严重阿尔茨海默病", "severe Alzheimer's disease"),
    ("parkinson", "严重帕金森病", "severe Parkinson's disease"),
    ("motor_neuron", "严重运动神经元病", "severe motor neuron disease"),
    ("disabled", "残疾", "disability"),
)
HOUSING = words(
    ("unit_rental", "承租单位公房", "rented from the unit"),
    ("public_rental", "政府廉租房", "public low-rent housing"),
    ("purchased", "自购房", "purchased"),
    ("affordable", "经济适用房", "affordable housing"),
    ("self_built", "自建房", "self-built"),
    ("rented", "租房", "rented"),
    ("none", "无房", "none"),
    ("other", "其他", "other"),
)
TAG = words(
    ("single_parent", "单亲", "single parent"),
    ("female", "女职工", "woman worker"),
    ("migrant", "农民工", "migrant worker"),
    ("model_worker", "劳模", "model worker"),
    ("new_employment", "新就业形态", "new form of employment"),
    ("disabled", "残疾", "disabled"),
    ("zero_employment", "零就业家庭", "nobody of the household employed"),
)
WARMTH_OBJECT = words(
    ("filed_worker", "在档困难职工", "worker with a hardship file"),
    (
        "major_hardship",
        "大病、上学、灾害、意外致困职工",
        "hardship by illness, school, disaster, accident",
    ),
    ("wage_cut", "关停并转、停减发工资职工", "unit closed, wages stopped or cut"),
    ("work_injury", "工伤与职业病致残职工", "disabled by work injury or occupational disease"),
    ("duty_death_family", "因公牺牲职工家属", "family of a worker who died on duty"),
    ("surgery_inpatient", "重病手术住院职工", "in hospital for serious illness or surgery"),
    ("frontline", "一线坚守与艰苦岗位职工", "on the front line, on festival duty, in hard posts"),
    ("posted_away", "异地派驻挂职职工", "posted away from home"),
    ("major_project", "重大项目贡献者", "contributor to a major project"),
    ("model_worker", "先进模范、劳模", "model worker"),
    ("new_employment", "新就业形态与灵活就业劳动者", "new or flexible employment"),
    ("migrant", "农民工", "migrant worker"),
    ("donor_designated", "捐赠人指定对象", "designated by the donor"),
)
OCCASION = words(
    ("spring_festival", "春节", "Spring Festival"),
    ("new_year", "元旦", "New Year"),
    ("daily", "日常", "everyday"),
)
WARMTH_KIND = words(("cash", "慰问金", "cash"), ("goods", "慰问品", "goods"))
SCHOOL_STAGE = words(
    ("high_school", "普通高中", "senior high school"),
    ("vocational", "中等职业学校", "secondary vocational school"),
    ("junior_college", "大学专科", "junior college"),
    ("undergraduate", "大学本科", "undergraduate"),
    ("postgraduate", "研究生", "postgraduate"),
)
ADMISSION = words(("freshman", "新生", "freshman"), ("enrolled", "在校生", "enrolled"))
SCHOOL_TYPE = words(
    ("public", "公办学校", "public"),
    ("private_high_fee", "高收费民办学校", "private with high fees"),
    ("military", "军事院校", "military"),
    ("tuition_free_normal", "公费师范生", "tuition-free teacher training"),
    ("joint", "中外合作办学", "Chinese-foreign joint school"),
    ("overseas", "自费出国留学", "overseas at own cost"),
)
HOSPITAL_LEVEL = words(
    ("1", "一级医院", "first-level hospital"),
    ("2", "二级医院", "second-level hospital"),
    ("3", "三级医院", "third-level hospital"),
)
EVIDENCE_KIND = words(
    ("diagnosis", "诊断证明", "diagnosis"),
    ("settlement", "医保结算单", "insurance settlement"),
    ("invoice", "票据", "invoice"),
    ("discharge_record", "出院小结", "discharge record"),
    ("pathology", "病理报告", "pathology report"),
    ("reimbursement", "互助、商保报销凭证", "proof of other reimbursement"),
    ("admission_letter", "录取通知书", "admission letter"),
    ("student_status", "学籍证明", "proof of enrolment"),
    ("tuition_receipt", "缴费票据", "tuition receipt"),
    ("household_register", "户口簿", "household register"),
    ("identity_card", "身份证", "identity card"),
    ("bank_card", "银行卡", "bank card"),
    ("income", "收入证明", "proof of income"),
    ("application_form", "困难申请书", "application form"),
    ("commitment", "承诺书", "signed statement of truth"),
    ("authorisation", "核对授权书", "authorisation to check"),
    ("union_membership", "会员证明", "proof of union membership"),
    ("minimum_living", "低保证", "minimum-living certificate"),
    ("disability_certificate", "残疾证", "disability certificate"),
    ("disaster_proof", "灾害或事故证明", "proof of disaster or accident"),
    ("civil_status", "离婚或死亡证明", "proof of divorce or death"),
    ("labour_contract", "劳动合同或劳动关系证明", "labour contract or proof of employment"),
    ("unemployment", "失业证明", "proof of unemployment"),
    ("visit_form", "入户调查表", "form of the home visit"),
    ("minutes", "会议纪要", "minutes of a meeting"),
    ("notice_proof", "公示证明", "proof of the notice"),
    ("check_report", "核对报告", "report of the economic check"),
    ("visit_photo", "入户照片", "photograph of the visit"),
    ("name_list", "盖章名单", "stamped list of names"),
    ("other", "其他", "other"),
)
EVIDENCE_KEPT = words(("paper", "纸质", "on paper"), ("file", "电子文件", "as a file"))
FUND_SOURCE = words(
    ("central", "中央财政", "central budget"),
    ("provincial", "省财政", "provincial budget"),
    ("local", "市、县财政", "city or county budget"),
    ("union", "工会经费", "union funds"),
    ("donation", "社会捐赠", "donation"),
    ("other", "其他", "other"),
)
FAILURE_CODE = words(
    ("1", "户名与账号不符", "name does not match account"),
    ("2", "银行或支行名不清或错误", "bank or branch unclear or wrong"),
    ("3", "账号已销户", "account closed"),
    ("4", "归属地有误", "wrong place of account"),
    ("5", "账号不存在", "no such account"),
    ("6", "已挂失", "reported lost"),
    ("7", "未激活", "not activated"),
    ("8", "账号位数不符", "wrong number of digits"),
    ("9", "账户不支持转账或二三类户限额", "transfer not supported or over the account's limit"),
    ("10", "账户冻结或状态异常", "account frozen or irregular"),
    ("11", "客户放弃", "given up by the customer"),
    ("12", "银行原因可重发", "bank's cause, may be sent again"),
    ("13", "平台原因", "platform's cause"),
    ("14", "可疑或风险", "suspicious or at risk"),
    ("99", "其他", "other"),
)
