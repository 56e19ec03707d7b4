//! Structs: definition, constructor and setters, table of wire names.

use super::flat::{Flat, Joined, Literal};
use super::layout::STRUCT_WIDTH;
use super::out::Out;
use super::scope::FileScope;
use super::words::DEPRECATED;
use crate::plan::names::Name;
use crate::plan::syntax::{Expr, RustType};
use crate::plan::{
    Constructed, Derive, FieldDebug, FieldItem, FieldKind, FixedItem, FixedValue, NewItem, Presence,
    SetterItem, StructItem, Wire,
};

/// The items of one struct.
pub(super) fn print(out: &mut Out<'_>, item: &StructItem) {
    definition(out, item);
    if item.new.is_some() || !item.setters.is_empty() {
        out.gap();
        constructors(out, item);
    }
    if item.constructed == Constructed::ByDefaultToo {
        out.gap();
        default(out, item);
    }
    for (ty, argument) in &item.made_from {
        out.gap();
        from_body(out, &item.ident, ty, argument);
    }
    if let Some(fields) = &item.debug {
        out.gap();
        debug(out, item, fields);
    }
    if let Some(wire) = item.wire {
        out.gap();
        table(out, item, wire);
    }
}

fn definition(out: &mut Out<'_>, item: &StructItem) {
    out.docs(&item.docs);
    if !item.derives.is_empty() {
        out.code("#[derive($)]", &[&Joined(&item.derives, ", ")]);
    }
    out.code("#[non_exhaustive]", &[]);
    let mut fields = item.params.iter().chain(&item.fields).peekable();
    if fields.peek().is_none() {
        out.code("pub struct $$ {}", &[&item.ident, &Generics::of(item)]);
        return;
    }
    out.open("pub struct $$ {", &[&item.ident, &Generics::of(item)]);
    for field in fields {
        out.docs(&field.docs);
        out.code("pub $: $,", &[&field.ident, &field.ty]);
    }
    out.close("}");
}

fn constructors(out: &mut Out<'_>, item: &StructItem) {
    let generics = Generics::of(item);
    out.open("impl$ $$ {", &[&generics, &item.ident, &generics]);
    if let Some(item) = &item.new {
        new(out, item);
    }
    for item in &item.setters {
        out.gap();
        setter(out, item);
    }
    out.close("}");
}

/// More arguments than clippy's default accepts; a constructor of required fields has as many as there are.
const MANY_ARGUMENTS: usize = 7;

fn new(out: &mut Out<'_>, new: &NewItem) {
    out.docs(&new.docs);
    if new.arguments.len() > MANY_ARGUMENTS {
        out.code("#[allow(clippy::too_many_arguments, reason = \"one argument per required field\")]", &[]);
    }
    out.code("#[must_use]", &[]);
    let arguments: Vec<&dyn Flat> = new.arguments.iter().map(|argument| argument as &dyn Flat).collect();
    out.function(("pub fn new", &[]), &arguments, (" -> Self {", &[]));
    out.indented(|out| {
        let flat = Initializers(&new.fields);
        if out.width(&flat) <= STRUCT_WIDTH {
            let space = if new.fields.is_empty() { "" } else { " " };
            out.code("Self {$$$}", &[&space, &flat, &space]);
            return;
        }
        out.open("Self {", &[]);
        for (field, value) in &new.fields {
            if value.is_local(field) {
                out.code("$,", &[field]);
            } else {
                out.value("$:", &[field], value, ",");
            }
        }
        out.close("}");
    });
    out.code("}", &[]);
}

/// `page: 1, size: None`
struct Initializers<'a>(&'a [(Name, Expr)]);

impl Flat for Initializers<'_> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        for (index, (field, value)) in self.0.iter().enumerate() {
            out.push_str(if index > 0 { ", " } else { "" });
            if value.is_local(field) {
                field.flat(scope, out);
            } else {
                (field, (": ", value)).flat(scope, out);
            }
        }
    }
}

fn setter(out: &mut Out<'_>, setter: &SetterItem) {
    out.code("/// Sets [`$`](Self::$).", &[&Plain(&setter.field), &Plain(&setter.field)]);
    if setter.deprecated {
        out.code(DEPRECATED, &[]);
    }
    out.code("#[must_use]", &[]);
    let value = ("value: ", &setter.ty);
    out.function(("pub fn $", &[&setter.ident]), &[&"mut self", &value], (" -> Self {", &[]));
    out.indented(|out| {
        out.value("self.$ =", &[&setter.field], &setter.value, ";");
        out.code("self", &[]);
    });
    out.code("}", &[]);
}

fn default(out: &mut Out<'_>, item: &StructItem) {
    let generics = Generics::of(item);
    out.code(
        "
        impl$ ::core::default::Default for $$ {
            fn default() -> Self {
                Self::new()
            }
        }
        ",
        &[&generics, &item.ident, &generics],
    );
}

fn from_body(out: &mut Out<'_>, request: &Name, body: &RustType, argument: &Expr) {
    out.code(
        "
        impl ::core::convert::From<$> for $ {
            fn from(body: $) -> Self {
                Self::new($)
            }
        }
        ",
        &[body, request, body, argument],
    );
}

const FMT: &str = "fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {";

fn debug(out: &mut Out<'_>, item: &StructItem, fields: &[FieldDebug]) {
    let bounded = item.parameter.as_ref().map(|name| ("<", (name, ": ::core::fmt::Debug>")));
    out.open("impl$ ::core::fmt::Debug for $$ {", &[&bounded, &item.ident, &Generics::of(item)]);
    fields_debug(out, &item.ident, fields);
}

/// `Debug` of a struct without a parameter.
pub(super) fn named_debug(out: &mut Out<'_>, ident: &Name, fields: &[FieldDebug]) {
    out.open("impl ::core::fmt::Debug for $ {", &[ident]);
    fields_debug(out, ident, fields);
}

fn fields_debug(out: &mut Out<'_>, ident: &Name, fields: &[FieldDebug]) {
    out.open(FMT, &[]);
    let start = Expr::path("f").method("debug_struct", [Expr::text(ident.plain())]);
    let all = fields.iter().fold(start, |shown, field| match field {
        FieldDebug::Shown(name) => {
            let value = Expr::path("self").field(name).referenced();
            shown.method("field", [Expr::text(name.plain()), value])
        }
        FieldDebug::Hidden(name) => shown.method("field", [Expr::text(name.plain()), hidden()]),
    });
    out.expr(&all.method("finish", []), "");
    out.close("}");
    out.close("}");
}

fn hidden() -> Expr {
    Expr::path("rt::Hidden").referenced()
}

/// `Debug` of a union.
pub(super) fn variant_debug(out: &mut Out<'_>, ident: &Name, arms: &[FieldDebug]) {
    out.open("impl ::core::fmt::Debug for $ {", &[ident]);
    out.open(FMT, &[]);
    out.open("match self {", &[]);
    let shown = |name: &str, value| {
        let tuple = Expr::path("f").method("debug_tuple", [Expr::text(name)]);
        tuple.method("field", [value]).method("finish", [])
    };
    for arm in arms {
        match arm {
            FieldDebug::Shown(name) => {
                out.value("Self::$(value) =>", &[name], &shown(name.plain(), Expr::path("value")), ",");
            }
            FieldDebug::Hidden(name) => {
                out.value("Self::$(_) =>", &[name], &shown(name.plain(), hidden()), ",");
            }
        }
    }
    // It hides itself.
    out.value("Self::__Unknown(value) =>", &[], &shown("__Unknown", Expr::path("value")), ",");
    out.close("}");
    out.close("}");
    out.close("}");
}

fn table(out: &mut Out<'_>, item: &StructItem, wire: Wire) {
    match wire {
        Wire::Record => out.open("rt::record! {", &[]),
        Wire::Body | Wire::WrittenBody => out.open("rt::body! {", &[]),
    }
    let head = (Generics::of(item), (FixedMembers(&item.fixed), Blank { item, wire }));
    if item.fields.is_empty() {
        out.code("$$ {}", &[&item.ident, &head]);
    } else {
        out.open("$$ {", &[&item.ident, &head]);
        for (index, field) in item.fields.iter().enumerate() {
            if index + 1 < item.fields.len() {
                out.code("$ $: $,", &[&index, &field.ident, &Row(field)]);
            } else {
                out.code("_ $: $,", &[&field.ident, &Row(field)]);
            }
        }
        out.close("}");
    }
    out.close("}");
}

/// ` ["kind" = Text("paid"), "version" optional = Number("2")]`, or nothing.
struct FixedMembers<'a>(&'a [FixedItem]);

impl Flat for FixedMembers<'_> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        for (index, FixedItem { wire, value, is_required }) in self.0.iter().enumerate() {
            out.push_str(if index == 0 { " [" } else { ", " });
            Literal(wire).flat(scope, out);
            out.push_str(if *is_required { " = " } else { " optional = " });
            match value {
                FixedValue::Text(text) => ("Text(", (Literal(text), ")")).flat(scope, out),
                FixedValue::Number(text) => ("Number(", (Literal(text), ")")).flat(scope, out),
                FixedValue::Flag(flag) => out.push_str(if *flag { "Flag(true)" } else { "Flag(false)" }),
            }
        }
        out.push_str(if self.0.is_empty() { "" } else { "]" });
    }
}

/// The value of a struct before it is read: ` = Self::new("", 0);`, ` = endless`, or nothing, for a record of blank
/// fields and for a body that is not read.
struct Blank<'a> {
    item: &'a StructItem,
    wire: Wire,
}

impl Flat for Blank<'_> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        match &self.item.new {
            _ if self.wire == Wire::WrittenBody => {}
            _ if self.wire == Wire::Record && self.item.is_endless => out.push_str(" = endless"),
            // The default of an optional argument must not be made: it may need this very value.
            Some(new) if !new.absent.is_empty() && self.wire == Wire::Body => {
                let fields: Vec<(Name, Expr)> = new.fields.iter().map(|field| missing(new, field)).collect();
                (" = Self { ", (Initializers(&fields), " };")).flat(scope, out);
            }
            Some(new) if !new.absent.is_empty() => {}
            Some(new) if self.wire == Wire::Body || !self.item.fields.is_empty() => {
                let arguments: Vec<_> =
                    new.arguments.iter().map(|argument| BlankArgument(&argument.ty)).collect();
                (" = Self::new(", (Joined(&arguments, ", "), ");")).flat(scope, out);
            }
            _ => {}
        }
    }
}

/// A field as it is where nothing was read.
fn missing(new: &NewItem, (name, value): &(Name, Expr)) -> (Name, Expr) {
    let absent = new.absent.iter().find(|(other, _)| other == name).map(|(_, absent)| absent.clone());
    let is_required = new.arguments.iter().any(|argument| argument.name == *name);
    let blank = || if is_required { Expr::call("rt::Value::blank", []) } else { value.clone() };
    (name.clone(), absent.unwrap_or_else(blank))
}

/// A value for an argument of this type that is replaced before anybody sees it.
struct BlankArgument<'a>(&'a RustType);

impl Flat for BlankArgument<'_> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        match self.0 {
            RustType::Primitive("bool") => out.push_str("false"),
            RustType::Primitive("f64") => out.push_str("0.0"),
            RustType::Primitive("i32" | "i64" | "u32" | "u64") => out.push('0'),
            RustType::Into(inner) => match &**inner {
                RustType::String => out.push_str("\"\""),
                RustType::Vec(_) => out.push_str("[]"),
                other => ("<", (other, " as rt::Value>::blank()")).flat(scope, out),
            },
            _ => out.push_str("rt::Value::blank()"),
        }
    }
}

/// How a field is read and written: `default(20) "pageSize" | "size"`, `required as text "pin" secret`.
struct Row<'a>(&'a FieldItem);

impl Flat for Row<'_> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        let FieldItem {
            kind: FieldKind { presence, value, spelling, received, secret }, wire, aliases, ..
        } = self.0;
        out.push_str(match presence {
            Presence::Required => "required",
            Presence::Optional => "optional",
            Presence::Nullable => "nullable",
            Presence::Patch => "patch",
            Presence::Default => "default",
            Presence::Rest => "rest",
            Presence::Inline => "inline",
        });
        if let Some(value) = value {
            out.push('(');
            value.flat(scope, out);
            out.push(')');
        }
        out.push_str(spelling);
        out.push(' ');
        Literal(wire).flat(scope, out);
        for alias in aliases {
            out.push_str(" | ");
            Literal(alias).flat(scope, out);
        }
        out.push_str(received);
        out.push_str(secret);
    }
}

/// `<T>`, or nothing.
struct Generics<'a>(Option<&'a Name>);

impl<'a> Generics<'a> {
    fn of(item: &'a StructItem) -> Self {
        Self(item.parameter.as_ref())
    }
}

impl Flat for Generics<'_> {
    fn flat(&self, _: &FileScope, out: &mut String) {
        if let Some(name) = self.0 {
            out.extend(["<", name.as_str(), ">"]);
        }
    }
}

/// A name without `r#`.
pub(super) struct Plain<'a>(pub(super) &'a Name);

impl Flat for Plain<'_> {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(self.0.plain());
    }
}

impl Flat for Derive {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.push_str(match self {
            Self::Debug => "Debug",
            Self::Clone => "Clone",
            Self::PartialEq => "PartialEq",
            Self::Default => "Default",
        });
    }
}
