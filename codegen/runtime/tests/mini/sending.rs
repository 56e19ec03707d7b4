//! The contents of requests: parameters, global parameters, credentials, signatures; seen by the in-process transport.

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{self as rt, Bytes, Config, File, InvalidRequest, Operation, http};

use crate::api::ErrorCode;
use crate::calls::now;
use crate::shop::{Avatar, Careless, Download, Export, Login, Note, Pay, Search, Store, Upload};

type Client = rt::Client<ErrorCode>;
type Request = http::Request<Bytes>;

/// Returns the request for an operation, or the reason why none is sent.
fn send<O: Operation<Code = ErrorCode>>(
    operation: &O,
    configure: impl FnOnce(Config) -> Config,
) -> Result<Request, String> {
    let fake = Fake::new();
    let client = Client::new("https://h/base", fake.clone()).unwrap().configure(configure);
    let error = now(client.call(operation)).err().expect("the fake has no answer");
    match fake.requests().pop() {
        Some(request) => Ok(request),
        None => {
            assert!(error.is_request() && error.sent() == rt::Sent::No && !error.is_retryable(), "{error:?}");
            Err(error.to_string())
        }
    }
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| std::str::from_utf8(value.as_bytes()).unwrap())
}

fn search() -> Search {
    Search { shop: "s/1".to_owned(), ..Search::default() }
}

fn with_keys(config: Config) -> Config {
    config.set("app_key", "k&1").set("api_key", "hunter2")
}

#[test]
fn parameters_in_every_style() {
    let search = Search {
        page: Some(2),
        each: vec!["a".into(), "b c".into()],
        ids: vec![1, 2],
        tags: vec!["x".into(), "y".into()],
        trace: Some("t".into()),
        ..search()
    };
    let request = send(&search, with_keys).unwrap();
    assert_eq!(request.uri().path(), "/base/v1/s%2F1/items");
    let query = request.uri().query().unwrap();
    let time = query.split('&').find_map(|pair| pair.strip_prefix("time=")).unwrap();
    assert!(
        time.len() == 25 && time.starts_with("20") && time.contains("%20") && time.contains("%3A"),
        "{time}"
    );
    let want =
        format!("app_key=k%261&v=2.0&time={time}&page=2&each=a&each=b%20c&ids=1,2&tag%5B%5D=x&tag%5B%5D=y");
    assert_eq!(query, want);
    assert_eq!((header(&request, "x-trace"), header(&request, "x-channel")), (Some("t"), Some("rust")));
    assert_eq!(header(&request, "x-api-key"), Some("hunter2"));
    let nonce = header(&request, "x-nonce").unwrap();
    assert!(nonce.len() == 32 && nonce.bytes().all(|byte| byte.is_ascii_hexdigit()), "{nonce}");
    let again = send(&search, with_keys).unwrap();
    assert_ne!(header(&again, "x-nonce"), Some(nonce));
    let optional = send(&search, |config| with_keys(config).set("session", "s")).unwrap();
    assert!(optional.uri().query().unwrap().contains("&session=s&"));
}

#[test]
fn the_more_special_wins() {
    let own = Search { v: Some("3".into()), channel: Some("own".into()), ..search() };
    let request = send(&own, with_keys).unwrap();
    assert!(request.uri().query().unwrap().ends_with("&v=3"), "{}", request.uri());
    assert!(!request.uri().query().unwrap().contains("v=2.0"), "{}", request.uri());
    assert_eq!(header(&request, "x-channel"), Some("own"));
    let configured =
        |config: Config| with_keys(config).header("X-Channel", "conf").header("x-api-key", "other");
    let request = send(&search(), configured).unwrap();
    assert_eq!((header(&request, "x-channel"), header(&request, "x-api-key")), (Some("conf"), Some("other")));
    assert_eq!(request.headers().get_all("x-channel").iter().count(), 1);
    assert_eq!(header(&send(&own, configured).unwrap(), "x-channel"), Some("own"));
    let fake = Fake::new();
    fake.respond(200, &[], "{}");
    let client = Client::new("https://h", fake.clone()).unwrap().configure(with_keys);
    now(client.call(&own).header("X-Channel", "call").header("accept", "*/*").send()).unwrap();
    let request = fake.requests().pop().unwrap();
    assert_eq!((header(&request, "x-channel"), header(&request, "accept")), (Some("call"), Some("*/*")));
}

#[test]
fn a_missing_setting_names_its_method() {
    for (configure, want) in [
        (
            (|config| config) as fn(Config) -> Config,
            "search: `with_api_key` was not called: the header `X-Api-Key` needs it",
        ),
        (
            |config| config.set("api_key", "x"),
            "search: `with_app_key` was not called: the query parameter `app_key` needs it",
        ),
        (
            |config| config.set("api_key", "").set("app_key", ""),
            "search: `with_api_key` was given an empty text",
        ),
        (
            |config| config.set_basic("api_key", "u", "p"),
            "search: `with_api_key` was not called: the header `X-Api-Key` needs it",
        ),
        (
            |config| config.set("app_key", "").set("api_key", "a\r\nb"),
            "search: the value of the header `x-api-key` has a line break or another control character",
        ),
    ] {
        assert_eq!(send(&search(), configure).unwrap_err(), want);
    }
    assert_eq!(
        send(&Pay { amount: 1 }, |config| with_keys(config).set("token", "t")).unwrap_err(),
        "pay: `with_signer` was not called: requests of this endpoint are signed"
    );
    // A value that is already set needs no setting.
    let own = |config: Config| config.header("x-api-key", "own").set("app_key", "");
    assert_eq!(header(&send(&search(), own).unwrap(), "x-api-key"), Some("own"));
}

#[test]
fn bearer_and_basic() {
    let upload = Upload { title: None, file: File::new("f", ""), more: Vec::new() };
    let request = send(&upload, |config| config.set("token", "1|aB-._~+/==")).unwrap();
    assert_eq!(header(&request, "authorization"), Some("Bearer 1|aB-._~+/=="));
    for (token, want) in [
        ("", "upload: `with_token` was given an empty text"),
        ("bearer x", "upload: give `with_token` only the token, without `Bearer`"),
        (
            "a b",
            "upload: the token given to `with_token` has a space, a line break or another character that is not valid in a token",
        ),
        (
            "a\r\nb",
            "upload: the token given to `with_token` has a space, a line break or another character that is not valid in a token",
        ),
    ] {
        assert_eq!(send(&upload, |config| config.set("token", token)).unwrap_err(), want);
    }
    let login = Login { user: "u".into(), scopes: Vec::new() };
    let authorization = |user: &str, password: &str| {
        let request = send(&login, |config| config.set_basic("login", user, password))?;
        Ok::<_, String>(header(&request, "authorization").unwrap().to_owned())
    };
    // The examples of RFC 7617 §2 and §2.1.
    assert_eq!(authorization("Aladdin", "open sesame").unwrap(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(authorization("test", "123£").unwrap(), "Basic dGVzdDoxMjPCow==");
    assert_eq!(authorization("", ":").unwrap(), "Basic Ojo=");
    let wrong = authorization("a:b", "hunter2").unwrap_err();
    assert_eq!(wrong, "login: the user of `login` has a colon, which basic authentication can't send");
    let wrong = authorization("a", "hunter2\n").unwrap_err();
    assert_eq!(wrong, "login: the user or the password of `login` has a control character");
}

#[test]
fn a_signature_sees_what_is_sent() {
    let signer = |request: &mut Request| {
        assert_eq!(
            (request.method().as_str(), request.body().as_ref()),
            ("POST", br#"{"amount":7}"#.as_slice())
        );
        let endpoint = request.extensions().get::<&'static rt::Endpoint>().unwrap();
        let signature =
            format!("{}:{}:{}", endpoint.name(), request.uri(), header(request, "authorization").unwrap());
        rt::set_header(request, "X-Sign", &signature)?;
        rt::add_query(request, "sign", "a=b&c")
    };
    let pay = Pay { amount: 7 };
    let request = send(&pay, |config| with_keys(config).set("token", "t").sign_with(signer)).unwrap();
    let uri = request.uri().to_string();
    let before = uri.strip_suffix("&sign=a%3Db%26c").unwrap_or_else(|| panic!("{uri}"));
    assert!(
        before.starts_with("https://h/base/pay?app_key=k%261&v=2.0&time=") && before.ends_with("&b=2"),
        "{uri}"
    );
    assert_eq!(header(&request, "x-sign"), Some(format!("pay:{before}:Bearer t").as_str()));
    let refused = send(&pay, |config| {
        with_keys(config)
            .set("token", "t")
            .sign_with(|_: &mut Request| Err(InvalidRequest::new("no key for pay")))
    });
    assert_eq!(refused.unwrap_err(), "pay: no key for pay");
    let plain = |request: &mut Request| {
        request.headers_mut().insert("x-sign", http::HeaderValue::from_static("hunter2"));
        *request.body_mut() = Bytes::from_static(b"sealed");
        Ok(())
    };
    let request = send(&pay, |config| with_keys(config).set("token", "t").sign_with(plain)).unwrap();
    assert!(!format!("{:?}", request.headers()).contains("hunter2") && request.body() == "sealed");
    // An endpoint that is not signed does not meet the signer.
    let unsigned = send(&Note { body: String::new() }, |config| {
        config.sign_with(|_: &mut Request| Err(InvalidRequest::new("x")))
    });
    assert!(unsigned.is_ok());
}

#[test]
fn bodies_and_what_is_accepted() {
    let request = send(&Store { body: Bytes::from_static(b"%PDF\xff") }, |config| config).unwrap();
    assert_eq!(request.body().as_ref(), b"%PDF\xff");
    assert_eq!(
        (header(&request, "content-type"), header(&request, "accept")),
        (Some("application/pdf"), Some("application/json"))
    );
    let request = send(&Note { body: "é,1".into() }, |config| config).unwrap();
    assert_eq!(
        (header(&request, "content-type"), request.body().as_ref()),
        (Some("text/csv; charset=utf-8"), "é,1".as_bytes())
    );
    let login = Login { user: "a b".into(), scopes: vec!["x".into(), "y".into()] };
    let request = send(&login, |config| config.set_basic("login", "u", "p")).unwrap();
    assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.body().as_ref(), b"user=a+b&scope=x&scope=y");
    let accepted = |request: Result<Request, String>| header(&request.unwrap(), "accept").map(str::to_owned);
    let key = |config: Config| config.set("access_token", "hunter2");
    assert_eq!(accepted(send(&Download, key)).as_deref(), Some("application/pdf, application/json;q=0.9"));
    assert_eq!(accepted(send(&Avatar, |config| config)).as_deref(), Some("*/*"));
}

#[test]
fn an_unfinished_request_is_not_sent() {
    for (careless, want) in [
        (Careless(|out| out.path("b", "c").form("x", &1)), "careless: the request was not finished"),
        (Careless(|out| out), "careless: the path parameter `b` is not set"),
        (
            Careless(|out| out.path("b", "..")),
            "careless: the path parameter `b` must not make a segment `.` or `..`",
        ),
    ] {
        assert_eq!(send(&careless, |config| config).unwrap_err(), want);
    }
    assert_eq!(send(&Careless(|out| out.path("b", "c")), |config| config).unwrap().uri().path(), "/base/a/c");
}

#[test]
fn raw_responses_of_the_fake() {
    let fake = Fake::new();
    fake.reply_raw::<Download>(b"PK\xff".as_slice()).fail::<Download>(ErrorCode::DuplicateSigner);
    fake.reply::<Export>(&"a,b".to_owned()).fail::<Avatar>(ErrorCode::ServiceBusy);
    fake.reply_raw::<Download>(r#"{"success":false}"#);
    let client =
        Client::new("https://h", fake.clone()).unwrap().configure(|config| config.set("access_token", "t"));
    assert_eq!(now(client.call(&Download)).unwrap().as_ref(), b"PK\xff");
    assert_eq!(now(client.call(&Download)).unwrap_err().kind(), Some(ErrorCode::DuplicateSigner));
    assert_eq!(now(client.call(&Export)).unwrap(), "a,b");
    let none = now(client.call(&Avatar)).unwrap_err().to_string();
    assert!(none.contains("the envelope of `avatar` can't carry the code"), "{none}");
    let none = now(client.call(&Download)).unwrap_err().to_string();
    assert!(none.contains("the envelope of `download` can't carry this payload"), "{none}");
}

#[test]
fn secrets_are_not_shown() {
    let fake = Fake::new();
    let client = Client::new("https://h", fake.clone()).unwrap().configure(|config| {
        with_keys(config)
            .set("access_token", "hunter2")
            .set_basic("login", "u", "hunter2")
            .sign_with(|_: &mut Request| Ok(()))
    });
    let shown = format!("{client:?} {:?}", client.call(&search()));
    assert!(
        !shown.contains("hunter2") && shown.contains("access_token") && shown.contains("login"),
        "{shown}"
    );
    let builder = Download.prepare().unwrap();
    assert!(!format!("{builder:?}").contains("hunter2"));
    let errors = [now(client.call(&Download)).unwrap_err(), now(client.call(&search())).unwrap_err()];
    for error in errors {
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
    let too_long = client.configure(|config| config.set("access_token", "hunter2".repeat(10_000)));
    let error = now(too_long.call(&Download)).unwrap_err();
    assert!(error.is_request() && error.to_string().contains("the URL is too long"), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}
