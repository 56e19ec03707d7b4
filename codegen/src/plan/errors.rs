//! The error table: variants, rows, and the table as documentation.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, cell, code, inline};
use super::{Cx, ErrorsItem, RowItem};
use crate::model::{Category, ErrorRow, Retry, Text};

/// Tables longer than this are not repeated above the enum: each variant has its own words.
const LONGEST_TABLE: usize = 200;

/// Plans `errors.rs`.
pub(super) fn plan(cx: &Cx<'_>) -> ErrorsItem {
    let rows: Vec<RowItem> = cx
        .api
        .errors
        .iter()
        .zip(&cx.names.rows)
        .map(|(row, ident)| RowItem {
            ident: ident.clone(),
            docs: row_docs(row),
            info: info(row, &ident.to_string()),
        })
        .collect();
    let mut by_code: Vec<u16> = (0..rows.len()).filter_map(|index| u16::try_from(index).ok()).collect();
    by_code
        .sort_by_key(|index| cx.api.errors.get(usize::from(*index)).map(|row| row.code.as_str().as_bytes()));
    let mut error_docs = Docs::ours("Why a call failed.");
    error_docs.add("[`kind`](Self::kind) gives the [`ErrorCode`], [`code`](Self::code) its text.");
    ErrorsItem { error_docs, docs: table(cx), rows, by_code }
}

fn table(cx: &Cx<'_>) -> Docs {
    let rows = cx.api.errors.iter().zip(&cx.names.rows);
    let mut docs = Docs::ours("The business codes of the API.");
    if cx.api.errors.is_empty() || cx.api.errors.len() > LONGEST_TABLE {
        return docs;
    }
    let mut lines = vec![
        String::from("| code | variant | message | solution | retry |"),
        String::from("|---|---|---|---|---|"),
    ];
    for (row, ident) in rows {
        let words = |text: &Text| cell(text.main.as_deref().unwrap_or_default());
        lines.push(format!(
            "| {} | [`{ident}`](Self::{ident}) | {} | {} | {} |",
            code(row.code.as_str()).replace('|', "\\|"),
            words(&row.message),
            words(&row.solution),
            row.retry.word(),
        ));
    }
    docs.add(lines.join("\n"));
    docs
}

fn row_docs(row: &ErrorRow) -> Docs {
    let code = code(row.code.as_str());
    let words = |text: Option<&String>| text.map(|text| inline(text)).filter(|text| !text.is_empty());
    let mut docs = match words(row.message.main.as_ref()) {
        Some(message) => Docs::ours(format!("{code}: {message}")),
        None => Docs::ours(code),
    };
    if let Some(solution) = words(row.solution.main.as_ref()) {
        docs.add(format!("Solution: {solution}"));
    }
    for (name, text) in [("message", &row.message), ("solution", &row.solution)] {
        for (tag, text) in text.languages.iter().skip(1) {
            if let Some(text) = words(Some(text)) {
                docs.add(format!("The {name} in {}: {text}", self::code(tag)));
            }
        }
    }
    match row.retry {
        Retry::Never => {}
        Retry::Safe => docs.add("May be sent again: it was not processed."),
        Retry::Idempotent => docs.add("May be sent again where the operation is idempotent."),
        Retry::Throttle => docs.add("May be sent again later."),
        Retry::RefreshAuth => docs.add("May be sent again with new credentials."),
        Retry::CheckFirst => docs.add("May have been processed: ask before sending again."),
    }
    if let Some(page) = words(row.docs.as_ref()) {
        docs.add(format!("See {page}"));
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
    let message = row.message.main.as_ref().map(|text| quote!(.with_message(#text)));
    let messages = languages(&row.message).map(|list| quote!(.with_messages(#list)));
    let solution = row.solution.main.as_ref().map(|text| quote!(.with_solution(#text)));
    let solutions = languages(&row.solution).map(|list| quote!(.with_solutions(#list)));
    let retry = retry(row.retry).map(|word| quote!(.with_retry(rt::Retry::#word)));
    let category = category(row.category).map(|word| quote!(.with_category(rt::Category::#word)));
    let http = row.http.map(proc_macro2::Literal::u16_unsuffixed).map(|status| quote!(.with_http(#status)));
    let docs = row.docs.as_ref().map(|page| quote!(.with_docs(#page)));
    let deprecated = row.deprecated.then(|| quote!(.deprecated()));
    quote! {
        rt::ErrorInfo::new(#code, #name) #message #messages #solution #solutions #retry #category #http #docs #deprecated
    }
}

fn languages(text: &Text) -> Option<TokenStream> {
    let pairs = text.languages.iter().map(|(tag, words)| quote!((#tag, #words)));
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
