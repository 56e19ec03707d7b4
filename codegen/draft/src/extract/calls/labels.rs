//! The words that announce a URL, a method or a server.

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The URL or path of a call.
    Url,
    /// Its method.
    Method,
    /// What the paths of calls lie below.
    Base,
}

const URLS: [&str; 62] = [
    "url",
    "uri",
    "path",
    "endpoint",
    "route",
    "request url",
    "request uri",
    "request path",
    "request address",
    "api url",
    "api path",
    "api endpoint",
    "http url",
    "http request",
    "request",
    "api",
    "address",
    "resource url",
    "接口地址",
    "接口url",
    "接口路径",
    "接口",
    "接口uri",
    "请求地址",
    "请求url",
    "请求路径",
    "请求uri",
    "请求链接",
    "调用地址",
    "调用url",
    "访问地址",
    "访问路径",
    "服务地址",
    "网关",
    "网关地址",
    "地址",
    "路径",
    "链接",
    "http请求地址",
    "https请求地址",
    "url地址",
    "api地址",
    "アドレス",
    "リクエストurl",
    "エンドポイント",
    "パス",
    "リクエスト先",
    "接続先",
    "リクエストパス",
    "接続先url",
    "apiurl",
    "주소",
    "요청 주소",
    "요청 url",
    "요청url",
    "엔드포인트",
    "경로",
    "адрес",
    "url-адрес",
    "адрес запроса",
    "путь",
    "эндпоинт",
];

const METHODS: [&str; 38] = [
    "method",
    "http method",
    "request method",
    "http verb",
    "verb",
    "request type",
    "http-method",
    "method type",
    "请求方式",
    "请求方法",
    "请求类型",
    "调用方式",
    "调用方法",
    "http方法",
    "http请求方式",
    "http请求方法",
    "提交方式",
    "方法",
    "方式",
    "http method 方法",
    "メソッド",
    "リクエストメソッド",
    "httpメソッド",
    "http メソッド",
    "메서드",
    "메소드",
    "요청 방식",
    "요청방식",
    "요청 메서드",
    "요청 메소드",
    "http 메서드",
    "http 메소드",
    "http메서드",
    "метод",
    "http-метод",
    "метод запроса",
    "http метод",
    "тип запроса",
];

const BASES: [&str; 36] = [
    "base url",
    "baseurl",
    "base uri",
    "base path",
    "host",
    "server",
    "servers",
    "domain",
    "base",
    "api host",
    "api base",
    "api base url",
    "base endpoint",
    "api root",
    "root url",
    "service url",
    "gateway",
    "域名",
    "接口域名",
    "请求域名",
    "服务器",
    "根地址",
    "基础地址",
    "基础url",
    "主机",
    "ベースurl",
    "ホスト",
    "サーバー",
    "ドメイン",
    "서버",
    "호스트",
    "도메인",
    "기본 url",
    "базовый url",
    "сервер",
    "хост",
];

/// Names of environments, and words that call them so.
const NAMES: [(&str, &[&str]); 5] = [
    ("sandbox", &["sandbox", "沙箱", "沙盒", "サンドボックス", "샌드박스", "песочниц"]),
    ("staging", &["staging", "预发", "预生产", "ステージング", "스테이징", "стейджинг", "uat"]),
    ("test", &["测试", "联调", "test", "テスト", "検証", "테스트", "검증", "тест"]),
    ("development", &["开发环境", "开发地址", "development", "dev", "開発", "개발", "разработ"]),
    (
        "production",
        &["正式", "生产", "线上", "production", "prod", "live", "本番", "운영", "상용", "боев", "прод"],
    ),
];

/// What a text that may be a label announces.
pub(super) fn label(text: &str) -> Option<Label> {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "*_`-•·:：[]【】「」#|（）()".contains(c));
    if bare.is_empty() || bare.len() > 60 {
        return None;
    }
    let bare = bare.to_lowercase();
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || ".、 )".contains(c));
    let among = |words: &[&str]| words.contains(&bare);
    if among(&METHODS) {
        return Some(Label::Method);
    }
    if among(&URLS) {
        return Some(Label::Url);
    }
    among(&BASES).then_some(Label::Base)
}

/// The environment that a text names last.
pub(super) fn environment(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let at = |word: &&str| {
        let found = text.rfind(*word)?;
        // Words in Latin letters have to be words of their own: `test` is no part of `latest`.
        let is_latin = word.is_ascii();
        let before = text.get(..found).unwrap_or_default().chars().next_back();
        let after = text.get(found + word.len()..).unwrap_or_default().chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let after = if *word == "test" && after == Some('i') { None } else { after };
        (!is_latin || !(joins(before) || joins(after))).then_some(found)
    };
    let found = NAMES.iter().filter_map(|(name, words)| Some((words.iter().filter_map(at).max()?, *name)));
    found.max().map(|(_, name)| name)
}
