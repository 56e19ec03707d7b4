//! Which member of a union a value is, where several fit.

use std::collections::BTreeMap;

use stubwright_runtime::v1 as rt;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Role {
    User,
    Assistant,
    __Unknown(rt::Unknown),
}
rt::open_enum! { Role: str { User = "user", Assistant = "assistant" } }

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Status {
    Done,
    __Unknown(rt::Unknown),
}
rt::open_enum! { Status: str { Done = "done" } }

struct Easy {
    role: Role,
    content: String,
}
rt::record! { Easy { 0 role: required "role", _ content: required "content" } }

struct Output {
    role: Status,
    content: String,
    id: Option<i64>,
}
rt::record! { Output { 0 role: required "role", 1 content: required "content", _ id: optional "id" } }

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Item {
    Easy(Easy),
    Output(Output),
    Map(BTreeMap<String, String>),
    Any(rt::Json),
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! { Item { Easy(Easy), Output(Output), Map(BTreeMap<String, String>), Any(rt::Json) } }

struct Picture {
    kind: Option<String>,
    url: String,
}
rt::record! { Picture { 0 kind: optional "kind", _ url: required "url" } }

struct Text {
    text: String,
    rest: BTreeMap<String, rt::Json>,
}
rt::record! { Text { 0 text: required "text", _ rest: rest "*" } }

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Media {
    Picture(Picture),
    Text(Text),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Media by "kind" { Picture(Picture) = "photo" | "image", Text(Text) = "text" } }

struct Short {
    role: String,
    content: String,
}
rt::record! { Short { 0 role: required "role", _ content: required "content" } }

struct Long {
    role: String,
    content: Vec<Media>,
    id: Option<i64>,
}
rt::record! { Long { 0 role: required "role", 1 content: required "content", _ id: optional "id" } }

struct Tool {
    call: i64,
}
rt::record! { Tool { _ call: required "call" } }

/// `assistant` leads to two members.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Message {
    Short(Short),
    Long(Long),
    Tool(Tool),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! {
    Message by "role" among ["user", "assistant", "tool"] {
        Short(Short) = "user" | "assistant",
        Long(Long) = "assistant",
        Tool(Tool) = "tool",
    }
}

/// Unions in a union: one with the same tag, and one with its own.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Part {
    Media(Media),
    Shape(Shape),
    Either(Loose),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! {
    Part by "kind" { Media(Media) = "photo" | "image" | "text", Shape(Shape) = "shape", Either(Loose) = "loose" }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Shape {
    Text(Text),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Shape by "form" { Text(Text) = "line" } }

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Loose {
    Text(Text),
    Tool(Tool),
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! { Loose { Text(Text), Tool(Tool) } }

/// A union whose member is one without a tag.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Outer {
    Loose(Loose),
    Number(i64),
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! { Outer { Loose(Loose), Number(i64) } }

struct Envelope {
    id: i64,
    data: Media,
}
rt::record! { Envelope { 0 id: required "id", _ data: inline "" } }

struct Sealed {
    id: i64,
    note: Option<String>,
}
rt::record! { Sealed { 0 id: required "id", _ note: optional "note" } }

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Wrapped {
    Sealed(Sealed),
    Envelope(Envelope),
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! { Wrapped { Sealed(Sealed), Envelope(Envelope) } }

#[track_caller]
fn variant<T: rt::Value + std::fmt::Debug>(json: &str) -> String {
    let value: T = rt::from_json(json).unwrap();
    let shown = format!("{value:?}");
    shown.split('(').next().unwrap_or_default().to_owned()
}

#[track_caller]
fn round_trips<T: rt::Value>(json: &str) -> T {
    let value: T = rt::from_json(json).unwrap();
    assert_eq!(rt::to_json(&value).as_deref(), Ok(json));
    value
}

#[test]
fn the_best_fit_is_used() {
    for (json, want) in [
        (r#"{"role":"user","content":"x"}"#, "Easy"),
        // Of an unknown value and an unknown key, the key is less.
        (r#"{"role":"user","content":"x","id":7}"#, "Easy"),
        (r#"{"role":"done","content":"x"}"#, "Output"),
        // Neither knows the value, and one knows the key.
        (r#"{"role":"new","content":"x","id":7}"#, "Output"),
        (r#"{"role":"new","content":"x"}"#, "Map"),
        (r#"{"role":"user","content":"x","more":"y"}"#, "Easy"),
        (r#"{"a":"b"}"#, "Map"),
        (r#"{"a":1}"#, "Any"),
        (r#"{"role":"user"}"#, "Map"),
        ("[1.50]", "Any"),
    ] {
        assert_eq!(variant::<Item>(json), want, "{json}");
    }
    round_trips::<Item>(r#"[{"a":1.50}]"#);
}

#[test]
fn several_values_lead_to_one_member() {
    for json in [
        r#"{"kind":"photo","url":"u"}"#,
        r#"{"kind":"image","url":"u"}"#,
        r#"{"kind":"text","text":"t","more":1.0}"#,
    ] {
        round_trips::<Media>(json);
    }
    let image: Media = rt::from_json(r#"{"url":"u","kind":"image"}"#).unwrap();
    assert_eq!((image.tag(), Media::TAGS), ("image", ["photo", "image", "text"].as_slice()));
    let plain = Media::Picture(Picture { kind: None, url: "u".to_owned() });
    assert_eq!(
        (plain.tag(), rt::to_json(&plain).unwrap().as_str()),
        ("photo", r#"{"kind":"photo","url":"u"}"#)
    );
    let other = Media::Picture(Picture { kind: Some("text".to_owned()), url: "u".to_owned() });
    let error = rt::to_json(&other).unwrap_err().to_string();
    assert_eq!(error, "the tag \"kind\" is \"text\" in the payload of \"photo\" in `Media`");
}

#[test]
fn a_key_of_the_rest_is_not_dropped_for_the_tag() {
    let text = |kind: &str| {
        let rest = BTreeMap::from([("kind".to_owned(), rt::Json::from(kind))]);
        Media::Text(Text { text: "t".to_owned(), rest })
    };
    assert!(rt::to_json(&text("other")).is_err());
    assert_eq!(rt::to_json(&text("text")).as_deref(), Ok(r#"{"kind":"text","text":"t"}"#));
}

#[test]
fn one_value_leads_to_several_members() {
    for (json, want) in [
        (r#"{"role":"user","content":"x"}"#, "Short"),
        (r#"{"role":"assistant","content":"x"}"#, "Short"),
        (r#"{"role":"assistant","content":[{"kind":"image","url":"u"}]}"#, "Long"),
        (r#"{"role":"assistant","content":[],"id":7}"#, "Long"),
        (r#"{"role":"tool","call":7}"#, "Tool"),
        (r#"{"role":"other","call":7.50}"#, "__Unknown"),
        (r#"{"content":"x"}"#, "__Unknown"),
        (r#"{"role":null,"other":1}"#, "__Unknown"),
    ] {
        assert_eq!(variant::<Message>(json), want, "{json}");
        round_trips::<Message>(json);
    }
    let message: Message = rt::from_json(r#"{"content":"x","role":"assistant"}"#).unwrap();
    assert_eq!((message.tag(), Message::TAGS.len()), ("assistant", 3));
    for (json, want) in [
        (r#"{"role":"user","content":[]}"#, "content: expected a string, found a list"),
        ("null", "expected an object, found null"),
    ] {
        let error = rt::from_json::<Message>(json).unwrap_err().to_string();
        assert!(error.starts_with(want), "{json}: {error}");
    }
}

#[test]
fn unions_are_members_of_unions() {
    for json in [
        r#"{"kind":"image","url":"u"}"#,
        r#"{"kind":"text","text":"t","more":1}"#,
        r#"{"kind":"shape","form":"line","text":"t","more":1}"#,
        r#"{"kind":"shape","form":"new","text":1.50}"#,
        r#"{"kind":"loose","call":1}"#,
        r#"{"kind":"loose","text":"t","more":{"kind":"x"}}"#,
        r#"{"kind":"new","form":"line"}"#,
    ] {
        round_trips::<Part>(json);
    }
    let json = r#"{"kind":"shape","form":"line","text":"t","more":1}"#;
    let Part::Shape(Shape::Text(text)) = rt::from_json(json).unwrap() else { panic!("a text") };
    assert_eq!(text.rest.into_keys().collect::<Vec<_>>(), ["more"]);
    let Part::Either(Loose::Text(text)) = rt::from_json(r#"{"kind":"loose","text":"t"}"#).unwrap() else {
        panic!("a text")
    };
    assert!(text.rest.is_empty(), "the tag of the union around is not one of the rest");
    // A value that fits no member is unknown to the outer union.
    assert_eq!(variant::<Outer>("[]"), "__Unknown");
    assert_eq!(variant::<Outer>(r#"{"call":1}"#), "Loose");
}

#[test]
fn keys_of_inline_values_are_known() {
    assert_eq!(variant::<Wrapped>(r#"{"id":1,"kind":"photo","url":"u","more":1}"#), "Envelope");
    assert_eq!(variant::<Wrapped>(r#"{"id":1,"note":"n","more":1}"#), "Sealed");
}
