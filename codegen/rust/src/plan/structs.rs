//! Structs of the spec.

use super::docs::{Markdown, code, markdown};
use super::fields::{Part, part};
use super::names::Name;
use super::rust_types::parameter;
use super::struct_item::{Head, build};
use super::type_docs::type_docs;
use super::{Cx, FixedItem, FixedValue, StructItem, Wire, requests};
use stubwright_spec::model::analysis::TypeUsage;
use stubwright_spec::model::{Direction, Field, FieldRole, Scalar, Type, TypeDef, TypeId};

/// A struct of the spec.
pub(super) fn plan(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    fields: &[Field],
    (ident, members): (&Name, &[Name]),
) -> StructItem {
    let facts = cx.analysis.get(id);
    let is_held = |field: &Field| !matches!(field.role, FieldRole::Fixed(_)) && is_used(facts, field);
    let parts: Vec<Part> = fields
        .iter()
        .zip(members)
        .enumerate()
        .filter(|(_, (field, _))| is_held(field))
        .map(|(at, (field, member))| part(cx, Some((id, at)), field, member))
        .collect();
    let fixed: Vec<FixedItem> = fields.iter().filter_map(self::fixed).collect();
    // Callers build what is sent. If others had a constructor too, it would go with the first response that has the type.
    // A spec without endpoints is a library of types, which its users build.
    let is_built = facts.sent || cx.api.endpoints.is_empty();
    let mut docs = type_docs(def);
    docs.add(Markdown::joined(&fixed.iter().map(always).collect::<Vec<_>>(), " "));
    if !is_built && facts.received {
        docs.add("Sent by the server; new fields may be added.");
    }
    let parameter = def.parameter.as_ref().map(|name| parameter(cx, name));
    let params = requests::own_params(cx, id);
    let wire = wire(cx, id, fields, &params);
    build(
        cx,
        Head {
            ident: ident.clone(),
            parameter,
            docs,
            is_built,
            wire,
            fixed,
            is_endless: !cx.analysis.is_finite(id),
        },
        params,
        parts,
    )
}

/// Whether a field is there in a direction in which its type goes. One that is not comes with the first endpoint that uses the
/// type the other way: a field more changes nothing.
fn is_used(facts: TypeUsage, field: &Field) -> bool {
    let unused = match field.when.as_deref() {
        None => return true,
        Some(Direction::Received) => facts.sent && !facts.received,
        Some(Direction::Sent) => facts.received && !facts.sent,
    };
    !unused
}

/// A member that no field holds.
fn fixed(field: &Field) -> Option<FixedItem> {
    let FieldRole::Fixed(sample) = &field.role else { return None };
    let text = sample.text().unwrap_or_default();
    let value = match field.ty.value {
        Type::Scalar(Scalar::Bool) => FixedValue::Flag(text == "true"),
        Type::Scalar(Scalar::Decimal) => FixedValue::Number(text.to_owned()),
        _ => FixedValue::Text(text.to_owned()),
    };
    Some(FixedItem { wire: field.wire.value.clone(), value, is_required: !field.optional })
}

/// The sentence about a member that no field holds.
fn always(item: &FixedItem) -> Markdown {
    let value = match &item.value {
        FixedValue::Text(text) | FixedValue::Number(text) => code(text),
        FixedValue::Flag(flag) => code(if *flag { "true" } else { "false" }),
    };
    markdown!("{} is always {}.", code(&item.wire), value)
}

/// How a struct is on the wire; a file is neither read nor written as JSON, so that one which is required rules it out.
fn wire(cx: &Cx<'_>, id: TypeId, fields: &[Field], params: &[Part]) -> Option<Wire> {
    if fields.iter().any(|field| cx.api.is_file(&field.ty) && !field.optional) {
        return None;
    }
    let requires = |part: &Part| part.field.kind.presence.is_required();
    // No value of an endless type can be read, since there is none.
    let is_endless = || !cx.analysis.is_finite(id);
    Some(match params {
        [] => Wire::Record,
        params if params.iter().any(requires) || is_endless() => Wire::WrittenBody,
        _ => Wire::Body,
    })
}
