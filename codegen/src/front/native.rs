//! The native format: YAML as `spec/format.md` describes it → [`crate::ast`]. Shape is checked here, meaning later.

mod endpoints;
mod enums;
mod envelope;
mod errors;
mod fields;
pub mod keys;
mod read;
mod sample;
mod ty;
mod types;
mod unions;

use crate::ast::Api;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Document};
use read::{Object, text};

/// The one version of the format there is.
const FORMAT: &str = "1";

/// Reads a document; `None` when it is no map at all.
pub fn read(document: &Document, diags: &mut Diagnostics) -> Option<Api> {
    let root = document.root()?;
    let object = Object::read(root, keys::API, diags)?;
    if let Some(version) = object.need("stubwright", diags) {
        check_format(version, diags);
    }
    let name = object.need("api", diags).and_then(|name| text(name, diags));
    let api = Api {
        name: name.unwrap_or_else(|| Spanned::new(String::new(), object.span.at_start())),
        title: object.text("title", diags),
        version: object.text("version", diags),
        doc: object.text("doc", diags),
        servers: object.get("servers").map(|at| endpoints::servers(at, diags)).unwrap_or_default(),
        timezone: object.get("timezone").and_then(|at| timezone(at, diags)),
        envelope: object.get("envelope").and_then(|at| envelope::read(at, diags)),
        errors: object.get("errors").map(|at| errors::read(at, diags)).unwrap_or_default(),
        endpoints: object.get("endpoints").map(|at| endpoints::read(at, diags)).unwrap_or_default(),
        types: object.get("types").map(|at| types::read(at, diags)).unwrap_or_default(),
    };
    Some(api)
}

fn check_format(cursor: Cursor<'_>, diags: &mut Diagnostics) {
    let Some(found) = text(cursor, diags) else { return };
    if found.value != FORMAT {
        diags.push(
            Diagnostic::new(
                Code::UnknownFormat,
                found.span,
                format!("version `{}` of the format is not known", found.value),
            )
            .help(format!("this stubwright reads version {FORMAT}; update stubwright if the spec is newer")),
        );
    }
}

/// An offset as in RFC 3339 section 5.6: `+08:00`, `-03:30`, `Z`.
fn timezone(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let found = text(cursor, diags)?;
    let is_offset = match found.value.as_bytes() {
        b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            let digits = [h1, h2, m1, m2].iter().all(|byte| byte.is_ascii_digit());
            digits && (*h1, *h2) <= (b'2', b'3') && *m1 <= b'5'
        }
        _ => false,
    };
    if !is_offset {
        diags.push(
            Diagnostic::new(Code::WrongShape, found.span, format!("`{}` is no offset from UTC", found.value))
                .help("write it as `\"+08:00\"`, in quotes"),
        );
    }
    is_offset.then_some(found)
}
