//! One field: what its samples and its row in a table say together.

use super::super::scalar::{
    Scalar, are_stand_ins, is_datetime, is_digits, is_id, is_time, of_text, scalar, stand_in,
};
use super::super::shape::{Object, Shape};
use super::super::tree::Node;
use super::amounts;
use super::builder::{Builder, Scene, Stands, UNTYPED, Used};
use super::disputes::{against, mixed};
use super::fractions::is_any_number;
use super::lists::enumeration;
use crate::found::{BY_BOUNDS, Bounds, Field, Printed, Side};
use crate::lexicon::keys::FREE;
use crate::lexicon::values::{EPOCH, MILLISECONDS, SECONDS};
use crate::lexicon::verbs::singular;
use crate::page::Text;
use crate::sheet::{Note, ty};
use stubwright_spec::ast::{Spelling, TypeExpr};
use stubwright_spec::calendar::is_date;
use stubwright_spec::diag::{Code, Diagnostic};

/// Why a number that is an id or a time is whole.
const BY_MEANING: &str = "a number, by what it is a whole one";

/// The type of a field.
pub(super) fn used(
    builder: &mut Builder<'_, '_>,
    key: &str,
    shape: Option<&Shape>,
    node: Option<&Node<'_>>,
    scene: Scene<'_>,
) -> Used {
    let field = node.and_then(|node| node.field);
    let kind = field.and_then(|field| field.kind.as_ref());
    let shape = shape.filter(|shape| shape.kinds() > 0);
    let is_list = node.is_some_and(|node| node.is_list) || matches!(kind, Some(Printed::List(_)));
    mixed(builder, key, shape);
    nested(builder, key, kind, field, shape);
    let list = shape.and_then(|shape| shape.list.as_deref());
    let object = shape.and_then(|shape| shape.object.as_ref());
    if (list.is_some() && object.is_none()) || (is_list && object.is_none()) {
        return a_list(builder, key, shape, node, scene);
    }
    let children = node.map_or(&[][..], |node| &node.children);
    if let Some(object) = object {
        let is_map = object.has_dynamic_keys()
            || object.keyed_by(&builder.ids).is_some()
            || is_free(key, object, scene)
            || matches!(kind, Some(Printed::Map(_)))
            || builder.found.maps.iter().any(|map| map.value == key);
        if is_map && (children.is_empty() || is_of_named(field)) {
            return a_map(builder, key, object, (field, children), scene);
        }
        let name = builder.structure(
            &Builder::struct_name(node, key, Stands::Alone, scene.parent),
            Some(object),
            children,
            scene,
        );
        let this = Used::name(name);
        return if list.is_some() { this.guess("an empty list in a sample") } else { this };
    }
    if !children.is_empty() {
        let is_map = is_of_named(field);
        let stands = if is_map { Stands::InList } else { Stands::Alone };
        let name = Builder::struct_name(node, key, stands, scene.parent);
        let this = Used::name(builder.structure(&name, None, children, scene));
        if is_map {
            return Used { ty: ty::map(this.ty), ..this };
        }
        // A name in the plural may be that of a list.
        if field.is_some_and(|field| field.ty.is_none()) && singular(key) != key {
            return this.guess("an object or a list: its type is not on the page");
        }
        // Fields of a text are those of the JSON in it.
        return if kind == Some(&Printed::Text) { this.spelled(Some(Spelling::Json)) } else { this };
    }
    match kind {
        Some(Printed::Map(inner)) => {
            let this = Used::plain(ty::map(word(inner.as_deref(), key)));
            return if inner.is_some() { this } else { this.guess("its values are not on the page") };
        }
        Some(Printed::Object) if shape.is_none() => {
            return Used::name("any").guess("an object that the page does not describe");
        }
        _ => {}
    }
    if let Some((ty, form)) = enumeration(builder, key, field, shape, scene.parent) {
        let this = Used { ty, form, notes: Vec::new() };
        return if this.form.is_some() { this.guess("0 and 1") } else { this };
    }
    value(builder, key, shape, field, scene)
}

/// Whether a field is a map whose values have a type with a name, so that the fields inside are those of a value:
/// `Map<String, Item>`.
fn is_of_named(field: Option<&Field>) -> bool {
    let Some(field) = field.filter(|field| field.kind == Some(Printed::Map(None))) else { return false };
    field.ty.as_ref().is_some_and(|ty| ty.value.contains(['<', '[', '{']))
}

fn a_list(
    builder: &mut Builder<'_, '_>,
    key: &str,
    shape: Option<&Shape>,
    node: Option<&Node<'_>>,
    scene: Scene<'_>,
) -> Used {
    let field = node.and_then(|node| node.field);
    let kind = field.and_then(|field| field.kind.as_ref());
    let items = shape.and_then(|shape| shape.list.as_deref()).filter(|items| items.kinds() > 0);
    let inner_kind = match kind {
        Some(Printed::List(inner)) => inner.as_deref(),
        // `items[]` with the type of an item.
        Some(Printed::Object) | None => None,
        kind => kind,
    };
    let children = node.map_or(&[][..], |node| &node.children);
    let object = items.and_then(|items| items.object.as_ref());
    let inner = if object.is_some() || !children.is_empty() {
        Used::name(builder.structure(
            &Builder::struct_name(node, key, Stands::InList, scene.parent),
            object,
            children,
            scene,
        ))
    } else if let Some((ty, form)) = enumeration(builder, key, field, items, scene.parent) {
        Used { ty, form, notes: Vec::new() }
    } else if let Some(items) = items {
        if items.list.is_some() {
            a_list(builder, key, Some(items), None, scene)
        } else {
            mixed(builder, key, Some(items));
            let found = scalar(key, items).unwrap_or_default();
            against(builder, key, items, field, inner_kind);
            of_scalar(&found)
        }
    } else if let Some(inner) = inner_kind {
        Used::plain(word(Some(inner), key))
    } else if shape.is_some() && field.is_none() {
        Used::name("any").guess("always empty in the samples")
    } else {
        Used::name("string").guess("a list of what the page does not say")
    };
    let is_single = shape.is_some_and(|shape| shape.list.is_none());
    let list = ty::list(inner.ty);
    let ty = match field.filter(|_| !is_single || shape.is_none()) {
        Some(field) => ty::limited(list, field.bounds.min_items, field.bounds.max_items),
        None => list,
    };
    Used { ty, ..inner }
}

fn a_map(
    builder: &mut Builder<'_, '_>,
    key: &str,
    object: &Object,
    (field, children): (Option<&Field>, &[Node<'_>]),
    scene: Scene<'_>,
) -> Used {
    let values = object.values();
    let inner = match &values.object {
        Some(object) => Used::name(builder.structure(
            &Builder::type_name(key, Stands::InList, scene.parent),
            Some(object),
            children,
            scene,
        )),
        // The key would make a map of it again.
        None => used(builder, "", Some(&values), None, scene),
    };
    let keys = object.members.first().map_or("", |member| member.key.as_str());
    let is_date = keys.bytes().filter(u8::is_ascii_digit).count() >= 6 && !keys.contains(char::is_alphabetic);
    let named = builder.found.maps.iter().find(|map| map.value == key);
    let this = Used::plain(ty::map(inner.ty)).spelled(inner.form);
    match named {
        Some(map) => this.remark("a map, as the text says", Some(map.span)),
        // Its row says so.
        None if field.is_some_and(|field| matches!(field.kind, Some(Printed::Map(_)))) => this,
        None if is_date => this.guess("the keys are dates"),
        None if is_free(key, object, scene) => this.guess("by its name; the caller chooses the keys"),
        None => {
            let id = object.keyed_by(&builder.ids);
            let text = String::from(if id.is_some() { "a key is an id" } else { "the keys are values" });
            let note = Note { is_guess: true, text, span: id };
            Used { notes: this.notes.into_iter().chain([note]).collect(), ..this }
        }
    }
}

/// Whether the keys of an object that is sent are those of the caller, by its name: `metadata` with nothing but texts and
/// numbers.
fn is_free(key: &str, object: &Object, scene: Scene<'_>) -> bool {
    let name: String = key.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let values = object.values();
    scene.side == Side::Request && FREE.has(&name) && values.object.is_none() && values.list.is_none()
}

/// A value that is neither object nor list nor of an enum.
fn value(
    builder: &mut Builder<'_, '_>,
    key: &str,
    shape: Option<&Shape>,
    field: Option<&Field>,
    scene: Scene<'_>,
) -> Used {
    let Some(shape) = shape else { return unseen(key, field) };
    // A sample knows better than a guess.
    let said = field.filter(|field| field.kind_guess.is_none());
    let kind = said.and_then(|field| field.kind.as_ref());
    let found = scalar(key, shape).unwrap_or_default();
    if scene.is_skeleton && are_stand_ins(shape) && field.is_none() {
        let known = builder.known.get(key).cloned();
        let ty = known.unwrap_or_else(|| ty::name(if found.ty == "i32" { "i64" } else { found.ty }));
        let said = stand_in(key, &ty);
        return Used::plain(ty).guess(said);
    }
    let digits = match shape.numbers.digits {
        Some(10) => Some(Spelling::Unix),
        Some(13) => Some(Spelling::UnixMs),
        _ => None,
    };
    let is_count = |form: &Option<Spelling>| form.is_some() && (shape.numbers.are_zero || digits.is_some());
    let said = by_description(kind, field).filter(|(_, form)| is_count(form));
    let mut this = match kind {
        Some(_) if said.is_some() => {
            let (ty, form) = said.unwrap_or_default();
            let this = Used::name(ty).spelled(digits.or(form));
            // If the description says it and the sample shows it, it is not a guess.
            if digits == form { this } else { this.guess("by its description") }
        }
        Some(Printed::Timestamp) if shape.texts.is_empty() && digits.is_none() => since_1970(field),
        Some(kind) => merged(key, kind, &found, shape),
        None => {
            let this = of_scalar(&found);
            let why = field.filter(|field| field.kind.is_none()).and_then(|field| field.kind_guess);
            if let Some(why) = why { this.guess(why) } else { this }
        }
    };
    // That a sample has no fraction does not say that no value has one.
    if field.is_some_and(|field| field.kind_guess == Some(BY_BOUNDS)) && matches!(found.ty, "i32" | "i64") {
        this = this.guess(BY_BOUNDS);
    }
    if kind == Some(&Printed::Long)
        && is_any_number(field)
        && shape.numbers.wide.is_none()
        && this.notes.is_empty()
    {
        this = this.guess(BY_MEANING);
    }
    if kind.is_none() && shape.texts.is_empty() {
        this = amounts::settled(builder, key, (field, shape.comment.as_deref()), this);
    }
    if let Some(remark) = found.remark {
        this = this.remark(remark, None);
    }
    contradiction(builder, key, kind, field, shape);
    this.ty = bounded(this.ty, field);
    if scene.side == Side::Request {
        builder.known.entry(key.to_owned()).or_insert_with(|| this.ty.clone());
    }
    this
}

/// A value that no sample shows, by its row.
fn unseen(key: &str, field: Option<&Field>) -> Used {
    let kind = field.and_then(|field| field.kind.as_ref());
    if let Some((ty, form)) = by_description(kind, field) {
        return Used::name(ty).spelled(form).guess("by its description");
    }
    let this = match (kind, by_value(key, field)) {
        (None, Some((ty, why))) => return Used::name(ty).guess(why),
        (Some(Printed::Timestamp), _) => since_1970(field),
        _ => Used::plain(bounded(word(kind, key), field)).spelled(form_of(kind)),
    };
    match field.and_then(|field| field.kind_guess) {
        Some(why) => this.guess(why),
        None if kind.is_none() => this.guess(UNTYPED),
        None if kind == Some(&Printed::Long) && is_any_number(field) => this.guess(BY_MEANING),
        None => this,
    }
}

/// A time that is a count from 1970 on: of milliseconds or of seconds, as its row says.
fn since_1970(field: Option<&Field>) -> Used {
    let said = said(field);
    let this = |form| Used::name("datetime").spelled(Some(form));
    let example = field.and_then(|field| field.example.as_ref()).map(|example| example.value.trim());
    match example.filter(|text| is_digits(text)).map(str::len) {
        _ if MILLISECONDS.are_in(&said) => this(Spelling::UnixMs),
        Some(13) => this(Spelling::UnixMs),
        Some(10) => this(Spelling::Unix),
        _ if EPOCH.are_in(&said) || SECONDS.are_in(&said) => this(Spelling::Unix),
        _ => this(Spelling::Unix).guess("it does not say whether it counts seconds"),
    }
}

/// The type and the description of a row, in small letters.
fn said(field: Option<&Field>) -> String {
    let ty = field.and_then(|field| field.ty.as_ref()).map(|ty| ty.value.as_str());
    let doc = field.and_then(|field| field.doc.as_ref()).map(Text::as_str);
    format!("{} {}", ty.unwrap_or_default(), doc.unwrap_or_default()).to_lowercase()
}

/// The type that the example or the default of a field without a type has. A long number may as well be a text of digits.
fn by_value(key: &str, field: Option<&Field>) -> Option<(&'static str, &'static str)> {
    let field = field?;
    let example = field.example.as_ref().map(|example| (example.value.as_str(), "by its example"));
    let (text, why) = example.or_else(|| Some((field.default.as_deref()?, "by its default")))?;
    let text = text.trim().trim_matches('`');
    let is_plain = !text.is_empty() && text.len() < 10 && !text.contains(['[', '{', '<', ',', '，']);
    is_plain.then(|| (of_text(key, text, field.span), why))
}

/// A date or a time by what the description says: a pattern of a text, or that a number counts from 1970.
fn by_description(kind: Option<&Printed>, field: Option<&Field>) -> Option<(&'static str, Option<Spelling>)> {
    let doc = field?.doc.as_ref()?.as_str().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| doc.contains(word));
    let patterned = |is_time: bool, form| Some((if is_time { "datetime" } else { "date" }, form));
    match kind {
        None | Some(Printed::Text) if doc.contains("yyyy-mm-dd") => {
            patterned(has(&["hh:mm", "'t'", "ddthh"]), None)
        }
        Some(Printed::Date | Printed::DateTime) if doc.contains("yyyymmdd") => {
            patterned(doc.contains("yyyymmddhh"), Some(Spelling::Compact))
        }
        Some(Printed::Date | Printed::DateTime) if doc.contains("yyyy/mm/dd") => {
            patterned(doc.contains("hh:mm"), Some(Spelling::Slashed))
        }
        Some(Printed::Int | Printed::Long | Printed::Float) if has(&EPOCH) => {
            let is_milli = has(&MILLISECONDS);
            Some(("datetime", Some(if is_milli { Spelling::UnixMs } else { Spelling::Unix })))
        }
        _ => None,
    }
}

fn of_scalar(found: &Scalar) -> Used {
    let this = Used::name(if found.ty.is_empty() { "any" } else { found.ty }).spelled(found.form);
    match found.guess {
        Some(guess) => this.guess(guess),
        None => this,
    }
}

/// The type in the table, or the sample's where that is more exact.
fn merged(key: &str, kind: &Printed, found: &Scalar, shape: &Shape) -> Used {
    let texts = || shape.texts.iter().map(|(text, _)| text.as_str()).filter(|text| !text.is_empty());
    let all = |is: fn(&str) -> bool| texts().next().is_some() && texts().all(is);
    match kind {
        Printed::Text if shape.texts.is_empty() => Used::name(found.ty).spelled(found.form),
        Printed::Text if all(is_datetime) => {
            Used::name("datetime").guess("a text in the table, by its sample a time")
        }
        Printed::Text if all(is_date) => {
            Used::name("date").guess("a text in the table, by its sample a date")
        }
        Printed::Text if found.ty == "url" => Used::name("url"),
        Printed::Int | Printed::Long
            if !shape.texts.is_empty() && shape.numbers.first.is_none() && all(is_digits) =>
        {
            Used::name("i64").spelled(Some(Spelling::String))
        }
        Printed::Int if found.ty == "i64" || is_id(key) => Used::name("i64"),
        Printed::Int | Printed::Long if found.ty == "f64" => {
            Used::name("f64").guess("a whole number in the table, not in the sample")
        }
        // A number that means a time is a whole one of 64 bits, whatever a 0 in the sample shows.
        Printed::Float if shape.numbers.are_zero && is_time(key) => {
            Used::name("i64").guess("by its name a time; the sample has 0")
        }
        Printed::Int | Printed::Long | Printed::Float if found.form.is_some() => {
            Used::name(found.ty).spelled(found.form)
        }
        Printed::Timestamp if shape.numbers.digits == Some(13) => {
            Used::name("datetime").spelled(Some(Spelling::UnixMs))
        }
        Printed::Timestamp if !shape.texts.is_empty() => Used::name(found.ty),
        kind => Used::plain(word(Some(kind), key)).spelled(form_of(Some(kind))),
    }
}

/// Says that a sample has an object in the place of a list, or a list in that of an object.
fn nested(
    builder: &mut Builder<'_, '_>,
    key: &str,
    kind: Option<&Printed>,
    field: Option<&Field>,
    shape: Option<&Shape>,
) {
    let Some((printed, shape)) = field.and_then(|field| field.ty.as_ref()).zip(shape) else { return };
    let (what, span) = match (kind, &shape.object, &shape.list) {
        (Some(Printed::List(_)), Some(object), None) => ("an object", object.span),
        (Some(Printed::Object | Printed::Map(_)), None, Some(_)) => ("a list", shape.list_span),
        _ => return,
    };
    let Some(span) = span else { return };
    let message = format!("{key} is {what} here, {} in the table", printed.value);
    builder
        .diags
        .push(Diagnostic::new(Code::SampleAgainstTable, span, message).and(printed.span, "the table"));
}

fn contradiction(
    builder: &mut Builder<'_, '_>,
    key: &str,
    kind: Option<&Printed>,
    field: Option<&Field>,
    shape: &Shape,
) {
    let Some(printed) = field.and_then(|field| field.ty.as_ref()) else { return };
    let number = shape.numbers.first.as_ref().map(|(_, span)| *span);
    let text = shape.texts.iter().find(|(text, _)| !text.is_empty());
    let (span, what) = match (kind, number, text) {
        (Some(Printed::Text), Some(span), _) if shape.texts.is_empty() => (span, "a number"),
        (Some(Printed::Int | Printed::Long), None, Some((_, span))) => (*span, "a text"),
        _ => return,
    };
    let message = format!("{key} is {what} here, {} in the table", printed.value);
    builder
        .diags
        .push(Diagnostic::new(Code::SampleAgainstTable, span, message).and(printed.span, "the table"));
}

/// The type that the words of a table mean.
fn word(kind: Option<&Printed>, key: &str) -> TypeExpr {
    let plain = match kind {
        Some(Printed::Int) if is_id(key) => "i64",
        Some(Printed::Int) => "i32",
        Some(Printed::Long) => "i64",
        // Pages that call every number a number do not mean fractions of an id.
        Some(Printed::Float) if is_id(key) => "i64",
        Some(Printed::Float) => "f64",
        Some(Printed::Decimal) => "decimal",
        Some(Printed::Bool) => "bool",
        Some(Printed::Date) => "date",
        Some(Printed::DateTime | Printed::Timestamp) => "datetime",
        Some(Printed::Url) => "url",
        Some(Printed::File) => "file",
        Some(Printed::Object) => "any",
        Some(Printed::Map(inner)) => return ty::map(word(inner.as_deref(), key)),
        Some(Printed::List(inner)) => return ty::list(word(inner.as_deref(), key)),
        Some(Printed::Text) | None => "string",
    };
    ty::name(plain)
}

fn form_of(kind: Option<&Printed>) -> Option<Spelling> {
    matches!(kind, Some(Printed::Timestamp)).then_some(Spelling::Unix)
}

/// A type with the bounds that the table names.
fn bounded(ty: TypeExpr, field: Option<&Field>) -> TypeExpr {
    let Some(Bounds { min, max, min_length, max_length, unit, .. }) = field.map(|field| &field.bounds) else {
        return ty;
    };
    match ty::as_name(&ty) {
        Some("string") if unit.is_none() => ty::limited(ty, *min_length, *max_length),
        Some(name @ ("i32" | "i64")) => {
            let whole = |bound: &Option<String>| bound.as_ref().and_then(|text| text.parse::<i64>().ok());
            let fits = |bound: &i64| name == "i64" || i32::try_from(*bound).is_ok();
            let (min, max) = (whole(min).filter(fits), whole(max).filter(fits));
            let is_ordered = min.zip(max).is_none_or(|(min, max)| min <= max);
            if is_ordered { ty::limited(ty, min, max) } else { ty }
        }
        _ => ty,
    }
}
