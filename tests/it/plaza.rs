//! Plaza over real sockets: an inline error code, the token in the query, files up and down, untagged unions.

use plaza::runtime::RetryPolicy;
use plaza::types::{
    Action, Click, DownloadMediaRequest, GetTokenRequest, GetUserRequest, Language, MediaType, Menu,
    SendMessage, Submenu, Text, UploadMedia, View,
};
use plaza::{Client, ErrorCode, blocking, servers};
use stubwright_tests::server::{Answer, Server};

use crate::wire::run;

fn client(server: &Server) -> Client {
    let client = Client::new(server.url()).expect("a client").with_access_token("t/1");
    client.configure(|config| config.retry(RetryPolicy::off()))
}

fn last(server: &Server) -> (String, String, String) {
    let text = server.requests().pop().expect("a request");
    let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
    let line = head.lines().next().expect("a line");
    (line.to_owned(), head.to_lowercase(), body.to_owned())
}

#[test]
fn a_token_is_had_without_one() {
    let answer = Answer::json(200, r#"{"access_token":"hunter2","expires_in":7200}"#);
    let server = Server::start(vec![answer, Answer::json(200, r#"{"errcode":40125,"errmsg":"no"}"#)])
        .expect("a server");
    let bare = Client::new(server.url()).expect("a client");
    let request = GetTokenRequest::new("app", "s&cret");
    let token = run(bare.get_token(&request)).expect("a token");
    assert_eq!(token.access_token, "hunter2");
    assert!(!format!("{token:?} {request:?}").contains("hunter2"));
    assert!(!format!("{request:?}").contains("s&cret"));
    assert_eq!(last(&server).0, "GET /token?grant_type=client_credential&appid=app&secret=s%26cret HTTP/1.1");
    assert_eq!(run(bare.get_token(&request)).expect_err("a refusal").kind(), Some(ErrorCode::SecretWrong));
    // Everything else needs the token.
    let error = run(bare.get_user(&GetUserRequest::new("o"))).expect_err("not sent");
    assert!(error.is_request() && error.to_string().contains("with_access_token"), "{error}");
}

#[test]
fn the_code_is_inline() {
    let answers = vec![
        Answer::json(
            200,
            r#"{"errcode":0,"subscribe":1,"openid":"o","language":"zh_HK","headimgurl":"","subscribe_time":1767225600,"tagid_list":[2]}"#,
        ),
        Answer::json(200, r#"{"subscribe":0,"openid":"o"}"#),
        Answer::json(200, r#"{"errcode":42001,"errmsg":"expired rid: x","rid":"x"}"#),
        Answer::json(200, r#"{"errcode":-1,"errmsg":"busy"}"#),
        Answer::json(200, r#"{"errcode":99999,"errmsg":"new"}"#),
    ];
    let server = Server::start(answers).expect("a server");
    let request = GetUserRequest::new("o");
    let user = run(client(&server).get_user(&request)).expect("a user");
    assert_eq!((user.subscribe, user.language.as_ref().map(Language::as_str)), (true, Some("zh_HK")));
    assert_eq!(user.subscribe_time.map(i64::from), Some(1_767_225_600));
    assert_eq!(last(&server).0, "GET /user/info?openid=o&lang=en&access_token=t%2F1 HTTP/1.1");
    assert!(!run(client(&server).get_user(&request)).expect("a user").subscribe);
    for (kind, code) in
        [(ErrorCode::TokenExpired, "42001"), (ErrorCode::Busy, "-1"), (ErrorCode::Unrecognized, "99999")]
    {
        let error = run(client(&server).get_user(&request)).expect_err("a refusal");
        assert_eq!((error.kind(), error.code()), (Some(kind), Some(code)));
        assert!(!error.to_string().contains("t/1") && !format!("{error:?}").contains("t%2F1"), "{error:?}");
    }
}

#[test]
fn a_menu_is_made_of_unions() {
    let server = Server::start(vec![Answer::json(200, r#"{"errcode":0,"errmsg":"ok"}"#)]).expect("a server");
    let site = View::new("Shop", "https://shop.example/".parse::<plaza::runtime::Url>().expect("a URL"));
    let more = Submenu::new("More", [Action::from(Click::new("Hours", "hours"))]);
    let menu = Menu::new([Action::from(site).into(), more.into()]);
    run(client(&server).create_menu(&menu.into())).expect("a menu");
    let (line, _, body) = last(&server);
    assert_eq!(line, "POST /menu/create?access_token=t%2F1 HTTP/1.1");
    assert_eq!(
        body,
        r#"{"button":[{"type":"view","name":"Shop","url":"https://shop.example/"},"#.to_owned()
            + r#"{"name":"More","sub_button":[{"type":"click","name":"Hours","key":"hours"}]}]}"#
    );
}

#[test]
fn a_message_goes_out_as_json() {
    let server =
        Server::start(vec![Answer::json(200, r#"{"errcode":45015,"errmsg":"late"}"#)]).expect("a server");
    let message = SendMessage::new("o", "text").with_text(Text::new("hello"));
    let blocking = blocking::Client::new(server.url()).expect("a client").with_access_token("t/1");
    let error = blocking.send_message(&message).expect_err("a refusal");
    assert_eq!(error.kind(), Some(ErrorCode::ReplyTooLate));
    assert_eq!(last(&server).2, r#"{"touser":"o","msgtype":"text","text":{"content":"hello"}}"#);
}

#[test]
fn files_go_up_in_parts() {
    let answer = r#"{"type":"image","media_id":"m1","created_at":1767225600}"#;
    let server = Server::start(vec![Answer::json(200, answer)]).expect("a server");
    let file =
        plaza::runtime::File::new("a\"b.png", "\u{89}PNG".as_bytes().to_vec()).with_content_type("image/png");
    let request = UploadMedia::new(MediaType::Image, file).with_description("one\r\ntwo");
    let uploaded = run(client(&server).upload_media(&request)).expect("an upload");
    assert_eq!((uploaded.media_id.as_str(), uploaded.media_type), ("m1", MediaType::Image));
    let (line, head, body) = last(&server);
    assert_eq!(line, "POST /media/upload?type=image&access_token=t%2F1 HTTP/1.1");
    let boundary =
        head.split("multipart/form-data; boundary=").nth(1).and_then(|rest| rest.split("\r\n").next());
    let boundary = boundary.expect("a boundary").trim_matches('"');
    let lower = body.to_lowercase();
    assert!(
        lower.starts_with(&format!("--{boundary}\r\n"))
            && lower.trim_end().ends_with(&format!("--{boundary}--")),
        "{body}"
    );
    assert!(
        body.contains(
            "name=\"media\"; filename=\"a%22b.png\"\r\nContent-Type: image/png\r\n\r\n\u{89}PNG\r\n"
        ),
        "{body}"
    );
    assert!(body.contains("name=\"description\"\r\n\r\none\r\ntwo\r\n"), "{body}");
}

#[test]
fn a_file_comes_down_or_an_error() {
    let answers = vec![
        Answer::typed(200, "image/png", "\u{89}PNG"),
        Answer::json(200, r#"{"errcode":40007,"errmsg":"gone"}"#),
    ];
    let server = Server::start(answers).expect("a server");
    let request = DownloadMediaRequest::new("m1");
    assert_eq!(&*run(client(&server).download_media(&request)).expect("a file"), "\u{89}PNG".as_bytes());
    let error = run(client(&server).download_media(&request)).expect_err("a refusal");
    assert_eq!(error.kind(), Some(ErrorCode::MediaUnknown));
}

#[test]
fn a_server_can_have_variables() {
    assert_eq!(servers::NEAREST, "https://eu.plaza.example");
    assert_eq!(servers::nearest("us"), "https://us.plaza.example");
    // A value that is not valid in a host does not move the call to another one.
    assert!(Client::new(&servers::nearest("evil.example/")).is_err());
}

#[test]
fn a_token_that_has_expired_is_replaced() {
    let answers = vec![
        Answer::json(200, r#"{"access_token":"t1","expires_in":7200}"#),
        Answer::json(200, r#"{"errcode":42001,"errmsg":"expired"}"#),
        Answer::json(200, r#"{"access_token":"t2","expires_in":7200}"#),
        Answer::json(200, r#"{"errcode":40003,"errmsg":"no such user"}"#),
    ];
    let server = Server::start(answers).expect("a server");
    let tokens = Client::new(server.url()).expect("a client");
    let provider = move || {
        let tokens = tokens.clone();
        async move {
            let token = tokens.get_token(&GetTokenRequest::new("app", "secret")).await?;
            Ok::<_, plaza::Error>(token.access_token)
        }
    };
    let client = Client::new(server.url()).expect("a client").with_access_token_from(provider);
    let error = run(client.get_user(&GetUserRequest::new("u"))).expect_err("no such user");
    assert_eq!((error.code(), error.attempts()), (Some("40003"), 2));
    let lines: Vec<String> =
        server.requests().iter().map(|text| text.lines().next().unwrap_or_default().to_owned()).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[1].contains("access_token=t1") && lines[3].contains("access_token=t2"), "{lines:?}");
}
