//! The call that the README of a client shows works, for each spec of the tests: written by the build script, compiled and
//! run here with the fake in place of the server.

use std::error::Error;

use stubwright_codegen::Options;
use stubwright_codegen::introduction::introduce;

/// Specs whose endpoints can't be called with made-up values: they have none, only streams, or a request that is too deep.
const WITHOUT: &[&str] = &[
    "case_codes",
    "case_deep",
    "case_enums",
    "case_joiners",
    "case_languages",
    "case_look_alikes",
    "case_many_codes",
    "case_minimal",
    "case_servers",
    "case_streams",
    "draft_en_orchard_sections",
    "draft_ko_berth_no_url",
];

/// One call. The names of variables come from where they are used, as macros require.
macro_rules! example {
    ($name:ident, $fake:ident, $client:ident, { $($statement:tt)* }) => {
        #[tokio::test]
        async fn $name() -> Result<(), Box<dyn Error>> {
            #[allow(unused_imports)]
            use stubwright_runtime::v1::{self as rt, testing::{Fake, from_json}};
            #[allow(unused_imports)]
            use stubwright_tests::compiled::$name::{Client, types};

            let $fake = Fake::new();
            let $client = Client::with_transport("https://fake", $fake.clone())?;
            let $client = $client.configure(|config| config.preflight(rt::Preflight::Off));
            #[allow(unused_variables)]
            { $($statement)* }
            assert_eq!($fake.requests().len(), 1);
            Ok(())
        }
    };
}

macro_rules! without {
    ($name:ident) => {
        #[test]
        fn $name() {
            assert!(WITHOUT.contains(&stringify!($name)), "no call is shown for it");
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/examples.rs"));

const SPEC: &str = r#"stubwright: 1
api: shop
title: "*Shop* <script>"
doc: "Sells.\n```\nstd::process::exit(1)\n```"
version: "1 `x`"
servers: {production: "https://api.example.com", test: "https://test.example.com"}
auth: [{header: X-Key, name: app_key, doc: "```\nfn main() {}\n```"}]
errors: {E1: {name: BadName, message: bad, check: {format: {name: {regex: "^[a-z]+$"}}}}}
endpoints:
  old: {get: /old, deprecated: true}
  events: {get: /events, response: {events: Item}}
  add: {post: /items, request: Add, response: Item}
types:
  Add: {name: string, price: decimal, tags: [string]}
  Item: {id: i64}
"#;

/// Statements about a client are text, and the call is the first one that can be made up.
#[test]
fn an_introduction_is_safe_and_short() {
    let mut alone = |_: &str| Err(String::new());
    let (reading, found) = introduce("shop.yaml", SPEC.as_bytes(), &mut alone, &Options::default());
    let found = found.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    assert_eq!(found.heading, "\\*Shop\\* \\<script\\>");
    assert_eq!(found.about, "Sells.\n```text\nstd::process::exit(1)\n```\n");
    assert_eq!(found.server.as_deref(), Some("servers::PRODUCTION"));
    assert_eq!(found.features, ["regex"]);
    let example = found.example.expect("a call");
    let call =
        "    let request = types::Add::new(\"name\", rt::Decimal::from(1), [String::from(\"tags\")]);\n";
    assert_eq!(example.request, call);
    assert_eq!(example.reply, "    fake.reply::<types::Add>(&from_json(r#\"{\"id\": 1}\"#)?);\n");
    assert!(example.is_checked && example.answers);
    assert_eq!(example.settings, "    let client = client.with_app_key(\"app_key\");\n");
    let settings: Vec<_> = found.settings.iter().map(|set| (set.call.as_str(), set.about.as_str())).collect();
    let provider = "Sets the provider of the header `X-Key`.";
    assert_eq!(settings, [("with_app_key(value)", ""), ("with_app_key_from(provider)", provider)]);
    let broken = introduce("shop.yaml", b"stubwright: 1\napi: [", &mut alone, &Options::default());
    assert!(broken.1.is_none() && broken.0.diagnostics.has_errors());
}
