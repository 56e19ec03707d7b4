//! Statements about a client for its README.

use stubwright_spec::model::preflight::{Form, Rule};
use stubwright_spec::source::Spanned;
use stubwright_spec::{Loader, Reading};

use crate::options::Options;
use crate::plan::docs::{Docs, inline};
use crate::plan::example::Calls;
use crate::plan::{ClientItem, Cx, Gates, plan};
use crate::print;
use crate::understood::{Sound, understand};

/// Facts about a client for somebody who does not use it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// The name of the API for people, as the spec has it.
    pub title: String,
    /// The same as Markdown, which shows it and does nothing else.
    pub heading: String,
    /// The documentation of the API, as the spec has it.
    pub doc: Option<String>,
    /// The same as Markdown.
    pub about: String,
    /// The vendor's version of the API, as Markdown.
    pub version: Option<String>,
    /// The first server as an expression: `servers::PRODUCTION`.
    pub server: Option<String>,
    /// The methods by which the client gets what it sends with every call, credentials among it.
    pub settings: Vec<SettingMethod>,
    /// A call; `None` if no endpoint can be called with made-up values.
    pub example: Option<Example>,
    /// The features of the runtime that generated code does not compile without.
    pub features: Vec<&'static str>,
    /// The features of the crate that turn on operations, in the order of their tags.
    pub tags: Vec<String>,
}

/// A method of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingMethod {
    /// How it is called: `token(value)`.
    pub call: String,
    /// Its purpose in one line of Markdown.
    pub about: String,
}

/// A call as the statements of an `async` function that returns a `Result`. They name `types`, and the runtime `rt`; each is
/// indented once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Makes `client` know what it sends with every call; can be empty.
    pub settings: String,
    /// Makes `request`.
    pub request: String,
    /// Calls the endpoint, and makes `answer` if [`Example::answers`].
    pub call: String,
    /// Queues an answer at `fake`, the fake transport of the runtime.
    pub reply: String,
    /// Whether the call has a payload.
    pub answers: bool,
    /// Whether rules of the error table look at the request, which was not made to keep them.
    pub is_checked: bool,
    /// The feature of the crate with which the method is compiled.
    pub feature: Option<String>,
}

/// The imports of an example's statements from the client: `{Client, types}`, in the order of rustfmt. `others` are
/// imported in any case.
#[must_use]
pub fn imports(others: &[&'static str], statements: &[&str]) -> String {
    print::imports(others, statements)
}

/// Reads a spec, as [`generate_with`](crate::generate_with) does, and introduces its client. `None` if it has errors.
#[must_use]
pub fn introduce(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
) -> (Reading, Option<Introduction>) {
    let (reading, understood) = understand(name, bytes, load, options);
    let introduction = understood.and_then(|understood| {
        let sound = Sound::new(&understood, &reading.diagnostics)?;
        Some(of(&sound, options))
    });
    (reading, introduction)
}

fn of(sound: &Sound<'_>, options: &Options) -> Introduction {
    let Sound { api, analysis, names, boxes } = *sound;
    let gates = Gates::of(api, names, options.features);
    let cx = Cx { api, analysis, options, names, gates: &gates, boxes };
    let module = plan(sound, options);
    let title = api.title.as_ref().unwrap_or(&api.name).value.clone();
    let mut about = Docs::default();
    about.vendor(api.doc.as_ref().map_or("", Spanned::as_str));
    let calls = Calls::of(&cx, &module.types, &module.client.settings);
    let example = calls.all().find_map(|item| {
        let print::Snippets { settings, request, call, reply } =
            print::snippets(&item, item.answer.as_ref()?);
        let (answers, is_checked) = (item.answers, item.is_checked);
        let feature = item.gate.only().map(str::to_owned);
        Some(Example { settings, request, call, reply, answers, is_checked, feature })
    });
    Introduction {
        heading: inline(&title).as_str().to_owned(),
        title,
        doc: api.doc.as_ref().map(|doc| doc.value.clone()),
        about: about.lines().flat_map(|line| [line, "\n"]).collect(),
        version: api.version.as_ref().map(|version| inline(version).as_str().to_owned()),
        server: module.client.servers.first().map(|server| format!("servers::{}", server.ident)),
        settings: settings(&module.client),
        example,
        tags: module.features.clone(),
        features: if api.preflight.iter().any(|check| is_pattern(&check.rule)) {
            vec!["regex"]
        } else {
            vec![]
        },
    }
}

fn settings(client: &ClientItem) -> Vec<SettingMethod> {
    // A line of a block would open one.
    let is_prose = |line: &&str| !line.starts_with("```");
    let first = |docs: &Docs| docs.lines().next().filter(is_prose).unwrap_or_default().to_owned();
    let settings = client.settings.iter().map(|item| {
        let names: Vec<&str> = item.arguments.iter().map(|argument| argument.name.as_str()).collect();
        SettingMethod { call: format!("{}({})", item.method, names.join(", ")), about: first(&item.docs) }
    });
    let providers = client.providers.iter().map(|item| {
        // A link in the generated documentation is only a word elsewhere.
        let about = first(&item.docs).split("; [").next().unwrap_or_default().to_owned();
        SettingMethod { call: format!("{}(provider)", item.method), about: format!("{about}.") }
    });
    settings.chain(providers).collect()
}

fn is_pattern(rule: &Rule) -> bool {
    matches!(rule, Rule::Format { form, .. } if matches!(form.value, Form::Regex(_)))
}
