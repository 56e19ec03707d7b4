//! Parameters of an endpoint.

use std::collections::BTreeSet;

use super::build::lists::default_of;
use super::build::{Builder, Scene, Used};
use super::calls::is_called;
use super::endpoints::Group;
use super::endpoints::paths::is_blank;
use super::scalar::{is_digits, named, of_text};
use crate::found::{Body, Field, FieldTable, In, Required, Side};
use crate::lexicon::calls::OWN;
use crate::lexicon::columns::KINDS;
use crate::sheet::{self, Endpoint, Note, Noted, Sheet, param, ty, unplaced};
use stubwright_spec::ast::{Param, ParamLocation, ParamStyle, TypeExpr, TypeExprKind};

/// Whether a parameter is sent without being one of the endpoint: it has one value, every call has it, or the credentials
/// are in it.
fn is_sent(name: &str, group: &Group<'_>, sheet: &Sheet) -> bool {
    let is_operation = group.operation.as_ref().is_some_and(|own| !own.is_in_body && own.name == name);
    let is_common = sheet.common.iter().any(|common| is_called(&common.value.field, name));
    is_operation || is_common || sheet.has_credential(name)
}

/// The fields of tables of which a call has most fields in its query, if no call has a body.
pub(super) fn beside_query<'f>(group: &Group<'f>) -> BTreeSet<&'f str> {
    let queries = group.calls.iter().flat_map(|call| &call.url.query);
    let shown: BTreeSet<&str> = queries.map(|(known, _)| known.value.as_str()).collect();
    let has_body =
        !group.requests.is_empty() || group.calls.iter().any(|call| !matches!(call.body, Body::None));
    if shown.is_empty() || has_body {
        return BTreeSet::new();
    }
    let names = |table: &'f FieldTable| -> Vec<&'f str> {
        let outer = table.rows.iter().filter(|row| row.path.len() == 1 && row.goes.is_none());
        outer.filter_map(|row| row.path.first()).map(|step| step.name.as_str()).collect()
    };
    let are_shown =
        |names: &Vec<&str>| names.iter().filter(|name| shown.contains(*name)).count() * 2 > names.len();
    group.sent.iter().copied().map(names).filter(are_shown).flatten().collect()
}

/// The name of a field as a parameter; `None` where it lies in another one. Without a body there is no object to lie in, unless
/// it is one of the `outer` fields: `filter[size]` is the name.
fn name_of(field: &Field, outer: &BTreeSet<&str>, has_room: bool) -> Option<String> {
    match field.path.as_slice() {
        [own] => Some(own.name.clone()),
        [object, ..] if !has_room && !outer.contains(object.name.as_str()) => {
            field.written.clone().filter(|name| name.ends_with(']'))
        }
        _ => None,
    }
}

/// The parameters of an endpoint in its path, its query and its headers.
pub(super) fn params(builder: &mut Builder<'_, '_>, group: &Group<'_>, sheet: &Sheet) -> Vec<Noted<Param>> {
    let has_body = !["GET", "HEAD", "DELETE"].contains(&group.method.as_str());
    // A call without a body sends in its query what the page calls the body.
    let has_room = !["GET", "HEAD"].contains(&group.method.as_str());
    let mut params: Vec<Noted<Param>> = Vec::new();
    let is_sent = |name: &str| is_sent(name, group, sheet);
    let beside = beside_query(group);
    let fields = || group.sent.iter().flat_map(|table| &table.rows);
    let outer = fields().filter(|field| field.path.len() == 1 && !has_room);
    let outer: BTreeSet<&str> = outer.flat_map(|field| &field.path).map(|step| step.name.as_str()).collect();
    for field in fields() {
        let Some(name) = name_of(field, &outer, has_room) else { continue };
        let variable = variable(group, field, &name);
        let (name, is_in_path) = variable.map_or((name, false), |variable| (variable, true));
        let is_in_query =
            group.calls.iter().flat_map(|call| &call.url.query).any(|(known, _)| known.value == name)
                && !group.requests.iter().any(|body| body.get(&name).is_some());
        let is_beside = field.goes.is_none() && beside.contains(name.as_str());
        let is_own = is_in_path
            || is_beside
            || (is_in_query && field.goes.is_none())
            || matches!(field.goes, Some(In::Path | In::Query | In::Header))
            || !has_body;
        let is_skipped = field.goes == Some(In::Header) && is_own_header(&name, has_body);
        if !is_own
            || (field.goes == Some(In::Body) && has_room)
            || is_sent(&name)
            || is_skipped
            || params.iter().any(|known| known.value.field.key.value == name)
        {
            continue;
        }
        let mut param = described(builder, group, field, name, is_in_path);
        if is_beside && !is_in_query && !is_in_path && has_body {
            let text = String::from("the query of a call has those beside it");
            param.notes.push(Note { is_guess: true, text, span: None });
        }
        params.push(param);
    }
    let variables = stubwright_spec::template::names(&group.path).unwrap_or_default();
    params.reserve_exact(variables.len());
    for name in variables {
        if params.iter().any(|known| known.value.field.key.value == name) {
            continue;
        }
        let value = group.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let value = value.or_else(|| digits(group, name));
        let ty = value.as_ref().map_or("string", |value| {
            if value.bytes().all(|byte| byte.is_ascii_digit()) { "i64" } else { "string" }
        });
        let mut noted = Noted::plain(param(name, ty::name(ty)));
        noted.notes.extend(value.map(|text| Note { is_guess: true, text, span: None }));
        params.push(noted);
    }
    shown(group, sheet, &mut params);
    // They are large, and most endpoints have one or two.
    params.shrink_to_fit();
    params
}

/// Adds what only the queries of calls show.
fn shown(group: &Group<'_>, sheet: &Sheet, params: &mut Vec<Noted<Param>>) {
    let queries = || group.calls.iter().flat_map(|call| &call.url.query);
    // How many values are types.
    let types = queries().filter(|(_, value)| named(&value.value, false).is_some()).count();
    for (name, value) in queries() {
        if is_item(&name.value, params) {
            continue;
        }
        let list = name.value.strip_suffix("[]");
        let bare = list.unwrap_or(&name.value);
        let is_known = params.iter().any(|known| known.value.field.key.value == bare)
            || is_sent(&name.value, group, sheet);
        if is_known || bare.is_empty() {
            continue;
        }
        // `type=string` alone may be a value.
        let is_sure = types > 1 || !KINDS.has(&bare.to_lowercase());
        let typed = named(&value.value, types > 0).filter(|_| is_sure);
        let ty = typed.unwrap_or_else(|| of_text(bare, &value.value, value.span));
        let mut param = param(bare.to_owned(), ty::name(ty));
        if list.is_some() {
            param.field.ty = ty::list(param.field.ty);
            param.style = Some(unplaced(ParamStyle::Brackets));
        }
        param.field.optional = true;
        let said = short(&value.value);
        let text = if typed.is_some()
            || said.is_empty()
            || is_blank(&said)
            || said.starts_with(['{', '<', '$', '[', '%', '*'])
        {
            String::from(UNSAID)
        } else {
            format!("{said}; {UNSAID}")
        };
        params.push(Noted::guess(param, text, Some(name.span)));
    }
}

/// The variable of the path that a field describes; the table may write `AccountAlias` for `{accountAlias}`. Without a
/// body, two names that differ in capitals alone are one.
fn variable(group: &Group<'_>, field: &Field, name: &str) -> Option<String> {
    let loose = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
    let names = stubwright_spec::template::names(&group.path).unwrap_or_default();
    let is_bare = ["GET", "HEAD", "DELETE"].contains(&group.method.as_str());
    let is_it = |variable: &&str| {
        *variable == name
            || (field.goes == Some(In::Path) && loose(variable) == loose(name))
            || (is_bare && field.goes.is_none() && variable.eq_ignore_ascii_case(name))
    };
    names.into_iter().find(|variable| is_it(&&**variable)).map(|name| name.to_string())
}

/// The first value of a variable of the path in the calls that fill it in, if all of these are whole numbers.
fn digits(group: &Group<'_>, name: &str) -> Option<String> {
    let variable = format!("{{{name}}}");
    let from_end = group.path.trim_end_matches('/').rsplit('/').position(|segment| segment == variable)?;
    let paths = group.calls.iter().map(|call| call.url.path.value.trim_end_matches('/'));
    let values: Vec<&str> = paths
        .filter_map(|path| path.rsplit('/').nth(from_end))
        .filter(|value| !value.contains('{') && !is_blank(value))
        .collect();
    let is_whole = |value: &&str| is_digits(value) && (!value.starts_with('0') || *value == "0");
    values.first().filter(|_| values.iter().all(is_whole)).map(|value| (*value).to_owned())
}

/// Whether `tags[]` is an item of the list `tags`, which says then how it is sent.
fn is_item(name: &str, params: &mut [Noted<Param>]) -> bool {
    let list = name.strip_suffix("[]");
    let mut known = params.iter_mut().filter(|known| Some(known.value.field.key.value.as_str()) == list);
    let list = known.find(|known| ty::item(&known.value.field.ty).is_some());
    let Some(list) = list else { return false };
    list.value.style.get_or_insert(unplaced(ParamStyle::Brackets));
    true
}

/// Whether a header is not a parameter: it is written by the client, has the credentials, or makes a call idempotent.
pub(super) fn is_own_header(name: &str, has_body: bool) -> bool {
    let lower = name.to_lowercase();
    // Of a call that changes nothing such a key is a header like any other.
    OWN.has(&lower) || lower == "authorization" || has_body && lower.contains("idempoten")
}

fn short(value: &str) -> String {
    value.chars().take(24).collect()
}

fn described(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    field: &Field,
    name: String,
    is_in_path: bool,
) -> Noted<Param> {
    let node =
        super::tree::Node { name: name.clone(), field: Some(field), is_list: false, children: Vec::new() };
    let scene =
        Scene { side: Side::Request, parent: "", is_skeleton: false, has_table: true, operation: None };
    // A table without types leaves them to the values of the calls.
    let query = group.calls.iter().flat_map(|call| &call.url.query).find(|(known, _)| known.value == name);
    let ty = query
        .filter(|_| field.kind.is_none() && field.values.is_empty())
        .map(|(name, value)| of_text(&name.value, &value.value, value.span));
    let used = match ty {
        Some(ty) => Used::name(ty).guess("by its value in a call"),
        None => builder.used(&name, None, Some(&node), scene),
    };
    let is_simple = |ty: &TypeExpr| {
        let is_map = matches!(ty::bare(ty).kind, TypeExprKind::Map(_));
        !is_map && !ty::is(ty, "any") && !ty::is(ty, "file")
    };
    // An item without a type is a text as well.
    let ty = match ty::item(ty::bare(&used.ty)) {
        Some(item) if !is_simple(item) => ty::list(ty::name("string")),
        _ if !is_simple(&used.ty) => ty::name("string"),
        _ => used.ty,
    };
    let default = field.default.as_ref().filter(|_| !ty::is_nullable(&ty));
    let default = default.and_then(|value| default_of(value, &ty, used.form));
    let mut param = param(name, ty);
    param.place = (field.goes == Some(In::Header)).then(|| unplaced(ParamLocation::Header));
    param.field.optional = !is_in_path && field.required != Some(Required::Yes);
    param.field.spelling = used.form.map(unplaced);
    param.field.doc = field.description().map(unplaced);
    param.field.default = default.map(sheet::sample);
    let mut noted = Noted::at(param, field.span);
    noted
        .notes
        .extend(used.notes.into_iter().filter(|note| note.span != Some(field.span) && !note.text.is_empty()));
    if field.goes == Some(In::Body) {
        let text = String::from("in the body, by the page; a call without one has it in its query");
        noted.notes.push(Note { is_guess: true, text, span: None });
    }
    noted
}

/// Says once for an endpoint what would be on each of several parameters.
pub(super) fn quiet(endpoint: &mut Endpoint) {
    let is_said = |note: &Note| note.is_guess && note.text.ends_with(UNSAID);
    let count = endpoint.params.iter().filter(|param| param.notes.iter().any(is_said)).count();
    if count < 2 {
        return;
    }
    for param in &mut endpoint.params {
        // A type that one value shows is a guess; a text says nothing.
        let is_typed = !ty::is(&param.value.field.ty, "string");
        for note in param.notes.iter_mut().filter(|note| is_said(note)) {
            let rest = note.text.strip_suffix(UNSAID).unwrap_or_default().trim_end_matches("; ").to_owned();
            note.is_guess = is_typed && !rest.is_empty();
            note.text = if rest.is_empty() { rest } else { format!("such as {rest}") };
        }
    }
    let text = String::from("which parameters are required is not said");
    endpoint.name_notes.push(Note { is_guess: true, text, span: None });
}

/// The note about a parameter that only a call shows.
const UNSAID: &str = "whether it is required is not said";
