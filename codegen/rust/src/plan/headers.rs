//! The headers of responses.

use super::docs::{Docs, Markdown, code, markdown};
use super::fields::with_facts;
use super::names::{Name, ident};
use super::rust_types::rust_type;
use super::syntax::Expr;
use super::{Cx, Derive, FieldDebug, HeaderItem, HeadersItem};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{Endpoint, Field, Type};

/// The struct for the headers of a response, if some are declared.
pub(super) fn plan(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Option<HeadersItem> {
    let (name, members) = cx.names.headers[id].as_ref()?;
    let fields: Vec<(&Field, &Name)> = endpoint.response_headers.iter().zip(members).collect();
    let mut docs = Docs::ours(markdown!("The headers of a response to {}.", code(endpoint.name.as_str())));
    docs.add("`From` reads them from the headers of a whole response. One that is not there, or is something else, is `None`.");
    let debug = |(field, name): &(&Field, &Name)| match field.secret {
        true => FieldDebug::Hidden((*name).clone()),
        false => FieldDebug::Shown((*name).clone()),
    };
    let hides = fields.iter().any(|(field, _)| field.secret);
    let shown: &[Derive] = if hides { &Derive::HIDING } else { &Derive::SHOWING };
    Some(HeadersItem {
        ident: name.clone(),
        docs,
        derives: shown.iter().copied().chain([Derive::Default]).collect(),
        debug: hides.then(|| fields.iter().map(debug).collect()),
        fields: fields.into_iter().map(|(field, name)| header(cx, field, name)).collect(),
    })
}

fn header(cx: &Cx<'_>, field: &Field, name: &Name) -> HeaderItem {
    let is_list = matches!(cx.api.behind_aliases(&field.ty), Type::List(_));
    let function = if is_list { "rt::header_list" } else { "rt::header" };
    let docs = Docs::vendor_with(field.doc.as_ref(), code(&field.wire));
    HeaderItem {
        ident: name.clone(),
        docs: with_facts(cx, field, docs),
        ty: rust_type(cx, &field.ty).optional(),
        value: Expr::call(function, [Expr::local(&ident("headers")), Expr::text(field.wire.as_str())]),
    }
}

/// The sentence that names the struct with the headers of an endpoint.
pub(super) fn mentioned(cx: &Cx<'_>, id: EndpointId) -> Markdown {
    cx.names.headers[id].as_ref().map_or_else(Markdown::default, |(name, _)| {
        markdown!("{} has the headers of the response.", code(name.plain()))
    })
}
