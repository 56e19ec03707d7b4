//! Sheets by hand: findings, tables, rows of one code.

use std::time::{Duration, SystemTime};

use crate::found::{ErrorTable, Found, Heading, Layout, Place, Row, RowKind, Space, Topic};
use crate::infer::matched::Matched;
use crate::infer::rows::{hold, infer};
use crate::json::{self, Value};
use crate::page::Text;
use crate::sheet::{Endpoint, Envelope, Noted, Sheet, Type, TypeKind, body_path, ty};
use crate::write::tests::{member, structure, variant};
use stubwright_spec::ast::{BodyKind, Enum, Field, Repr, Retry};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::{FileId, SourceMap, Span, Spanned};

/// A sheet of lines: `Type`, and below it `  key? type; description`; `Kind = a b`; the first type is the request.
pub(super) fn sheet(text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    let mut members: Vec<Noted<Field>> = Vec::new();
    let mut name = String::new();
    let close = |name: &mut String, members: &mut Vec<Noted<Field>>, sheet: &mut Sheet| {
        if !name.is_empty() {
            sheet.types.push(Noted::plain(structure(&std::mem::take(name), std::mem::take(members))));
        }
    };
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(field) = line.strip_prefix("  ") {
            let (field, doc) = field.split_once("; ").unwrap_or((field, ""));
            let (key, ty) = field.split_once(' ').unwrap();
            members.push(Noted::plain(member(key, ty, doc)));
        } else if let Some((own, values)) = line.split_once(" = ") {
            close(&mut name, &mut members, &mut sheet);
            let is_int = values.chars().all(|c| c.is_ascii_digit() || c == ' ');
            let repr = if is_int { Repr::Int } else { Repr::String };
            let values = values.split(' ').map(|value| variant(None, value, None)).collect();
            let kind = TypeKind::Enum(Enum { repr, values });
            sheet.types.push(Noted::plain(Type { name: own.to_owned(), parameter: None, kind }));
        } else {
            close(&mut name, &mut members, &mut sheet);
            name = line.to_owned();
        }
    }
    close(&mut name, &mut members, &mut sheet);
    let first = sheet.types.iter().find(|ty| matches!(ty.value.kind, TypeKind::Struct(_))).unwrap();
    let request = Some(BodyKind::Json(ty::name(&first.value.name)));
    sheet.endpoints.push(Noted::plain(Endpoint {
        name: String::from("call"),
        request,
        ..Endpoint::default()
    }));
    sheet
}

fn answers() -> Envelope {
    Envelope { message: Noted::plain(vec![body_path(&[String::from("message")])]), ..Envelope::default() }
}

/// A page whose parts are found by their text.
struct Page {
    text: &'static str,
    file: FileId,
}

impl Page {
    fn new(text: &'static str) -> Self {
        Self { text, file: SourceMap::default().add("page", text) }
    }

    fn span(&self, part: &str) -> Span {
        let at = self.text.find(part).unwrap_or_else(|| panic!("{part}"));
        Span::new(self.file, at, at + part.len())
    }

    fn spanned(&self, part: &str) -> Option<Spanned<String>> {
        (!part.is_empty()).then(|| Spanned::new(part.to_owned(), self.span(part)))
    }

    /// Rows of lines `code|message|solution`.
    fn table(&self, rows: &str) -> ErrorTable {
        let row = |line: &str| {
            let at = self.text.find(line).unwrap_or_else(|| panic!("{line}"));
            let mut start = at;
            let mut cells = line.split('|').map(|cell| {
                let span = Span::new(self.file, start, start + cell.len());
                start += cell.len() + 1;
                (!cell.is_empty()).then(|| Spanned::new(cell.to_owned(), span))
            });
            let code = cells.next().flatten();
            let kind = match code.as_ref().map(Spanned::as_str) {
                Some("0" | "200") => RowKind::Success,
                Some(code) if code.ends_with("XX") => RowKind::Range,
                _ => RowKind::Error,
            };
            let (message, solution) = (cells.next().flatten(), cells.next().flatten());
            Row { code, message, solution, kind, ..Row::at(Span::new(self.file, at, at + line.len())) }
        };
        let rows = rows.lines().map(row).collect();
        ErrorTable {
            place: Place::default(),
            is_announced: true,
            layout: Layout::Table,
            space: Space::Api,
            title: None,
            code_head: None,
            sub_head: None,
            rows,
        }
    }

    fn json(&self, text: &str) -> Value {
        let start = self.text.find(text).unwrap();
        let read = json::read(&Text::of(self.file, self.text, 0..self.text.len()), start).unwrap();
        assert!(read.end == start + text.len() && read.faults.is_empty(), "{text}");
        read.value
    }

    /// The findings, with the text at each place.
    fn findings(&self, diags: &Diagnostics) -> Vec<String> {
        let shown = |span: Span| self.text[span.range()].lines().next().unwrap_or_default().to_owned();
        let sorted = diags.sorted().into_iter();
        sorted
            .map(|one| format!("{} {}: {}", one.code, shown(one.primary.as_ref().unwrap().span), one.message))
            .collect()
    }
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

const SIGNING: &str = "\
StartContract
  signFileType string
  docs [Doc]
  attachmentFiles [Attachment]
  signFlowInitiator Initiator
  signers [Signer]
  signFlowConfigs Configs
Doc
  fileId string
  fileCode string
  fileOrder i32
  fileName string
Attachment
  fileCode string
  fileOrder i32
Initiator
  accountId string
Signer
  accountId string
  seqNo i32
  signFields [SignField]
SignField
  fileCode string
  signFieldStyle i32
  dateFormat string
  authorizeCode string
  signFieldPosition Position
Position
  positionPage i32
  positionX i32
  positionY i32
Configs
  flowConfig FlowConfig
FlowConfig
  contractName string
  businessCode string
  seqSigning bool
  signDeadline date
";

const PAGE: &str = "\
500|服务繁忙,请重试.|联系客服
400|参数错误.|参数与接口文档进行核对
oc_10011|用户未认证|进行认证
oc_30005|上传文件格式不支持|更换支持发起合同以及附件格式的文件
oc_30006|文件处理失败|重新发起,或联系客服
oc_40001|签署截止时间不能超过12个月|检查参数
oc_40002|签署截止时间不能小于当前时间|检查参数
oc_40003|签署方不可重复|检查参数
oc_40014|合同doc文件不能重复|检查参数
oc_40016|签署位置不能重复|检查参数
oc_40020|单页合同文件不能进行骑缝签章|检查参数
oc_40027|同一签署方不能同时配置静默签和普通签署|检查参数
{
\"signFileType\": \"PDF\",
\"docs\": [{\"fileId\": \"1\", \"fileCode\": \"FC\", \"fileOrder\": 1, \"fileName\": \"test_file1.docx\"}],
\"signers\": [
{\"accountId\": \"P1\", \"signFields\": [{\"fileCode\": \"FC\", \"signFieldPosition\": {\"positionX\": 1, \"positionY\": 2}}]},
{\"accountId\": \"P2\", \"signFields\": [{\"fileCode\": \"FC\", \"signFieldPosition\": {\"positionX\": 28, \"positionY\": 42}}, {\"fileCode\": \"FC\", \"signFieldPosition\": {\"positionY\": 42, \"positionX\": 28}}]}
],
\"signFlowConfigs\": {\"flowConfig\": {\"signDeadline\": \"2025-12-31\"}}
}";

fn contracts(page: &Page, now: SystemTime) -> (Sheet, Vec<String>) {
    let (rows, sample) = PAGE.split_at(PAGE.find("\n{").unwrap());
    let found = Found { tables: vec![page.table(rows)], ..Found::default() };
    let sample = page.json(&sample[1..]);
    let matched = [Matched { requests: vec![&sample], ..Matched::default() }];
    let mut sheet = sheet(SIGNING);
    sheet.timezone = Some(Noted::plain(String::from("+08:00")));
    let mut diags = Diagnostics::default();
    infer(&found, &mut sheet, &mut diags);
    hold(&matched, now, &sheet, &mut diags);
    let mut findings = page.findings(&diags);
    findings.sort();
    (sheet, findings)
}

#[test]
fn a_whole_table() {
    let page = Page::new(PAGE);
    let (sheet, late) = contracts(&page, at(1_795_500_000));
    let names: Vec<&str> =
        sheet.errors.iter().map(|code| code.rows[0].value.name.as_deref().unwrap_or("-")).collect();
    assert_eq!(
        names.join(" "),
        "ServiceBusy InvalidParameter UserNotVerified UnsupportedFileFormat FileProcessingFailed DeadlineTooFar \
         DeadlineInPast DuplicateSigner DuplicateDoc DuplicateSignPosition - -"
    );
    let rules: Vec<String> = sheet
        .errors
        .iter()
        .filter_map(|code| code.rows[0].value.check.as_ref())
        .map(super::shown::shown)
        .collect();
    assert_eq!(
        rules,
        [
            "time signFlowConfigs.flowConfig.signDeadline ..now+12mo # 不能超过12个月",
            "time signFlowConfigs.flowConfig.signDeadline now.. # 不能小于当前时间",
            "unique signers accountId # 不可重复",
            "unique docs fileCode # 不能重复",
            "unique signers[*].signFields fileCode,signFieldPosition # 不能重复",
        ]
    );
    let position = "{\"positionY\": 42, \"positionX\": 28}";
    let common = |deadline: &str| {
        let before = [
            "SW0417 500: the message advises to try again, the solution to contact the vendor",
            "SW0418 500: the code 500 looks like an HTTP status",
            "SW0418 400: the code 400 looks like an HTTP status",
            "SW1011 \"test_file1.docx\": fileName is test_file1.docx, and signFileType says PDF",
        ];
        let mut all: Vec<String> = before.map(str::to_owned).to_vec();
        all.push(format!(
            "SW1010 {position}: the sample breaks oc_40016: fileCode and signFieldPosition are the same as in signFields[0]"
        ));
        all.extend(
            (!deadline.is_empty()).then(|| format!("SW1010 \"2025-12-31\": the sample breaks {deadline}")),
        );
        all.sort();
        all
    };
    // 2026-11-24, 2024-12-12 and 2025-03-01.
    assert_eq!(late, common("oc_40002: signDeadline is in the past"));
    let early = "oc_40001: signDeadline is more than 12 months from now";
    assert_eq!(contracts(&page, at(1_733_990_400)).1, common(early));
    assert_eq!(contracts(&page, at(1_740_787_200)).1, common(""));
}

#[test]
fn rows_of_one_code_are_told_apart() {
    let rows = "\
0|成功
12001|打印机缺纸|补充纸张
12001|打印机离线|检查网络
12001|打印机离线|检查网络
BadInput|The parameter \"%s\" is not valid.
BadInput|readings must contain at most 60 items.
|Something went wrong|Please retry
9XX|other";
    let page = Page::new(rows);
    // The second of two equal rows is found by its place.
    let found = Found { tables: vec![page.table(rows)], ..Found::default() };
    let mut sheet = sheet("Push\n  readings [f64]\n");
    sheet.envelope = Some(answers());
    let mut diags = Diagnostics::default();
    infer(&found, &mut sheet, &mut diags);
    let shown: Vec<String> = sheet
        .errors
        .iter()
        .flat_map(|code| code.rows.iter().map(move |row| (code, &row.value)))
        .map(|(code, row)| {
            let text = |text: &Option<String>| text.clone().unwrap_or_else(|| String::from("-"));
            format!(
                "{}: {} {} {}",
                code.code,
                text(&row.name),
                row.retry.map_or("-", Retry::word),
                text(&row.matching)
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "12001: - - 打印机缺纸",
            "12001: PrinterOffline - 打印机离线",
            "BadInput: - - readings must contain at most 60 items.",
            "BadInput: BadInput - -",
            ": - idempotent Something went wrong",
        ]
    );
    assert_eq!(sheet.left_out.len(), 1);
    let messages: Vec<String> = diags.sorted().iter().map(|one| one.message.clone()).collect();
    assert_eq!(messages, ["the message is a template"]);
}

#[test]
fn a_table_of_one_endpoint() {
    const TEXT: &str = "# Parcels\n## Quote\nPOST /quotes\n## Track\nGET /events\n## Codes\n10004|Weight is wrong\n7|Unknown parcel\n### Codes of tracking only\n10004|Parcel is old\n10021|limit must not exceed 100\n";
    let page = Page::new(TEXT);
    let heading = |level: u8, text: &str| Heading {
        level,
        text: page.spanned(text).unwrap(),
        topic: Topic::Other,
        place: Place(0),
    };
    let found = Found {
        headings: vec![
            heading(1, "Parcels"),
            heading(2, "Quote"),
            heading(2, "Track"),
            heading(2, "Codes"),
            heading(3, "Codes of tracking only"),
        ],
        tables: vec![
            page.table("10004|Weight is wrong\n7|Unknown parcel"),
            page.table("10004|Parcel is old\n10021|limit must not exceed 100"),
        ],
        ..Found::default()
    };
    let mut sheet = sheet("Quote\n  weight_g i32\n");
    let note = |text: &str| Noted::<()>::at((), page.span(text)).notes;
    sheet.endpoints[0].notes = note("POST /quotes");
    sheet.endpoints.push(Noted {
        value: Endpoint {
            name: String::from("list_events"),
            doc: Some(String::from("Track")),
            ..Endpoint::default()
        },
        notes: note("GET /events"),
    });
    let mut diags = Diagnostics::default();
    infer(&found, &mut sheet, &mut diags);
    assert_eq!(sheet.endpoints[1].value.tables, ["tracking"]);
    assert_eq!((sheet.errors.len(), sheet.tables.len(), sheet.tables[0].1.len()), (2, 1, 2));
    assert!(diags.is_empty());
}

#[test]
fn without_messages_nothing_tells_rows_apart() {
    let rows =
        "12001|打印机缺纸|稍后重试\n12001|打印机离线|检查网络\n5|busy\n|Something went wrong|Please retry";
    let page = Page::new(rows);
    let found = Found { tables: vec![page.table(rows)], ..Found::default() };
    let mut sheet = sheet("Push\n  readings [f64]\n");
    sheet.envelope = Some(Envelope::default());
    infer(&found, &mut sheet, &mut Diagnostics::default());
    assert_eq!((sheet.errors.len(), sheet.left_out.len()), (2, 2));
    let code = &sheet.errors[0];
    let row = &code.rows[0].value;
    assert_eq!(code.rows.len(), 1);
    assert_eq!(row.message.as_deref(), Some("打印机缺纸"));
    assert_eq!(row.solution.as_deref(), Some("稍后重试"));
    assert_eq!((row.retry, &row.matching), (None, &None));
    assert_eq!(code.notes[0].text, "the first of 2 meanings; nothing tells them apart");
}

#[test]
fn sections_that_give_a_code_other_meanings_are_tables() {
    let (first, second) = ("7|Boat is gone\n8|No such boat", "7|Мост разведён\n9|Нет моста");
    let page = Page::new("Boats\n7|Boat is gone\n8|No such boat\nМосты\n7|Мост разведён\n9|Нет моста");
    let titled = |rows: &str, title: &'static str| {
        let title = page.spanned(title);
        ErrorTable { title, ..page.table(rows) }
    };
    let found =
        Found { tables: vec![titled(first, "Boats"), titled(second, "Мосты")], ..Found::default() };
    let mut sheet = sheet("Push\n  readings [f64]\n");
    infer(&found, &mut sheet, &mut Diagnostics::default());
    let names: Vec<&str> = sheet.tables.iter().map(|(name, _)| name.value.as_str()).collect();
    assert_eq!((names, sheet.errors.len()), (vec!["boats", "part"], 0));
    assert!(sheet.tables.iter().all(|(name, codes)| name.notes[0].is_guess && codes.len() == 2));
}

#[test]
fn many_codes_like_statuses_are_said_once() {
    let said = |rows: &'static str| {
        let page = Page::new(rows);
        let found = Found { tables: vec![page.table(rows)], ..Found::default() };
        let mut diags = Diagnostics::default();
        infer(&found, &mut sheet("Push\n  readings [f64]\n"), &mut diags);
        diags.sorted().iter().map(|one| one.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        said("400|one\n401|two\n404|three\n500|four\n503|five"),
        ["the codes 400, 401 and 3 more look like HTTP statuses"]
    );
    assert_eq!(said("400|one\n401|two\n9|three").len(), 2);
}

#[test]
fn tables_that_agree_are_those_of_the_whole() {
    const TEXT: &str = "# Parcels\n## Quote\nPOST /quotes\n## Track\nGET /events\n## Errors\nGET /events?x=1\n10|Wrong\n7|Unknown parcel\n";
    let page = Page::new(TEXT);
    let heading = |text: &str| Heading {
        level: 2,
        text: page.spanned(text).unwrap(),
        topic: Topic::Other,
        place: Place(0),
    };
    let found = Found {
        headings: vec![heading("Quote"), heading("Track"), heading("Errors")],
        tables: vec![page.table("10|Wrong\n7|Unknown parcel")],
        ..Found::default()
    };
    let mut sheet = sheet("Quote\n  weight_g i32\n");
    let note = |text: &str| Noted::<()>::at((), page.span(text)).notes;
    sheet.endpoints[0].notes = note("POST /quotes");
    let events = Endpoint { name: String::from("list_events"), ..Endpoint::default() };
    sheet.endpoints.push(Noted { value: events, notes: note("GET /events?x=1") });
    infer(&found, &mut sheet, &mut Diagnostics::default());
    assert_eq!((sheet.errors.len(), sheet.tables.len()), (2, 0));
    assert!(sheet.endpoints.iter().all(|endpoint| endpoint.value.tables.is_empty()));
}
