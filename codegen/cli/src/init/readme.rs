//! `README.md`, whose snippets are tests of documentation.

use stubwright_codegen::introduction::{Example, Introduction, imports};

use super::crate_name::CrateName;
use super::fill::fill;

const README: &str = include_str!("templates/README.md");
const CALL: &str = include_str!("templates/README-call.md");
const CLIENT: &str = include_str!("templates/README-client.md");
const SETTINGS: &str = include_str!("templates/README-settings.md");
const TAGS: &str = include_str!("templates/README-features.md");
const TEST: &str = include_str!("templates/README-test.md");
const FAKE: &str = include_str!("templates/README-fake.md");

/// The README. Texts of the spec are in it as the generator has made them safe for documentation.
pub(super) fn readme(name: &CrateName, spec: &str, rust: &str, about: &Introduction) -> String {
    let ident = name.ident();
    let version = about.version.as_ref().map(|version| format!(" (version {version})"));
    let (call, test) = match &about.example {
        Some(example) => (call(&ident, about, example), test(&ident, example)),
        None => (client(&ident, about), fill(FAKE, &[("ident", &ident)])),
    };
    let methods: Vec<String> =
        about.settings.iter().map(|method| line(&method.call, &method.about)).collect();
    let settings =
        if methods.is_empty() { String::new() } else { fill(SETTINGS, &[("methods", &methods.concat())]) };
    fill(
        README,
        &[
            ("crate", name.as_str()),
            ("ident", &ident),
            ("spec", spec),
            ("msrv", rust),
            ("heading", &about.heading),
            ("version", version.as_deref().unwrap_or_default()),
            ("about", &about.about),
            ("call", &call),
            ("test", &test),
            ("settings", &settings),
            ("tags", &tags(&about.tags)),
        ],
    )
}

/// The features that turn on operations.
fn tags(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { String::new() } else { fill(TAGS, &[("names", &names.join(", "))]) }
}

fn line(call: &str, about: &str) -> String {
    let about = if about.is_empty() { String::new() } else { format!(": {about}") };
    format!("- `client.{call}`{about}\n")
}

/// The URL of an API that names none.
const SOME_SERVER: &str = "\"https://api.example.com\"";

const SHOW: &str = "    println!(\"{answer:?}\");";

fn call(ident: &str, about: &Introduction, example: &Example) -> String {
    let server = about.server.as_deref().unwrap_or(SOME_SERVER);
    let others: &[&str] = if about.server.is_some() { &["Client", "servers"] } else { &["Client"] };
    fill(
        CALL,
        &[
            ("ident", ident),
            ("imports", &imports(others, &[&example.settings, &example.request])),
            ("server", server),
            ("set", &example.settings),
            ("request", &example.request),
            ("send", &example.call),
            ("show", if example.answers { SHOW } else { "" }),
        ],
    )
}

fn client(ident: &str, about: &Introduction) -> String {
    let server = about.server.as_deref().unwrap_or(SOME_SERVER);
    let imports = if about.server.is_some() { "{Client, servers}" } else { "Client" };
    fill(CLIENT, &[("ident", ident), ("imports", imports), ("server", server)])
}

/// Rules of the error table are off where a request was not made to keep them.
const UNCHECKED: &str = "    // The values are made up, so the rules of the API for them are not checked.
    let client = client.configure(|config| config.preflight(rt::Preflight::Off));";

fn test(ident: &str, example: &Example) -> String {
    let unchecked = if example.is_checked { UNCHECKED } else { "" };
    let testing = if example.reply.contains("from_json") { "{Fake, from_json}" } else { "Fake" };
    fill(
        TEST,
        &[
            ("ident", ident),
            (
                "imports",
                &imports(&["Client"], &[unchecked, &example.settings, &example.request, &example.reply]),
            ),
            ("testing", testing),
            ("reply", &example.reply),
            ("unchecked", unchecked),
            ("set", &example.settings),
            ("request", &example.request),
            ("send", &example.call),
            ("show", if example.answers { SHOW } else { "" }),
        ],
    )
}
