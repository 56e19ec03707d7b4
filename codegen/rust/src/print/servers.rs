//! Base URLs.

use super::file::Part;
use super::flat::Flat;
use super::out::Out;
use crate::plan::syntax::Expr;
use crate::plan::{ServerFunction, ServerItem};

/// `pub mod servers`.
pub(super) fn part(servers: &[ServerItem]) -> Option<Part<'_>> {
    (!servers.is_empty()).then(|| {
        Part::item(move |out| {
            out.code("/// Base URLs of the API.", &[]);
            out.open("pub mod servers {", &[]);
            for server in servers {
                out.gap();
                out.docs(&server.docs);
                out.value("pub const $: &str =", &[&server.ident], &Expr::text(&server.url), ";");
                if let Some(item) = &server.function {
                    out.gap();
                    function(out, item);
                }
            }
            out.close("}");
        })
    })
}

fn function(out: &mut Out<'_>, function: &ServerFunction) {
    out.docs(&function.docs);
    out.code("#[must_use]", &[]);
    let arguments: Vec<_> = function.variables.iter().map(|(_, name)| (name, ": &str")).collect();
    let arguments: Vec<&dyn Flat> = arguments.iter().map(|argument| argument as &dyn Flat).collect();
    out.function(("pub fn $", &[&function.ident]), &arguments, (" -> String {", &[]));
    let values = function
        .variables
        .iter()
        .map(|(name, argument)| Expr::Tuple(vec![Expr::text(name), Expr::local(argument)]));
    let call = Expr::call("super::rt::server", [Expr::text(&function.template), Expr::list(values)]);
    out.indented(|out| out.expr(&call, ""));
    out.code("}", &[]);
}
