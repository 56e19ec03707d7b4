//! The error table: variants, rows, and the table as documentation.

use std::collections::BTreeMap;

use super::docs::{Docs, Markdown, cell, code, inline, markdown};
use super::names::{Name, ident};
use super::syntax::{Expr, Path};
use super::{AnswersItem, Cx, ErrorsItem, LookupItem, RowItem, TableItem};
use stubwright_spec::model::preflight::Coverage;
use stubwright_spec::model::{Api, Category, Endpoint, ErrorRow, Matching, Retry, RowId, TableId, Text};
use stubwright_spec::source::Spanned;

/// Tables longer than this are not repeated above the enum: each variant has its own words.
const LONGEST_TABLE: usize = 200;

/// Plans `errors.rs`.
pub(super) fn plan(cx: &Cx<'_>) -> ErrorsItem {
    let coverage = coverage(cx.api);
    let rows: Vec<RowItem> = cx
        .api
        .errors
        .enumerate()
        .map(|(id, row)| (id, row, &cx.names.rows[id]))
        .map(|(id, row, ident)| RowItem {
            ident: ident.clone(),
            docs: with_coverage(&coverage, id, row_docs(cx.api, row)),
            info: info(row, ident),
        })
        .collect();
    let is_used = |id: TableId| cx.api.endpoints.iter().any(|endpoint| endpoint.tables.contains(&id));
    let tables = cx.names.tables.enumerate().filter(|(id, _)| is_used(*id));
    let tables =
        tables.map(|(id, ident)| TableItem { ident: ident.clone(), by_code: by_code(cx.api, Some(id)) });
    let mut error_docs = Docs::ours("The error of a failed call.");
    error_docs.add("[`kind`](Self::kind) is the [`ErrorCode`], [`code`](Self::code) its text.");
    if !cx.names.failures.is_empty() {
        error_docs.add("[`typed`](Self::typed) reads the body of a response, an [`ErrorBody`].");
    }
    ErrorsItem {
        error_docs,
        docs: table(cx),
        rows,
        by_code: by_code(cx.api, None),
        tables: tables.collect(),
        lookups: lookups(cx),
        answers: shared_answers(cx),
        bodies: super::failures::plan(cx),
    }
}

/// The rows of a table, by the bytes of their codes and then in their own order.
fn by_code(api: &Api, table: Option<TableId>) -> Vec<u16> {
    let mut rows: Vec<(&[u8], u16)> = api
        .errors
        .enumerate()
        .filter(|(_, row)| row.table == table)
        .filter_map(|(id, row)| Some((row.code.as_str().as_bytes(), u16::try_from(id.0).ok()?)))
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, index)| index).collect()
}

/// The constant with the codes of an endpoint that lists none, where they are not all codes of the API.
fn answers_name(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Name> {
    (endpoint.errors.is_none() && !cx.api.tables.is_empty()).then(|| scoped(cx, "ANSWERS", endpoint))
}

/// The static that lists the tables of an endpoint.
pub(super) fn lookup_name(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Name> {
    (!endpoint.tables.is_empty()).then(|| scoped(cx, "LOOKUP", endpoint))
}

/// `ANSWERS_REFUNDS__ORDERS`: one name for each list of tables. No table has two consecutive `_` in its name.
fn scoped(cx: &Cx<'_>, head: &str, endpoint: &Endpoint) -> Name {
    let tables: Vec<String> =
        statics(cx, endpoint).iter().map(|ident| ident.as_str().replacen("TABLE", "", 1)).collect();
    ident(&format!("{head}{}", tables.join("_")))
}

fn statics(cx: &Cx<'_>, endpoint: &Endpoint) -> Vec<Name> {
    endpoint.tables.iter().map(|id| cx.names.tables[*id].clone()).collect()
}

fn lookups(cx: &Cx<'_>) -> Vec<LookupItem> {
    let mut items: Vec<LookupItem> = Vec::new();
    for endpoint in &cx.api.endpoints {
        if let Some(ident) = lookup_name(cx, endpoint)
            && items.iter().all(|item| item.ident != ident)
        {
            items.push(LookupItem { ident, tables: statics(cx, endpoint) });
        }
    }
    items
}

fn shared_answers(cx: &Cx<'_>) -> Vec<AnswersItem> {
    let mut items: Vec<AnswersItem> = Vec::new();
    for endpoint in &cx.api.endpoints {
        if let Some(ident) = answers_name(cx, endpoint)
            && items.iter().all(|item| item.ident != ident)
        {
            items.push(AnswersItem { ident, variants: variants(cx, &cx.api.answered(endpoint)) });
        }
    }
    items
}

fn variants(cx: &Cx<'_>, rows: &[RowId]) -> Vec<Name> {
    rows.iter().map(|row| cx.names.rows[*row].clone()).collect()
}

/// Documentation and value of `ERRORS` of an endpoint, if the API has a code.
pub(super) fn answers(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<(Docs, Expr)> {
    let has_codes = !cx.api.errors.is_empty();
    has_codes.then(|| (answers_docs(cx, endpoint), answered(cx, endpoint)))
}

fn answered(cx: &Cx<'_>, endpoint: &Endpoint) -> Expr {
    if let Some(name) = answers_name(cx, endpoint) {
        return Expr::Path(Path::InErrors(name));
    }
    let Some(rows) = &endpoint.errors else { return Expr::path("ErrorCode::ALL") };
    Expr::list(rows.iter().map(|row| Expr::Path(Path::Code(cx.names.rows[*row].clone()))))
}

fn answers_docs(cx: &Cx<'_>, endpoint: &Endpoint) -> Docs {
    let name = code(endpoint.name.as_str());
    let tables: Vec<Markdown> =
        endpoint.tables.iter().map(|id| &cx.api.tables[*id]).map(|table| code(table.name.as_str())).collect();
    Docs::ours(match (&endpoint.errors, tables.as_slice()) {
        (Some(_), _) => markdown!("The error codes documented for {}, in table order.", name),
        (None, []) if cx.api.tables.is_empty() => {
            markdown!("Every code of the API, in table order: {} doesn't list its own.", name)
        }
        (None, []) => {
            markdown!("Every code of the shared table, in table order: {} doesn't list its own.", name)
        }
        (None, tables) => markdown!(
            "Every code of the shared table and of {}, in table order: {} doesn't list its own.",
            Markdown::joined(tables, ", "),
            name
        ),
    })
}

/// A column of the table above the enum.
struct Column {
    head: &'static str,
    cell: fn(&Cx<'_>, &ErrorRow, &Name) -> Markdown,
}

/// The columns of an API: those that some row has something to say in.
fn columns(api: &Api) -> Vec<Column> {
    let mut columns = Vec::new();
    columns.push(Column { head: "code", cell: |_, row, _| code(row.code.as_str()).in_cell() });
    if !api.tables.is_empty() {
        columns.push(Column {
            head: "table",
            cell: |cx, row, _| {
                let table = row.table.map(|id| &cx.api.tables[id]);
                table.map(|table| code(table.name.as_str()).in_cell()).unwrap_or_default()
            },
        });
    }
    if api.errors.iter().any(|row| row.matching.is_some()) {
        columns.push(Column { head: "when", cell: |_, row, _| when(row).in_cell() });
    }
    columns.push(Column { head: "variant", cell: |_, _, ident| markdown!("[`{}`](Self::{})", ident, ident) });
    columns.push(Column { head: "message", cell: |_, row, _| words_of(&row.message) });
    columns.push(Column { head: "solution", cell: |_, row, _| words_of(&row.solution) });
    columns.push(Column { head: "retry", cell: |_, row, _| row.retry.word().into() });
    if !api.preflight.is_empty() {
        let cell = |cx: &Cx<'_>, _: &ErrorRow, ident: &Name| {
            let row = cx.names.rows.enumerate().find(|(_, known)| *known == ident);
            row.map(|(id, _)| id).map_or(Coverage::None, |row| cx.api.coverage(row)).word().into()
        };
        columns.push(Column { head: "checked", cell });
    }
    columns
}

/// How much is found before sending of each row that has rules.
fn coverage(api: &Api) -> BTreeMap<RowId, Coverage> {
    let mut rows = BTreeMap::new();
    for check in &api.preflight {
        rows.entry(check.row)
            .and_modify(|found: &mut Coverage| *found = check.coverage.min(*found))
            .or_insert(check.coverage);
    }
    rows
}

fn with_coverage(coverage: &BTreeMap<RowId, Coverage>, row: RowId, mut docs: Docs) -> Docs {
    if coverage.is_empty() {
        return docs;
    }
    docs.add(match coverage.get(&row).unwrap_or(&Coverage::None) {
        Coverage::Whole => "Checked before sending: every request that breaks the rule is rejected locally.",
        Coverage::Part => {
            "Checked in part before sending: some requests that break the rule are rejected locally."
        }
        Coverage::None => "Checked by the server only.",
    });
    docs
}

fn words_of(text: &Text) -> Markdown {
    cell(text.shown())
}

/// The conditions that distinguish a row from others of its code.
fn when(row: &ErrorRow) -> Markdown {
    let Some(Matching { message, sub_code, .. }) = &row.matching else { return Markdown::default() };
    let message = message.as_ref().map(|pattern| markdown!("message {}", code(pattern.as_str())));
    let sub_code = sub_code.as_ref().map(|text| markdown!("sub-code {}", code(text.as_str())));
    Markdown::joined(&message.into_iter().chain(sub_code).collect::<Vec<_>>(), " and ")
}

fn table(cx: &Cx<'_>) -> Docs {
    let mut docs = Docs::ours("The error codes of the API.");
    if cx.api.errors.is_empty() || cx.api.errors.len() > LONGEST_TABLE {
        return docs;
    }
    let columns = columns(cx.api);
    let line = |cells: Vec<Markdown>| markdown!("| {} |", Markdown::joined(&cells, " | "));
    let mut lines = vec![
        line(columns.iter().map(|column| column.head.into()).collect()),
        markdown!("|{}", Markdown::repeated("---|", columns.len())),
    ];
    for (row, ident) in cx.api.errors.iter().zip(&cx.names.rows) {
        lines.push(line(columns.iter().map(|column| (column.cell)(cx, row, ident)).collect()));
    }
    docs.add(Markdown::joined(&lines, "\n"));
    docs
}

fn row_docs(api: &Api, row: &ErrorRow) -> Docs {
    let code = if row.code.as_str().is_empty() { "No code".into() } else { code(row.code.as_str()) };
    let words = |text: &str| Some(inline(text)).filter(|text| !text.is_empty());
    let mut docs = match words(row.message.shown()) {
        Some(message) => Docs::ours(markdown!("{}: {}", code, message)),
        None => Docs::ours(code),
    };
    if let Some(table) = row.table.map(|id| &api.tables[id]) {
        docs.add(markdown!("In the table {}.", self::code(table.name.as_str())));
    }
    if row.matching.is_some() {
        docs.add(markdown!("Distinguished from other rows by its {}.", when(row)));
    }
    if let Some(solution) = words(row.solution.shown()) {
        docs.add(markdown!("Solution: {}", solution));
    }
    for (name, text) in [("message", &row.message), ("solution", &row.solution)] {
        for (tag, text) in text.others() {
            if let Some(text) = words(text.as_str()) {
                docs.add(markdown!("The {} in {}: {}", name, self::code(tag), text));
            }
        }
    }
    match row.retry {
        Retry::Never => {}
        Retry::Safe => docs.add("Can be sent again: it was not processed."),
        Retry::Idempotent => docs.add("Can be sent again if the operation is idempotent."),
        Retry::Throttle => docs.add("Can be sent again later."),
        Retry::RefreshAuth => docs.add("Can be sent again with new credentials."),
        Retry::CheckFirst => docs.add("May have been processed: look up the outcome before sending again."),
    }
    if let Some(page) = row.docs.as_ref().map(Spanned::as_str).and_then(words) {
        docs.add(markdown!("See {}", page));
    }
    if row.deprecated {
        docs.add("Deprecated by the vendor.");
    }
    docs
}

/// The row of the static table.
fn info(row: &ErrorRow, name: &Name) -> Expr {
    let main = |text: &Text| text.main.as_ref().map(|words| Expr::text(&words.value));
    let row_of = [Expr::text(row.code.as_str()), Expr::text(name.plain())];
    let info = Expr::call("rt::ErrorInfo::new", row_of)
        .method_if("with_message", main(&row.message))
        .method_if("with_messages", languages(&row.message))
        .method_if("with_solution", main(&row.solution))
        .method_if("with_solutions", languages(&row.solution))
        .method_if("with_retry", retry(row.retry).map(Expr::path))
        .method_if("with_category", category(row.category).map(Expr::path))
        .method_if("with_http", row.http.map(Expr::integer))
        .method_if("with_docs", row.docs.as_ref().map(|page| Expr::text(page.as_str())));
    let info = if row.deprecated { info.method("deprecated", []) } else { info };
    info.method_if("with_match", row.matching.as_ref().map(conditions))
}

fn conditions(matching: &Matching) -> Expr {
    let of = |function, text: &Spanned<String>| Expr::call(function, [Expr::text(text.as_str())]);
    let message = matching.message.as_ref().map(|pattern| of("rt::Match::Message", pattern));
    let sub_code = matching.sub_code.as_ref().map(|text| of("rt::Match::SubCode", text));
    Expr::list(message.into_iter().chain(sub_code))
}

fn languages(text: &Text) -> Option<Expr> {
    let pair = |(tag, words): &(Spanned<String>, Spanned<String>)| {
        Expr::Tuple(vec![Expr::text(tag.as_str()), Expr::text(words.as_str())])
    };
    (!text.languages.is_empty()).then(|| Expr::list(text.languages.iter().map(pair)))
}

fn retry(retry: Retry) -> Option<&'static str> {
    Some(match retry {
        Retry::Never => return None,
        Retry::Safe => "rt::Retry::Safe",
        Retry::Idempotent => "rt::Retry::Idempotent",
        Retry::Throttle => "rt::Retry::Throttle",
        Retry::RefreshAuth => "rt::Retry::RefreshAuth",
        Retry::CheckFirst => "rt::Retry::CheckFirst",
    })
}

fn category(category: Category) -> Option<&'static str> {
    Some(match category {
        Category::Unknown => return None,
        Category::Argument => "rt::Category::Argument",
        Category::Auth => "rt::Category::Auth",
        Category::Permission => "rt::Category::Permission",
        Category::Precondition => "rt::Category::Precondition",
        Category::NotFound => "rt::Category::NotFound",
        Category::Conflict => "rt::Category::Conflict",
        Category::Quota => "rt::Category::Quota",
        Category::Throttle => "rt::Category::Throttle",
        Category::Unavailable => "rt::Category::Unavailable",
        Category::Internal => "rt::Category::Internal",
    })
}
