//! Every field of the format with hostile text in it: the keys come from the table that the reader uses, so a key that is
//! added to it is tried, or the test says that no case has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;
use stubwright_codegen::options::Tests;
use stubwright_codegen::write::beside;
use stubwright_codegen::{Outcome, generate_with};
use stubwright_spec::diag::{Code, render};
use stubwright_spec::front::native::keys::{self, Ready, Rule, Section};
use stubwright_spec::front::native::shapes::Shape;
use stubwright_spec::stack;

use super::properties::same_text;
use super::sensible;
use crate::cases::{self, Case};
use crate::schema::json;
use crate::skeleton;

/// Hostile texts: for fields that take anything first, then such as restricted fields may let through.
const HOSTILE: &[&str] = &[
    "a\u{2028}```\u{2028}\u{2028}```\u{2028}panic!();\u{2028}```\u{2028}<script>x</script>\u{2029}# h\u{85}- i\n\n    y();\n~~~rust\nz\r*/ \" \"# \\ {0} ${x} [l](m) [`Self`] <!-- | --- \u{1b}]0;t\u{7}\u{202e}\u{200b}\u{9b}\u{0}",
    "```\nfn main() {}\n```\n\n    indented();\n\n<b>\n::error::x",
    "q\"##\"###\\\u{2028}```\u{2029}\n```",
    "\u{1b}[31m\u{7}\u{9b}31m\u{202e}\u{feff}",
    "a\u{85}b",
    "a\u{2028}b\u{2029}c",
    "<b>a</b> [x](y) `z` *e* &lt; | -- ...",
    "https://a.example/<b>`x`",
    "https://a.example/a_(b)*c*~d~[e]?f=`g`&h=\"i\"",
    "/x<b>`y`[z](w)",
    "a.`b`[*].<c>",
    "X-<b>",
    "text/x;a=\"`<b>`\"",
    "^<b>`[a-z]*\u{2028}```\u{2028}$",
    "```",
    "a\"b\\c'd",
    "*/ //! #[x]",
    "{a}",
];

/// The same text with letters in place of whatever means something; the structure of a path or a type stays.
fn harmless(text: &str) -> String {
    let stays = |c: char| c.is_ascii_alphanumeric() || "./[]*{}?:-=;^$".contains(c);
    text.chars().map(|c| if stays(c) { c } else { 'x' }).collect()
}

/// A step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Item(usize),
}

/// A place with a text: a scalar, or the last key on the way to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Site {
    /// The section and key of the format that it belongs to.
    field: (&'static str, &'static str),
    is_key: bool,
    /// The file that it is in, other than the main one.
    file: Option<String>,
    way: Vec<Step>,
}

/// A spec with the files that it includes, as JSON.
struct Seed {
    case: Case,
    main: Value,
    beside: BTreeMap<String, Value>,
    sites: Vec<Site>,
}

impl Seed {
    fn new(case: Case) -> Option<Self> {
        let main = json(std::str::from_utf8(&case.bytes).ok()?)?;
        let mut beside = BTreeMap::new();
        let mut load = beside_of(&case, |name, bytes| {
            if let Some(value) = std::str::from_utf8(bytes).ok().and_then(json) {
                beside.insert(name.to_owned(), value);
            }
        });
        let outcome =
            stack::on_large_stack(|| generate_with(&case.file, &case.bytes, &mut load, &case.options()));
        drop(load);
        assert!(!outcome.unwrap().diagnostics.has_errors(), "{}", case.name);
        let mut sites = Sites { found: Vec::new(), file: None, way: Vec::new() };
        sites.section(&keys::API, &main);
        let included = main["include"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let included: BTreeSet<&str> = included.collect();
        for (name, value) in &beside {
            sites.file = Some(name.clone());
            match included.contains(name.as_str()) {
                true => sites.section(&keys::INCLUDED, value),
                false => sites.shape(&Shape::Any, value, ("EXAMPLE", "(file)")),
            }
        }
        let sites = sites.found;
        Some(Self { case, main, beside, sites })
    }

    /// Generates, tests included, with a text at a place.
    fn run(&self, site: &Site, text: &str) -> (Outcome, String) {
        let printed = |file: Option<&str>, value: &Value| {
            let mut out = String::new();
            let edit = (site.way.as_slice(), site.is_key, text);
            print(&mut out, value, (file == site.file.as_deref()).then_some(edit));
            out
        };
        let spec = printed(None, &self.main);
        let mut options = self.case.options();
        options.tests = Tests::Written;
        let outcome = stack::on_large_stack(|| {
            let mut disk = beside(&self.case.path);
            let mut load = |name: &str| match self.beside.get(name) {
                Some(value) => Ok(printed(Some(name), value).into_bytes()),
                None => disk(name),
            };
            generate_with("h.json", spec.as_bytes(), &mut load, &options)
        });
        (outcome.unwrap(), spec)
    }
}

/// The loader of a case, with somebody who looks at what it gives.
fn beside_of<'a>(
    case: &'a Case,
    mut seen: impl FnMut(&str, &[u8]) + 'a,
) -> impl FnMut(&str) -> Result<Vec<u8>, String> + 'a {
    let mut disk = beside(&case.path);
    move |name| {
        let bytes = disk(name)?;
        seen(name, &bytes);
        Ok(bytes)
    }
}

/// JSON in ASCII, since a reader of YAML refuses some characters. `edit` is the rest of the way to a scalar, or to a key,
/// that another text is written for; its order among the other keys stays.
fn print(out: &mut String, value: &Value, edit: Option<(&[Step], bool, &str)>) {
    let inside = |step: Step| {
        edit.filter(|(way, ..)| way.first() == Some(&step))
            .map(|(way, is_key, text)| (&way[1..], is_key, text))
    };
    match (value, edit) {
        (_, Some(([], false, text))) => print(out, &Value::from(text), None),
        (Value::Array(items), _) => {
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "[" } else { ", " });
                print(out, item, inside(Step::Item(at)));
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        (Value::Object(entries), _) => {
            for (at, (key, value)) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "{" } else { ", " });
                let edit = inside(Step::Key(key.clone()));
                let (key, edit) = match edit {
                    Some(([], true, text)) => (text, None),
                    _ => (key.as_str(), edit),
                };
                print(out, &Value::from(key), None);
                out.push_str(": ");
                print(out, value, edit);
            }
            out.push_str(if entries.is_empty() { "{}" } else { "}" });
        }
        _ => {
            for c in value.to_string().chars() {
                match c {
                    ' '..='~' => out.push(c),
                    c => c
                        .encode_utf16(&mut [0; 2])
                        .iter()
                        .for_each(|unit| write!(out, "\\u{unit:04x}").unwrap()),
                }
            }
        }
    }
}

/// Follows the shapes of the format along a value.
struct Sites {
    found: Vec<Site>,
    file: Option<String>,
    way: Vec<Step>,
}

impl Sites {
    fn section(&mut self, section: &Section, value: &Value) {
        for (name, value) in value.as_object().into_iter().flatten() {
            let Some(key) = section.keys.iter().find(|key| key.name == name) else { continue };
            self.inside(Step::Key(name.clone()), |sites| {
                sites.shape(&key.shape, value, (section.name, key.name));
            });
        }
    }

    fn shape(&mut self, shape: &Shape, value: &Value, field: (&'static str, &'static str)) {
        match (shape, value) {
            (Shape::Either(shapes), _) => {
                let fits: Vec<&Shape> = shapes.iter().filter(|shape| is_of(shape, value)).collect();
                // A map with the keys of a section is one.
                let section = fits.iter().find(|shape| matches!(shape, Shape::Keys(_)));
                if let Some(shape) = section.or(fits.first()) {
                    self.shape(shape, value, field);
                }
            }
            (Shape::Keys(section), _) => {
                self.mention(field);
                self.section(section, value);
            }
            (Shape::Kind(section, other), _) => {
                let is_kind = demanded(section).iter().any(|name| value.get(name).is_some());
                let shape = if is_kind { &Shape::Keys(section) } else { *other };
                self.shape(shape, value, field);
            }
            (Shape::List(_, item), Value::Array(items)) => {
                for (at, value) in items.iter().enumerate() {
                    self.inside(Step::Item(at), |sites| sites.shape(item, value, field));
                }
            }
            (Shape::Map(_, entry), Value::Object(entries)) => {
                for (name, value) in entries {
                    self.inside(Step::Key(name.clone()), |sites| {
                        sites.site(field, true);
                        sites.shape(entry, value, field);
                    });
                }
            }
            (_, Value::Array(items)) => {
                for (at, value) in items.iter().enumerate() {
                    self.inside(Step::Item(at), |sites| sites.shape(shape, value, field));
                }
            }
            (_, Value::Object(entries)) => {
                for (name, value) in entries {
                    self.inside(Step::Key(name.clone()), |sites| {
                        sites.site(field, true);
                        sites.shape(shape, value, field);
                    });
                }
            }
            _ => self.site(field, false),
        }
    }

    fn inside(&mut self, step: Step, look: impl FnOnce(&mut Self)) {
        self.way.push(step);
        look(self);
        self.way.pop();
    }

    /// A field whose value is a section of its own.
    fn mention(&mut self, field: (&'static str, &'static str)) {
        self.site(field, false);
    }

    fn site(&mut self, field: (&'static str, &'static str), is_key: bool) {
        if !self.way.is_empty() {
            self.found.push(Site { field, is_key, file: self.file.clone(), way: self.way.clone() });
        }
    }
}

fn demanded(section: &Section) -> &'static [&'static str] {
    match section.rule {
        Rule::Need(names) | Rule::One(names) | Rule::Any(names) => names,
        Rule::Free => &[],
    }
}

/// Whether a value looks like a shape at first sight.
fn is_of(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Any | Shape::Kind(..) => true,
        Shape::Nothing => value.is_null(),
        Shape::Text
        | Shape::Prose
        | Shape::Data
        | Shape::Flag
        | Shape::Words(_)
        | Shape::Form(_)
        | Shape::Number(..) => !value.is_array() && !value.is_object(),
        Shape::Type => {
            !value.is_object() || value.as_object().is_some_and(|map| map.values().all(Value::is_null))
        }
        Shape::List(..) => value.is_array(),
        Shape::Map(..) => value.is_object(),
        Shape::Keys(section) => value
            .as_object()
            .is_some_and(|map| map.keys().all(|name| section.keys.iter().any(|key| key.name == name))),
        Shape::Either(shapes) => shapes.iter().any(|shape| is_of(shape, value)),
    }
}

/// In how many specs each field is tried.
const SEEDS_A_FIELD: usize = 1;

/// How many hostile texts that a field takes are tried; the first ones have the most in them.
const TEXTS_A_FIELD: usize = 3;

/// The smallest seeds that have a field, with places of it.
fn chosen(seeds: &[Seed]) -> Vec<(&Seed, &Site)> {
    let mut by_size: Vec<&Seed> = seeds.iter().collect();
    by_size.sort_by_key(|seed| seed.case.bytes.len());
    let mut taken: BTreeMap<(&str, &str, bool), usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for seed in by_size {
        let mut here = BTreeSet::new();
        for site in &seed.sites {
            let field = (site.field.0, site.field.1, site.is_key);
            let count = taken.entry(field).or_default();
            if *count < SEEDS_A_FIELD && here.insert(field) {
                *count += 1;
                chosen.push((seed, site));
            }
        }
    }
    chosen
}

fn seeds() -> Vec<Seed> {
    cases::sound().into_iter().chain(cases::platforms()).filter_map(Seed::new).collect()
}

#[test]
fn a_case_has_every_key_of_the_format() {
    let seeds = seeds();
    let known: BTreeSet<(&str, &str)> =
        seeds.iter().flat_map(|seed| &seed.sites).map(|site| site.field).collect();
    let all = keys::SECTIONS.iter().flat_map(|section| {
        let ready = section.keys.iter().filter(|key| key.ready == Ready::Now);
        ready.map(|key| (section.name, key.name))
    });
    let missing: Vec<_> = all.filter(|field| !known.contains(field)).collect();
    assert!(missing.is_empty(), "no case under tests/cases/ok has these keys: {missing:?}");
}

#[test]
fn hostile_text_in_any_field_stays_text() {
    let seeds = seeds();
    let mut accepted = BTreeSet::new();
    let mut said = Vec::new();
    for (seed, site) in chosen(&seeds) {
        let mut left = TEXTS_A_FIELD;
        for text in HOSTILE {
            let (outcome, spec) = seed.run(site, text);
            said_safely(&outcome, &spec);
            sensible(&outcome, &spec);
            said.push((outcome.diagnostics.clone(), outcome.sources.clone()));
            if outcome.diagnostics.has_errors() {
                continue;
            }
            let (twin, other) = seed.run(site, &harmless(text));
            let what = format!("{}: {site:?}\n{text:?}\n{spec}\n{other}", seed.case.name);
            let said = render::short(&twin.diagnostics, &twin.sources);
            assert!(!twin.diagnostics.has_errors(), "the harmless text is refused: {said}\n{what}");
            // An expression that the runtime can't try is not checked: other code, and a finding says so.
            if found(&twin) != found(&outcome) {
                continue;
            }
            same_code(&twin, &outcome, &what);
            accepted.insert((site.field, site.is_key));
            left -= 1;
            if left == 0 {
                break;
            }
        }
    }
    // One log for all, because each log has the whole table of rules.
    let said: Vec<_> = said.iter().map(|(diagnostics, sources)| (diagnostics, sources)).collect();
    for line in render::sarif(&said).split('\n') {
        steers_nothing(line, "a line of the log");
        assert!(!is_command(line), "{line}");
    }
    // Texts for people, names on the wire and samples take anything.
    assert!(accepted.len() > 60, "only {} fields took a hostile text: {accepted:?}", accepted.len());
}

/// The codes of the findings, except those about hidden characters.
fn found(outcome: &Outcome) -> Vec<Code> {
    let mut codes = cases::codes(outcome);
    codes.retain(|code| *code != Code::HiddenCharacter);
    codes.sort();
    codes
}

/// Fails where two outcomes differ by more than names and texts.
fn same_code(twin: &Outcome, outcome: &Outcome, what: &str) {
    let names = |outcome: &Outcome| outcome.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    assert_eq!(names(twin).len(), names(outcome).len(), "{what}");
    for (a, b) in twin.files.iter().zip(&outcome.files) {
        if skeleton::of(&a.text).0 != skeleton::of(&b.text).0 {
            // Where a line would be too long, the printer adds braces to a closure and a comma to a list of types.
            let shape = |text: &str| skeleton::without_names(text).replace(['{', '}'], "").replace(",>", ">");
            same_text(&shape(&a.text), &shape(&b.text), what);
        }
    }
}

/// Fails when a finding steers a terminal, or gives a workflow a command.
fn said_safely(outcome: &Outcome, spec: &str) {
    let Outcome { diagnostics, sources, .. } = outcome;
    let plain = [
        render::pretty(diagnostics, sources, false),
        render::short(diagnostics, sources),
        render::json(diagnostics, sources),
    ];
    let github = render::github(diagnostics, sources);
    for text in plain.iter().chain([&github]) {
        steers_nothing(text, spec);
    }
    assert_eq!(plain.iter().flat_map(|text| text.lines()).find(|line| is_command(line)), None, "{spec}");
    for line in github.lines() {
        let is_ours = ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
        assert!(is_ours, "{line}\n{spec}");
    }
}

fn steers_nothing(text: &str, spec: &str) {
    let steers = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{2028}'..='\u{202e}' | '\u{200b}' | '\u{feff}')
    };
    assert_eq!(text.chars().find(|c| steers(*c)), None, "{text}\n{spec}");
}

fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}
