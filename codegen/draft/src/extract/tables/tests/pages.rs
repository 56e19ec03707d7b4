//! The pages of `tests/cases/draft`: their tables, as far as the plain reader of these tests can read them.

use std::path::{Path, PathBuf};

use super::{Page, fields, findings, markdown, rows, text, values};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/draft")
}

/// The page of a case; `None` for HTML.
fn page(case: &Path) -> Option<Page> {
    let read = |name: &str| std::fs::read_to_string(case.join(name)).ok();
    read("page.md").map(|page| markdown(&page)).or_else(|| read("page.txt").map(|page| text(&page)))
}

fn dump(case: &str) -> String {
    let page = page(&directory().join(case)).unwrap();
    let parts = [rows(&page), fields(&page), values(&page)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn without_code(line: &str) -> String {
    let words = line.split(' ').filter(|word| !(word.starts_with("SW") && word.len() == 6));
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_has_the_findings_that_are_about_its_tables() {
    let about = [
        "is the code of success",
        "a range of codes",
        "a row without a code",
        "has no row for",
        "has two rows",
        "is in the table twice",
        "also in a table above",
        "another meaning",
        "two messages",
        "looks Latin",
        "an invisible character",
        "not codes of the API",
        "about answers of errors",
    ];
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(directory()).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let mut count = 0;
    for case in cases.iter().filter(|case| case.is_dir()) {
        let Some(page) = page(case) else { continue };
        let expected = std::fs::read_to_string(case.join("findings.txt")).unwrap();
        let expected: Vec<&str> =
            expected.lines().filter(|line| about.iter().any(|words| line.contains(words))).collect();
        // The code of a finding is between its place and its text.
        let expected: Vec<String> = expected.iter().map(|line| without_code(line)).collect();
        assert_eq!(findings(&page).lines().collect::<Vec<_>>(), expected, "{}", case.display());
        count += 1;
    }
    assert!(count >= 15);
}

#[test]
fn lines_of_cells() {
    let expected = "Lost 返回码
0 | 提交成功 | - | Success
101 | 账号或密码错误 | -
102 | 号码个数超过1000 | -
103 | 内容长度超过500 | -
104 | 扩展码必须是数字 | -
105 | 手机号重复 | -
106 | 定时时间不能早于当前时间 | -
200-299 | 通道侧错误，以运营商返回为准 | - | Range
其他5XX | 平台内部错误 | - | Range
[请求参数 Request]
account! Text chars ..16 \"账号，最长16个字符\"
phones! List(Some(Text)) items ..1000 \"手机号列表，最多1000个，不可重复\"
content! Text chars ..500 \"短信内容，最多500个字符\"
sendAt? Text \"定时发送时间，格式 yyyy-MM-dd HH:mm:ss\"
ext? Text \"扩展码，只能是数字\"";
    assert_eq!(dump("zh-sms-lost-pipes"), expected);
}

#[test]
fn lines_of_rows() {
    let expected = "Lost Status code
-1 | System busy, please try again | -
0 | ok | - | Success
40001 | invalid access_token | The token is wrong or has expired | ? where the message ends
40013 | badge name too long | At most 20 characters | ? where the message ends
40037 | too many owners | At most 5 owners | ? where the message ends
41005 | picture missing | -
45009 | reach max daily quota limit | -";
    assert_eq!(dump("en-badge-glued"), expected);
}

#[test]
fn lists_in_place_of_tables() {
    let expected = "List -
locker_full | No free compartment. | Try again later. | 409
locker_offline | The locker cannot be reached. | Try again later. | 503
size_unknown | size must be one of S, M, L, XL. | - | 422
barcode_missing | parcel.barcode is required. | - | 422
pickup_in_past | pickup_until must not be before now. | - | 422
pickup_too_late | pickup_until must be at most 14 days from now. | - | 422
token_expired | The access token has expired. | Request a new one. | 401
legacy_client | deprecated, no longer returned. | - | deprecated
[Path and query]
locker! in Path \"number of the locker, such as LK-204\"
notify? in Query \"whether the recipient gets a text message\"
Sizes (listed in the text): S, M, L, XL";
    let dump = dump("en-locker-bullets").replace("[Path and query Request]", "[Path and query]");
    assert_eq!(dump, expected);
}

#[test]
fn a_block_for_each_cell() {
    for heads in ["code\nmessage\nbilled\ndescription", "error_code\nerror_message\nbilled\nexplanation"] {
        let text = format!(
            "HTTP Status Code 409\n\n{heads}\n\nKilnCold\n\nThe kiln is cold.\n\nno\n\nWhen it is lit late\n\nKilnFull\n\nNo room.\n\nyes\n\nIn the evening\n"
        );
        let input = crate::Input { name: "page.md", bytes: text.as_bytes() };
        let yaml = crate::draft(&[input], std::time::SystemTime::UNIX_EPOCH).yaml;
        let rows: Vec<&str> = yaml.lines().filter(|line| line.starts_with("  Kiln")).collect();
        let expected = [
            "  KilnCold: {name: KilnCold, message: The kiln is cold., http: 409} # page:8",
            "  KilnFull: {name: KilnFull, message: No room., http: 409} # page:16",
        ];
        assert_eq!(rows, expected, "{heads}");
    }
}
