//! The public API of a generated module as text, an item on each line: what reviewers compare.
//!
//! What every module has is left out: the constructors and the configuration of the clients, `ErrorCode::ALL`, `ERRORS` of
//! requests, the traits of enums and unions.

use super::flat::{Flat, Joined};
use super::out::Out;
use super::scope::FileScope;
use crate::plan::syntax::Argument;
use crate::plan::{
    ChoiceItem, ClientItem, Constructed, Derive, EnumItem, HeadersItem, Module, OperationItem, OutcomeItem,
    StructItem, TypeItem, UnionItem, UnionTag, Wire,
};

/// The public API of a module.
pub(crate) fn public(module: &Module) -> String {
    let scope = FileScope::of_types(&[], &module.runtime);
    let mut out = Out::new(&scope);
    for item in &module.types {
        match item {
            TypeItem::Struct(item) => strukt(&mut out, item),
            TypeItem::Enum(item) => enumeration(&mut out, item),
            TypeItem::Alias(item) => out.code("type $ = $", &[&item.ident, &item.ty]),
            TypeItem::Union(item) => union(&mut out, item),
            TypeItem::Outcome(item) => outcome(&mut out, item),
            TypeItem::Headers(item) => headers(&mut out, item),
            TypeItem::Choice(item) => choice(&mut out, item),
        }
    }
    out.code("enum ErrorCode", &[]);
    out.indented(|out| {
        for row in &module.errors.rows {
            out.code("$", &[&row.ident]);
        }
    });
    if let Some(bodies) = &module.errors.bodies {
        out.code("enum ErrorBody", &[]);
        out.indented(|out| {
            for variant in &bodies.variants {
                out.code("$($)", &[&variant.ident, &variant.ty]);
            }
        });
    }
    client(&mut out, &module.client);
    for tag in &module.tags {
        operations(&mut out, &tag.operations);
    }
    out.finish()
}

fn strukt(out: &mut Out<'_>, item: &StructItem) {
    let parameter = item.parameter.as_ref().map(|name| ("<", (name, ">")));
    // The table of a record implements what others derive.
    let of_table: &[Derive] = if item.wire == Some(Wire::Record) { &Derive::SHOWING } else { &[] };
    let by_new = (item.constructed == Constructed::ByDefaultToo).then_some(Derive::Default);
    let derived = of_table.iter().chain(&item.derives).chain(&by_new);
    let traits = traits(derived, item.debug.is_some());
    let wire = match item.wire {
        Some(Wire::Record | Wire::Body) => " + Serialize + Deserialize",
        Some(Wire::WrittenBody) => " + Serialize",
        None => "",
    };
    out.code("struct $$: $$", &[&item.ident, &parameter, &Joined(&traits, " + "), &wire]);
    out.indented(|out| {
        for field in item.params.iter().chain(&item.fields) {
            out.code("$: $", &[&field.ident, &field.ty]);
        }
        if let Some(new) = &item.new {
            out.code("new($)", &[&Joined(&new.arguments, ", ")]);
        }
        for setter in &item.setters {
            out.code("$($)", &[&setter.ident, &setter.ty]);
        }
        for (ty, _) in &item.made_from {
            out.code("From<$>", &[ty]);
        }
    });
}

/// Traits that are derived, and `Debug` where it is written by hand.
fn traits<'a>(derived: impl Iterator<Item = &'a Derive>, has_debug: bool) -> Vec<Derive> {
    has_debug.then_some(Derive::Debug).into_iter().chain(derived.copied()).collect()
}

fn enumeration(out: &mut Out<'_>, item: &EnumItem) {
    out.code("enum $", &[&item.ident]);
    out.indented(|out| {
        for variant in &item.variants {
            out.code("$ = $", &[&variant.ident, &variant.wire]);
        }
    });
}

fn union(out: &mut Out<'_>, item: &UnionItem) {
    let word = if item.tag == UnionTag::None { "untagged enum" } else { "tagged enum" };
    let traits = traits(item.derives.iter(), item.debug.is_some());
    out.code("$ $: $", &[&word, &item.ident, &Joined(&traits, " + ")]);
    out.indented(|out| {
        for variant in &item.variants {
            out.code("$($)", &[&variant.ident, &variant.ty]);
        }
        for conversion in &item.conversions {
            out.code("From<$>", &[&conversion.ty]);
        }
    });
}

fn outcome(out: &mut Out<'_>, item: &OutcomeItem) {
    out.code("enum $", &[&item.ident]);
    out.indented(|out| {
        for variant in &item.variants {
            let ty = variant.ty.as_ref().map(|ty| ("(", (ty, ")")));
            out.code("$$", &[&variant.ident, &ty]);
        }
    });
}

fn headers(out: &mut Out<'_>, item: &HeadersItem) {
    let traits = traits(item.derives.iter(), item.debug.is_some());
    out.code("struct $: $", &[&item.ident, &Joined(&traits, " + ")]);
    out.indented(|out| {
        for field in &item.fields {
            out.code("$: $", &[&field.ident, &field.ty]);
        }
    });
}

fn choice(out: &mut Out<'_>, item: &ChoiceItem) {
    out.code("enum $", &[&item.ident]);
    out.indented(|out| {
        for variant in &item.variants {
            out.code("$($)", &[&variant.ident, &variant.ty]);
        }
        for conversion in &item.conversions {
            out.code("From<$>", &[&conversion.ty]);
        }
    });
}

fn client(out: &mut Out<'_>, client: &ClientItem) {
    out.code("mod servers", &[]);
    out.indented(|out| {
        for server in &client.servers {
            out.code("$", &[&server.ident]);
            if let Some(function) = &server.function {
                let arguments: Vec<_> = function.variables.iter().map(|(_, name)| name).collect();
                out.code("$($)", &[&function.ident, &Joined(&arguments, ", ")]);
            }
        }
    });
    out.code("struct Client", &[]);
    out.indented(|out| {
        for setting in &client.settings {
            let types: Vec<&dyn Flat> = setting.arguments.iter().map(|Argument { ty, .. }| ty as _).collect();
            out.function(("$", &[&setting.method]), &types, ("", &[]));
        }
        for provider in &client.providers {
            out.code("$(impl Refresh)", &[&provider.method]);
        }
    });
    operations(out, &client.operations);
}

fn operations(out: &mut Out<'_>, operations: &[OperationItem]) {
    out.indented(|out| {
        for OperationItem { method, request, output, pages, .. } in operations {
            out.code("$(&$) -> $", &[method, request, output]);
            if let Some(pages) = pages {
                out.code("$(&$) -> items: $", &[&pages.method, request, &pages.item]);
            }
        }
    });
}
