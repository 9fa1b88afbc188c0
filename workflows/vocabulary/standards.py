"""Code lists of the national standards that forms and statistics use (domain.md §6)."""

from workflows.vocabulary.code import Code, words


def _numbered(first: int, names: str) -> tuple[Code, ...]:
    """A run of two-digit codes written as "汉 Han,蒙古 Mongol": the table stays one screen long."""
    pairs = (name.strip().split(" ", 1) for name in names.split(","))
    return tuple(Code(f"{n:02d}", zh, en) for n, (zh, en) in enumerate(pairs, first))


SEX = words(  # GB/T 2261.1
    ("0", "未知", "unknown"),
    ("1", "男", "male"),
    ("2", "女", "female"),
    ("9", "未说明", "not stated"),
)
MARITAL_STATUS = words(  # GB/T 2261.2
    ("10", "未婚", "never married"),
    ("20", "已婚", "married"),
    ("21", "初婚", "first marriage"),
    ("22", "再婚", "remarried"),
    ("23", "复婚", "remarried to the same spouse"),
    ("30", "丧偶", "widowed"),
    ("40", "离婚", "divorced"),
    ("90", "未说明", "not stated"),
)
EDUCATION = words(  # GB/T 4658
    ("10", "研究生", "postgraduate"),
    ("11", "博士研究生", "doctorate"),
    ("14", "硕士研究生", "master"),
    ("20", "大学本科", "undergraduate"),
    ("30", "大学专科", "junior college"),
    ("40", "中等职业教育", "secondary vocational"),
    ("41", "中等专科", "specialised secondary"),
    ("44", "职业高中", "vocational high school"),
    ("47", "技工学校", "technical school"),
    ("60", "普通高中", "senior high school"),
    ("70", "初中", "junior high school"),
    ("80", "小学", "primary school"),
    ("90", "其他", "other"),
)
POLITICAL_STATUS = words(  # GB/T 4762
    ("01", "中共党员", "Communist Party member"),
    ("02", "中共预备党员", "probationary Communist Party member"),
    ("03", "共青团员", "Communist Youth League member"),
    ("04", "民革党员", "Revolutionary Committee of the Kuomintang"),
    ("05", "民盟盟员", "China Democratic League"),
    ("06", "民建会员", "China National Democratic Construction Association"),
    ("07", "民进会员", "China Association for Promoting Democracy"),
    ("08", "农工党党员", "Chinese Peasants' and Workers' Democratic Party"),
    ("09", "致公党党员", "China Zhi Gong Party"),
    ("10", "九三学社社员", "Jiusan Society"),
    ("11", "台盟盟员", "Taiwan Democratic Self-Government League"),
    ("12", "无党派人士", "independent"),
    ("13", "群众", "no party"),
)
ETHNIC_GROUP = _numbered(  # GB/T 3304
    1,
    "汉 Han,蒙古 Mongol,回 Hui,藏 Tibetan,维吾尔 Uyghur,苗 Miao,彝 Yi,壮 Zhuang,布依 Bouyei,"
    "朝鲜 Korean,满 Manchu,侗 Dong,瑶 Yao,白 Bai,土家 Tujia,哈尼 Hani,哈萨克 Kazakh,傣 Dai,黎 Li,"
    "傈僳 Lisu,佤 Va,畲 She,高山 Gaoshan,拉祜 Lahu,水 Sui,东乡 Dongxiang,纳西 Naxi,景颇 Jingpo,"
    "柯尔克孜 Kirghiz,土 Tu,达斡尔 Daur,仫佬 Mulao,羌 Qiang,布朗 Blang,撒拉 Salar,毛南 Maonan,"
    "仡佬 Gelao,锡伯 Xibe,阿昌 Achang,普米 Pumi,塔吉克 Tajik,怒 Nu,乌孜别克 Uzbek,俄罗斯 Russian,"
    "鄂温克 Ewenki,德昂 De'ang,保安 Bonan,裕固 Yugur,京 Gin,塔塔尔 Tatar,独龙 Derung,鄂伦春 Oroqen,"
    "赫哲 Hezhen,门巴 Monba,珞巴 Lhoba,基诺 Jino",
) + words(("97", "其他", "other"), ("98", "外国血统", "foreign origin"))

RELATION = (  # GB/T 4761: relation to the person in whose name the file stands
    words(
        ("01", "本人", "self"),
        ("02", "户主", "head of household"),
        ("10", "配偶", "spouse"),
        ("11", "夫", "husband"),
        ("12", "妻", "wife"),
    )
    + _numbered(
        20,
        "子 son,独生子 only son,长子 eldest son,次子 second son,三子 third son,四子 fourth son,"
        "五子 fifth son,养子或继子 adopted or stepson,女婿 son-in-law,其他儿子 other son,"
        "女 daughter,独生女 only daughter,长女 eldest daughter,次女 second daughter,"
        "三女 third daughter,四女 fourth daughter,五女 fifth daughter,"
        "养女或继女 adopted or stepdaughter,儿媳 daughter-in-law,其他女儿 other daughter,"
        "孙子女或外孙子女 grandchild,孙子 son's son,孙女 son's daughter,外孙子 daughter's son,"
        "外孙女 daughter's daughter,孙媳 grandson's wife,孙女婿 granddaughter's husband,"
        "曾孙子 great-grandson,曾孙女 great-granddaughter,其他孙辈 other grandchild,"
        "父母 parent,父亲 father,母亲 mother,公公 husband's father,婆婆 husband's mother,"
        "岳父 wife's father,岳母 wife's mother,继父或养父 step or adoptive father,"
        "继母或养母 step or adoptive mother,其他父母关系 other parent,"
        "祖父母或外祖父母 grandparent,祖父 paternal grandfather,祖母 paternal grandmother,"
        "外祖父 maternal grandfather,外祖母 maternal grandmother,"
        "配偶的祖父母或外祖父母 spouse's grandparent,曾祖父 great-grandfather,"
        "曾祖母 great-grandmother,配偶的曾祖父母 spouse's great-grandparent,"
        "其他祖辈 other grandparent,"
        "兄弟姐妹 sibling,兄 elder brother,嫂 elder brother's wife,弟 younger brother,"
        "弟媳 younger brother's wife,姐 elder sister,姐夫 elder sister's husband,"
        "妹 younger sister,妹夫 younger sister's husband,其他兄弟姐妹 other sibling,"
        "其他 other,伯父 father's elder brother,伯母 father's elder brother's wife,"
        "叔父 father's younger brother,婶母 father's younger brother's wife,"
        "舅父 mother's brother,舅母 mother's brother's wife,姨父 mother's sister's husband,"
        "姨母 mother's sister,姑父 father's sister's husband,姑母 father's sister,"
        "堂兄弟姐妹 paternal cousin,表兄弟姐妹 other cousin,侄子 brother's son,"
        "侄女 brother's daughter,外甥 sister's son,外甥女 sister's daughter,"
        "其他亲属 other relative",
    )
    + words(("99", "非亲属", "not related"))
)
