//! What messages ask of requests, and in which words.
//!
//! A pattern, in lower case: `_` is blanks or nothing, `#` a number, `%` a unit or nothing, `!` a unit, `(a|b|)` one of these.

mod patterns;

use patterns::{
    ABOVE, ALL_PRESENT, BELOW, BETWEEN, DIGITS, ENDING, ENDING_BEFORE, FORM, FROM_NOW, LISTED, MAX, MIN,
    NOTHING, ONE_OF, ONE_OF_BEFORE, PRESENT, UNIQUE, UNTIL_NOW,
};

/// What words ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ask {
    /// Nothing of a request: words that would be misread otherwise.
    Nothing,
    /// No two are equal.
    Unique,
    /// It is there.
    Present,
    /// All required fields are there.
    AllPresent,
    /// It consists of digits.
    Digits,
    /// It has the form that its name says.
    Form,
    /// It is one of the values of its field.
    Listed,
    /// It is one of the values behind the words.
    OneOf,
    /// It is one of the values before the words.
    OneOfBefore,
    /// It is not before now.
    FromNow,
    /// It is not after now.
    UntilNow,
    /// It is at most a number.
    Max,
    /// It is at least a number.
    Min,
    /// It is more than a number.
    Above,
    /// It is less than a number.
    Below,
    /// It is between two numbers.
    Between,
    /// It has one of the endings behind the words.
    Ending,
    /// It has one of the endings before the words.
    EndingBefore,
}

/// What numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Characters.
    Chars,
    /// Bytes.
    Bytes,
    /// Things in a list.
    Items,
    /// A length of time, in the words of the format: `d`, `mo`.
    Time(&'static str),
    /// Something else: a percentage, megabytes, money.
    Other,
}

/// The units.
pub(crate) const UNITS: &[(Unit, &str)] = &[
    (
        Unit::Chars,
        "个字符|字符|个汉字|个字|字|文字|characters|character|chars|char|symbols|글자|자|символов|символа|символ|знаков|знака",
    ),
    (Unit::Bytes, "个字节|字节|bytes|byte|バイト|바이트|байтов|байта|байт"),
    (
        Unit::Items,
        "个|人|名|条|项|件|张|份|组|位|items|item|entries|elements|people|個|つ|件|개|명|건|인|штук|элементов|записей|позиций|человек",
    ),
    (Unit::Time("d"), "个自然日|自然日|天|日間|日|days|day|일|дней|дня|день|суток"),
    (Unit::Time("mo"), "个月|個月|ヶ月|か月|カ月|ヵ月|months|month|개월|месяцев|месяца|месяц"),
    (Unit::Time("y"), "年間|年|years|year|년|лет|года|год"),
    (Unit::Time("w"), "周|星期|週間|weeks|week|주|недель|недели"),
    (Unit::Time("h"), "个小时|小时|時間|hours|hour|시간|часов|часа|час"),
    (Unit::Time("m"), "分钟|分|minutes|minute|分間|분|минут|минуты"),
    (Unit::Time("s"), "秒|秒钟|seconds|second|초|секунд"),
    (
        Unit::Other,
        "%|％|元|分钱|万元|万|円|원|руб|рублей|usd|eur|k|kb|m|mb|g|gb|кб|мб|米|公里|千米|km|m²|kg|公斤|кг|克|次|回|times|회|раз|倍|度|页|位小数|decimals|decimal",
    ),
];

/// The patterns.
pub(crate) const PATTERNS: &[(Ask, &str)] = &[
    (Ask::Nothing, NOTHING),
    (Ask::Unique, UNIQUE),
    (Ask::Present, PRESENT),
    (Ask::AllPresent, ALL_PRESENT),
    (Ask::Digits, DIGITS),
    (Ask::Form, FORM),
    (Ask::Listed, LISTED),
    (Ask::OneOf, ONE_OF),
    (Ask::OneOfBefore, ONE_OF_BEFORE),
    (Ask::FromNow, FROM_NOW),
    (Ask::UntilNow, UNTIL_NOW),
    (Ask::Max, MAX),
    (Ask::Min, MIN),
    (Ask::Above, ABOVE),
    (Ask::Below, BELOW),
    (Ask::Between, BETWEEN),
    (Ask::Ending, ENDING),
    (Ask::EndingBefore, ENDING_BEFORE),
];

/// Endings of files.
pub(crate) const ENDINGS: &str = "pdf ofd doc docx dot dotx wps wpt rtf odt txt md csv tsv xls xlsx xlsm et ods ppt pptx dps odp html htm mht xml json \
     yaml yml png jpg jpeg jpe jfif gif bmp tif tiff webp heic heif svg ico psd ai eps zip rar 7z tar gz bz2 tgz mp3 wav \
     aac ogg flac m4a amr wma mp4 mov avi mkv webm flv wmv mpeg mpg m4v apk ipa exe dmg iso bin pem crt cer key pfx p12 \
     eml msg log ics vcf epub dwg dxf sig p7s";

/// Words of the count that a number is, and words that only join: no part of what a text is about.
pub(crate) const COUNTED: &[&str] = &[
    "的个数",
    "的数量",
    "的长度",
    "个数",
    "数量",
    "总数",
    "长度",
    "条数",
    "人数",
    "大小",
    "单次",
    "每次",
    "一次",
    "格式不支持",
    "格式",
    "字段",
    "参数",
    "の件数",
    "の文字数",
    "の長さ",
    "件数",
    "文字数",
    "の数",
    "の形式",
    "の値",
    "количество",
    "число",
    "длина",
    "the number of ",
    "number of ",
    "the length of ",
    "length of ",
    "the ",
    "수는",
    "개수",
    "길이",
];

/// What stands at the end of a description of a list.
pub(crate) const LISTS: &[&str] = &[
    "列表",
    "清单",
    "数组",
    "集合",
    "明细",
    "リスト",
    "一覧",
    "配列",
    " 목록",
    "목록",
    " 리스트",
    "리스트",
    " 배열",
    " list",
    " array",
    "的",
];

/// Words that a condition of a required field begins or ends with.
pub(crate) const REQUIRED: &[&str] =
    &["必填", "必传", "必选", "required", "mandatory", "必須", "필수", "обязател"];

/// Words that join several things of which all are meant.
pub(crate) const AND: &[&str] = &["和", "及", "与", " and ", "と", "및", " и "];

/// Words of a condition: what they ask does not always hold.
pub(crate) const CONDITIONS: &[&str] = &[
    "如果",
    "若为",
    "若是",
    "时必",
    "时不",
    "时,",
    "时需",
    "时应",
    "情况下",
    "前提下",
    " if ",
    " when ",
    "if ",
    "when ",
    "unless ",
    "場合",
    "とき",
    "경우",
    " 때",
    "если ",
    "когда ",
];

/// Words that count over time, or for one of many.
pub(crate) const RATES: &[&str] = &[
    "每天",
    "每日",
    "每分钟",
    "每小时",
    "每秒",
    "每月",
    "每个",
    "每人",
    "单个",
    "单日",
    "同一",
    "当日",
    "当天",
    "当月",
    "累计",
    "per day",
    "per minute",
    "per second",
    "per hour",
    "per user",
    "per account",
    "a day",
    "daily",
    "hourly",
    "monthly",
    "each ",
    "1日",
    "一日",
    "1分間",
    "一人",
    "1人あたり",
    "につき",
    "하루",
    "매일",
    "1일",
    "분당",
    "초당",
    "당 ",
    "в день",
    "в сутки",
    "в минуту",
    "в час",
    "в секунду",
];

/// Words that say that more than one thing may be wrong.
pub(crate) const OR: &[&str] = &[
    "或",
    "或者",
    " or ",
    "または",
    "又は",
    "もしくは",
    "또는",
    "이거나",
    " или ",
    "||",
    "以及",
    "并且",
    "、または",
    "，且",
];
