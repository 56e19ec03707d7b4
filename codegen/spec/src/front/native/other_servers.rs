//! `other_servers:`, the servers other than the client's own.

use super::keys;
use super::read::{Object, mapping, text};
use super::servers::check_url;
use crate::ast::{OtherServer, OtherUrls};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};
use crate::template;

/// Reads the section.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<OtherServer> {
    let entries = mapping(cursor, "`other_servers`", diags).unwrap_or_default();
    entries.into_iter().filter_map(|(name, value)| server(name, value, diags)).collect()
}

fn server(name: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<OtherServer> {
    let name = Spanned::new(name.text.to_owned(), name.span);
    if let Shape::Scalar(_) = value.shape() {
        return Some(OtherServer { name, urls: OtherUrls::Same(url(value, diags)?), doc: None });
    }
    let object = Object::read(value, keys::BESIDE, diags)?;
    let urls = object.need("url", diags).and_then(|at| match at.shape() {
        Shape::Mapping(entries) => {
            let each = entries.into_iter().filter_map(|(beside, value)| {
                Some((Spanned::new(beside.text.to_owned(), beside.span), url(value, diags)?))
            });
            Some(OtherUrls::Each(each.collect()))
        }
        _ => url(at, diags).map(OtherUrls::Same),
    });
    let doc = object.text("doc", diags);
    Some(OtherServer { name, urls: urls?, doc })
}

/// A base URL. Its variables are those of the API's server that it is given for, which is known later.
fn url(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let url = text(cursor, diags)?;
    match template::names(url.as_str()) {
        Ok(_) => {
            let filled = template::filled(url.as_str(), |_| String::from("x"));
            check_url(&Spanned::new(filled, url.span), diags);
        }
        Err(problem) => diags.push(
            Diagnostic::new(
                Code::BadServer,
                url.span,
                format!("`{}` is not a valid base URL: {problem}", super::read::shorten(url.as_str())),
            )
            .help("write a variable part as `{region}`, by the name that it has under `servers:`"),
        ),
    }
    Some(url)
}
