//! Fields that are not plain members, and the choice between credentials, as they are sent.

use stubwright_tests::compiled::{case_credentials as office, case_roles as roles};
use stubwright_tests::server::Answer;

#[test]
fn fixed_inline_and_other_members() {
    let ack = r#"{"ok":true,"code":0,"id":7,"tags":["a"]}"#;
    let receipt = || roles::types::Receipt::new(5);
    let note = roles::types::Note::new("hi")
        .with_content(receipt())
        .with_labels([("colour".to_owned(), "red".to_owned())]);
    let (sent, answer) = call!(roles, Answer::json(200, ack), |client| client.note(&note));
    let body = r#"{"kind":"note","version":2,"text":"hi","colour":"red","content":"{\"total\":5}"}"#;
    assert!(sent.ends_with(body), "{sent}");
    let rest = answer.expect("an answer").rest;
    assert_eq!(roles::runtime::to_json(&rest).as_deref(), Ok(r#"{"id":7,"tags":["a"]}"#));
    let other = Answer::json(200, r#"{"ok":false}"#);
    let (_, answer) = call!(roles, other, |client| client.note(&note));
    let error = answer.expect_err("not the constant").to_string();
    assert!(error.contains("ok: expected true, found false"), "{error}");

    let push = roles::types::Push::new(roles::types::Card::new(receipt()), ["a".to_owned()]);
    let (sent, _) = call!(roles, Answer::json(200, ack), |client| client.push(&push));
    assert!(sent.ends_with(r#"{"msgtype":"card","content":"{\"total\":5}","to":["a"]}"#), "{sent}");
    let push = roles::types::Push::new(roles::types::Text::new("x"), ["a".to_owned()]);
    let (sent, _) = call!(roles, Answer::json(200, ack), |client| client.push(&push));
    assert!(sent.ends_with(r#"{"msgtype":"text","text":"x","to":["a"]}"#), "{sent}");

    let order = roles::types::Order::new(receipt())
        .with_options([1, 2])
        .with_metadata([("a b".to_owned(), "1&2".to_owned())])
        .with_items([receipt(), receipt()]);
    let (sent, _) = call!(roles, Answer::json(200, ack), |client| client.order(&order));
    assert!(
        sent.ends_with(
            "method=order.put&biz_content=%7B%22total%22%3A5%7D&options=%5B1%2C2%5D&metadata%5Ba+b%5D=1%262\
             &items%5B0%5D%5Btotal%5D=5&items%5B1%5D%5Btotal%5D=5"
        ),
        "{sent}"
    );

    let upload = roles::types::Upload::new("a b", roles::runtime::File::new("x.txt", "x"), receipt())
        .with_filter(receipt());
    let (sent, _) = call!(roles, Answer::json(200, ack), |client| client.upload(&upload));
    assert!(sent.starts_with("PUT /media/a%20b?filter=%7B%22total%22%3A5%7D "), "{sent}");
    let part = "name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"total\":5}\r\n";
    assert!(sent.contains(part), "{sent}");

    let event = r#"{"data":{"total":5},"created":17,"type":"paid","id":"e1"}"#;
    let next = roles::types::NextRequest::new();
    let (_, event) = call!(roles, Answer::json(200, event), |client| client.next(&next));
    let event = event.expect("an event");
    assert_eq!((event.id.as_str(), event.created), ("e1", Some(17)));
    assert_eq!(event.data, roles::types::EventData::Paid(receipt()));
}

#[test]
fn an_endpoint_chooses_between_credentials() {
    use office::types::{AuditRequest, DocumentsRequest, LogInRequest, NewsRequest, WhoamiRequest};

    /// The headers of one call that are about credentials, or the error.
    macro_rules! sent {
        ($request:expr, $method:ident, |$client:ident| $set:expr) => {{
            let (sent, answer) =
                call!(office, Answer::json(200, "[]"), |$client| $set, |client| client.$method(&$request));
            let is_credential =
                |line: &&str| line.starts_with("authorization") || line.starts_with("x-app-key");
            let lines: Vec<&str> = sent.lines().filter(is_credential).collect();
            if sent.is_empty() {
                answer.err().map(|error| error.to_string()).unwrap_or_default()
            } else {
                lines.join(" ")
            }
        }};
    }

    let both = sent!(DocumentsRequest::new(), documents, |client| client
        .with_user_token("u")
        .with_tenant_token("t"));
    assert_eq!(both, "authorization: Bearer u");
    assert_eq!(
        sent!(DocumentsRequest::new(), documents, |client| client.with_tenant_token("t")),
        "authorization: Bearer t"
    );
    assert_eq!(sent!(LogInRequest::new(), log_in, |client| client.with_user_token("u")), "");
    assert_eq!(sent!(NewsRequest::new(), news, |client| client.with_tenant_token("t")), "");
    assert_eq!(
        sent!(AuditRequest::new(), audit, |client| client
            .with_app_key("k")
            .with_login("a", "b")
            .with_tenant_token("t")),
        "authorization: Basic YTpi x-app-key: k"
    );
    assert_eq!(
        sent!(AuditRequest::new(), audit, |client| client.with_app_key("k").with_tenant_token("t")),
        "authorization: Bearer t"
    );
    let error = sent!(AuditRequest::new(), audit, |client| client.with_app_key("k"));
    let needed =
        "the endpoint needs a credential: call `with_app_key` and `with_login`, or `with_tenant_token`";
    assert!(error.ends_with(needed), "{error}");
    let error = sent!(WhoamiRequest::new(), whoami, |client| client.with_tenant_token("t"));
    assert!(error.contains("call `with_user_token`"), "{error}");
}
