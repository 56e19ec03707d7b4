//! Checks: maps of rules, and what holds for all rules of one.

use super::notes::Notes;
use super::scalar;
use super::tree::{Entry, Value};
use crate::ast::preflight::{Check, Condition, Expectation, Form, Moment, Path, Rule, RuleKind, Unit};
use crate::front::native::notation::DEFAULT_SKEW;
use crate::source::Spanned;

/// One map of `check:`. Rules keep their order: it is the order in which mistakes are found.
pub(super) fn check(check: &Check, notes: &Notes) -> Value {
    let Check { rules, when, on, partial } = check;
    let mut kinds: Vec<(&'static str, Vec<&Rule>)> = Vec::new();
    for rule in rules {
        let key = key(&rule.kind);
        match kinds.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rules)) => rules.push(rule),
            None => kinds.push((key, vec![rule])),
        }
    }
    let mut entries: Vec<Entry> =
        kinds.iter().map(|(key, rules)| Entry::key(key, self::rules(rules, notes))).collect();
    if !when.is_empty() {
        let condition = |Condition { at, is }: &Condition| Entry::spelled(path(at), expectation(is, notes));
        entries.push(Entry::key("when", Value::map(when.iter().map(condition))));
    }
    let names = on.as_ref().map(|on| Value::one_or_many(on.iter().map(|name| Value::text(name.as_str()))));
    entries.extend(names.map(|names| Entry::key("on", names)));
    entries.extend(partial.then(|| Entry::key("partial", Value::word(true))));
    entries.extend(modifiers(rules));
    Value::map(entries)
}

/// The modifiers of one kind of rule, printed once per kind.
fn modifiers(rules: &[Rule]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for rule in rules {
        let entry = match &rule.kind {
            RuleKind::Range { fact: Some(fact), .. } => Entry::key("fact", Value::text(fact.as_str())),
            RuleKind::Time { skew, .. } if *skew != DEFAULT_SKEW => {
                Entry::key("skew", Value::word(format!("{skew}s")))
            }
            RuleKind::Unique { across: Some(across), .. } => Entry::key("across", at(across)),
            _ => continue,
        };
        if entries.iter().all(|known| known.key != entry.key) {
            entries.push(entry);
        }
    }
    entries
}

fn expectation(is: &Expectation, notes: &Notes) -> Value {
    match is {
        Expectation::Present => Value::word("present"),
        Expectation::Absent => Value::word("absent"),
        Expectation::OneOf(values) => {
            Value::one_or_many(values.iter().map(|value| Value::data(value, notes)))
        }
    }
}

fn path(path: &Path) -> String {
    scalar::spell_path(&path.text)
}

fn at(path: &Path) -> Value {
    Value::Word(self::path(path))
}

fn key(rule: &RuleKind) -> &'static str {
    match rule {
        RuleKind::Present(_) => "present",
        RuleKind::OneOf { .. } => "one_of",
        RuleKind::Extension { .. } => "extension",
        RuleKind::Format { .. } => "format",
        RuleKind::Range { .. } => "range",
        RuleKind::Length { .. } => "length",
        RuleKind::Items { .. } => "items",
        RuleKind::Contains { .. } => "contains",
        RuleKind::Unique { .. } => "unique",
        RuleKind::Uniform(_) => "uniform",
        RuleKind::Time { .. } => "time",
        RuleKind::Compare { .. } => "compare",
        RuleKind::Span { .. } => "span",
        RuleKind::Choose { .. } => "choose",
        RuleKind::Together(_) => "together",
        RuleKind::Requires { .. } => "requires",
        RuleKind::Custom(_) => "custom",
    }
}

/// The value of a rule.
enum Said {
    /// It alone.
    Alone(Value),
    /// Of a path.
    Of(String, Value),
}

/// The rules of one kind.
fn rules(rules: &[&Rule], notes: &Notes) -> Value {
    let said: Vec<Said> = rules.iter().map(|rule| rule_value(&rule.kind, notes)).collect();
    if said.iter().all(|said| matches!(said, Said::Alone(_))) {
        let alone = |said| match said {
            Said::Alone(value) | Said::Of(_, value) => value,
        };
        return Value::one_or_many(said.into_iter().map(alone));
    }
    let of = |said| match said {
        Said::Of(path, value) => Entry::spelled(path, value),
        // Only `unique` has both forms: `.` is the item itself.
        Said::Alone(value) => Entry::spelled(value.line(), Value::word(".")),
    };
    Value::map(said.into_iter().map(of))
}

fn rule_value(rule: &RuleKind, notes: &Notes) -> Said {
    let of = |path: &Path, value: Value| Said::Of(self::path(path), value);
    let list = |paths: &[Path]| Value::list(paths.iter().map(at));
    let texts = |texts: &[String]| Value::list(texts.iter().map(|text| Value::text(text)));
    match rule {
        RuleKind::Present(path) | RuleKind::Uniform(path) => Said::Alone(at(path)),
        RuleKind::OneOf { at, values } => {
            of(at, Value::list(values.iter().map(|value| Value::data(value, notes))))
        }
        RuleKind::Extension { at, endings } => of(at, texts(endings)),
        RuleKind::Contains { at, texts: all } => of(at, texts(all)),
        RuleKind::Format { at, form } => of(at, self::form(&form.value)),
        RuleKind::Range { at, min, max, fact: _ } => {
            let number = |number: &Spanned<String>| scalar::spell_plain(number.as_str());
            of(at, ends(min.as_ref().map(number), max.as_ref().map(number), None))
        }
        RuleKind::Length { at, unit, min, max } => {
            let unit = (*unit != Unit::default()).then(|| Entry::key("unit", Value::word(unit.word())));
            of(at, ends(min.map(number), max.map(number), unit))
        }
        RuleKind::Items { at, min, max } => of(at, ends(min.map(number), max.map(number), None)),
        RuleKind::Unique { list: path, keys, across: _ } if keys.is_empty() => Said::Alone(at(path)),
        RuleKind::Unique { list, keys, across: _ } => of(list, Value::one_or_many(keys.iter().map(at))),
        RuleKind::Time { at, min, max, skew: _ } => {
            of(at, ends(min.as_ref().map(moment), max.as_ref().map(moment), None))
        }
        RuleKind::Compare { left, order, right } => {
            Said::Alone(Value::text(&format!("{} {} {}", left.text, order.sign(), right.text)))
        }
        RuleKind::Span { from, to, min, max } => {
            let ends = [("min", min), ("max", max)];
            let ends =
                ends.into_iter().filter_map(|(key, end)| Some(Entry::key(key, Value::word(end.as_ref()?))));
            let paths = [Entry::key("from", at(from)), Entry::key("to", at(to))];
            Said::Alone(Value::map(paths.into_iter().chain(ends)))
        }
        RuleKind::Choose { how, count, of } => {
            Said::Alone(Value::map([Entry::key(how.word(), Value::word(count)), Entry::key("of", list(of))]))
        }
        RuleKind::Together(paths) => Said::Alone(list(paths)),
        RuleKind::Requires { at, others } => of(at, Value::one_or_many(others.iter().map(self::at))),
        RuleKind::Custom(name) => Said::Alone(Value::text(name.as_str())),
    }
}

fn number(number: u64) -> String {
    number.to_string()
}

/// `{min: …, max: …}`.
fn ends(min: Option<String>, max: Option<String>, further: Option<Entry>) -> Value {
    let ends = [("min", min), ("max", max)];
    let ends = ends.into_iter().filter_map(|(key, end)| Some(Entry::key(key, Value::Word(end?))));
    Value::map(ends.chain(further))
}

fn form(form: &Form) -> Value {
    if let Form::Regex(pattern) = form {
        return Value::map([Entry::key("regex", Value::text(pattern))]);
    }
    Value::word(Form::WORDS.iter().find(|(_, known)| known == form).map_or("", |(word, _)| word))
}

fn moment(moment: &Moment) -> String {
    match moment {
        Moment::Now { by: None, .. } => String::from("now"),
        Moment::Now { back, by: Some(by) } => format!("now{}{by}", if *back { '-' } else { '+' }),
        Moment::Fixed(text) => scalar::spell_plain(text),
    }
}
