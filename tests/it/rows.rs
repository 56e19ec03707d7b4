//! Rows of one code, and tables of one part of an API, over real sockets and in the fake.

use std::str::FromStr;

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{Match, Retry};
use stubwright_spec::diag::Code;
use stubwright_tests::compiled::{
    case_error_tables as tables, case_matches as matches, case_pasted_pages as pages,
    case_pasted_table as pasted,
};
use stubwright_tests::server::{Answer, Server};

use crate::cases::codes;
use crate::wire::run;

/// The error of both clients for a refusal.
fn refused(body: &str) -> matches::Error {
    let answers = vec![Answer::json(200, body), Answer::json(200, body)];
    let server = Server::start(answers).expect("a server");
    let request = matches::types::PayRequest::new();
    let asynchronous = run(async { matches::Client::new(server.url())?.pay(&request).await });
    let blocking = matches::blocking::Client::new(server.url()).and_then(|client| client.pay(&request));
    let (one, other) = (asynchronous.expect_err("an error"), blocking.expect_err("an error"));
    assert_eq!(one.kind(), other.kind());
    one
}

#[test]
fn the_servers_words_tell_rows_apart() {
    use matches::ErrorCode::{
        AmountTooSmall, BalanceTooLow, NoPermission, NotOpen, OtherFailure, Single, Trade, TradeClosed,
        Unrecognized,
    };
    for (kind, members) in [
        (BalanceTooLow, r#""code":"1000000","msg":"您的余额不足，请充值！""#),
        (BalanceTooLow, r#""code":1000000,"msg":"账户 余额不足""#),
        (AmountTooSmall, r#""code":"1000000","msg":"amount  must be at least 5 CNY.""#),
        (AmountTooSmall, r#""code":"1000000","msg":"操作失败","sub_msg":"Amount must be at least 5""#),
        (OtherFailure, r#""code":"1000000","msg":"系统错误""#),
        (OtherFailure, r#""code":"1000000""#),
        (NoPermission, r#""code":"40004","sub_code":"isv.no-permission","msg":"closed""#),
        (TradeClosed, r#""code":"40004","sub_code":"isv.trade","msg":"The trade is closed.""#),
        (Trade, r#""code":"40004","sub_code":"isv.trade","msg":"The trade is open.""#),
        (Unrecognized, r#""code":"40004","sub_code":"ISV.TRADE""#),
        (Unrecognized, r#""code":"40004","msg":"closed""#),
        (Single, r#""code":"single","msg":"Only * this""#),
        (Unrecognized, r#""code":"single","msg":"only x this""#),
        (NotOpen, r#""msg":"The shop is closed, come back tomorrow""#),
        (NotOpen, r#""code":null,"msg":"the shop is closed""#),
        (Unrecognized, r#""code":"","msg":"the shop is open""#),
    ] {
        let error = refused(&format!(r#"{{"success":false,{members}}}"#));
        assert_eq!(error.kind(), Some(kind), "{members}");
        assert_eq!(error.retry(), if kind == NotOpen { Retry::Throttle } else { Retry::Never }, "{members}");
    }
}

#[test]
fn a_code_alone_means_the_row_without_a_match() {
    use matches::ErrorCode;
    assert_eq!(ErrorCode::from_code("1000000"), ErrorCode::OtherFailure);
    for code in ["40004", "single", ""] {
        assert_eq!(ErrorCode::from_code(code), ErrorCode::Unrecognized, "{code}");
        assert!(ErrorCode::from_str(code).is_err());
    }
    let row = ErrorCode::TradeClosed.info();
    assert_eq!(row.conditions(), [Match::Message("*closed*"), Match::SubCode("isv.trade")]);
    assert_eq!((ErrorCode::NotOpen.as_str(), ErrorCode::NotOpen.to_string().as_str()), ("", "NotOpen"));
    let listed = matches::types::PayRequest::ERRORS;
    assert_eq!(listed.len(), 5, "all rows of a code, and one by its name: {listed:?}");
    assert_eq!(matches::types::RefundRequest::ERRORS, ErrorCode::ALL);
}

/// Whatever is queued comes out as it went in.
#[test]
fn the_fake_says_what_a_row_is_known_by() {
    let request = matches::types::RefundRequest::new();
    for code in matches::ErrorCode::ALL.iter().copied().chain([matches::ErrorCode::Unrecognized]) {
        let fake = Fake::new();
        fake.fail::<matches::types::RefundRequest>(code);
        let client = matches::Client::with_transport("https://fake", fake).expect("a client");
        let error = run(client.refund(&request)).expect_err("an error");
        assert_eq!(error.kind(), Some(code), "{error}");
    }
}

#[test]
fn a_code_means_what_the_table_of_the_endpoint_says() {
    use tables::ErrorCode::{
        self, Busy, InvalidKey, OrderClosed, RefundTooLate, SlowConsumer, TooManyTopics,
    };
    use tables::types::{
        CancelRefundRequest, CloseOrderRequest, OrderRequest, OrdersRequest, RefundRequest, SubscribeRequest,
    };
    let says =
        |code: &str, message: &str| Answer::json(200, &format!(r#"{{"code":{code},"msg":"{message}"}}"#));
    let server = Server::start(vec![
        says("10003", ""),
        says("10003", ""),
        says("10003", ""),
        says("10003", ""),
        says("10003", ""),
        says("10005", "slow consumer"),
        says("10005", "busy"),
        says("20001", ""),
        says("20001", ""),
    ])
    .expect("a server");
    let client = tables::Client::new(server.url()).expect("a client");
    let kinds = run(async {
        [
            client.refund(&RefundRequest::new()).await.map(drop),
            client.cancel_refund(&CancelRefundRequest::new()).await,
            client.order(&OrderRequest::new()).await,
            client.subscribe(&SubscribeRequest::new()).await,
            client.close_order(&CloseOrderRequest::new()).await,
            client.subscribe(&SubscribeRequest::new()).await,
            client.subscribe(&SubscribeRequest::new()).await,
            client.subscribe(&SubscribeRequest::new()).await,
            client.orders(&OrdersRequest::new()).await,
        ]
        .map(|result| result.expect_err("an error").kind().expect("a business error"))
    });
    let wanted = [
        RefundTooLate,
        RefundTooLate,
        InvalidKey,
        TooManyTopics,
        OrderClosed,
        SlowConsumer,
        Busy,
        ErrorCode::RefundTooLarge,
        ErrorCode::Unrecognized,
    ];
    assert_eq!(kinds, wanted);
}

#[test]
fn an_endpoint_lists_what_its_tables_have() {
    use tables::ErrorCode;
    use tables::types::{CancelRefundRequest, OrderRequest, OrdersRequest, RefundRequest, SubscribeRequest};
    let names =
        |codes: &[ErrorCode]| codes.iter().map(|code| format!("{code:?}")).collect::<Vec<_>>().join(" ");
    assert_eq!(names(OrdersRequest::ERRORS), "BadParameter InvalidKey Busy NoSuchOrder");
    assert_eq!(names(OrderRequest::ERRORS), "InvalidKey");
    assert_eq!(names(RefundRequest::ERRORS), "BadParameter Busy NoSuchOrder RefundTooLate RefundTooLarge");
    assert_eq!(names(CancelRefundRequest::ERRORS), "Busy RefundTooLate");
    assert_eq!(
        names(SubscribeRequest::ERRORS),
        "BadParameter Busy NoSuchOrder RefundTooLate RefundTooLarge TooManyTopics SlowConsumer WebSocket30001"
    );
    assert_eq!(ErrorCode::from_code("10003"), ErrorCode::InvalidKey);
    assert_eq!(ErrorCode::from_code("20001"), ErrorCode::Unrecognized);
}

#[test]
fn the_fake_refuses_what_an_endpoint_cannot_answer() {
    let fake = Fake::new();
    fake.fail::<tables::types::OrderRequest>(tables::ErrorCode::RefundTooLate);
    let client = tables::Client::with_transport("https://fake", fake).expect("a client");
    let error = run(client.order(&tables::types::OrderRequest::new())).expect_err("an error");
    assert!(error.is_transport() && error.to_string().contains("10003"), "{error}");
}

#[test]
fn a_pasted_table_is_a_table() {
    use pasted::ErrorCode::{self, AccountClosed, BadParameter, Legacy, NoSuchOrder};
    let codes: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes, ["10001", "20003", "20004", "1000000", "1000000", "", "10001", "30001", "30002"]);
    let row = BadParameter.info();
    assert_eq!((row.message(), row.message_in("en")), (Some("参数 | 格式错误"), Some("bad parameter")));
    assert_eq!((row.solution(), row.http()), (Some("检查 参数"), Some(400)));
    let row = NoSuchOrder.info();
    assert_eq!(row.message(), Some("订单不存在, 请检查 orderId"));
    assert_eq!(row.docs(), Some("https://example.com/errors#20003"));
    assert_eq!((row.solution(), row.solution_in("en")), (Some("检查订单号"), Some("check the order")));
    assert!(Legacy.info().is_deprecated() && !BadParameter.info().is_deprecated());
    assert_eq!((Legacy.info().solution(), AccountClosed.info().message()), (Some("-"), Some("账户已注销")));
    let row = ErrorCode::BadToken.info();
    assert_eq!(
        (row.code(), row.message(), row.message_in("ru")),
        ("30002", Some("<token> & ключ"), Some("<token> & ключ"))
    );
    assert_eq!(ErrorCode::Closed.info().solution(), None);

    let says = |message: &str| Answer::json(200, &format!(r#"{{"code":1000000,"msg":"{message}"}}"#));
    let server = Server::start(vec![says("余额不足"), says("系统错误")]).expect("a server");
    let client = pasted::blocking::Client::new(server.url()).expect("a client");
    let kinds =
        [(); 2].map(|()| client.order(&pasted::types::OrderRequest::new()).expect_err("an error").kind());
    assert_eq!(kinds, [Some(ErrorCode::BalanceTooLow), Some(ErrorCode::Failed)]);
}

#[test]
fn empty_cells_mean_what_is_said() {
    use pages::ErrorCode::{BadDate, BadTime, OutOfStock};
    let row = OutOfStock.info();
    assert_eq!((row.message(), row.solution()), (Some("在庫がありません"), Some("数量を 減らしてください")));
    assert_eq!((BadTime.as_str(), BadDate.as_str()), ("-2022", "-2022"));
    assert_eq!(BadDate.info().solution(), Some("날짜 확인"));
}

/// The static table is indexed with sixteen bits.
#[test]
fn too_many_rows_are_refused() {
    let rows: String = (0..=65_535).map(|code| format!("  e{code}: {{name: E{code}}}\n")).collect();
    let spec =
        format!("stubwright: 1\napi: x\nenvelope: {{success: {{ok: true}}, code: code}}\nerrors:\n{rows}");
    let found = codes(&crate::cases::run("x.yaml", spec.as_bytes()));
    assert_eq!(found, [Code::NotYet]);
}
