//! Operations: the description of each endpoint, and the method that calls it.

use super::asynchrony::Asynchrony;
use super::example;
use super::file::Part;
use super::out::Out;
use super::preflight::arguments;
use super::words::DEPRECATED;
use crate::plan::preflight::{Need, OperationPreflight};
use crate::plan::{OperationItem, PagesItem, Usage};

/// The impls of a request struct.
pub(super) fn parts(operation: &OperationItem) -> impl Iterator<Item = Part<'_>> {
    let pages = operation.pages.as_ref().map(|item| Part::item(|out| pages(out, operation, item)));
    let errors = operation.errors.as_ref().map(|(docs, codes)| {
        Part::item(|out| {
            out.open("impl $ {", &[&operation.request]);
            out.docs(docs);
            out.value("pub const ERRORS: &'static [ErrorCode] =", &[], codes, ";");
            out.close("}");
        })
    });
    errors.into_iter().chain([Part::item(|out| definition(out, operation))]).chain(pages)
}

fn definition(out: &mut Out<'_>, operation: &OperationItem) {
    out.open("impl rt::Operation for $ {", &[&operation.request]);
    out.code("type Code = ErrorCode;", &[]);
    out.code("type Output = $;", &[&operation.output]);
    out.gap();
    let endpoint = operation.endpoint.clone().referenced();
    out.value("const ENDPOINT: &'static rt::Endpoint =", &[], &endpoint, ";");
    out.gap();
    out.code("#[inline]", &[]);
    out.open("fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {", &[]);
    out.expr(&operation.prepare, "");
    out.close("}");
    if let Some(keyed) = &operation.keyed {
        out.gap();
        out.open("fn is_keyed(&self) -> bool {", &[]);
        out.expr(keyed, "");
        out.close("}");
    }
    if let Some(item) = &operation.check {
        out.gap();
        check(out, item);
    }
    out.close("}");
}

fn pages(out: &mut Out<'_>, operation: &OperationItem, pages: &PagesItem) {
    let output = &operation.output;
    out.open("impl rt::Paged for $ {", &[&operation.request]);
    out.code("type Item = $;", &[&pages.item]);
    out.gap();
    out.function(("fn items", &[]), &[&("page: &mut ", output)], (" -> Vec<$> {", &[&pages.item]));
    out.indented(|out| out.expr(&pages.items, ""));
    out.code("}", &[]);
    if let Some(last) = &pages.last {
        out.gap();
        let item = ("item: &", &pages.item);
        out.function(("fn last_item", &[]), &[&item, &"turn: &mut rt::Turn<'_>"], (" {", &[]));
        out.indented(|out| out.expr(last, ";"));
        out.code("}", &[]);
    }
    out.gap();
    let page = if pages.page == Usage::Named { "page" } else { "_" };
    out.function(
        ("fn turn", &[]),
        &[&"&mut self", &(page, (": &", output)), &"turn: &mut rt::Turn<'_>"],
        (" {", &[]),
    );
    out.indented(|out| out.expr(&pages.turn, ";"));
    out.code("}", &[]);
    out.close("}");
}

fn check(out: &mut Out<'_>, check: &OperationPreflight) {
    let named = |need, name: &'static str| if need == Need::Yes { name } else { "_" };
    let now = (named(check.needs.now, "now"), ": ::std::time::SystemTime");
    let facts = (named(check.needs.facts, "facts"), ": &rt::Facts");
    let found = "found: &mut rt::Violations<ErrorCode>";
    out.function(("fn preflight", &[]), &[&"&self", &now, &facts, &found], (" {", &[]));
    let arguments = arguments("self", check.needs);
    out.indented(|out| out.code("super::preflight::$($);", &[&check.entry, &arguments]));
    out.code("}", &[]);
}

/// The method of a client: the asynchronous one returns the call, which is awaited or gets options first.
pub(super) fn method(out: &mut Out<'_>, operation: &OperationItem, asynchrony: Asynchrony) {
    let OperationItem { method, request, output, blocking_output, .. } = operation;
    out.docs(&operation.docs);
    match asynchrony {
        Asynchrony::Asynchronous => example::of_method(out, operation),
        Asynchrony::Blocking => example::elsewhere(out, operation, method),
    }
    out.code(
        "
        ///
        /// # Errors
        ///
        /// The call fails with an [error](super::Error), with a [`kind`](super::Error::kind) if the API rejected it.$
        ",
        &[&if operation.errors.is_some() { " The request's `ERRORS` lists the codes." } else { "" }],
    );
    if !operation.failures_docs.is_empty() {
        out.code("///", &[]);
        out.docs(&operation.failures_docs);
    }
    if operation.deprecated {
        out.code(DEPRECATED, &[]);
    }
    // An operation that nobody calls is not compiled.
    out.code("#[inline]", &[]);
    match asynchrony {
        Asynchrony::Asynchronous => {
            out.function(
                ("pub fn $<'a>", &[method]),
                &[&"&'a self", &("request: &'a ", request)],
                (" -> rt::Call<'a, $, ErrorCode> {", &[output]),
            );
            out.indented(|out| out.code("self.core.call(request)", &[]));
        }
        Asynchrony::Blocking => {
            out.function(
                ("pub fn $", &[method]),
                &[&"&self", &("request: &", request)],
                (" -> Result<$, Error> {", &[blocking_output]),
            );
            out.indented(|out| out.code("self.core.payload(request)", &[]));
        }
    }
    out.code("}", &[]);
}

/// The method of a client that gives the items of all pages.
pub(super) fn items_method(
    out: &mut Out<'_>,
    operation: &OperationItem,
    pages: &PagesItem,
    asynchrony: Asynchrony,
) {
    let request = &operation.request;
    out.docs(&pages.docs);
    match asynchrony {
        Asynchrony::Asynchronous => example::of_items(out, operation, &pages.method),
        Asynchrony::Blocking => example::elsewhere(out, operation, &pages.method),
    }
    if operation.deprecated {
        out.code(DEPRECATED, &[]);
    }
    out.code("#[inline]", &[]);
    out.function(
        ("pub fn $", &[&pages.method]),
        &[&"&self", &("request: &", request)],
        (" -> $::Items<'_, $> {", &[&asynchrony.runtime(), request]),
    );
    out.indented(|out| out.code("self.core.items(request)", &[]));
    out.code("}", &[]);
}
