//! Sheets and their YAML, to the byte.

use super::{at, code, endpoint, enumeration, guess, member, note, page, param, row, structure, variant};
use crate::Counts;
use crate::sheet::{
    Check, Code, Envelope, Noted, Outcome, Row, Scalar, Sheet, body_path, path, sample, ty, unplaced,
};
use crate::write::write;
use stubwright_spec::ast::preflight::{Moment, RuleKind};
use stubwright_spec::ast::{
    AuthKind, BodyKind, BodyPath, BodyStep, Common, CommonPlace, CommonSource, Fill, Method, Param,
    ParamLocation, Retry, Source,
};

fn key(key: &str) -> BodyPath {
    body_path(&[String::from(key)])
}

fn checked(mut row: Row, rule: RuleKind, reason: &str) -> Row {
    row.check = Some(guess(Check { rules: vec![rule], ..Check::default() }, reason, None));
    row
}

fn http(mut row: Row, status: u16) -> Row {
    row.http = Some(status);
    row
}

fn retry(mut row: Row, retry: Retry) -> Row {
    row.retry = Some(retry);
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
    let limit = checked(
        limit,
        RuleKind::Items { at: path("readings"), min: None, max: Some(60) },
        "at most 60 items",
    );
    let invalid = http(
        row("InvalidParameter", "The specified parameter \"%s\" is not valid.", "See the table above."),
        400,
    );
    let missing =
        http(row("MissingParameter", "The input parameter {0} that is mandatory is missing.", ""), 400);
    let throttling = http(
        retry(row("Throttling", "Request was denied due to ${reason}.", "Retry later."), Retry::Throttle),
        429,
    );
    let unknown = http(row("DeviceUnknown", "The device is unknown.", ""), 404);
    let mut call = endpoint("put_ingest_readings", Method::Put, "/ingest//readings");
    call.name_notes = guess((), "name: the path has no verb", None).notes;
    call.doc = Some(String::from("Marshlight Sensors – push readings"));
    call.request = Some(BodyKind::Json(ty::name("PutIngestReadings")));
    call.response = Some(Noted::plain(ty::name("PutIngestReadingsResult")));
    let units = ["C", "F"].map(|value| variant(None, value, None));
    Sheet {
        pages: vec![String::from("page.md")],
        api: at(String::from("marshlight"), 5),
        title: Some(at(String::from("Marshlight Sensors – push readings"), 1)),
        servers: vec![(String::from("main"), at(String::from("http://hub.marshlight.example"), 5))],
        envelope: Some(Envelope {
            sub_code: Noted::default(),
            notes: guess((), "from the response sample", Some(27)).notes,
            success: guess(
                vec![(Source::Body(key("Code").value), Outcome::Text(String::from("OK")))],
                "the value in the sample",
                None,
            ),
            code: Noted::plain(vec![key("Code")]),
            message: Noted::plain(vec![key("Message")]),
            data: Some(Noted::plain(body_path(&[]))),
            trace: Some(guess(key("RequestId"), "by its name", None)),
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
            guess(enumeration("Unit", units.to_vec()), "listed in the description", Some(12)),
            at(structure("PutIngestReadingsResult", vec![Noted::plain(member("Accepted", "i32", ""))]), 27),
        ],
        ..Sheet::default()
    }
}

/// The sheet of `zh-wrapper-common`.
pub(crate) fn logistics() -> Sheet {
    let in_query = |name: &str, source: CommonSource, doc: &str, number: usize| {
        let common = Common { field: member(name, "string", doc), place: CommonPlace::Query, source };
        guess(common, "in the query", Some(number))
    };
    let app_key = in_query("app_key", CommonSource::Setting, "应用标识", 10);
    let time = "时间戳，格式为yyyy-MM-dd HH:mm:ss，时区为GMT+8";
    let timestamp = in_query("timestamp", CommonSource::Fill(Fill::Local), time, 11);
    let two = CommonSource::Value(unplaced(String::from("2.0")));
    let version = in_query("v", two, "协议版本，固定值 2.0", 12);
    let empty = row("IsvOrderNoEmpty", "运单号不能为空", "传入order_no");
    let empty = checked(empty, RuleKind::Present(path("order_no")), "不能为空");
    let mut call = endpoint("query_logistics_order", Method::Post, "/router/rest");
    call.doc = Some(String::from("hechuan.logistics.order.query（查询运单）"));
    let method = Param {
        place: Some(unplaced(ParamLocation::Query)),
        ..param("method", "string", "API接口名称，固定值 hechuan.logistics.order.query")
    };
    call.params = vec![guess(method, "a constant of this endpoint", Some(9))];
    call.request = Some(BodyKind::Form(ty::name("QueryLogisticsOrder")));
    call.response = Some(Noted::plain(ty::name("QueryLogisticsOrderResult")));
    let mut order_no = member("order_no", "string", "运单号");
    order_no.example = Some(sample(Scalar::Text(String::from("HC001"))));
    let mut fields = member("fields?", "string", "需要的字段");
    fields.example = Some(sample(Scalar::Text(String::from("state,trace"))));
    Sheet {
        pages: vec![String::from("page.md")],
        api: at(String::from("hechuan"), 3),
        title: Some(at(String::from("hechuan.logistics.order.query（查询运单）"), 1)),
        timezone: Some(at(String::from("+08:00"), 11)),
        servers: vec![(String::from("main"), at(String::from("https://gw.hechuan.example"), 3))],
        envelope: Some(Envelope {
            sub_code: Noted::default(),
            notes: guess((), "from the response samples", Some(25)).notes,
            root: Some(unplaced(vec![BodyStep::Suffix(String::from("_response"))])),
            success: guess(
                vec![(Source::Body(key("code").value), Outcome::Absent)],
                "the sample of a success has none",
                None,
            ),
            code: guess(vec![key("sub_code"), key("code")], "both have a table", None),
            message: Noted::plain(vec![key("sub_msg"), key("msg")]),
            data: Some(Noted::plain(body_path(&[]))),
            trace: Some(guess(key("request_id"), "by its name", None)),
        }),
        common: vec![app_key, timestamp, version],
        common_notes: vec![note("", Some(5))],
        auth: Some(guess(AuthKind::Sign, "a parameter sign, which the signer adds", Some(13))),
        errors: vec![
            code("isv.order-no-empty", at(empty, 38)),
            code("isv.order-not-exist", at(row("IsvOrderNotExist", "运单不存在", "核对运单号"), 39)),
            code(
                "isp.service-timeout",
                guess(
                    retry(row("IspServiceTimeout", "服务超时", "稍后重试"), Retry::Idempotent),
                    BY_WORDS,
                    Some(40),
                ),
            ),
            code(
                "7",
                guess(
                    retry(row("CallLimitExceeded", "调用次数超限", ""), Retry::Throttle),
                    BY_WORDS,
                    Some(46),
                ),
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
    let mut on =
        checked(row("", "卡号不能为空 或卡号格式不正确", ""), RuleKind::Present(path("cardNo")), "不能为空");
    if let Some(check) = &mut on.check {
        check.value.is_partial = true;
    }
    let mut busy = retry(row("", "网络异常，请重试", ""), Retry::Idempotent);
    busy.matching = busy.message.clone();
    let mut above =
        http(row("", "来店日時は現在日時以降を指定してください", "リクエストを確認してください"), 400);
    above.solution_notes = vec![note("as in the row above: 〃", None)];
    let now = Some(Moment::Now { back: false, by: None });
    let from_now = RuleKind::Time { at: path("visitAt"), min: now, max: None, skew: 300 };
    let above = checked(above, from_now, "現在日時以降");
    let status = enumeration("Status", vec![variant(Some("Value1"), "1", Some("仮予約"))]);
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
