//! Unions and fields with a direction, as they are sent and read.

use stubwright_tests::compiled::{case_directions as pets, case_union_tags as chat};
use stubwright_tests::server::Answer;

use super::fine;

#[test]
fn requests_leave_out_what_servers_set() {
    use pets::types::{Change, CreateRequest, Login, Owner, Pet, UpdateRequest};

    let new = CreateRequest::new(Pet::new("Rex", "4711", Owner::new("a@b.c")).with_note(None));
    let answer =
        r#"{"id":7,"created":"2024-12-31T08:00:00Z","name":"Rex","owner":{"id":"o1"},"tags":["a"],"size":4}"#;
    let (sent, outcome) = call!(pets, fine(answer), |client| client.create(&new));
    assert!(
        sent.ends_with(r#"{"name":"Rex","pin":"4711","note":null,"owner":{"e-mail":"a@b.c"}}"#),
        "{sent}"
    );
    let pet = outcome.expect("a pet");
    assert_eq!((pet.id, pet.size, pet.owner.id.as_deref()), (Some(7), 4, Some("o1")));
    assert_eq!((&pet.pin, &pet.owner.mail), (&None, &None));
    // A value that came keeps what the server set, and goes back without it.
    assert!(pets::runtime::to_json(&pet).is_ok_and(|json| json.contains(r#""id":7"#)));
    let mut again = pet;
    again.pin = Some("4711".to_owned());
    again.owner.mail = Some("a@b.c".to_owned());
    let (sent, _) = call!(pets, fine(answer), |client| client.create(&again.clone().into()));
    assert!(sent.ends_with(r#"{"name":"Rex","pin":"4711","owner":{"e-mail":"a@b.c"}}"#), "{sent}");
    // Without what only requests require, the rule of the table says so before sending.
    again.owner.mail = None;
    let (sent, outcome) = call!(pets, fine(answer), |client| client.create(&again.clone().into()));
    let error = outcome.expect_err("no mail");
    assert_eq!((sent.as_str(), error.code()), ("", Some("e2")), "{error}");
    let (sent, session) = call!(pets, fine(r#"{"token":"t"}"#), |client| client.login(&Login::new("u")));
    assert!(sent.ends_with("\n\n{\"user\":\"u\"}") && session.is_ok(), "{sent}");

    let mut change = Change::new("Max", "moved").with_detail(Owner::new("m"));
    change.version = Some(3);
    if let Some(owner) = &mut change.detail {
        owner.id = Some("o1".to_owned());
    }
    let update = UpdateRequest::new(7, change);
    let answer = r#"{"name":"Max","version":4,"detail":{"id":"o1"}}"#;
    let (sent, changed) = call!(pets, fine(answer), |client| client.update(&update));
    assert!(sent.ends_with("\n\nname=Max&detail%5Be-mail%5D=m&reason=moved"), "{sent}");
    let changed = changed.expect("a change");
    assert_eq!((changed.version, changed.reason), (Some(4), None));
}

#[test]
fn tags_go_back_as_they_came() {
    use chat::types::{Answer as Said, Easy, Level, Message, Outgoing, Part, Role};

    let (user, assistant) = (Easy::new("hi"), Easy::new("ho").with_role(Role::Assistant));
    let messages = [user.into(), assistant.into(), Said::new([]).with_id(1).into()];
    let sending = Outgoing::new(messages).into();
    let other = r#"{"role":"assistant","content":[{"kind":"image","url":"https://a.b/"},{"kind":"text","text":"t","x":1.0}],"id":7}"#;
    let (sent, outcome) = call!(chat, Answer::json(200, other), |client| client.send(&sending));
    let body = r#"{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"},{"role":"user","content":[],"id":1}]}"#;
    let body =
        body.replace(r#"{"role":"user","content":[],"id":1}"#, r#"{"role":"assistant","content":[],"id":1}"#);
    assert!(sent.ends_with(&body), "{sent}");
    let message = outcome.expect("a message");
    assert!(matches!(&message, Message::Answer(said) if said.content.len() == 2), "{message:?}");
    assert_eq!((message.tag(), chat::runtime::to_json(&message).as_deref()), ("assistant", Ok(other)));
    for (part, tag) in [
        (r#"{"kind":"photo","url":"https://a.b/"}"#, "photo"),
        (r#"{"kind":"shape","form":"round","radius":1.5}"#, "shape"),
        (r#"{"kind":"either","length":2.0}"#, "either"),
        (r#"{"kind":"new","form":"round"}"#, "new"),
    ] {
        let value: Part = chat::runtime::from_json(part).expect("a part");
        let (sent, outcome) =
            call!(chat, Answer::json(200, part), |client| client.show(&value.clone().into()));
        assert!(sent.ends_with(part), "{sent}");
        assert_eq!(outcome.expect("a part").tag(), tag);
    }
    for level in [r#"{"level":2}"#, r#"{"level":3}"#, r#"{"level":9,"more":[1.0]}"#] {
        let value: Level = chat::runtime::from_json(level).expect("a level");
        let (sent, _) = call!(chat, Answer::json(200, level), |client| client.level(&value.clone().into()));
        assert!(sent.ends_with(level), "{sent}");
    }
}
