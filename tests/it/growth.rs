//! Additions to a spec change nothing that callers use.
//!
//! Random additions are made to every spec and case, several at a time, and the public API of the plan before is compared
//! with the one after them. `PROPTEST_CASES` in the environment sets how many times.

mod api;
pub(crate) mod mutate;
mod versions;

use stubwright_codegen::diff::Revision;
use stubwright_codegen::lock_file::LockFile;
use stubwright_codegen::public::PublicItems;
use stubwright_codegen::write::beside;
use stubwright_codegen::{Kept, Options};
use stubwright_spec::ast::Api;
use stubwright_spec::diag::render;
use stubwright_spec::front::native::print::{self, Notes};
use stubwright_spec::{Choices, Reading, front, stack};

use self::mutate::{Place, Random, grow};
use crate::cases::{self, Case};

/// A version of a spec: its text, and the items that callers can use.
struct Version {
    text: String,
    items: PublicItems,
    kept: Kept,
}

/// Every spec that can be read, as one file without samples.
pub(crate) fn specs() -> Vec<(Case, Api)> {
    let mut all = Vec::new();
    for case in cases::sound().into_iter().chain(cases::platforms()) {
        let mut reading = Reading::default();
        let read = front::files::read(
            &case.file,
            &case.bytes,
            &mut beside(&case.path),
            &Choices::default(),
            &mut reading,
        );
        let mut api = read.expect("a spec");
        api.include.clear();
        for endpoint in &mut api.endpoints {
            endpoint.examples = Default::default();
        }
        all.push((case, api));
    }
    all
}

/// The version of a spec; `Err` with its findings if it is refused.
fn version(case: &Case, api: &Api, kept: Kept) -> Result<Version, String> {
    let text = print::text(&print::api(api, &Notes::default()));
    let options = Options { kept, ..case.options() };
    let found = Revision::read("spec.yaml", text.as_bytes(), &mut stubwright_spec::alone, &options);
    let (Some(items), Some(kept)) = (found.items(), found.kept()) else {
        let reading = &found.reading;
        return Err(format!("{}\n{text}", render::short(&reading.diagnostics, &reading.sources)));
    };
    Ok(Version { items: items.clone(), kept: kept.clone(), text })
}

/// The added and moved lines.
pub(crate) fn difference(old: &str, new: &str) -> String {
    let lines = similar::TextDiff::from_lines(old, new);
    lines.unified_diff().context_radius(1).to_string()
}

fn count() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

/// Grows specs `count()` times, and each of them a few times in a row. `is_kept` says whether decisions are passed on.
fn all_grow(place: Place) {
    let specs: Vec<(Case, Api, Version)> = specs()
        .into_iter()
        // A success in a pasted table can't be written by hand.
        .filter(|(case, _)| !case.name.starts_with("pasted-"))
        .map(|(case, api)| {
            let first = version(&case, &api, Kept::default());
            let first = first.unwrap_or_else(|found| panic!("{}: {found}", case.name));
            (case, api, first)
        })
        .collect();
    let (mut grown, mut refused, mut found) = (0, 0, Vec::new());
    for seed in 0..count() {
        let mut random = Random::of(seed);
        let (case, api, first) = &specs[random.below(specs.len())];
        let (mut api, mut old) = (api.clone(), None::<Version>);
        for round in 0..3 {
            let before = old.as_ref().unwrap_or(first);
            let mut next = api.clone();
            let done = grow(&mut next, &mut random, place);
            let kept = if place == Place::Anywhere { before.kept.clone() } else { Kept::default() };
            // A version that is refused does not count.
            let Ok(new) = version(case, &next, kept) else {
                refused += 1;
                continue;
            };
            let mut lost = api::lost(&before.items, &new.items);
            lost.extend(api::forgotten(&before.kept, &new.kept));
            if place == Place::End {
                // Which of two variants with one type was first only a lock knows.
                lost.retain(|line| !line.contains("From"));
            }
            if !lost.is_empty() {
                let place = format!("seed {seed}, round {round}, case {}: {done:?}", case.name);
                found.push(format!("{place}\nlost: {lost:#?}\n{}", difference(&before.text, &new.text)));
                break;
            }
            grown += 1;
            (api, old) = (next, Some(new));
        }
    }
    assert!(
        found.is_empty(),
        "{} failures\n{}",
        found.len(),
        found.iter().take(6).cloned().collect::<Vec<_>>().join("\n\n")
    );
    // Additions collide on purpose, but most of them must be possible.
    assert!(grown > refused, "{grown} versions, and {refused} were refused");
}

#[test]
fn additions_anywhere_change_nothing_with_a_lock() {
    stack::on_large_stack(|| all_grow(Place::Anywhere)).expect("no failure");
}

#[test]
fn additions_at_the_end_change_nothing_without_a_lock() {
    stack::on_large_stack(|| all_grow(Place::End)).expect("no failure");
}

/// The reference shows what is written for its example.
#[test]
fn the_file_is_as_the_reference_shows() {
    let format = include_str!("../../spec/format.md");
    let (_, section) = format.split_once("## When a spec grows").expect("a section");
    let block = |start: &str| {
        let (_, rest) = section.split_once(start).expect("a block");
        rest.split_once("```").expect("its end").0
    };
    let outcome = cases::run("inventory.yaml", block("```yaml warning=SW0702\n").as_bytes());
    let mut file = LockFile::default();
    file.set("inventory.yaml", outcome.kept);
    let text = file.text();
    let (head, lines) = text.split_once("\n\n").expect("a comment");
    assert!(head.starts_with("# "));
    assert_eq!(lines, block("```text\n"));
}
