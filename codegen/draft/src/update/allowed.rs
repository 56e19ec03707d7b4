//! Findings about pages that the spec allows: `allow:` of a row, or of all of it.

use std::collections::BTreeMap;

use crate::infer::{FEW, is_http_like};
use crate::sheet::{Code, Sheet};
use stubwright_spec::ast::{Api, ErrorCode};
use stubwright_spec::diag::{Code as Finding, Diagnostics};
use stubwright_spec::source::{FileId, SourceMap, Span, Spanned};

/// Takes away what is found on a line of a page whose row in the spec allows it.
pub(super) fn quiet(diagnostics: &mut Diagnostics, api: &Api, sheet: &Sheet, sources: &SourceMap) {
    let line = |span: Span| Some((span.file, sources.get(span.file)?.line_column(span.start).line));
    let mut rows: BTreeMap<(FileId, usize), Vec<&ErrorCode>> = BTreeMap::new();
    let mut http_like: Vec<Option<&ErrorCode>> = Vec::new();
    for (codes, old) in tables(api, sheet) {
        for code in codes {
            let known = old.iter().find(|old| old.code.value == code.code);
            let has_status = code.rows.iter().any(|row| row.value.http.is_some());
            http_like.extend((is_http_like(&code.code) && !has_status).then_some(known));
            for span in code.rows.iter().flat_map(|row| &row.notes).filter_map(|note| note.span) {
                rows.entry(line(span).unwrap_or((span.file, 0))).or_default().extend(known);
            }
        }
    }
    diagnostics.retain(|finding| {
        let word = finding.code.as_str();
        let is_allowed = |codes: &[Spanned<String>]| codes.iter().any(|code| code.value == word);
        let allows = |code: &ErrorCode| code.rows.iter().any(|row| is_allowed(&row.allow.codes));
        let place = finding.primary.as_ref().and_then(|label| line(label.span));
        let here = place.and_then(|place| rows.get(&place));
        let is_quiet = here.is_some_and(|codes| codes.iter().any(|code| allows(code)));
        // Many such codes have one finding, at the first of them.
        let is_of_all = finding.code == Finding::HttpLikeCode && http_like.len() > FEW;
        let is_quiet = is_quiet && (!is_of_all || http_like.iter().all(|code| code.is_some_and(allows)));
        !is_quiet && !is_allowed(&api.allow.codes)
    });
}

/// The tables of the sheet, each with what the spec has of it.
fn tables<'a>(api: &'a Api, sheet: &'a Sheet) -> impl Iterator<Item = (&'a [Code], &'a [ErrorCode])> {
    let further = sheet.tables.iter().filter_map(|(name, codes)| {
        let old = api.tables.iter().find(|table| table.name.value == name.value)?;
        Some((codes.as_slice(), old.codes.as_slice()))
    });
    std::iter::once((sheet.errors.as_slice(), api.errors.as_slice())).chain(further)
}
