//! Types that lose something, or say less than is known.

use std::collections::BTreeMap;

use super::fields::{self, Owner, in_place};
use super::names::{ends_with, folded, words};
use crate::calendar::{is_date, is_moment};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::model::{Api, Enum, Field, Repr, Scalar, Type, TypeDef, TypeKind};
use crate::validate::checked::Checked;

/// The last words of names of amounts of money.
const MONEY: &[&str] =
    &["amount", "price", "balance", "fee", "fees", "cost", "subtotal", "tax", "refund", "salary", "money"];

/// The ends of such names in scripts that have no spaces.
const MONEY_ENDS: &[&str] = &["金额", "价格", "余额", "费用", "単価", "価格", "残高", "금액", "가격"];

/// The fields of a type, with their names taken apart.
fn of_scalar(api: &Api, scalar: Scalar) -> impl Iterator<Item = (Owner, &Field, Vec<String>)> {
    let fields = fields::all(api).filter(move |(_, field)| fields::scalar(api, &field.ty) == Some(scalar));
    fields.map(|(owner, field)| (owner, field, words(&field.wire)))
}

pub(super) fn float_money(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (owner, field, words) in of_scalar(checked.api, Scalar::F64) {
        let last = words.last().map_or("", String::as_str);
        if MONEY.contains(&last) || MONEY_ENDS.iter().any(|end| last.ends_with(end)) {
            let message = format!("`{}` is an amount of money, which `f64` rounds", field.wire.value);
            // In a URL or a header, a number is text anyway.
            let is_short = field.allow.is_value(field.ty.span);
            let (ty, help) = match (owner, is_short) {
                (Owner::Struct, true) => ("{type: decimal, as: number}", "`{type: decimal, as: number}`"),
                (Owner::Struct, false) => ("decimal", "`type: decimal` and `as: number`"),
                (_, true) => ("decimal", "`decimal`"),
                (_, false) => ("decimal", "`type: decimal`"),
            };
            let found = Diagnostic::new(Code::FloatMoney, field.ty.span, message)
                .help(format!("write {help}, which keeps every digit"));
            diags.push(in_place(found, field, Scalar::F64, ty));
        }
    }
}

pub(super) fn float_ids(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (_, field, words) in of_scalar(checked.api, Scalar::F64) {
        if ends_with(&words, &["id"]) {
            let message =
                format!("`{}` is an ID, and `f64` rounds whole numbers beyond 2^53", field.wire.value);
            let found = Diagnostic::new(Code::FloatId, field.ty.span, message)
                .help("write `i64` if the ID consists of digits, or `string`");
            diags.push(in_place(found, field, Scalar::F64, "i64"));
        }
    }
}

/// A text whose example is a date. The names of versions often are dates, and are compared as text.
pub(super) fn dates_as_text(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (_, field, words) in of_scalar(checked.api, Scalar::String) {
        let example = field.example.as_ref().and_then(|example| example.text());
        let Some(example) = example.filter(|_| !words.iter().any(|word| word == "version")) else { continue };
        let (noun, ty) = match (is_date(example), is_moment(example)) {
            (true, _) => ("date", "date"),
            (_, true) => ("time", "datetime"),
            _ => continue,
        };
        let message = format!("the example of `{}` is a {noun}, and its type is `string`", field.wire.value);
        let found = Diagnostic::new(Code::DateAsText, field.ty.span, message)
            .help(format!("write `{ty}` if all values are like it"));
        let is_plain = field.ty.value == Type::Scalar(Scalar::String) && field.spelling.is_none();
        diags.push(if is_plain { found.fix(field.ty.span, ty, Applicability::Guess) } else { found });
    }
}

/// The enums of an API.
fn enums(api: &Api) -> impl Iterator<Item = (&TypeDef, &Enum)> {
    api.types.iter().filter_map(|def| match &def.kind {
        TypeKind::Enum(of) => Some((def, of)),
        _ => None,
    })
}

/// Two values without names that mean true and false.
pub(super) fn flags_as_enums(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (def, of) in enums(checked.api) {
        let mut values: Vec<&str> = of.values.iter().map(|value| value.wire.as_str()).collect();
        values.sort_unstable();
        let spelling = match (of.repr, values.as_slice()) {
            (Repr::Int, ["0", "1"]) => "int",
            (Repr::String, ["false", "true"]) => "string",
            _ => continue,
        };
        if of.values.iter().all(|value| value.name.is_none()) {
            let name = &def.name;
            diags.push(
                Diagnostic::new(Code::FlagAsEnum, name.span, format!("`{}` is a flag", name.value)).help(
                    format!("write `{{type: bool, as: {spelling}}}` where it is used, or name the values"),
                ),
            );
        }
    }
}

pub(super) fn lone_values(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (def, of) in enums(checked.api) {
        let [only] = of.values.as_slice() else { continue };
        let message = format!("`{}` has one value, `{}`", def.name.value, only.wire.value);
        diags.push(
            Diagnostic::new(Code::LoneValue, def.name.span, message).help(format!(
                "add the other values, or write `{{fixed: {}}}` in the field",
                only.wire.value
            )),
        );
    }
}

/// Fields of a struct that are hard to tell apart. Those that have a `name:` were told apart by the author.
pub(super) fn twin_names(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (id, _) in checked.api.types.enumerate() {
        let mut seen: BTreeMap<String, &Field> = BTreeMap::new();
        let fields = checked.api.fields_of(id).iter();
        for field in fields.filter(|field| field.has_key() && field.name.is_none()) {
            let key = folded(&field.wire);
            if key.is_empty() {
                continue;
            }
            let first = *seen.entry(key).or_insert(field);
            let is_apart = first.when.as_deref().zip(field.when.as_deref()).is_some_and(|(a, b)| a != b);
            // Names with the same words become the same name in generated code, which is an error.
            let is_twin = words(&first.wire) != words(&field.wire);
            if is_twin && !is_apart {
                let (one, other) = (&first.wire.value, &field.wire.value);
                let message = format!("`{one}` and `{other}` differ in case or separators only");
                diags.push(
                    Diagnostic::new(Code::TwinNames, field.key.span, message)
                        .and(first.key.span, "the other field")
                        .help(format!("if the server sends either of them, keep one with `alias: {other}`")),
                );
            }
        }
    }
}

/// A list that is absent, empty, or neither.
pub(super) fn optional_lists(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    let is_list = |field: &Field| matches!(api.behind_aliases(&field.ty), Type::List(_));
    let open = fields::all(api).filter(|(owner, field)| {
        *owner == Owner::Struct && field.optional && field.default.is_none() && is_list(field)
    });
    for (_, field) in open {
        let message =
            format!("the list `{}` may be absent, which is not the same as empty", field.wire.value);
        diags.push(
            Diagnostic::new(Code::OptionalList, field.key.span, message)
                .help("add `default: []` if both mean the same"),
        );
    }
}

/// The last words of names of points in time.
const TIMES: &[&[&str]] = &[
    &["timestamp"],
    &["created", "at"],
    &["updated", "at"],
    &["expires", "at"],
    &["expired", "at"],
    &["deleted", "at"],
    &["paid", "at"],
    &["create", "time"],
    &["update", "time"],
    &["expire", "time"],
    &["modify", "time"],
    &["pay", "time"],
];

pub(super) fn narrow_times(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (_, field, words) in of_scalar(checked.api, Scalar::I32) {
        if TIMES.iter().any(|end| ends_with(&words, end)) {
            let message = format!("`{}` is a time, and an `i32` of seconds ends in 2038", field.wire.value);
            let found = Diagnostic::new(Code::NarrowTime, field.ty.span, message)
                .help("write `type: datetime` with `as: unix`, or `as: unix_ms` for milliseconds");
            diags.push(in_place(found, field, Scalar::I32, "{type: datetime, as: unix}"));
        }
    }
}
