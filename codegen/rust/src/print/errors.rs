//! The error enum and its static table.

use super::file::Part;
use super::flat::{Flat, Joined};
use super::layout::{MAX_WIDTH, TAB};
use super::out::Out;
use super::scope::FileScope;
use super::words;
use crate::plan::syntax::{Expr, Path};
use crate::plan::{Balance, BodiesItem, Derive, ErrorsItem, RowItem, Usage};

/// `errors.rs`.
pub(super) fn parts(errors: &ErrorsItem) -> Vec<Part<'_>> {
    let types = errors.bodies.as_ref().is_some_and(|bodies| bodies.types == Usage::Named);
    let mut parts = vec![words::runtime()];
    if types {
        parts.push(Part::line("use super::types;"));
    }
    parts.extend([
        Part::item(|out| {
            out.docs(&errors.error_docs);
            out.code("pub type Error = rt::Error<ErrorCode>;", &[]);
        }),
        Part::item(|out| definition(out, errors)),
    ]);
    parts.extend(rows(&errors.rows));
    parts.push(Part::item(|out| index(out, &"BY_CODE", &errors.by_code)));
    parts.push(Part::item(|out| table(out, &errors.rows)));
    parts
        .extend(errors.tables.iter().map(|table| Part::item(|out| index(out, &table.ident, &table.by_code))));
    parts.extend(errors.lookups.iter().map(|lookup| {
        Part::item(|out| {
            let tables = lookup.tables.iter().map(|name| Expr::local(name).referenced());
            let tables = Expr::Array(tables.collect());
            let head = "pub(super) static $: [&[u16]; $] =";
            out.value(head, &[&lookup.ident, &lookup.tables.len()], &tables, ";");
        })
    }));
    parts.extend(errors.answers.iter().map(|answers| {
        Part::item(|out| {
            let codes = answers.variants.iter().map(|name| Expr::Path(Path::Code(name.clone())));
            let head = "pub(super) const $: &[ErrorCode] =";
            out.value(head, &[&answers.ident], &Expr::list(codes), ";");
        })
    }));
    parts.extend(errors.bodies.iter().flat_map(bodies));
    parts
}

/// The enum of the bodies of failures, its connection with the codes, and the table that endpoints share.
fn bodies(bodies: &BodiesItem) -> impl Iterator<Item = Part<'_>> {
    let shared = bodies.shared.as_ref().map(|(ident, entries)| {
        Part::item(move |out| {
            let head = "pub(super) static $: [(rt::Statuses, Option<u16>); $] =";
            out.value(head, &[ident, &entries.len()], &Expr::Array(entries.clone()), ";");
        })
    });
    let definition = Part::item(|out| {
        out.docs(&bodies.docs);
        if bodies.balance == Balance::Uneven {
            out.code(words::UNEVEN, &[]);
        }
        out.code("#[derive($)]", &[&Joined(&Derive::SHOWING, ", ")]);
        out.code("#[non_exhaustive]", &[]);
        out.open("pub enum ErrorBody {", &[]);
        for variant in &bodies.variants {
            out.docs(&variant.docs);
            out.code("$($),", &[&variant.ident, &variant.ty]);
        }
        out.close("}");
    });
    let connection = Part::item(|out| {
        out.open("rt::error_bodies! {", &[]);
        out.open("ErrorCode, ErrorBody, {", &[]);
        for (number, variant) in bodies.variants.iter().enumerate() {
            out.code("$ => $($),", &[&number, &variant.ident, &variant.ty]);
        }
        out.close("}");
        out.close("}");
    });
    [definition, connection].into_iter().chain(shared)
}

fn definition(out: &mut Out<'_>, errors: &ErrorsItem) {
    out.docs(&errors.docs);
    out.code("#[derive(Clone, Copy, PartialEq, Eq, Hash)]", &[]);
    out.code("#[non_exhaustive]", &[]);
    out.code("#[repr(u16)]", &[]);
    out.open("pub enum ErrorCode {", &[]);
    for row in &errors.rows {
        out.docs(&row.docs);
        out.code("$,", &[&row.ident]);
    }
    out.code("/// A code that this version doesn't know; [`Error::code`] is its text.", &[]);
    out.code("Unrecognized,", &[]);
    out.close("}");
}

fn rows(rows: &[RowItem]) -> Option<Part<'_>> {
    Some(Part::item(move |out| {
        if rows.len() < 3 {
            let count = rows.len();
            let rows = Expr::Array(rows.iter().map(|row| row.info.clone()).collect());
            out.value("static ROWS: [rt::ErrorInfo; $] =", &[&count], &rows, ";");
            return;
        }
        // Not as an array: the longest table is printed row by row.
        out.open("static ROWS: [rt::ErrorInfo; $] = [", &[&rows.len()]);
        for row in rows {
            out.expr(&row.info, ",");
        }
        out.close("];");
    }))
}

/// Indexes of rows by code.
fn index(out: &mut Out<'_>, name: &dyn Flat, by_code: &[u16]) {
    let indexes = by_code.iter().map(|index| Expr::integer(*index)).collect();
    out.value("static $: [u16; $] =", &[name, &by_code.len()], &Expr::Array(indexes), ";");
}

/// The macro that finds rows by their codes.
fn table(out: &mut Out<'_>, rows: &[RowItem]) {
    out.open("rt::error_codes! {", &[]);
    out.code("ErrorCode, ROWS, BY_CODE,", &[]);
    out.open("[", &[]);
    // rustfmt leaves what is in braces as it is; it would fill an array of short names in the same way.
    let mut lines: Vec<Vec<&RowItem>> = Vec::new();
    let mut column = MAX_WIDTH;
    for row in rows {
        let taken = row.ident.as_str().chars().count() + 2;
        if column + taken > MAX_WIDTH {
            lines.push(Vec::new());
            column = 2 * TAB;
        }
        column += taken;
        if let Some(line) = lines.last_mut() {
            line.push(row);
        }
    }
    for line in lines {
        out.code("$,", &[&Joined(&line, ", ")]);
    }
    out.close("]");
    out.close("}");
}

impl Flat for RowItem {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(self.ident.as_str());
    }
}
