//! Tally over real sockets: statuses with error objects, forms with brackets, keys, pages, expanded and deleted objects, events.

use std::collections::BTreeMap;
use std::time::Duration;

use stubwright_tests::server::{Answer, Server};
use tally::runtime::{self, Category, File, Origin, Retry, RetryPolicy, Sent};
use tally::types::{
    Address, CancelPayment, CapabilityStatus, CaptureMethod, CapturePayment, CreateCustomer, CreateInvoice,
    CreatePayment, CreateRefund, CustomField, CustomerOrDeleted, CustomerRef, DeleteCustomerRequest,
    DownloadFileRequest, FileLink, FilePurpose, FinalizeInvoiceRequest, NewLine, NextAction, PaymentField,
    PaymentMethodDetails, PaymentMethodRef, PaymentStatus, RetrieveAccountRequest, RetrieveCustomerRequest,
    RetrieveEventRequest, RetrievePaymentRequest, Shipping, UpdateCustomer, UploadFile,
};
use tally::{Client, ErrorCode, blocking};

use crate::both::{both, sent};
use crate::wire::run;

mod lists;

const CUSTOMER: &str = r#"{"id":"cus_1","object":"customer","created":1785463200,"livemode":false,"email":"ada@example.com","name":null,"balance":0,"metadata":{"crm":"7001"}}"#;
const DELETED: &str = r#"{"id":"cus_1","object":"customer","deleted":true}"#;

fn payment(id: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","object":"payment","created":1785463200,"livemode":false,"amount":1099,"amount_received":0,"currency":"eur","capture_method":"automatic","metadata":{{}},{more}}}"#
    )
}

fn event(id: &str, event_type: &str, data: &str) -> String {
    format!(
        r#"{{"id":"{id}","object":"event","created":1785463205,"livemode":false,"pending_webhooks":1,"request":{{"id":"req_1","idempotency_key":null}},"type":"{event_type}","data":{data}}}"#
    )
}

fn refused(status: u16, error: &str) -> Answer {
    Answer::json(status, &format!(r#"{{"error":{{{error},"message":"no","request_id":"req_1"}}}}"#))
}

/// A request without the header that differs from call to call.
fn without_key(request: &str) -> String {
    let is_key = |line: &&str| line.starts_with("idempotency-key: ");
    request.lines().filter(|line| !is_key(line)).collect::<Vec<_>>().join("\n")
}

fn body(request: &str) -> &str {
    request.split_once("\n\n").map_or("", |(_, body)| body)
}

/// The idempotency key of each request.
fn keys(server: &Server) -> Vec<String> {
    let key = |request: &String| {
        request.lines().find_map(|line| line.strip_prefix("idempotency-key: ").map(str::to_owned))
    };
    sent(server).iter().filter_map(key).collect()
}

/// A call with a key that the caller has chosen, so that both clients send the same.
macro_rules! keyed {
    ($answers:expr, $request:expr) => {{
        let request = $request;
        let (sent, outcome) =
            both!(tally, $answers, |client| client.with_secret_key("sk_test_1"), |client| client
                .call(&request)
                .idempotency_key("key-1")
                .send());
        (sent, outcome.map(runtime::Response::into_payload))
    }};
}

/// The error of a call that is made once.
macro_rules! failure {
    ($answer:expr, $request:expr) => {{
        let request = $request;
        let (_, outcome) = both!(
            tally,
            [$answer],
            |client| client
                .with_secret_key("sk_test_1")
                .configure(|config| config.retry(RetryPolicy::off()).random(|| 7)),
            |client| client.call(&request).send()
        );
        outcome.expect_err("a failure")
    }};
}

#[test]
fn forms_have_structure() {
    let address = Address::new("12 Pier Road", "Bristol", "GB").with_postal_code("BS1 4DJ");
    let metadata =
        BTreeMap::from([("crm id".to_owned(), "7001".to_owned()), ("note".to_owned(), "a&b=c".to_owned())]);
    let request =
        CreateCustomer::new().with_email("ada@example.com").with_address(address).with_metadata(metadata);
    let (sent, customer) = keyed!([Answer::json(200, CUSTOMER)], request);
    let customer = customer.expect("a customer");
    assert_eq!((customer.email.as_deref(), customer.name), (Some("ada@example.com"), None));
    assert_eq!(customer.metadata["crm"], "7001");
    assert_eq!(
        sent,
        ["POST /v1/customers HTTP/1.1\naccept: application/json\nauthorization: Bearer sk_test_1\n\
          content-type: application/x-www-form-urlencoded\nidempotency-key: key-1\ntally-version: 2026-06-30\n\n\
          email=ada%40example.com&address%5Bline1%5D=12+Pier+Road&address%5Bcity%5D=Bristol&address%5Bpostal_code%5D=BS1+4DJ\
          &address%5Bcountry%5D=GB&metadata%5Bcrm+id%5D=7001&metadata%5Bnote%5D=a%26b%3Dc"]
    );

    let lines = [
        NewLine::new("Chair", 4900).with_quantity(2).with_tax_rates(["vat".to_owned()]),
        NewLine::new("Voucher", -500),
    ];
    let invoice =
        CreateInvoice::new("cus_1", "eur", lines).with_custom_fields([CustomField::new("PO", "77")]);
    let answer =
        refused(404, r#""type":"invalid_request_error","code":"resource_missing","param":"customer""#);
    let (sent, outcome) = keyed!([answer], invoice);
    assert_eq!(outcome.expect_err("no such customer").kind(), Some(ErrorCode::ResourceMissing));
    assert_eq!(
        body(&sent[0]).replace("%5B", "[").replace("%5D", "]"),
        "customer=cus_1&currency=eur&items[0][description]=Chair&items[0][price]=4900&items[0][quantity]=2&items[0][tax_rates][]=vat\
         &items[1][description]=Voucher&items[1][price]=-500&items[1][quantity]=1&custom_fields[0][name]=PO&custom_fields[0][value]=77"
    );
}

#[test]
fn an_empty_text_removes_a_value() {
    let request =
        UpdateCustomer::new("cus/1").with_name("").with_metadata([("crm".to_owned(), String::new())]);
    let (sent, outcome) = keyed!([Answer::json(200, CUSTOMER)], request);
    outcome.expect("a customer");
    assert!(sent[0].starts_with("POST /v1/customers/cus%2F1 HTTP"), "{}", sent[0]);
    assert_eq!(body(&sent[0]), "name=&metadata%5Bcrm%5D=");
}

#[test]
fn a_connected_account_is_named_where_it_may_be() {
    let request = RetrievePaymentRequest::new("pay_1")
        .with_expand([PaymentField::Customer, PaymentField::PaymentMethod]);
    let answer = Answer::json(200, &payment("pay_1", r#""status":"processing""#));
    let (sent, _) = both!(
        tally,
        [answer.clone()],
        |client| client.with_secret_key("sk").with_account("acct_9"),
        |client| client.retrieve_payment(&request)
    );
    assert!(sent[0].contains("\ntally-account: acct_9\n"), "{}", sent[0]);
    assert!(
        sent[0].starts_with("GET /v1/payments/pay_1?expand%5B%5D=customer&expand%5B%5D=payment_method HTTP"),
        "{}",
        sent[0]
    );
    let (sent, _) = both!(tally, [answer], |client| client.with_secret_key("sk"), |client| client
        .retrieve_payment(&request));
    assert!(!sent[0].contains("tally-account"), "{}", sent[0]);

    let account = r#"{"id":"acct_2","object":"account","country":"GB","default_currency":"gbp","charges_enabled":true,"capabilities":{"card_payments":"active","fpx_payments":"pending"}}"#;
    let request = RetrieveAccountRequest::new();
    let (sent, account) = both!(
        tally,
        [Answer::json(200, account)],
        |client| client.with_secret_key("sk").with_account("acct_9"),
        |client| client.retrieve_account(&request)
    );
    let capabilities = account.expect("an account").capabilities;
    assert_eq!(capabilities.card_payments, Some(CapabilityStatus::Active));
    assert_eq!(capabilities.others["fpx_payments"], CapabilityStatus::Pending);
    assert!(!sent[0].contains("tally-account"), "{}", sent[0]);
    // An account alone is not a credential.
    let (sent, outcome) =
        both!(tally, [refused(401, r#""type":"x""#)], |client| client.with_account("acct_9"), |client| {
            client.retrieve_account(&request)
        });
    assert!(sent.is_empty() && outcome.expect_err("not sent").to_string().contains("with_secret_key"));
}

#[test]
fn a_payment_is_sent_again_with_its_key() {
    let request = CreatePayment::new(1099, "eur")
        .with_payment_method("pm_card")
        .with_capture_method(CaptureMethod::Manual)
        .with_confirm(true)
        .with_shipping(Shipping::new("Ada", Address::new("12 Pier Road", "Bristol", "GB")))
        .with_expand([PaymentField::Customer]);
    let broken = refused(500, r#""type":"api_error""#);
    let created = Answer::json(200, &payment("pay_1", r#""status":"requires_capture""#));
    let answers = vec![broken, Answer::typed(502, "text/html", "<h1>Bad Gateway</h1>"), created];
    let server = Server::start(answers.clone()).expect("a server");
    let client = Client::new(server.url()).expect("a client").with_secret_key("sk");
    let payment = run(client.create_payment(&request)).expect("a payment");
    assert_eq!((payment.id.as_str(), payment.status), ("pay_1", PaymentStatus::RequiresCapture));
    let first = keys(&server);
    assert!(first.len() == 3 && first.iter().all(|key| *key == first[0] && key.len() == 36), "{first:?}");
    let expected: Vec<String> = sent(&server).iter().map(|request| without_key(request)).collect();
    assert_eq!(
        body(&expected[0]).replace("%5B", "[").replace("%5D", "]"),
        "amount=1099&currency=eur&payment_method=pm_card&capture_method=manual&confirm=true&shipping[name]=Ada\
         &shipping[address][line1]=12+Pier+Road&shipping[address][city]=Bristol&shipping[address][country]=GB&expand[]=customer"
    );

    let server = Server::start(answers).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client").with_secret_key("sk");
    client.create_payment(&request).expect("a payment");
    let second = keys(&server);
    assert!(
        second.len() == 3 && second.iter().all(|key| *key == second[0]) && second[0] != first[0],
        "{second:?}"
    );
    assert_eq!(expected, sent(&server).iter().map(|request| without_key(request)).collect::<Vec<_>>());

    // Two calls have two keys, unless the caller says that they are one.
    let (sent, outcome) =
        keyed!([refused(400, r#""type":"idempotency_error""#)], CreatePayment::new(1099, "eur"));
    let error = outcome.expect_err("another request");
    assert_eq!(
        (error.kind(), error.idempotency_key()),
        (Some(ErrorCode::IdempotencyMismatch), Some("key-1"))
    );
    assert!(sent.len() == 1 && sent[0].contains("\nidempotency-key: key-1\n"), "{sent:?}");
}

#[test]
fn a_failure_is_known_by_its_code_or_else_its_type() {
    let refund = || CreateRefund::new("pay_1");
    let declined = |code: &str| {
        refused(402, &format!(r#""type":"card_error","code":"card_declined","decline_code":"{code}""#))
    };
    let pay = || CreatePayment::new(1099, "eur");
    assert_eq!(failure!(declined("insufficient_funds"), pay()).kind(), Some(ErrorCode::InsufficientFunds));
    assert_eq!(failure!(declined("lost_card"), pay()).kind(), Some(ErrorCode::CardLost));
    let error = failure!(declined("do_not_honor"), pay());
    assert_eq!((error.kind(), error.sub_code()), (Some(ErrorCode::CardDeclined), Some("do_not_honor")));
    assert_eq!(
        (error.trace_id(), error.http_status().map(|status| status.as_u16())),
        (Some("req_1"), Some(402))
    );
    assert_eq!((error.category(), error.is_retryable()), (Category::Precondition, false));

    let error = failure!(refused(400, r#""type":"invalid_request_error","param":"amount""#), refund());
    assert_eq!(error.kind(), Some(ErrorCode::InvalidRequest));
    assert_eq!(error.details().map(|details| details.to_string()).as_deref(), Some("\"amount\""));
    let error = failure!(
        refused(400, r#""type":"invalid_request_error","code":"charge_already_refunded""#),
        refund()
    );
    assert_eq!(error.kind(), Some(ErrorCode::AlreadyRefunded));
    // A code that came later, of a type that is known.
    let error = failure!(refused(400, r#""type":"invalid_request_error","code":"payout_blocked""#), refund());
    assert_eq!((error.kind(), error.code()), (Some(ErrorCode::Unrecognized), Some("payout_blocked")));
    let error =
        failure!(refused(403, r#""type":"invalid_request_error","code":"account_invalid""#), refund());
    assert_eq!((error.kind(), error.category()), (Some(ErrorCode::AccountInvalid), Category::Permission));
    let error =
        failure!(refused(409, r#""type":"idempotency_error","code":"idempotency_key_in_use""#), refund());
    assert_eq!((error.kind(), error.retry()), (Some(ErrorCode::IdempotencyKeyInUse), Retry::Idempotent));
    // The next call would have another key; the caller can pass it the same one.
    assert!(!error.is_retryable() && error.idempotency_key().is_some_and(|key| key.len() == 36));
    let error =
        failure!(refused(401, r#""type":"invalid_request_error","code":"api_key_invalid""#), refund());
    assert_eq!((error.kind(), error.category()), (Some(ErrorCode::ApiKeyInvalid), Category::Auth));
    assert!(!format!("{error:?} {error}").contains("sk_test"));
    let error = failure!(Answer::typed(503, "text/html", "<h1>Down</h1>"), refund());
    assert!(error.is_http() && error.kind().is_none(), "{error}");
}

#[test]
fn a_rolled_key_is_replaced() {
    let expired = refused(401, r#""type":"invalid_request_error","code":"api_key_expired""#);
    let server = Server::start(vec![expired.clone(), Answer::json(200, DELETED)]).expect("a server");
    let next = std::sync::atomic::AtomicU32::new(1);
    let key = move || format!("sk_{}", next.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
    let client = blocking::Client::new(server.url()).expect("a client");
    let client = client.with_secret_key_from(move || Ok::<_, tally::Error>(key()));
    client.delete_customer(&DeleteCustomerRequest::new("cus_1")).expect("deleted");
    let sent = sent(&server);
    assert!(sent[0].contains("Bearer sk_1") && sent[1].contains("Bearer sk_2"), "{sent:?}");
    // A key that the caller has set can't be replaced.
    let error = failure!(expired, DeleteCustomerRequest::new("cus_1"));
    assert_eq!((error.kind(), error.attempts()), (Some(ErrorCode::ApiKeyExpired), 1));
}

#[test]
fn a_limit_says_when_to_come_back() {
    let text = r#"{"error":{"type":"rate_limit","message":"slow down"}}"#;
    let limited = Answer::raw(format!(
        "HTTP/1.1 429 Too Many\r\ncontent-type: application/json\r\nretry-after: 1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
        text.len()
    ));
    let error = failure!(limited.clone(), RetrieveCustomerRequest::new("cus_1"));
    assert_eq!(
        (error.kind(), error.retry_after()),
        (Some(ErrorCode::RateLimited), Some(Duration::from_secs(1)))
    );
    let request = RetrieveCustomerRequest::new("cus_1");
    let (sent, customer) = both!(
        tally,
        [limited, Answer::json(200, CUSTOMER)],
        |client| client.with_secret_key("sk"),
        |client| client.retrieve_customer(&request)
    );
    assert!(sent.len() == 2 && matches!(customer, Ok(CustomerOrDeleted::Present(_))), "{sent:?}");
}

#[test]
fn what_the_rows_forbid_is_not_sent() {
    let path = |error: &tally::Error| {
        assert_eq!((error.origin(), error.sent()), (Origin::Preflight, Sent::No));
        error.violations().iter().map(|found| found.path().to_owned()).collect::<Vec<_>>()
    };
    let never = || refused(500, r#""type":"api_error""#);
    let error = failure!(never(), CreatePayment::new(49, "eur"));
    assert_eq!((error.kind(), path(&error)), (Some(ErrorCode::AmountTooSmall), vec!["amount".to_owned()]));
    let error = failure!(never(), CreatePayment::new(100_000_000, "jpy"));
    assert_eq!((error.kind(), path(&error)), (Some(ErrorCode::AmountTooLarge), vec!["amount".to_owned()]));
    let error = failure!(never(), CreateCustomer::new().with_email("nobody"));
    assert_eq!((error.kind(), path(&error)), (Some(ErrorCode::EmailInvalid), vec!["email".to_owned()]));
    let error = failure!(never(), CreateInvoice::new("cus_1", "eur", []));
    assert_eq!((error.kind(), path(&error)), (Some(ErrorCode::LinesLimit), vec!["items".to_owned()]));
    let metadata = BTreeMap::from([("a.b".to_owned(), "x".repeat(501))]);
    let error = failure!(never(), CreateRefund::new("pay_1").with_metadata(metadata));
    assert_eq!(
        (error.kind(), path(&error)),
        (Some(ErrorCode::MetadataLimit), vec![r#"metadata["a.b"]"#.to_owned()])
    );
    // Without decimals, one is the least.
    assert!(CreatePayment::new(1, "jpy").check(std::time::SystemTime::UNIX_EPOCH).is_ok());
}

#[test]
fn an_object_may_be_an_id_or_whole_or_deleted() {
    let method = r#"{"id":"pm_1","object":"payment_method","created":1785463200,"type":"card","card":{"brand":"visa","last4":"4242","exp_month":12,"exp_year":2030}}"#;
    let next = r#""next_action":{"type":"redirect","redirect":{"url":"https://bank.example/3ds"}},"status":"requires_action""#;
    let request = RetrievePaymentRequest::new("pay_1");
    let retrieve = |more: &str| {
        let answer = Answer::json(200, &payment("pay_1", more));
        let (_, found) = both!(tally, [answer], |client| client.with_secret_key("sk"), |client| client
            .retrieve_payment(&request));
        found.expect("a payment")
    };
    let found = retrieve(r#""status":"succeeded","customer":"cus_1","payment_method":"pm_1""#);
    assert_eq!(found.customer, Some(CustomerRef::from("cus_1")));
    assert_eq!(found.payment_method, Some(PaymentMethodRef::from("pm_1")));
    let found = retrieve(&format!(r#"{next},"customer":{CUSTOMER},"payment_method":{method}"#));
    assert!(matches!(&found.customer, Some(CustomerRef::Expanded(customer)) if customer.id == "cus_1"));
    let Some(PaymentMethodRef::Expanded(method)) = &found.payment_method else { panic!("{found:?}") };
    assert!(matches!(&method.details, PaymentMethodDetails::Card(method) if method.card.last4 == "4242"));
    assert!(
        matches!(&found.next_action, Some(NextAction::Redirect(action)) if action.redirect.return_url.is_none())
    );
    let found = retrieve(&format!(r#""status":"dispute_won","customer":{DELETED}"#));
    assert!(matches!(&found.customer, Some(CustomerRef::Deleted(_))));
    assert_eq!(found.status.as_str(), "dispute_won");

    let request = RetrieveCustomerRequest::new("cus_1");
    for (answer, is_deleted) in [(CUSTOMER, false), (DELETED, true)] {
        let (_, found) =
            both!(tally, [Answer::json(200, answer)], |client| client.with_secret_key("sk"), |client| client
                .retrieve_customer(&request));
        assert_eq!(matches!(found, Ok(CustomerOrDeleted::Deleted(_))), is_deleted, "{answer}");
    }
    // Another object is not a customer, and is kept as it is.
    let (_, found) = both!(
        tally,
        [Answer::json(200, &payment("pay_1", r#""status":"succeeded""#))],
        |client| client.with_secret_key("sk"),
        |client| client.retrieve_customer(&request)
    );
    assert!(!found.expect("another object").is_known());
}

#[test]
fn evidence_goes_up_with_its_key() {
    let answer = Answer::json(
        200,
        r#"{"id":"file_1","object":"file","created":1785463200,"filename":"receipt.pdf","purpose":"dispute_evidence","size":3}"#,
    );
    let request = UploadFile::new(
        FilePurpose::DisputeEvidence,
        File::new("receipt.pdf", b"PDF".to_vec()).with_content_type("application/pdf"),
    )
    .with_link(FileLink::new(true).with_expires_at(1_785_549_600));
    let answers = vec![refused(500, r#""type":"api_error""#), answer];
    let server = Server::start(answers.clone()).expect("a server");
    let client = Client::new(server.url()).expect("a client").with_secret_key("sk");
    assert_eq!(run(client.upload_file(&request)).expect("a file").size, 3);
    let other = Server::start(answers).expect("a server");
    let client = blocking::Client::new(other.url()).expect("a client").with_secret_key("sk");
    assert_eq!(client.upload_file(&request).expect("a file").id, "file_1");
    for server in [server, other] {
        let keys = keys(&server);
        assert!(keys.len() == 2 && keys[0] == keys[1], "{keys:?}");
        let text = server.requests().pop().expect("a request");
        assert!(text.contains("name=\"purpose\"\r\n\r\ndispute_evidence\r\n"), "{text}");
        assert!(
            text.contains("filename=\"receipt.pdf\"\r\nContent-Type: application/pdf\r\n\r\nPDF\r\n"),
            "{text}"
        );
        assert!(
            text.contains(
                "Content-Type: application/json\r\n\r\n{\"create\":true,\"expires_at\":1785549600}\r\n"
            ),
            "{text}"
        );
    }
}

#[test]
fn a_report_comes_down_or_an_error_in_its_place() {
    let report = "id,amount\npay_1,1099\n".repeat(10_000);
    let request = DownloadFileRequest::new("file_1");
    let server = Server::start(vec![Answer::typed(200, "text/csv", &report)]).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client").with_secret_key("sk");
    let stream = client.download_file(&request).expect("a report");
    let lines = std::io::BufRead::lines(std::io::BufReader::new(stream)).map_while(Result::ok).count();
    assert_eq!(lines, 20_000);
    let client = Client::new(server.url()).expect("a client").with_secret_key("sk");
    let length = run(async {
        let mut stream = client.download_file(&request).await.expect("a report");
        let mut length = 0;
        while let Some(piece) = stream.next().await {
            length += piece.expect("a piece").len();
        }
        length
    });
    assert_eq!(length, report.len());

    let missing = refused(404, r#""type":"invalid_request_error","code":"resource_missing","param":"file""#);
    let server = Server::start(vec![missing]).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client").with_secret_key("sk");
    let error = client.download_file(&request).expect_err("no such file");
    assert_eq!((error.kind(), error.trace_id()), (Some(ErrorCode::ResourceMissing), Some("req_1")));
    let client = Client::new(server.url()).expect("a client").with_secret_key("sk");
    assert_eq!(
        run(client.download_file(&request)).expect_err("no such file").kind(),
        Some(ErrorCode::ResourceMissing)
    );
}

#[test]
fn the_other_calls_go_where_they_belong() {
    let done = || Answer::json(200, &payment("pay_1", r#""status":"canceled""#));
    let (sent, outcome) = keyed!([done()], CapturePayment::new("pay_1").with_amount(500));
    assert_eq!(outcome.expect("a payment").status, PaymentStatus::Canceled);
    assert!(sent[0].starts_with("POST /v1/payments/pay_1/capture HTTP") && body(&sent[0]) == "amount=500");
    // A form without fields is empty, and still a form.
    let (sent, _) = keyed!([done()], CancelPayment::new("pay_1"));
    assert!(
        sent[0].starts_with("POST /v1/payments/pay_1/cancel HTTP") && body(&sent[0]).is_empty(),
        "{}",
        sent[0]
    );
    let draft = refused(400, r#""type":"invalid_request_error","code":"payment_unexpected_state""#);
    let (sent, outcome) = keyed!([draft], FinalizeInvoiceRequest::new("in_1"));
    assert_eq!(outcome.expect_err("not a draft").kind(), Some(ErrorCode::PaymentUnexpectedState));
    assert!(sent[0].starts_with("POST /v1/invoices/in_1/finalize HTTP"), "{}", sent[0]);
    let (sent, outcome) = keyed!([Answer::json(200, CUSTOMER)], DeleteCustomerRequest::new("cus_1"));
    // There is no header for a key, so nothing is sent.
    assert!(sent.is_empty() && outcome.expect_err("no header").is_request());
    let request = RetrieveEventRequest::new("evt_1");
    let answer =
        Answer::json(200, &event("evt_1", "customer.deleted", &format!(r#"{{"object":{DELETED}}}"#)));
    let (sent, event) = both!(tally, [answer], |client| client.with_secret_key("sk"), |client| client
        .retrieve_event(&request));
    assert!(event.is_ok() && sent[0].starts_with("GET /v1/events/evt_1 HTTP"), "{event:?}");
}
