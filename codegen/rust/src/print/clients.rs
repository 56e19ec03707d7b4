//! A client: the struct, its settings and its methods, asynchronous or blocking.

use super::asynchrony::Asynchrony;
use super::example;
use super::file::Part;
use super::flat::{Flat, Literal};
use super::operations::{items_method, method};
use super::out::Out;
use super::words;
use crate::plan::docs::Docs;
use crate::plan::{ClientItem, OperationItem, ProviderItem, SettingItem, Usage};

/// The imports of the file of a client.
pub(super) fn imports(client: &ClientItem) -> [Part<'_>; 2] {
    [
        words::runtime(),
        Part::item(|out| {
            out.code("use super::errors::{Error, ErrorCode};", &[]);
            if client.types == Usage::Named {
                out.code("use super::types;", &[]);
            }
        }),
    ]
}

/// One of the two clients. How it is made on its default transport comes first, as readers of the documentation need it.
pub(super) fn definition<'a>(
    client: &'a ClientItem,
    docs: &'a Docs,
    asynchrony: Asynchrony,
) -> Vec<Part<'a>> {
    let strukt = Part::item(move |out| {
        out.docs(docs);
        if let Some(first) = &client.first_call {
            example::first(out, first, asynchrony);
        }
        out.code(
            "
            ///
            /// Cheap to clone: clones share connections and settings.
            #[derive(Debug, Clone)]
            ",
            &[],
        );
        out.open("pub struct Client {", &[]);
        out.code("$core: $::Client<ErrorCode>,", &[&client.shared, &asynchrony.runtime()]);
        out.close("}");
    });
    let members = [Part::item(move |out| general(out, asynchrony))]
        .into_iter()
        .chain(client.settings.iter().map(|item| Part::item(|out| setting(out, item))))
        .chain(
            client.providers.iter().map(move |item| Part::item(move |out| provider(out, item, asynchrony))),
        )
        .chain([Part::item(move |out| call(out, asynchrony))])
        .chain(methods(&client.operations, asynchrony));
    let general = Part::within("impl Client {", members);
    std::iter::once(strukt).chain(on_default_transport(asynchrony)).chain(general).collect()
}

/// The methods of operations.
pub(super) fn methods(
    operations: &[OperationItem],
    asynchrony: Asynchrony,
) -> impl Iterator<Item = Part<'_>> {
    operations.iter().flat_map(move |item| {
        let pages = item.pages.as_ref();
        let items = pages.map(|pages| Part::item(move |out| items_method(out, item, pages, asynchrony)));
        std::iter::once(Part::item(move |out| method(out, item, asynchrony))).chain(items)
    })
}

fn general(out: &mut Out<'_>, asynchrony: Asynchrony) {
    let runtime = asynchrony.runtime();
    out.code(
        "
        /// Creates a client for `base_url` that sends through `transport`.
        ///
        /// # Errors
        ///
        /// If `base_url` is not an absolute `http` or `https` URL.
        ",
        &[],
    );
    let transport = ("transport: impl ", (runtime, "::Transport"));
    out.function(
        ("pub fn with_transport", &[]),
        &[&"base_url: &str", &transport],
        (" -> Result<Self, Error> {", &[]),
    );
    out.indented(|out| {
        out.code("$::Client::new(base_url, transport).map(|core| Self { core })", &[&runtime]);
    });
    out.code("}", &[]);
    out.gap();
    out.code(
        "
        /// Returns the same client with changed settings.
        #[must_use]
        pub fn configure(self, change: impl FnOnce(rt::Config) -> rt::Config) -> Self {
            Self {
                core: self.core.configure(change),
            }
        }
        ",
        &[],
    );
}

fn setting(out: &mut Out<'_>, setting: &SettingItem) {
    out.docs(&setting.docs);
    out.code("#[must_use]", &[]);
    let arguments = setting.arguments.iter().map(|argument| argument as &dyn Flat);
    let arguments: Vec<&dyn Flat> = std::iter::once(&"self" as &dyn Flat).chain(arguments).collect();
    out.function(("pub fn $", &[&setting.method]), &arguments, (" -> Self {", &[]));
    out.indented(|out| out.code("self.configure(|config| $)", &[&setting.change]));
    out.code("}", &[]);
}

fn provider(out: &mut Out<'_>, provider: &ProviderItem, asynchrony: Asynchrony) {
    out.docs(&provider.docs);
    out.code(
        "
        #[must_use]
        pub fn $(self, provider: impl $::Refresh) -> Self {
            self.configure(|config| config.$($, provider))
        }
        ",
        &[&provider.method, &asynchrony.runtime(), &asynchrony.refresh(), &Literal(&provider.key)],
    );
}

fn call(out: &mut Out<'_>, asynchrony: Asynchrony) {
    match asynchrony {
        Asynchrony::Asynchronous => out.code(
            "/// The call of any operation, as its method returns it: for code that is generic over operations.",
            &[],
        ),
        Asynchrony::Blocking => out.code(
            "/// Starts a call with its own options; sending it returns the whole response.",
            &[],
        ),
    }
    out.function(
        ("pub fn call<'a, O: rt::Operation<Code = ErrorCode>>", &[]),
        &[&"&'a self", &"request: &'a O"],
        (" -> $::Call<'a, O::Output, ErrorCode> {", &[&asynchrony.runtime()]),
    );
    out.indented(|out| out.code("self.core.call(request)", &[]));
    out.code("}", &[]);
}

/// `new`, where the default transport is compiled.
fn on_default_transport<'a>(asynchrony: Asynchrony) -> Vec<Part<'a>> {
    let (gate, code) = match asynchrony {
        Asynchrony::Asynchronous => (
            "rt::with_hyper! {",
            "
            impl Client {
                /// Creates a client for `base_url` on the default transport.
                ///
                /// # Errors
                ///
                /// If `base_url` is not an absolute `http` or `https` URL, or TLS can't be set up.
                pub fn new(base_url: &str) -> Result<Self, Error> {
                    rt::Client::hyper(base_url).map(|core| Self { core })
                }
            }
            ",
        ),
        Asynchrony::Blocking => (
            "rt::with_ureq! {",
            "
            impl Client {
                /// Creates a client for `base_url` on the default transport.
                ///
                /// # Errors
                ///
                /// If `base_url` is not an absolute `http` or `https` URL.
                pub fn new(base_url: &str) -> Result<Self, Error> {
                    rt::blocking::Client::ureq(base_url).map(|core| Self { core })
                }
            }
            ",
        ),
    };
    Part::within(gate, [Part::line(code)])
}
