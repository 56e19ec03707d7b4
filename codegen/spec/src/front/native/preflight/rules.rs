//! The rules of a check, one reader for each way in which they are written.

use super::super::keys;
use super::super::read::{Object, one_or_many, shorten, text, word, wrong_shape};
use super::parts::{Modifiers, empty, name, values};
use super::{bounds, paths, times};
use crate::ast::preflight::{Choice, Form, Order, Path, Rule, RuleKind, Unit};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

/// Reads the value of the key of a rule.
pub(super) fn read(
    key: Scalar<'_>,
    value: Cursor<'_>,
    with: &Modifiers,
    diags: &mut Diagnostics,
) -> Vec<Rule> {
    match key.text {
        "present" => of_paths(value, RuleKind::Present, diags),
        "uniform" => of_paths(value, RuleKind::Uniform, diags),
        "one_of" => each(value, key, diags, |at, value, diags| {
            Some(RuleKind::OneOf { at, values: some(values(value, diags))? })
        }),
        "contains" => each(value, key, diags, |at, value, diags| {
            let texts = some(values(value, diags))?;
            Some(RuleKind::Contains { at, texts: texts.into_iter().map(|text| text.value).collect() })
        }),
        "extension" => each(value, key, diags, |at, value, diags| {
            Some(RuleKind::Extension { at, endings: endings(value, diags)? })
        }),
        "format" => each(value, key, diags, |at, value, diags| {
            Some(RuleKind::Format { at, form: form(value, diags)? })
        }),
        "range" => each(value, key, diags, |at, value, diags| range(at, value, with, diags)),
        "length" => each(value, key, diags, length),
        "items" => each(value, key, diags, items),
        "unique" => unique(value, key, with, diags),
        "time" => each(value, key, diags, |at, value, diags| time(at, value, with, diags)),
        "compare" => {
            let texts = one_or_many(value).into_iter();
            texts.filter_map(|text| compare(text, diags)).collect()
        }
        "span" => span(value, diags).map(|kind| Rule { span: key.span.into(), kind }).into_iter().collect(),
        "choose" => {
            choose(value, diags).map(|kind| Rule { span: key.span.into(), kind }).into_iter().collect()
        }
        "together" => {
            let paths = several(value, "`together`", diags);
            paths
                .map(|paths| Rule { span: key.span.into(), kind: RuleKind::Together(paths) })
                .into_iter()
                .collect()
        }
        "requires" => each(value, key, diags, |at, value, diags| {
            let others = paths::list(value, diags);
            (!others.is_empty()).then_some(RuleKind::Requires { at, others })
        }),
        "custom" => {
            let name = name(value, "a function", "shelf-is-free", diags);
            name.map(|name| Rule { span: name.span.into(), kind: RuleKind::Custom(name) })
                .into_iter()
                .collect()
        }
        other => {
            let found = Diagnostic::bug(key.span, format!("the rule `{other}` is a key that nothing reads"));
            diags.push(found);
            Vec::new()
        }
    }
}

/// A rule for each path of a list.
fn of_paths(value: Cursor<'_>, kind: fn(Path) -> RuleKind, diags: &mut Diagnostics) -> Vec<Rule> {
    let paths = paths::list(value, diags).into_iter();
    paths.map(|path| Rule { span: path.span, kind: kind(path) }).collect()
}

/// A rule for each path of a map.
fn each(
    value: Cursor<'_>,
    key: Scalar<'_>,
    diags: &mut Diagnostics,
    mut kind: impl FnMut(Path, Cursor<'_>, &mut Diagnostics) -> Option<RuleKind>,
) -> Vec<Rule> {
    let what = format!("`{}`", key.text);
    let entries = match value.shape() {
        Shape::Mapping(entries) => entries,
        other => {
            let found = wrong_shape(value, &format!("{what} to be a map from paths"), &other);
            diags.push(found.help(format!("write the path first: `{}: {{signers: …}}`", key.text)));
            return Vec::new();
        }
    };
    if entries.is_empty() {
        diags.push(empty(
            value.span(),
            &format!("{what} has no entries"),
            "add a path and what its value must be",
        ));
    }
    let mut rules = Vec::new();
    for (path, value) in entries {
        let path = paths::path(path, diags);
        let Some(path) = path else { continue };
        let span = path.span;
        rules.extend(kind(path, value, diags).map(|kind| Rule { span, kind }));
    }
    rules
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Endings in lower case; the dot before them is not theirs.
fn endings(value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Vec<String>> {
    let mut endings = Vec::new();
    for found in values(value, diags) {
        let ending = found.value.strip_prefix('.').unwrap_or(&found.value).to_lowercase();
        if ending.is_empty() || ending.contains(['/', '\\', ' ']) {
            let message = format!("`{}` is not a file extension", shorten(&found.value));
            diags.push(empty(found.span, &message, "write the part after the dot: `[pdf, docx]`"));
        } else {
            endings.push(ending);
        }
    }
    some(endings)
}

/// A word, or a map with a regular expression.
fn form(value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<Form>> {
    if let Shape::Mapping(_) = value.shape() {
        let object = Object::read(value, keys::PATTERN, diags)?;
        let pattern = object.need("regex", diags).and_then(|at| text(at, diags))?;
        return Some(pattern.map(Form::Regex));
    }
    const WORDS: [(&str, usize); Form::WORDS.len()] = {
        let mut words = [("", 0); Form::WORDS.len()];
        let mut at = 0;
        while at < words.len() {
            words[at] = (Form::WORDS[at].0, at);
            at += 1;
        }
        words
    };
    let at = word(value, &WORDS, diags)?;
    Some(Spanned::new(Form::WORDS[at].1.clone(), value.span()))
}

fn range(at: Path, value: Cursor<'_>, with: &Modifiers, diags: &mut Diagnostics) -> Option<RuleKind> {
    let object = Object::read(value, keys::RANGE, diags)?;
    let ends = bounds::read(&object, keys::RANGE, bounds::number, bounds::numbers_backwards, diags)?;
    Some(RuleKind::Range { at, min: ends.min, max: ends.max, fact: with.fact.clone() })
}

fn length(at: Path, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<RuleKind> {
    let object = Object::read(value, keys::LENGTH, diags)?;
    let unit = object.word("unit", Unit::WORDS, diags);
    let ends = bounds::read(&object, keys::LENGTH, bounds::count, |min, max| min > max, diags)?;
    Some(RuleKind::Length { at, unit, min: ends.min, max: ends.max })
}

fn items(at: Path, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<RuleKind> {
    let object = Object::read(value, keys::ITEMS, diags)?;
    let ends = bounds::read(&object, keys::ITEMS, bounds::count, |min, max| min > max, diags)?;
    Some(RuleKind::Items { at, min: ends.min, max: ends.max })
}

fn time(at: Path, value: Cursor<'_>, with: &Modifiers, diags: &mut Diagnostics) -> Option<RuleKind> {
    let object = Object::read(value, keys::TIME, diags)?;
    let ends = bounds::read(&object, keys::TIME, times::moment, bounds::moments_backwards, diags)?;
    Some(RuleKind::Time { at, min: ends.min, max: ends.max, skew: with.skew })
}

/// A list with its keys, or a list whose items are compared themselves.
fn unique(value: Cursor<'_>, key: Scalar<'_>, with: &Modifiers, diags: &mut Diagnostics) -> Vec<Rule> {
    let across = || with.across.clone();
    if !matches!(value.shape(), Shape::Mapping(_)) {
        let paths = paths::list(value, diags).into_iter();
        let kind = |list| RuleKind::Unique { list, keys: Vec::new(), across: across() };
        return paths.map(|path| Rule { span: path.span, kind: kind(path) }).collect();
    }
    each(value, key, diags, |list, value, diags| {
        let keys = some(paths::list(value, diags))?;
        Some(RuleKind::Unique { list, keys, across: across() })
    })
}

/// `a < b`.
fn compare(value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Rule> {
    const HELP: &str = "write two paths with an operator between them: `start < end`; the operators are `<`, `<=`, `>`, `>=`, `==` and `!=`";
    let Some(scalar) = value.scalar().filter(|scalar| !scalar.is_null()) else {
        diags.push(wrong_shape(value, "a comparison", &value.shape()).help(HELP));
        return None;
    };
    let Some((at, sign, order)) = sign(scalar.text) else {
        let message = format!("`{}` has no comparison operator", shorten(scalar.text));
        diags.push(empty(scalar.span, &message, HELP));
        return None;
    };
    let text = scalar.text;
    let (left, right) = (text[..at].trim_end(), text[at + sign.len()..].trim_start());
    let signs = ['=', '<', '>', '!'];
    if left.ends_with(signs) || right.starts_with(signs) {
        let message = format!("`{}` has an unknown operator", shorten(text));
        diags.push(empty(scalar.span, &message, HELP));
        return None;
    }
    let (start, end) = (left.len() - left.trim_start().len(), left.len());
    let left = paths::part(scalar, start..end, diags);
    let start = text.len() - right.len();
    let right = paths::part(scalar, start..start + right.trim_end().len(), diags);
    let (left, right) = (left?, right?);
    Some(Rule { span: scalar.span.into(), kind: RuleKind::Compare { left, order, right } })
}

/// The first sign outside of `["…"]`.
fn sign(text: &str) -> Option<(usize, &'static str, Order)> {
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..)?;
        if rest.starts_with("[\"") {
            at += rest.find("\"]")?;
        } else if let Some((sign, order)) = Order::SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            return Some((at, sign, *order));
        }
        at += text.get(at..)?.chars().next().map_or(1, char::len_utf8);
    }
    None
}

fn span(value: Cursor<'_>, diags: &mut Diagnostics) -> Option<RuleKind> {
    let object = Object::read(value, keys::SPAN, diags)?;
    let mut path = |key: &str| object.need(key, diags).and_then(|at| paths::one(at, diags));
    let (from, to) = (path("from"), path("to"));
    let ends = bounds::read(&object, keys::SPAN, times::length, bounds::lengths_backwards, diags)?;
    Some(RuleKind::Span { from: from?, to: to?, min: ends.min, max: ends.max })
}

fn choose(value: Cursor<'_>, diags: &mut Diagnostics) -> Option<RuleKind> {
    let object = Object::read(value, keys::CHOOSE, diags)?;
    let of = object.need("of", diags).and_then(|at| several(at, "`choose`", diags));
    let mut ways = Choice::WORDS.iter().filter_map(|(word, how)| Some((object.key(word)?, *how)));
    let Some((key, how)) = ways.next() else {
        if object.has_unknown() {
            return None;
        }
        let help = "add `exactly: 1`, `at_least: 1` or `at_most: 1`";
        diags.push(empty(object.span, "this choice does not say how many", help));
        return None;
    };
    if let Some((second, _)) = ways.next() {
        let message = format!("a choice cannot have both `{}` and `{}`", key.text, second.text);
        diags.push(
            empty(second.span, &message, "write two choices: `[{choose: …}, {choose: …}]`")
                .and(key.span, "first one here"),
        );
        return None;
    }
    let count = object.need(key.text, diags).and_then(|at| bounds::count(at, diags))?;
    let of = of?;
    let number = u32::try_from(count.value).unwrap_or(u32::MAX);
    let all = u32::try_from(of.len()).unwrap_or(u32::MAX);
    let message = match how {
        Choice::Exactly | Choice::AtLeast if number > all => {
            format!("there are only {all} paths to choose from")
        }
        Choice::AtLeast if number == 0 => String::from("at least 0 is always satisfied"),
        Choice::AtMost if number >= all => format!("there are never more than {all} out of {all}"),
        _ => return Some(RuleKind::Choose { how, count: number, of }),
    };
    diags.push(empty(
        count.span,
        &message,
        "write a number that some requests satisfy and others do not, such as `exactly: 1`",
    ));
    None
}

/// Two or more paths.
fn several(value: Cursor<'_>, what: &str, diags: &mut Diagnostics) -> Option<Vec<Path>> {
    if let Shape::Mapping(_) = value.shape() {
        mapping_instead(value, diags);
        return None;
    }
    let items = one_or_many(value);
    if items.len() < 2 {
        let message = format!("{what} needs at least two paths");
        diags.push(empty(
            value.span(),
            &message,
            "write them in brackets: `[a, b]`; to require a single field, use `present: a`",
        ));
        return None;
    }
    let paths: Vec<Path> = items.iter().filter_map(|item| paths::one(*item, diags)).collect();
    // Unreadable paths were reported; fewer paths would be another rule.
    (paths.len() == items.len()).then_some(paths)
}

fn mapping_instead(value: Cursor<'_>, diags: &mut Diagnostics) {
    diags
        .push(wrong_shape(value, "a list of paths", &value.shape()).help("write them in brackets: `[a, b]`"));
}
