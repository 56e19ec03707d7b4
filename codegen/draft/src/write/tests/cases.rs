//! Sheets and their YAML, to the byte.

use super::{at, code, endpoint, guess, member, note, page, param, row, structure};
use crate::Counts;
use crate::sheet::{
    Auth, Body, Check, Code, Envelope, Noted, Outcome, Param, Row, Rule, Scalar, Sheet, Type, TypeKind,
    Variant,
};
use crate::write::{scalar, write};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::node::NodeKind;
use stubwright_spec::source::{SourceMap, yaml};

fn plain<T: Into<String>>(value: T) -> Noted<String> {
    Noted::plain(value.into())
}

fn checked(mut row: Row, rule: Rule, reason: &str) -> Row {
    row.check = Some(guess(Check { rule, when: None, is_partial: false }, reason, None));
    row
}

fn http(mut row: Row, status: u16) -> Row {
    row.http = Some(status);
    row
}

fn retry(mut row: Row, word: &'static str) -> Row {
    row.retry = Some(word);
    row
}

#[test]
fn rows_of_one_code_and_templates() {
    let (yaml, counts) = write(&sensor(), &page());
    assert_eq!(yaml, include_str!("sensor.yaml"));
    assert_eq!(counts, Counts { endpoints: 1, types: 3, codes: 4, guesses: 9 });
}

#[test]
fn common_parameters_and_forms() {
    let (yaml, _) = write(&logistics(), &page());
    assert_eq!(yaml, include_str!("logistics.yaml"));
}

const BY_WORDS: &str = "retry: by its words";

/// The sheet of `en-sensor-contradict`.
pub(crate) fn sensor() -> Sheet {
    let mut limit = http(row("", "readings must contain at most 60 items.", ""), 400);
    limit.matching = limit.message.clone();
    let limit = checked(limit, Rule::Items(String::from("readings"), None, Some(60)), "at most 60 items");
    let invalid = http(
        row("InvalidParameter", "The specified parameter \"%s\" is not valid.", "See the table above."),
        400,
    );
    let missing =
        http(row("MissingParameter", "The input parameter {0} that is mandatory is missing.", ""), 400);
    let throttling = http(
        retry(row("Throttling", "Request was denied due to ${reason}.", "Retry later."), "throttle"),
        429,
    );
    let unknown = http(row("DeviceUnknown", "The device is unknown.", ""), 404);
    let mut call = endpoint("put_ingest_readings", "put", "/ingest//readings");
    call.name_notes = guess((), "name: the path has no verb", None).notes;
    call.doc = Some(String::from("Marshlight Sensors – push readings"));
    call.request = Some(Body::Json(String::from("PutIngestReadings")));
    call.response = Some(plain("PutIngestReadingsResult"));
    let unit = |value: &str| Variant { name: None, value: String::from(value), doc: None };
    Sheet {
        pages: vec![String::from("page.md")],
        api: at(String::from("marshlight"), 5),
        title: Some(at(String::from("Marshlight Sensors – push readings"), 1)),
        servers: vec![(String::from("main"), at(String::from("http://hub.marshlight.example"), 5))],
        envelope: Some(Envelope {
            notes: guess((), "from the response sample", Some(27)).notes,
            success: guess(
                vec![(String::from("Code"), Outcome::Text(String::from("OK")))],
                "the value in the sample",
                None,
            ),
            code: Noted::plain(vec![String::from("Code")]),
            message: Noted::plain(vec![String::from("Message")]),
            data: Some(plain(".")),
            trace: Some(guess(String::from("RequestId"), "by its name", None)),
            ..Envelope::default()
        }),
        errors: vec![
            Code {
                code: String::from("InvalidParameter"),
                notes: vec![note("one code in two rows: told apart by their words", None)],
                rows: vec![at(limit, 39), guess(invalid, "the rest of this code", Some(38))],
            },
            code("MissingParameter", at(missing, 40)),
            code("Throttling", guess(throttling, BY_WORDS, Some(41))),
            code("DeviceUnknown", at(unknown, 42)),
        ],
        endpoints: vec![at(call, 5)],
        types: vec![
            Noted::plain(structure(
                "PutIngestReadings",
                vec![
                    at(member("deviceId", "i64", "Id of the device"), 9),
                    guess(
                        member("startAt", "datetime", "First reading"),
                        "a text in the table, by its sample a time",
                        Some(10),
                    ),
                    at(member("readings", "[f64](..=60)", "One number for each minute, max. 60"), 11),
                    at(member("unit?", "Unit", ""), 12),
                    at(member("meta?", "string", "A JSON text"), 13),
                ],
            )),
            guess(
                Type {
                    name: String::from("Unit"),
                    kind: TypeKind::Enum { values: vec![unit("C"), unit("F")], is_int: false },
                },
                "listed in the description",
                Some(12),
            ),
            at(structure("PutIngestReadingsResult", vec![Noted::plain(member("Accepted", "i32", ""))]), 27),
        ],
        ..Sheet::default()
    }
}

/// The sheet of `zh-wrapper-common`.
pub(crate) fn logistics() -> Sheet {
    let common = |name: &str, doc: &str| Param {
        name: String::from(name),
        place: Some("query"),
        doc: Some(String::from(doc)),
        ..Param::default()
    };
    let in_query = |param: Param, number: usize| guess(param, "in the query", Some(number));
    let app_key = Param { ty: Some(String::from("string")), ..common("app_key", "应用标识") };
    let timestamp = Param {
        fill: Some("local"),
        ..common("timestamp", "时间戳，格式为yyyy-MM-dd HH:mm:ss，时区为GMT+8")
    };
    let version = Param {
        value: Some(Scalar::Text(String::from("2.0"))),
        ..common("v", "协议版本，固定值 2.0")
    };
    let empty = row("IsvOrderNoEmpty", "运单号不能为空", "传入order_no");
    let empty = checked(empty, Rule::Present(vec![String::from("order_no")]), "不能为空");
    let mut call = endpoint("query_logistics_order", "post", "/router/rest");
    call.doc = Some(String::from("hechuan.logistics.order.query（查询运单）"));
    let method = Param {
        place: Some("query"),
        ..param("method", "string", "API接口名称，固定值 hechuan.logistics.order.query")
    };
    call.params = vec![guess(method, "a constant of this endpoint", Some(9))];
    call.request = Some(Body::Form(String::from("QueryLogisticsOrder")));
    call.response = Some(plain("QueryLogisticsOrderResult"));
    let mut order_no = member("order_no", "string", "运单号");
    order_no.example = Some(Scalar::Text(String::from("HC001")));
    let mut fields = member("fields?", "string", "需要的字段");
    fields.example = Some(Scalar::Text(String::from("state,trace")));
    Sheet {
        pages: vec![String::from("page.md")],
        api: at(String::from("hechuan"), 3),
        title: Some(at(String::from("hechuan.logistics.order.query（查询运单）"), 1)),
        timezone: Some(at(String::from("+08:00"), 11)),
        servers: vec![(String::from("main"), at(String::from("https://gw.hechuan.example"), 3))],
        envelope: Some(Envelope {
            notes: guess((), "from the response samples", Some(25)).notes,
            root: Some(String::from("*_response")),
            success: guess(
                vec![(String::from("code"), Outcome::Absent)],
                "the sample of a success has none",
                None,
            ),
            code: guess(vec![String::from("sub_code"), String::from("code")], "both have a table", None),
            message: Noted::plain(vec![String::from("sub_msg"), String::from("msg")]),
            data: Some(plain(".")),
            trace: Some(guess(String::from("request_id"), "by its name", None)),
        }),
        common: vec![in_query(app_key, 10), in_query(timestamp, 11), in_query(version, 12)],
        common_notes: vec![note("", Some(5))],
        auth: Some(guess(Auth::Sign, "a parameter sign, which the signer adds", Some(13))),
        errors: vec![
            code("isv.order-no-empty", at(empty, 38)),
            code("isv.order-not-exist", at(row("IsvOrderNotExist", "运单不存在", "核对运单号"), 39)),
            code(
                "isp.service-timeout",
                guess(
                    retry(row("IspServiceTimeout", "服务超时", "稍后重试"), "idempotent"),
                    BY_WORDS,
                    Some(40),
                ),
            ),
            code(
                "7",
                guess(retry(row("CallLimitExceeded", "调用次数超限", ""), "throttle"), BY_WORDS, Some(46)),
            ),
            code("25", at(row("InvalidSignature", "签名无效", ""), 47)),
        ],
        endpoints: vec![at(call, 3)],
        types: vec![
            Noted::plain(structure("QueryLogisticsOrder", vec![at(order_no, 19), at(fields, 20)])),
            at(
                structure(
                    "QueryLogisticsOrderResult",
                    vec![
                        Noted::plain(member("order_no", "string", "")),
                        Noted::plain(member("state", "i32", "")),
                        Noted::plain(member("weight", "f64", "")),
                        guess(member("traces", "{[Trace]}", ""), "the keys are dates", None),
                    ],
                ),
                25,
            ),
            at(
                structure(
                    "Trace",
                    vec![
                        Noted::plain(member("time", "datetime", "")),
                        Noted::plain(member("text", "string", "")),
                    ],
                ),
                25,
            ),
        ],
        ..Sheet::default()
    }
}

/// The rows of `zh-card-labels` and `ja-points-html`, and the enum of `ja-reservation-plus`.
#[test]
fn odd_rows_and_enums() {
    let mut on = checked(
        row("", "卡号不能为空 或卡号格式不正确", ""),
        Rule::Present(vec![String::from("cardNo")]),
        "不能为空",
    );
    if let Some(check) = &mut on.check {
        check.value.is_partial = true;
    }
    let mut busy = retry(row("", "网络异常，请重试", ""), "idempotent");
    busy.matching = busy.message.clone();
    let mut above =
        http(row("", "来店日時は現在日時以降を指定してください", "リクエストを確認してください"), 400);
    above.solution_notes = vec![note("as in the row above: 〃", None)];
    let above =
        checked(above, Rule::Time(String::from("visitAt"), Some(String::from("now")), None), "現在日時以降");
    let value = |name: &str, value: &str, doc: &str| Variant {
        name: Some(String::from(name)),
        value: String::from(value),
        doc: Some(String::from(doc)),
    };
    let status = Type {
        name: String::from("Status"),
        kind: TypeKind::Enum { values: vec![value("Value1", "1", "仮予約")], is_int: false },
    };
    let sheet = Sheet {
        errors: vec![
            Code {
                code: String::from("30011"),
                notes: guess((), "the next row has no code and goes on with 或", None).notes,
                rows: vec![at(on, 43)],
            },
            Code {
                code: String::new(),
                notes: vec![note("a row without a code", Some(46))],
                rows: vec![guess(busy, BY_WORDS, None)],
            },
            code("E102", at(above, 50)),
        ],
        left_out: guess((), "left out, a range of codes: PT-9xx システムエラー", Some(28)).notes,
        types: vec![Noted { value: status, notes: vec![note("listed below the sample", Some(42))] }],
        ..Sheet::default()
    };
    let (yaml, _) = write(&sheet, &page());
    let wanted = r#"stubwright: 1
api: ""

errors:
  "30011": # ? the next row has no code and goes on with 或
    message: 卡号不能为空 或卡号格式不正确 # page:43
    check: {present: cardNo, partial: true} # ? 不能为空
  "": # a row without a code, page:46
    - {message: 网络异常，请重试, retry: idempotent, match: 网络异常，请重试} # ? retry: by its words
  E102: # page:50
    message: 来店日時は現在日時以降を指定してください
    solution: リクエストを確認してください # as in the row above: 〃
    http: 400
    check: {time: {visitAt: {min: now}}} # ? 現在日時以降
  # ? left out, a range of codes: PT-9xx システムエラー, page:28

types:
  Status: # listed below the sample, page:42
    enum:
      Value1: {value: "1", doc: 仮予約}
"#;
    assert_eq!(yaml, wanted);
}

/// Every scalar of every case is spelled as it would be.
#[test]
fn quotes_stand_where_the_cases_have_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/draft");
    for case in std::fs::read_dir(folder).expect("the cases").flatten() {
        let Ok(text) = std::fs::read_to_string(case.path().join("expected.yaml")) else { continue };
        let (mut sources, mut diags) = (SourceMap::default(), Diagnostics::default());
        let file = sources.add(case.path().display().to_string(), text);
        let document = yaml::read(&sources, file, &mut diags);
        assert!(diags.is_empty());
        for node in document.nodes() {
            let NodeKind::Scalar { text, .. } = &node.kind else { continue };
            let written = sources.text(node.span);
            let is_known = [
                scalar::spell(text),
                scalar::spell_plain(text),
                scalar::spell_path(text),
                scalar::spell_url_path(text),
            ];
            assert!(
                is_known.iter().any(|spelled| spelled == written),
                "{}: {written}",
                sources.place(node.span)
            );
            if written.starts_with('"') {
                assert_eq!(scalar::spell(text), written, "{}", sources.place(node.span));
            }
        }
    }
}
