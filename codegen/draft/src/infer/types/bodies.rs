//! Bodies of requests and payloads of responses.

use super::build::{Builder, Scene};
use super::calls;
use super::endpoints::Group;
use super::envelope::Reading;
use super::params;
use super::placed;
use super::shape::{Object, Shape};
use super::tree::Node;
use crate::found::{Body, Call, FieldTable, In, Printed, Side};
use crate::json::{Kind, Value};
use crate::sheet::{Noted, Sheet, ty};
use stubwright_spec::ast::{BodyKind, TypeExpr, TypeExprKind};
use stubwright_spec::diag::{Code, Diagnostic};

pub(super) fn request(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    name: &str,
    sheet: &Sheet,
) -> Option<BodyKind> {
    if ["GET", "HEAD"].contains(&group.method.as_str()) {
        return None;
    }
    let mut forms: Vec<(Value, bool)> =
        group.calls.iter().filter_map(|call| calls::form(&call.body)).collect();
    // A call has one body: the parts of another one are not fields of the JSON.
    if let Some(call) = other_form(group) {
        forms.clear();
        let message = "the call is sent as a form, too, which the draft does not have";
        let this = Diagnostic::new(Code::NotDrafted, call.span, message);
        builder.diags.push(this.help("make an endpoint of its own of it, with `request: {multipart: …}`"));
    }
    let is_multipart = forms.iter().any(|(_, is_multipart)| *is_multipart);
    let values: Vec<&Value> =
        group.requests.iter().copied().chain(forms.iter().map(|(value, _)| value)).collect();
    let shape = Shape::of(values.iter().copied());
    let mut nodes = placed::tree(&group.sent, &shape);
    let beside = params::beside_query(group);
    nodes.retain(|node| {
        let is_beside =
            node.field.is_none_or(|field| field.goes.is_none()) && beside.contains(node.name.as_str());
        !is_beside && !is_param(node, group, sheet, &shape)
    });
    if shape.object.is_none() && nodes.is_empty() {
        return shape.list.is_some().then(|| {
            let scene = Scene {
                side: Side::Request,
                parent: name,
                is_skeleton: shape.is_skeleton(),
                has_table: false,
                operation: None,
            };
            BodyKind::Json(builder.used(name, Some(&shape), None, scene).ty)
        });
    }
    let is_told = |node: &Node<'_>| node.field.is_some_and(|field| field.goes == Some(In::Body));
    if group.method == "DELETE" && shape.object.is_none() && !nodes.iter().any(is_told) {
        return None;
    }
    let scene = Scene {
        side: Side::Request,
        parent: "",
        is_skeleton: shape.is_skeleton(),
        has_table: !nodes.is_empty(),
        operation: group.operation.as_ref().filter(|own| own.is_in_body),
    };
    let has_file =
        nodes.iter().any(|node| node.field.and_then(|field| field.kind.as_ref()) == Some(&Printed::File));
    let items = shape.list.as_deref().filter(|_| shape.object.is_none());
    let items = items.filter(|items| is_body(items, &nodes) || !say_other(builder, group));
    let is_list = items.is_some() || shape.object.is_none() && are_items(&group.sent);
    let object = items.unwrap_or(&shape).object.as_ref();
    let name = builder.structure(name, object, &nodes, scene);
    if is_list {
        return Some(BodyKind::Json(ty::list(ty::name(name))));
    }
    let is_multipart = is_multipart || has_file;
    Some(kind(builder, group, name, (!forms.is_empty(), is_multipart)))
}

/// The kind of a body that is a struct, where forms that calls send say something.
fn kind(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    name: String,
    (is_sent, is_multipart): (bool, bool),
) -> BodyKind {
    let is_object = |value: &&Value| matches!(value.kind, Kind::Object(_));
    let is_form = !group.requests.iter().any(is_object) && (is_sent || says_form(group));
    if is_form && !is_multipart {
        builder.flatten(&name);
    }
    // A form has no room for objects.
    let is_flat = builder.is_flat(&name);
    let ty = ty::name(name);
    match () {
        () if is_flat && is_multipart => BodyKind::Multipart(ty),
        () if is_flat && (is_sent || is_form) => BodyKind::Form(ty),
        () => BodyKind::Json(ty),
    }
}

/// A call that sends a form of parts where others of the endpoint send JSON.
fn other_form<'f>(group: &Group<'f>) -> Option<&'f Call> {
    let sends_json = group.calls.iter().any(|call| matches!(call.body, Body::Json(..)));
    group.calls.iter().copied().find(|call| sends_json && matches!(call.body, Body::Multipart(_)))
}

/// Whether the items of a list have most of the fields of the tables, or there are none.
fn is_body(items: &Shape, nodes: &[Node<'_>]) -> bool {
    let Some(object) = items.object.as_ref() else { return true };
    let known = nodes.iter().filter(|node| object.get(&node.name).is_some()).count();
    known * 2 >= nodes.len().min(object.members.len())
}

/// Says that a list in the samples is not the body; `false` where the call has no such sample.
fn say_other(builder: &mut Builder<'_, '_>, group: &Group<'_>) -> bool {
    let Some(sample) = group.requests.first() else { return false };
    let message = "a list whose items have other fields than the table of the request is left out";
    let this = Diagnostic::new(Code::NotDrafted, sample.span, message);
    builder.diags.push(this.help("title it with the field that it is a value of"));
    true
}

/// Whether a field is sent beside the body: in the path, in the query, in a header.
fn is_param(node: &Node<'_>, group: &Group<'_>, sheet: &Sheet, shape: &Shape) -> bool {
    let goes = node.field.and_then(|field| field.goes);
    let is_elsewhere = matches!(goes, Some(In::Path | In::Query | In::Header));
    let is_common = sheet.common.iter().any(|common| common.value.field.key.value == node.name);
    let is_in_body = shape.object.as_ref().is_some_and(|object| object.get(&node.name).is_some());
    let is_auth = sheet.credential().is_some_and(|known| known == node.name && !is_in_body);
    let is_in_query = goes.is_none()
        && !is_in_body
        && group.calls.iter().flat_map(|call| &call.url.query).any(|(name, _)| name.value == node.name);
    is_elsewhere || is_common || is_auth || is_in_query || group.path.contains(&format!("{{{}}}", node.name))
}

/// Whether a table says that the body is a list.
fn are_items(tables: &[&FieldTable]) -> bool {
    tables.iter().any(|table| table.is_list)
}

/// Whether a header says that the body is a form.
fn says_form(group: &Group<'_>) -> bool {
    let headers = group.calls.iter().flat_map(|call| &call.headers);
    headers.into_iter().any(|(name, value)| {
        name.value.eq_ignore_ascii_case("content-type") && value.value.contains("x-www-form-urlencoded")
    })
}

/// The payload of a response, without the envelope.
pub(super) fn response(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    payload: &Shape,
    name: &str,
    reading: Option<&Reading>,
) -> Option<Noted<TypeExpr>> {
    let answers = group.responses.iter().map(|sample| &sample.value);
    let nodes = placed::tree(&group.answered, &Shape::of(answers));
    if let Some(described) = described(builder, payload, &nodes, name, reading) {
        return Some(described);
    }
    let nodes = payload_nodes(nodes, payload, reading);
    let is_skeleton = payload.is_skeleton();
    let has_table = !nodes.is_empty();
    let scene = Scene { side: Side::Response, parent: "", is_skeleton, has_table, operation: None };
    let result = format!("{name}Result");
    let keyed = keyed(payload, &nodes);
    if let Some((object, values)) = keyed.map(|object| (object, object.values()))
        && values.object.is_some()
    {
        let nodes = of_values(object, nodes);
        let item = builder.structure(&format!("{name}Item"), values.object.as_ref(), &nodes, scene);
        return Some(Noted::guess(ty::map(ty::name(item)), "the keys are values", None));
    }
    let is_map = keyed.is_some() && nodes.is_empty();
    if !is_map && (payload.object.is_some() || (payload.kinds() == 0 && !nodes.is_empty())) {
        let is_empty =
            payload.object.as_ref().is_none_or(|object| object.members.is_empty()) && nodes.is_empty();
        if is_empty {
            return None;
        }
        let name = builder.structure(&result, payload.object.as_ref(), &nodes, scene);
        let this = ty::name(name);
        let is_list = payload.object.is_none() && are_items(&group.answered);
        return Some(Noted::plain(if is_list { ty::list(this) } else { this }));
    }
    if let Some(items) = &payload.list {
        let is_objects = items.object.is_some() || !nodes.is_empty();
        if is_objects {
            let item = builder.structure(&format!("{name}Item"), items.object.as_ref(), &nodes, scene);
            return Some(Noted::plain(ty::list(ty::name(item))));
        }
        let used = builder.used(name, Some(payload), None, scene);
        return Some(Noted { value: used.ty, notes: used.notes });
    }
    let used = (payload.kinds() > 0).then(|| builder.used(name, Some(payload), None, scene))?;
    let value = match used.ty.kind {
        TypeExprKind::Nullable(inner) => *inner,
        _ => used.ty,
    };
    Some(Noted { value, notes: used.notes })
}

/// The payload, if its keys are values. A key that has a row of its own is a name.
fn keyed<'p>(payload: &'p Shape, nodes: &[Node<'_>]) -> Option<&'p Object> {
    let object = payload.object.as_ref().filter(|object| object.has_dynamic_keys())?;
    let is_row = |node: &Node<'_>| node.field.is_some() && object.get(&node.name).is_some();
    (!nodes.iter().any(is_row)).then_some(object)
}

/// The fields of a table that is about each of the values of a map.
fn of_values<'f>(object: &Object, nodes: Vec<Node<'f>>) -> Vec<Node<'f>> {
    let (inside, others): (Vec<_>, Vec<_>) =
        nodes.into_iter().partition(|node| object.get(&node.name).is_some());
    inside.into_iter().flat_map(|node| node.children).chain(others).collect()
}

/// The payload where no sample shows it and the tables have a row for it: a type that the page names, a list, a value.
fn described(
    builder: &mut Builder<'_, '_>,
    payload: &Shape,
    nodes: &[Node<'_>],
    name: &str,
    reading: Option<&Reading>,
) -> Option<Noted<TypeExpr>> {
    let reading = reading?;
    let (first, rest) = reading.data()?.split_first()?;
    let outer = nodes.iter().find(|node| node.name == *first && !is_inner(node, nodes, reading))?;
    let node =
        rest.iter().try_fold(outer, |node, key| node.children.iter().find(|node| node.name == *key))?;
    let is_alone = nodes.iter().all(|other| other.name == *first || reading.owns(&other.name));
    let is_value = !matches!(node.field.and_then(|field| field.kind.as_ref()), None | Some(Printed::Object));
    // Fields in an object without a name are those of the result.
    let is_named = node.type_name().is_some() || node.is_list || (node.children.is_empty() && is_value);
    if payload.kinds() > 0 || !is_alone || !is_named || (node.children.is_empty() && !is_value) {
        return None;
    }
    let scene =
        Scene { side: Side::Response, parent: name, is_skeleton: false, has_table: true, operation: None };
    let used = builder.used(first, None, Some(node), scene);
    Some(Noted { value: used.ty, notes: used.notes })
}

/// Whether a text that is called as the payload is one of its fields: the code of the envelope is not beside it.
fn is_inner(node: &Node<'_>, nodes: &[Node<'_>], reading: &Reading) -> bool {
    let is_scalar = node
        .field
        .is_some_and(|field| matches!(field.kind, Some(Printed::Text | Printed::Int | Printed::Long)));
    is_scalar && nodes.len() > 1 && !nodes.iter().any(|other| reading.has(&other.name))
}

/// The fields of tables that are about the payload, as they lie in it.
fn payload_nodes<'f>(mut nodes: Vec<Node<'f>>, payload: &Shape, reading: Option<&Reading>) -> Vec<Node<'f>> {
    let in_payload = |name: &str| payload.object.as_ref().is_some_and(|object| object.get(name).is_some());
    if let Some(reading) = reading {
        let mut path = reading.data().into_iter().flatten();
        let first = path.next();
        let is_data = |node: &Node<'_>| first == Some(&node.name) && !is_inner(node, &nodes, reading);
        let data = nodes.iter().position(is_data);
        let is_whole =
            data.is_some() || nodes.iter().any(|node| reading.has(&node.name) && !in_payload(&node.name));
        let inside = data.map(|data| nodes.remove(data)).map(|node| node.children).unwrap_or_default();
        let inside = path.fold(inside, |nodes, key| {
            nodes.into_iter().find(|node| node.name == *key).map(|node| node.children).unwrap_or_default()
        });
        if is_whole {
            nodes.retain(|node| in_payload(&node.name) || !reading.owns(&node.name));
        }
        if !inside.is_empty() {
            nodes
                .retain(|node| in_payload(&node.name) && !inside.iter().any(|inner| inner.name == node.name));
            nodes.extend(inside);
        }
    }
    descended(nodes, payload)
}

/// Puts fields that are those of an only list or object in the payload into it.
fn descended<'f>(nodes: Vec<Node<'f>>, payload: &Shape) -> Vec<Node<'f>> {
    let Some(object) = &payload.object else { return nodes };
    let is_outer = nodes.is_empty() || nodes.iter().any(|node| object.get(&node.name).is_some());
    let mut big = object.members.iter().filter_map(|member| {
        let items = member.shape.list.as_deref().unwrap_or(&member.shape);
        Some((member, items.object.as_ref()?))
    });
    let (Some((member, inner)), None) = (big.next(), big.next()) else { return nodes };
    let known = nodes.iter().filter(|node| inner.get(&node.name).is_some()).count();
    if is_outer || known * 2 < nodes.len() {
        return nodes;
    }
    let is_list = member.shape.list.is_some();
    vec![Node { name: member.key.clone(), field: None, is_list, children: nodes }]
}
