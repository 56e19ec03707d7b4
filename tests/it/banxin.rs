//! Banxin over real sockets: two envelopes, tokens of three kinds, JSON in strings, pages and callbacks.

use banxin::runtime::{self, Json, Patch, RetryPolicy};
use banxin::types::{
    Align, AppCredentials, AppendBlocks, BlockContent, CardMessage, ChangeDocument, CreateDocument,
    FindUsersRequest, GetAppTokenRequest, GetDocumentRequest, GetTenantTokenRequest, GetUserRequest,
    GetUserToken, Heading, HeadingBlock, ListBlocksRequest, ListMembersRequest, ListMessagesRequest,
    MessageBody, PostContent, PostElement, PostLink, PostMention, PostMessage, Properties,
    RecallMessageRequest, ReceiveIdType, RefreshUserToken, ReplyMessage, SendMessage, TextContent,
    TextElement, TextMessage, Todo, TodoBlock,
};
use banxin::{Client, ErrorCode, blocking};
use stubwright_tests::server::{Answer, Server};

use crate::both::{both, sent};
use crate::wire::run;

mod callbacks;
mod files;

fn fine(data: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"code":0,"msg":"success","data":{data}}}"#))
}

fn refused(status: u16, code: u32) -> Answer {
    let body = format!(
        r#"{{"code":{code},"msg":"no","error":{{"log_id":"2026-7","violations":[{{"field":"x","value":"1"}}]}}}}"#
    );
    Answer::json(status, &body)
}

fn message(body: &str) -> String {
    format!(
        r#"{{"message_id":"om_1","chat_id":"oc_1","sender":{{"id":"cli_1","sender_type":"app"}},"create_time":"1785463200123","deleted":false,{body}}}"#
    )
}

const USER: &str = r#"{"open_id":"ou_1","union_id":"on_1","name":"王芳","email":"","gender":2,"mobile":"+8613800138000","status":{"is_frozen":false,"is_resigned":false,"is_activated":true},"department_ids":["od_1"],"custom_attrs":{"employee_type":"intern","desk":{"floor":7}}}"#;

fn text(text: &str) -> TextMessage {
    TextMessage::new(TextContent::new(text))
}

#[test]
fn the_token_endpoints_have_no_data_and_send_no_token() {
    let answer =
        Answer::json(200, r#"{"code":0,"msg":"ok","tenant_access_token":"t-hunter2","expire":7140}"#);
    let request = GetTenantTokenRequest::from(AppCredentials::new("cli_a61f0", "s3cret"));
    let (sent, token) = both!(banxin, [answer], |client| client.with_user_token("u-1"), |client| client
        .get_tenant_token(&request));
    let token = token.expect("a token");
    assert_eq!((token.tenant_access_token.as_str(), token.expire), ("t-hunter2", 7140));
    assert!(
        !format!("{token:?} {request:?}").contains("hunter2") && !format!("{request:?}").contains("s3cret")
    );
    assert_eq!(
        sent,
        ["POST /auth/v1/tenant_token HTTP/1.1\naccept: application/json\ncontent-type: application/json\n\n\
          {\"app_id\":\"cli_a61f0\",\"app_secret\":\"s3cret\"}"]
    );

    let wrong = Answer::json(200, r#"{"code":11002,"msg":"app secret invalid"}"#);
    let (_, outcome) = both!(banxin, [wrong], |client| client, |client| client.get_tenant_token(&request));
    let error = outcome.expect_err("a refusal");
    assert_eq!((error.kind(), error.code()), (Some(ErrorCode::AppSecretWrong), Some("11002")));
    assert_eq!(error.solution_in("zh"), Some("请重新复制 App Secret，重置后旧的立即失效"));
}

#[test]
fn a_user_token_costs_an_app_token_and_a_code() {
    let answer = fine(
        r#"{"access_token":"u-1","expires_in":6900,"refresh_token":"ur-1","scope":"contact:email docs"}"#,
    );
    let request = GetUserToken::new("c0de");
    let (sent, token) =
        both!(banxin, [answer], |client| client.with_app_token("a-1").with_tenant_token("t-1"), |client| {
            client.get_user_token(&request)
        });
    assert_eq!(token.expect("a token").refresh_token.as_deref(), Some("ur-1"));
    assert_eq!(
        sent,
        [
            "POST /auth/v1/user_token HTTP/1.1\naccept: application/json\nauthorization: Bearer a-1\ncontent-type: application/json\n\n\
          {\"grant_type\":\"authorization_code\",\"code\":\"c0de\"}"
        ]
    );
    // No other token does.
    let (sent, outcome) =
        both!(banxin, [fine("{}")], |client| client.with_tenant_token("t-1"), |client| client
            .get_user_token(&request));
    let error = outcome.expect_err("not sent").to_string();
    assert!(sent.is_empty() && error.contains("with_app_token") && !error.contains("t-1"), "{error}");
}

#[test]
fn the_content_of_a_message_is_json_in_a_string() {
    let answer = fine(&message(r#""msg_type":"text","content":"{\"text\":\"Build 812 is green.\"}""#));
    let request = SendMessage::new(ReceiveIdType::ChatId, "oc_1", text("say \"hi\"")).with_uuid("k-1");
    let (sent, message) =
        both!(banxin, [answer], |client| client.with_user_token("u-1").with_tenant_token("t-1"), |client| {
            client.send_message(&request)
        });
    let message = message.expect("a message");
    assert_eq!(i64::from(message.create_time), 1_785_463_200_123);
    assert_eq!(message.body, MessageBody::from(text("Build 812 is green.")));
    assert_eq!(
        sent,
        [r#"POST /messages/v1/messages?receive_id_type=chat_id HTTP/1.1
accept: application/json
authorization: Bearer t-1
content-type: application/json

{"receive_id":"oc_1","msg_type":"text","content":"{\"text\":\"say \\\"hi\\\"\"}","uuid":"k-1"}"#]
    );
}

#[test]
fn messages_of_every_kind_are_read_and_those_of_new_kinds_kept() {
    let post = r#""msg_type":"post","content":"{\"title\":\"Minutes\",\"content\":[[{\"tag\":\"text\",\"text\":\"See \"},{\"tag\":\"a\",\"text\":\"here\",\"href\":\"https://b.example\"}],[{\"tag\":\"at\",\"user_id\":\"ou_1\"},{\"tag\":\"emotion\",\"key\":\"SMILE\"}]]}""#;
    let hongbao = r#""msg_type":"hongbao","content":"{\"amount\":\"8.88\"}""#;
    let pages = [
        fine(&format!(r#"{{"items":[{}],"has_more":true,"page_token":"p2"}}"#, message(post))),
        fine(&format!(r#"{{"items":[{}],"has_more":false}}"#, message(hongbao))),
    ];
    let server = Server::start(pages.to_vec()).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client").with_tenant_token("t-1");
    let request = ListMessagesRequest::new("oc_1").with_start_time(1_785_463_200).with_page_size(1);
    let bodies: Vec<MessageBody> =
        client.list_messages_items(&request).map(|message| message.expect("a message").body).collect();
    let MessageBody::Post(PostMessage { content: PostContent { title, content, .. }, .. }) = &bodies[0]
    else {
        panic!("{bodies:?}")
    };
    assert_eq!(title.as_deref(), Some("Minutes"));
    let link = PostLink::new("here", "https://b.example".parse::<runtime::Url>().expect("a URL"));
    assert_eq!(content[0][1], PostElement::from(link));
    assert_eq!(content[1][0], PostElement::from(PostMention::new("ou_1")));
    assert_eq!(content[1][1].tag(), "emotion");
    assert_eq!(bodies[1].tag(), "hongbao");
    let sent = sent(&server);
    assert!(
        sent[0].starts_with("GET /messages/v1/messages?chat_id=oc_1&start_time=1785463200&page_size=1 HTTP")
    );
    assert!(sent[1].contains("&page_size=1&page_token=p2 HTTP"), "{}", sent[1]);

    let server = Server::start(pages.to_vec()).expect("a server");
    let client = Client::new(server.url()).expect("a client").with_tenant_token("t-1");
    let mut items = client.list_messages_items(&request);
    let mut count = 0;
    run(async {
        while let Some(message) = items.next().await {
            assert_eq!(message.expect("a message").body, bodies[count]);
            count += 1;
        }
    });
    assert_eq!(count, 2);
}

#[test]
fn the_user_token_comes_before_that_of_the_tenant() {
    let user = format!(r#"{{"user":{USER}}}"#);
    let request = GetUserRequest::new("ou_1");
    let (sent, found) = both!(
        banxin,
        [fine(&user)],
        |client| client.with_tenant_token("t-1").with_user_token("u-1"),
        |client| client.get_user(&request)
    );
    assert!(sent[0].contains("\nauthorization: Bearer u-1\n"), "{}", sent[0]);
    let user = found.expect("a user").user;
    assert_eq!((user.name.as_str(), user.email.as_deref()), ("王芳", Some("")));
    let attributes = user.custom_attrs.as_ref().expect("attributes");
    assert_eq!(attributes.employee_type.as_deref(), Some("intern"));
    assert_eq!(attributes.others.keys().collect::<Vec<_>>(), ["desk"]);
    assert!(!format!("{user:?}").contains("13800138000"));

    let users = fine(r#"{"users":[]}"#);
    let request = FindUsersRequest::new(["ou_1".to_owned(), "ou_2".to_owned()]);
    let (sent, found) = both!(banxin, [users], |client| client.with_tenant_token("t-1"), |client| client
        .find_users(&request));
    assert!(found.expect("users").users.is_empty() && sent[0].contains("\nauthorization: Bearer t-1\n"));
    assert!(
        sent[0].starts_with(
            "GET /contacts/v1/users/batch?user_ids=ou_1&user_ids=ou_2&user_id_type=open_id HTTP"
        )
    );
}

#[test]
fn a_code_means_what_its_part_says() {
    let not_found = || [Answer::json(200, r#"{"code":40404,"msg":"not found","error":{"log_id":"2026-7"}}"#)];
    macro_rules! kind {
        ($method:ident, $request:expr) => {{
            let (_, outcome) =
                both!(banxin, not_found(), |client| client.with_tenant_token("t-1"), |client| client
                    .$method(&$request));
            let error = outcome.expect_err("a refusal");
            assert_eq!((error.code(), error.trace_id()), (Some("40404"), Some("2026-7")));
            error.kind()
        }};
    }
    assert_eq!(kind!(get_user, GetUserRequest::new("ou_9")), Some(ErrorCode::UserUnknown));
    assert_eq!(kind!(recall_message, RecallMessageRequest::new("om_9")), Some(ErrorCode::MessageUnknown));
    assert_eq!(kind!(get_document, GetDocumentRequest::new("d")), Some(ErrorCode::DocumentUnknown));
    let change = ChangeDocument::new("d").with_title("Minutes");
    assert_eq!(kind!(change_document, change), Some(ErrorCode::DocumentUnknown));
}

#[test]
fn a_refusal_has_its_texts_and_details_whatever_the_status() {
    let request = GetDocumentRequest::new("d");
    let call = |answer: Answer| {
        let set = RetryPolicy::off;
        let (_, outcome) = both!(
            banxin,
            [answer],
            |client| client.with_tenant_token("t-1").configure(|config| config.retry(set())),
            |client| client.get_document(&request)
        );
        outcome.expect_err("a failure")
    };
    let error = call(refused(403, 10005));
    assert_eq!(error.kind(), Some(ErrorCode::NoPermission));
    assert_eq!(error.message_in("zh"), Some("应用缺少所需权限"));
    let details = error.details().map(|details| details.to_string()).unwrap_or_default();
    assert!(details.contains(r#""field":"x""#), "{details}");
    let error = call(refused(500, 10050));
    assert_eq!((error.kind(), error.is_retryable()), (Some(ErrorCode::Internal), true));
    let error = call(refused(200, 77777));
    assert_eq!((error.kind(), error.code()), (Some(ErrorCode::Unrecognized), Some("77777")));
    // A gateway, which knows nothing of codes.
    let error = call(Answer::typed(502, "text/html", "<h1>Bad Gateway</h1>"));
    assert!(error.is_http() && error.kind().is_none(), "{error}");
}

#[test]
fn a_token_that_has_expired_is_fetched_again() {
    let token = |text: &str| {
        Answer::json(200, &format!(r#"{{"code":0,"msg":"ok","tenant_access_token":"{text}","expire":7140}}"#))
    };
    let document = fine(
        r#"{"document":{"document_id":"d","title":"T","owner_id":"ou_1","revision_id":"12","create_time":"1785463200123","edit_time":"1785463200123"}}"#,
    );
    let answers = vec![token("t-1"), refused(401, 11021), token("t-2"), document];
    let server = Server::start(answers.clone()).expect("a server");
    let app = Client::new(server.url()).expect("a client");
    let request = GetTenantTokenRequest::from(AppCredentials::new("cli_1", "s"));
    let client = app.clone().with_tenant_token_from(move || {
        let (app, request) = (app.clone(), request.clone());
        async move { Ok::<_, banxin::Error>(app.get_tenant_token(&request).await?.tenant_access_token) }
    });
    let document = run(client.get_document(&GetDocumentRequest::new("d"))).expect("a document").document;
    assert_eq!(document.revision_id, 12);
    let expected = sent(&server);
    assert!(expected[1].contains("Bearer t-1") && expected[3].contains("Bearer t-2"), "{expected:?}");

    let server = Server::start(answers).expect("a server");
    let app = blocking::Client::new(server.url()).expect("a client");
    let request = GetTenantTokenRequest::from(AppCredentials::new("cli_1", "s"));
    let tokens = app.clone();
    let client = app.with_tenant_token_from(move || {
        tokens.get_tenant_token(&request).map(|token| token.tenant_access_token)
    });
    client.get_document(&GetDocumentRequest::new("d")).expect("a document");
    assert_eq!(sent(&server), expected);
}

#[test]
fn a_call_too_many_waits_as_long_as_the_header_says() {
    let text = r#"{"code":10029,"msg":"limited"}"#;
    let limited = Answer::raw(format!(
        "HTTP/1.1 429 Too Many\r\ncontent-type: application/json\r\nx-ratelimit-reset: 1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
        text.len()
    ));
    let request = RecallMessageRequest::new("om_1");
    let start = std::time::Instant::now();
    let (sent, outcome) =
        both!(banxin, [limited.clone(), fine("{}")], |client| client.with_tenant_token("t"), |client| client
            .recall_message(&request));
    outcome.expect("recalled");
    assert_eq!(sent.len(), 2);
    assert!(start.elapsed() >= std::time::Duration::from_secs(2), "one second for each client");
    let (_, outcome) = both!(
        banxin,
        [limited],
        |client| client.with_tenant_token("t").configure(|config| config.retry(RetryPolicy::off())),
        |client| client.recall_message(&request)
    );
    let error = outcome.expect_err("limited");
    assert_eq!(error.kind(), Some(ErrorCode::TooManyRequests));
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(1)));
}

#[test]
fn a_message_with_a_request_id_may_be_sent_again() {
    let answers = || {
        let sent = fine(&message(r#""msg_type":"text","content":"{\"text\":\"hi\"}""#));
        [refused(500, 10050), sent]
    };
    let request = SendMessage::new(ReceiveIdType::OpenId, "ou_1", text("hi"));
    let keyed = request.clone().with_uuid("k-1");
    let (sent, outcome) = both!(banxin, answers(), |client| client.with_tenant_token("t"), |client| client
        .send_message(&keyed));
    outcome.expect("a message");
    assert!(sent.len() == 2 && sent[0] == sent[1], "{sent:?}");
    let (sent, outcome) = both!(banxin, answers(), |client| client.with_tenant_token("t"), |client| client
        .send_message(&request));
    assert_eq!((sent.len(), outcome.expect_err("once").kind()), (1, Some(ErrorCode::Internal)));
}

#[test]
fn what_the_rows_forbid_is_not_sent() {
    let paragraph = BlockContent::from(TodoBlock::new(Todo::new(false, [TextElement::new("x")])));
    let append = AppendBlocks::new("d", "d", vec![paragraph; 51]);
    let list = ListMessagesRequest::new("oc_1").with_start_time(1_785_463_201).with_end_time(1_785_463_200);
    let send = SendMessage::new(ReceiveIdType::Email, "nobody", text("hi")).with_uuid("k".repeat(51));
    let title = ChangeDocument::new("d").with_title("长".repeat(801));
    let members = ListMembersRequest::new("0").with_page_size(101);
    macro_rules! kinds {
        ($method:ident, $request:expr) => {{
            let (sent, outcome) =
                both!(banxin, [fine("{}")], |client| client.with_tenant_token("t"), |client| client
                    .$method(&$request));
            let error = outcome.expect_err("not sent");
            assert!(sent.is_empty() && error.origin() == runtime::Origin::Preflight, "{sent:?}");
            error.violations().iter().map(|found| (found.code(), found.path().to_owned())).collect::<Vec<_>>()
        }};
    }
    let one = |kind: ErrorCode, path: &str| vec![(kind, path.to_owned())];
    assert_eq!(kinds!(append_blocks, append), one(ErrorCode::TooManyBlocks, "children"));
    assert_eq!(kinds!(list_messages, list), one(ErrorCode::TimeRangeInvalid, "start_time"));
    assert_eq!(kinds!(change_document, title), one(ErrorCode::TitleTooLong, "title"));
    assert_eq!(kinds!(list_members, members), one(ErrorCode::InvalidParameter, "page_size"));
    let found = kinds!(send_message, send);
    assert_eq!(
        found,
        [
            (ErrorCode::ReceiverUnknown, "receive_id".to_owned()),
            (ErrorCode::RequestIdTooLong, "uuid".to_owned())
        ]
    );
    // Only an email address has to look like one.
    assert!(
        SendMessage::new(ReceiveIdType::OpenId, "nobody", text("hi"))
            .check(std::time::SystemTime::UNIX_EPOCH)
            .is_ok()
    );
}

#[test]
fn members_come_in_pages() {
    let page = |more: bool| {
        let token = if more { r#","page_token":"p2""# } else { "" };
        fine(&format!(r#"{{"items":[{USER},{USER}],"has_more":{more}{token}}}"#))
    };
    let server = Server::start(vec![page(true), page(false)]).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client").with_tenant_token("t");
    let names: Vec<String> = client
        .list_members_items(&ListMembersRequest::new("0"))
        .map(|user| user.expect("a member").name)
        .collect();
    assert_eq!(names.len(), 4);
    let sent = sent(&server);
    assert!(sent[0].starts_with("GET /contacts/v1/departments/0/members?page_size=20 HTTP"), "{}", sent[0]);
    assert!(sent[1].contains("page_size=20&page_token=p2"), "{}", sent[1]);

    // A page that says that there are more, and not where, is an error and not the end.
    let broken = fine(r#"{"items":[],"has_more":true}"#);
    let server = Server::start(vec![page(true), broken]).expect("a server");
    let client = Client::new(server.url()).expect("a client").with_tenant_token("t");
    let mut items = client.list_members_items(&ListMembersRequest::new("0"));
    let mut outcomes = Vec::new();
    run(async {
        while let Some(member) = items.next().await {
            outcomes.push(member.is_ok());
        }
    });
    assert_eq!(outcomes, [true, true, false]);
}

#[test]
fn blocks_are_told_apart_by_numbers() {
    let request = AppendBlocks::new(
        "doxcn7",
        "doxcn7",
        [
            HeadingBlock::new(Heading::new(1, [TextElement::new("Minutes")])).into(),
            TodoBlock::new(Todo::new(true, [TextElement::new("paper")])).into(),
        ],
    )
    .with_index(0)
    .with_client_token("c-1");
    let answer = fine(
        r#"{"children":[{"block_id":"b1","parent_id":"doxcn7","block_type":3,"heading":{"level":1,"elements":[]}},{"block_id":"b2","block_type":99,"chart":{"rows":3}}],"document_revision_id":"13"}"#,
    );
    let (sent, appended) = both!(banxin, [answer], |client| client.with_user_token("u"), |client| client
        .append_blocks(&request));
    let appended = appended.expect("blocks");
    assert_eq!(appended.document_revision_id, 13);
    assert!(
        matches!(&appended.children[0].content, BlockContent::Heading(block) if block.heading.level == 1)
    );
    assert_eq!(
        runtime::to_json(&appended.children[1]).expect("JSON"),
        r#"{"block_id":"b2","block_type":99,"chart":{"rows":3}}"#
    );
    let body = sent[0].split_once("\n\n").expect("a body").1;
    assert_eq!(
        body,
        r#"{"children":[{"block_type":3,"heading":{"level":1,"elements":[{"text":"Minutes"}]}},{"block_type":4,"todo":{"done":true,"elements":[{"text":"paper"}]}}],"index":0}"#
    );
    assert!(
        sent[0]
            .starts_with("POST /documents/v1/documents/doxcn7/blocks/doxcn7/children?client_token=c-1 HTTP")
    );
}

#[test]
fn null_removes_a_property_and_others_stay() {
    let mut properties = Properties::new().with_cover(Patch::Null);
    properties.custom.insert("status".to_owned(), Json::from("draft"));
    let request = ChangeDocument::new("d").with_properties(properties).with_revision_id(12);
    let (sent, outcome) =
        both!(banxin, [refused(200, 31020)], |client| client.with_user_token("u"), |client| client
            .change_document(&request));
    assert_eq!(outcome.expect_err("a conflict").kind(), Some(ErrorCode::EditedMeanwhile));
    assert!(
        sent[0]
            .ends_with("\n\n{\"properties\":{\"cover\":null,\"status\":\"draft\"},\"revision_id\":\"12\"}"),
        "{}",
        sent[0]
    );
}

#[test]
fn the_other_calls_go_where_they_belong() {
    let token = Answer::json(200, r#"{"code":0,"app_access_token":"a-1","expire":7140}"#);
    let request = GetAppTokenRequest::from(AppCredentials::new("cli_1", "s"));
    let (sent, outcome) = both!(banxin, [token], |client| client, |client| client.get_app_token(&request));
    assert_eq!(outcome.expect("a token").app_access_token, "a-1");
    assert!(sent[0].starts_with("POST /auth/v1/app_token HTTP"), "{}", sent[0]);

    let request = RefreshUserToken::new("ur-1");
    let (sent, outcome) =
        both!(banxin, [refused(200, 11011)], |client| client.with_app_token("a"), |client| client
            .refresh_user_token(&request));
    assert_eq!(outcome.expect_err("used before").kind(), Some(ErrorCode::RefreshTokenInvalid));
    assert!(
        sent[0].ends_with("\n\n{\"grant_type\":\"refresh_token\",\"refresh_token\":\"ur-1\"}"),
        "{}",
        sent[0]
    );

    let card = CardMessage::new(Json::from_value(&["a", "b"]).expect("JSON"));
    let request = ReplyMessage::new("om/1", card).with_reply_in_thread(true);
    let answer = fine(&message(r#""msg_type":"card","content":"[\"a\",\"b\"]""#));
    let (sent, reply) = both!(banxin, [answer], |client| client.with_tenant_token("t"), |client| client
        .reply_message(&request));
    assert_eq!(reply.expect("a message").body, request.body);
    assert!(sent[0].starts_with("POST /messages/v1/messages/om%2F1/reply HTTP"), "{}", sent[0]);
    assert!(
        sent[0].ends_with(
            "\n\n{\"msg_type\":\"card\",\"content\":\"[\\\"a\\\",\\\"b\\\"]\",\"reply_in_thread\":true}"
        ),
        "{}",
        sent[0]
    );

    let request = CreateDocument::new().with_title("Minutes");
    let (sent, outcome) =
        both!(banxin, [refused(200, 31002)], |client| client.with_user_token("u"), |client| client
            .create_document(&request));
    assert_eq!(outcome.expect_err("no folder").kind(), Some(ErrorCode::FolderUnknown));
    assert!(sent[0].starts_with("POST /documents/v1/documents HTTP"), "{}", sent[0]);

    let request = ListBlocksRequest::new("d").with_revision_id(12);
    let page = fine(
        r#"{"items":[{"block_id":"d","block_type":1,"page":{"elements":[],"align":"2"},"children":["b1"]}],"has_more":false}"#,
    );
    let (sent, page) =
        both!(banxin, [page], |client| client.with_user_token("u"), |client| client.list_blocks(&request));
    let page = page.expect("a page");
    assert!(
        matches!(&page.items[0].content, BlockContent::Page(block) if block.page.align == Some(Align::Center))
    );
    assert!(sent[0].starts_with("GET /documents/v1/documents/d/blocks?revision_id=12&page_size=500 HTTP"));
}
