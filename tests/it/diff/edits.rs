//! Random changes of all specs: each difference has a change, each change is a difference, and each difference of the
//! client has a cause. `PROPTEST_CASES` in the environment sets how many times.

use std::collections::BTreeMap;

use stubwright_codegen::diff::{Bump, Report, Revision};
use stubwright_codegen::{Kept, Options, Outcome, generate_with, inspect_with};
use stubwright_spec::ast::{Api, Category, Endpoint, Field, Method, Retry, TypeExprKind, TypeKind};
use stubwright_spec::front::native::print::{self, Notes};
use stubwright_spec::source::Spanned;
use stubwright_spec::stack;

use super::callers;
use super::compiled::Crate;
use crate::cases::Case;
use crate::growth::mutate::{Place, Random, grow};
use crate::growth::specs;

/// Takes something away; `false` if there is nothing.
fn taken<T>(items: &mut Vec<T>, random: &mut Random) -> bool {
    let at = random.below(items.len());
    (at < items.len()).then(|| items.remove(at)).is_some()
}

fn fields(api: &mut Api) -> Vec<&mut Field> {
    let params =
        api.endpoints.iter_mut().flat_map(|endpoint| &mut endpoint.params).map(|param| &mut param.field);
    let types = api.types.iter_mut().flat_map(|def| match &mut def.kind {
        TypeKind::Struct(fields) => fields.as_mut_slice(),
        _ => &mut [],
    });
    params.chain(types).collect()
}

/// Makes one change.
fn edit(api: &mut Api, random: &mut Random) -> &'static str {
    let span = api.name.span;
    let text = |text: &str| Some(Spanned::new(text.to_owned(), span));
    let scalar = ["string", "i64", "i32", "bool", "decimal", "any", "f64"][random.below(7)];
    let what = random.below(14);
    match what {
        0..=5 => edit_field(api, random, scalar),
        6 => edit_type(api, random, scalar),
        7 => {
            taken(&mut api.errors, random);
            "less rows"
        }
        8 => {
            let at = random.below(api.errors.len());
            let Some(row) = api.errors.get_mut(at).and_then(|code| code.rows.first_mut()) else {
                return "nothing";
            };
            match random.below(4) {
                0 => row.retry = Some(Spanned::new(Retry::Safe, span)),
                1 => row.category = Category::Quota,
                2 => row.deprecated = !row.deprecated,
                _ => row.name = text(&format!("Other{}", random.below(99))),
            }
            "row"
        }
        9 => {
            taken(&mut api.endpoints, random);
            "less endpoints"
        }
        10 | 11 => {
            let at = random.below(api.endpoints.len());
            let Some(endpoint) = api.endpoints.get_mut(at) else { return "nothing" };
            edit_endpoint(endpoint, random, span);
            "endpoint"
        }
        12 => {
            match random.below(4) {
                0 => api.title = text("Another title"),
                1 => api.timezone = text("+01:00"),
                2 => drop(taken(&mut api.servers, random)),
                _ => drop(taken(&mut api.common, random)),
            }
            "API"
        }
        _ => {
            grow(api, random, Place::Anywhere);
            "growth"
        }
    }
}

fn edit_field(api: &mut Api, random: &mut Random, scalar: &str) -> &'static str {
    let span = api.name.span;
    let text = |text: &str| Some(Spanned::new(text.to_owned(), span));
    let mut all = fields(api);
    let at = random.below(all.len());
    let Some(field) = all.get_mut(at) else { return "nothing" };
    match random.below(8) {
        0 => field.optional = !field.optional,
        1 => field.secret = !field.secret,
        2 => field.deprecated = !field.deprecated,
        3 => field.doc = text("Another text."),
        4 => field.name = text(&format!("other{}", random.below(9))),
        5 => field.key.value.push_str("New"),
        6 if random.one_in(2) => field.ty.kind = TypeExprKind::Name(scalar.to_owned()),
        6 => field.ty.kind = TypeExprKind::Nullable(Box::new(field.ty.clone())),
        _ => field.default = None,
    }
    "field"
}

fn edit_type(api: &mut Api, random: &mut Random, scalar: &str) -> &'static str {
    let at = random.below(api.types.len());
    let Some(def) = api.types.get_mut(at) else { return "nothing" };
    match &mut def.kind {
        TypeKind::Struct(fields) => drop(taken(fields, random)),
        TypeKind::Enum(values) => drop(taken(&mut values.values, random)),
        TypeKind::Union(union) => drop(taken(&mut union.variants, random)),
        TypeKind::Alias(ty) => ty.kind = TypeExprKind::Name(scalar.to_owned()),
    }
    "type"
}

fn edit_endpoint(endpoint: &mut Endpoint, random: &mut Random, span: stubwright_spec::source::Span) {
    match random.below(8) {
        0 => endpoint.path.value.push_str("/more"),
        1 => endpoint.method = if endpoint.method == Method::Post { Method::Put } else { Method::Post },
        2 => endpoint.deprecated = !endpoint.deprecated,
        3 => endpoint.tag = Some(Spanned::new(format!("group{}", random.below(3)), span)),
        4 => endpoint.response = None,
        5 => endpoint.request = None,
        6 => endpoint.pages = None,
        _ => drop(taken(&mut endpoint.params, random)),
    }
}

/// A version: its text, its public items, and its meaning.
struct Version {
    text: String,
    revision: Revision,
    model: stubwright_spec::model::Api,
}

/// `None` if it is refused.
fn version(case: &Case, api: &Api, kept: Kept) -> Option<Version> {
    let text = print::text(&print::api(api, &Notes::default()));
    let options = Options { kept, ..case.options() };
    let revision = Revision::read("spec.yaml", text.as_bytes(), &mut stubwright_spec::alone, &options);
    revision.items()?;
    let model = inspect_with("spec.yaml", text.as_bytes(), &mut stubwright_spec::alone, &options).1?;
    Some(Version { text, revision, model })
}

fn client(case: &Case, version: &Version, kept: Kept) -> Outcome {
    let options = Options { kept, ..case.options() };
    generate_with("spec.yaml", version.text.as_bytes(), &mut stubwright_spec::alone, &options)
}

fn count() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(300)
}

/// Nothing is wrong, and nothing has no cause.
fn explained(wrong: &[String], unexplained: &BTreeMap<String, Vec<String>>, compared: usize) {
    assert!(
        wrong.is_empty(),
        "{} of {compared}\n{}",
        wrong.len(),
        wrong.iter().take(4).cloned().collect::<Vec<_>>().join("\n\n")
    );
    let some: Vec<String> =
        unexplained.iter().take(8).map(|(item, places)| format!("{item}\n{}", places[0])).collect();
    assert!(unexplained.is_empty(), "{} without a cause\n{}", unexplained.len(), some.join("\n\n"));
}

fn all_edits() {
    let (mut compared, mut refused) = (0, 0);
    let (mut wrong, mut unexplained) = (Vec::new(), BTreeMap::<String, Vec<String>>::new());
    let mut crates = Crate::new();
    let mut compiled = 0;
    let specs = specs();
    for seed in 0..count() {
        let mut random = Random::of(seed ^ 0xd1ff);
        let (case, api) = &specs[random.below(specs.len())];
        if case.name.starts_with("pasted-") {
            continue;
        }
        let old = version(case, api, Kept::default()).expect("a case");
        let mut next = api.clone();
        let done: Vec<&str> = (0..=random.below(3)).map(|_| edit(&mut next, &mut random)).collect();
        let kept = old.revision.kept().cloned().unwrap_or_default();
        let Some(new) = version(case, &next, kept.clone()) else {
            refused += 1;
            continue;
        };
        compared += 1;
        let report = Report::of(&old.revision, &new.revision).expect("no errors");
        let place = || {
            format!(
                "seed {seed}, case {}: {done:?}\n{}",
                case.name,
                crate::growth::difference(&old.text, &new.text)
            )
        };
        if (old.model == new.model) != report.changes.is_empty() {
            wrong.push(format!(
                "equal is {}, and changes are {:#?}\n{}",
                old.model == new.model,
                report.changes,
                place()
            ));
        }
        for one in report.unexplained.iter().filter(|one| one.item.is_breaking()) {
            unexplained.entry(one.item.sentence()).or_default().push(place());
        }
        let is_compared = compiled < count() / 50 && random.one_in(4) && case.options().checks.is_empty();
        if report.verdict().bump != Bump::Major && report.items().next().is_some() && is_compared {
            let items = old.revision.items().expect("items");
            let uses = callers::of(items);
            crates.add(&format!("old_{seed}"), &client(case, &old, Kept::default()), &uses);
            crates.add(&format!("new_{seed}"), &client(case, &new, kept), &uses);
            compiled += 1;
        }
    }
    explained(&wrong, &unexplained, compared);
    assert!(compared > refused, "{compared} were compared, and {refused} refused");
    let failing: Vec<String> =
        crates.check().into_iter().map(|(module, error)| format!("{module}: {error}")).collect();
    assert!(failing.is_empty(), "{}", failing.join("\n"));
}

#[test]
fn every_difference_has_a_change_and_every_change_is_one() {
    stack::on_large_stack(all_edits).expect("no failure");
}
