//! The error table: variants, rows, and the table as documentation.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Docs, Markdown, cell, code, inline, markdown};
use super::names::ident;
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
            info: info(row, &ident.to_string()),
        })
        .collect();
    let is_used = |id: TableId| cx.api.endpoints.iter().any(|endpoint| endpoint.tables.contains(&id));
    let tables = cx.names.tables.enumerate().filter(|(id, _)| is_used(*id));
    let tables =
        tables.map(|(id, ident)| TableItem { ident: ident.clone(), by_code: by_code(cx.api, Some(id)) });
    let mut error_docs = Docs::ours("The error of a failed call.");
    error_docs.add("[`kind`](Self::kind) is the [`ErrorCode`], [`code`](Self::code) its text.");
    ErrorsItem {
        error_docs,
        docs: table(cx),
        rows,
        by_code: by_code(cx.api, None),
        tables: tables.collect(),
        lookups: lookups(cx),
        answers: shared_answers(cx),
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
fn answers_name(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Ident> {
    (endpoint.errors.is_none() && !cx.api.tables.is_empty()).then(|| scoped(cx, "ANSWERS", endpoint))
}

/// The static that lists the tables of an endpoint.
fn lookup_name(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Ident> {
    (!endpoint.tables.is_empty()).then(|| scoped(cx, "LOOKUP", endpoint))
}

/// `ANSWERS_REFUNDS__ORDERS`: one name for each list of tables. No table has two `_` behind each other in its name.
fn scoped(cx: &Cx<'_>, head: &str, endpoint: &Endpoint) -> Ident {
    let tables: Vec<String> =
        statics(cx, endpoint).iter().map(|ident| ident.to_string().replacen("TABLE", "", 1)).collect();
    ident(&format!("{head}{}", tables.join("_")))
}

fn statics(cx: &Cx<'_>, endpoint: &Endpoint) -> Vec<Ident> {
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

fn variants(cx: &Cx<'_>, rows: &[RowId]) -> Vec<Ident> {
    rows.iter().map(|row| cx.names.rows[*row].clone()).collect()
}

/// The value of `ERRORS` of an endpoint.
pub(super) fn answers(cx: &Cx<'_>, endpoint: &Endpoint) -> TokenStream {
    if let Some(ident) = answers_name(cx, endpoint) {
        return quote!(super::errors::#ident);
    }
    let Some(rows) = &endpoint.errors else { return quote!(ErrorCode::ALL) };
    let idents = variants(cx, rows);
    quote!(&[#(ErrorCode::#idents),*])
}

/// What `ERRORS` of an endpoint is.
pub(super) fn answers_docs(cx: &Cx<'_>, endpoint: &Endpoint) -> Docs {
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

/// The part of an endpoint's builder expression that says where its codes are looked up.
pub(super) fn lookup(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    lookup_name(cx, endpoint).map(|ident| quote!(.tables(&super::errors::#ident)))
}

/// A column of the table above the enum.
struct Column {
    head: &'static str,
    cell: fn(&Cx<'_>, &ErrorRow, &Ident) -> Markdown,
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
        let cell = |cx: &Cx<'_>, _: &ErrorRow, ident: &Ident| {
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

/// What tells a row apart from others of its code.
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
        for (tag, text) in text.languages.iter().skip(1) {
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
fn info(row: &ErrorRow, name: &str) -> TokenStream {
    let code = row.code.as_str();
    let name = name.trim_start_matches("r#");
    let main = |text: &Text| text.main.as_ref().map(|words| words.value.clone());
    let message = main(&row.message).map(|text| quote!(.with_message(#text)));
    let messages = languages(&row.message).map(|list| quote!(.with_messages(#list)));
    let solution = main(&row.solution).map(|text| quote!(.with_solution(#text)));
    let solutions = languages(&row.solution).map(|list| quote!(.with_solutions(#list)));
    let retry = retry(row.retry).map(|word| quote!(.with_retry(rt::Retry::#word)));
    let category = category(row.category).map(|word| quote!(.with_category(rt::Category::#word)));
    let http = row.http.map(proc_macro2::Literal::u16_unsuffixed).map(|status| quote!(.with_http(#status)));
    let docs = row.docs.as_ref().map(Spanned::as_str).map(|page| quote!(.with_docs(#page)));
    let deprecated = row.deprecated.then(|| quote!(.deprecated()));
    let matching = row.matching.as_ref().map(conditions);
    quote! {
        rt::ErrorInfo::new(#code, #name) #message #messages #solution #solutions #retry #category #http #docs #deprecated #matching
    }
}

fn conditions(matching: &Matching) -> TokenStream {
    let message = matching.message.as_ref().map(|pattern| {
        let pattern = pattern.as_str();
        quote!(rt::Match::Message(#pattern))
    });
    let sub_code = matching.sub_code.as_ref().map(|text| {
        let text = text.as_str();
        quote!(rt::Match::SubCode(#text))
    });
    let conditions = message.into_iter().chain(sub_code);
    quote!(.with_match(&[#(#conditions),*]))
}

fn languages(text: &Text) -> Option<TokenStream> {
    let pairs = text.languages.iter().map(|(tag, words)| {
        let (tag, words) = (tag.as_str(), words.as_str());
        quote!((#tag, #words))
    });
    (!text.languages.is_empty()).then(|| quote!(&[#(#pairs),*]))
}

fn retry(retry: Retry) -> Option<TokenStream> {
    Some(match retry {
        Retry::Never => return None,
        Retry::Safe => quote!(Safe),
        Retry::Idempotent => quote!(Idempotent),
        Retry::Throttle => quote!(Throttle),
        Retry::RefreshAuth => quote!(RefreshAuth),
        Retry::CheckFirst => quote!(CheckFirst),
    })
}

fn category(category: Category) -> Option<TokenStream> {
    Some(match category {
        Category::Unknown => return None,
        Category::Argument => quote!(Argument),
        Category::Auth => quote!(Auth),
        Category::Permission => quote!(Permission),
        Category::Precondition => quote!(Precondition),
        Category::NotFound => quote!(NotFound),
        Category::Conflict => quote!(Conflict),
        Category::Quota => quote!(Quota),
        Category::Throttle => quote!(Throttle),
        Category::Unavailable => quote!(Unavailable),
        Category::Internal => quote!(Internal),
    })
}
