//! Rules as text.

use crate::sheet::{Check, Noted};
use stubwright_spec::ast::Repr;
use stubwright_spec::ast::preflight::{Expectation, Form, Moment, Path, RuleKind, Unit};
use stubwright_spec::source::Spanned;

fn ends<T>(min: &Option<T>, max: &Option<T>, show: impl Fn(&T) -> String) -> String {
    let one = |end: &Option<T>| end.as_ref().map(&show).unwrap_or_default();
    format!("{}..{}", one(min), one(max))
}

/// A rule and its reason on one line.
pub(super) fn shown(check: &Noted<Check>) -> String {
    let Check { rules, when, repr, is_partial } = &check.value;
    let values = |values: &[Spanned<String>]| {
        let sign = if *repr == Repr::Int { "=" } else { "" };
        values.iter().map(|value| format!("{sign}{}", value.value)).collect::<Vec<_>>().join(",")
    };
    let paths = |paths: &[Path]| paths.iter().map(|path| path.text.as_str()).collect::<Vec<_>>().join(",");
    let moment = |moment: &Moment| match moment {
        Moment::Now { by: Some(length), .. } => format!("now+{length}"),
        Moment::Now { by: None, .. } => String::from("now"),
        Moment::Fixed(text) => text.clone(),
    };
    let rule = match &rules[0] {
        RuleKind::Present(_) => {
            let all = rules.iter().map(|rule| match rule {
                RuleKind::Present(path) => path.clone(),
                other => panic!("{other:?}"),
            });
            format!("present {}", paths(&all.collect::<Vec<_>>()))
        }
        RuleKind::OneOf { at, values: all } => format!("one_of {} {}", at.text, values(all)),
        RuleKind::Extension { at, endings } => format!("extension {} {}", at.text, endings.join(",")),
        RuleKind::Range { at, min, max, .. } => {
            format!("range {} {}", at.text, ends(min, max, |end| end.value.clone()))
        }
        RuleKind::Length { at, unit, min, max } => {
            let unit = if *unit == Unit::Chars { "" } else { unit.word() };
            format!("length {} {}{unit}", at.text, ends(min, max, u64::to_string))
        }
        RuleKind::Items { at, min, max } => format!("items {} {}", at.text, ends(min, max, u64::to_string)),
        RuleKind::Unique { list, keys, .. } => format!("unique {} {}", list.text, paths(keys)),
        RuleKind::Time { at, min, max, .. } => format!("time {} {}", at.text, ends(min, max, moment)),
        RuleKind::Span { from, to, min, max } => {
            format!("span {} {} {}", from.text, to.text, ends(min, max, ToString::to_string))
        }
        RuleKind::Format { at, form } => {
            let word = Form::WORDS.iter().find(|(_, known)| *known == form.value).unwrap().0;
            format!("format {} {word}", at.text)
        }
        other => panic!("{other:?}"),
    };
    let when = when.as_ref().map(|when| match &when.is {
        Expectation::OneOf(all) => format!(" when {} {}", when.at.text, values(all)),
        other => panic!("{other:?}"),
    });
    let partial = if *is_partial { " partial" } else { "" };
    format!("{rule}{}{partial} # {}", when.unwrap_or_default(), check.notes[0].text)
}
