//! The public API of a generated module, from its plan.

use super::flat::{Flat, Joined, Literal};
use super::scope::FileScope;
use crate::plan::names::Name;
use crate::plan::syntax::{Argument, RustType};
use crate::plan::{
    ClientItem, Constructed, Conversion, Derive, EnumItem, Module, OperationItem, StructItem, TypeItem,
    UnionItem, UnionTag, Wire,
};
use crate::public::{ALIASED, CHECKED, CHECKS, FEATURES, Item, Member, PublicItems};

/// The public API of a module.
pub(crate) fn public(module: &Module) -> PublicItems {
    let text = Texts { scope: FileScope::of_types(&[], &module.runtime) };
    let mut items: Vec<Item> = module.types.iter().map(|item| text.ty(item)).collect();
    for request in module.checks.iter().flat_map(|checks| &checks.requests) {
        let name = text.flat(&request.request);
        if let Some(item) = items.iter_mut().find(|item| item.name == name) {
            item.members.extend(text.checks());
        }
    }
    let rows = module.errors.rows.iter().map(|row| text.member(&row.ident, &row.ident));
    items.push(Item { members: rows.collect(), ..item("enum", "ErrorCode", "") });
    if let Some(bodies) = &module.errors.bodies {
        let members = bodies.variants.iter().map(|variant| text.holding(&variant.ident, &variant.ty));
        items.push(Item { members: members.collect(), ..item("enum", "ErrorBody", "") });
    }
    items.extend(text.client(&module.client));
    if let Some(client) = items.last_mut() {
        for tag in &module.tags {
            let feature = tag.gate.only().map(str::to_owned);
            let methods = tag.operations.iter().flat_map(|operation| text.operation(operation));
            client.members.extend(methods.map(|member| Member { feature: feature.clone(), ..member }));
        }
    }
    if !module.features.is_empty() {
        let members = module.features.iter().map(|name| text.feature(name));
        items.push(Item { members: members.collect(), ..item(FEATURES, FEATURES, "") });
    }
    PublicItems { items }
}

fn item(kind: &'static str, name: impl ToString, module: &'static str) -> Item {
    Item { kind, name: name.to_string(), module, traits: Vec::new(), members: Vec::new() }
}

const TYPES: &str = "types::";

/// Makes the texts of items.
struct Texts {
    scope: FileScope,
}

impl Texts {
    fn flat(&self, what: &dyn Flat) -> String {
        let mut text = String::new();
        what.flat(&self.scope, &mut text);
        text
    }

    fn member(&self, name: &dyn Flat, text: &dyn Flat) -> Member {
        Member {
            name: self.flat(name),
            text: self.flat(text),
            arguments: Vec::new(),
            wire: None,
            feature: None,
        }
    }

    fn feature(&self, name: &str) -> Member {
        Member { name: name.to_owned(), text: name.to_owned(), ..self.member(&"", &"") }
    }

    fn ty(&self, item: &TypeItem) -> Item {
        match item {
            TypeItem::Struct(item) => self.strukt(item),
            TypeItem::Enum(item) => self.enumeration(item),
            TypeItem::Alias(alias) => {
                let target = self.member(&ALIASED, &("= ", &alias.ty));
                Item { members: vec![target], ..self::item("type", &alias.ident, TYPES) }
            }
            TypeItem::Union(item) => self.union(item),
            TypeItem::Outcome(item) => {
                let members = item.variants.iter().map(|variant| {
                    let ty = variant.ty.as_ref().map(|ty| ("(", (ty, ")")));
                    self.member(&variant.ident, &(&variant.ident, ty))
                });
                Item { members: members.collect(), ..self::item("enum", &item.ident, TYPES) }
            }
            TypeItem::Headers(item) => {
                let fields = item
                    .fields
                    .iter()
                    .map(|field| self.member(&field.ident, &(&field.ident, (": ", &field.ty))));
                let traits = traits(item.derives.iter(), item.debug.is_some());
                Item { traits, members: fields.collect(), ..self::item("struct", &item.ident, TYPES) }
            }
            TypeItem::Choice(item) => {
                let variants = item.variants.iter().map(|variant| self.holding(&variant.ident, &variant.ty));
                let members = variants.chain(self.conversions(&item.conversions)).collect();
                Item { members, ..self::item("enum", &item.ident, TYPES) }
            }
        }
    }

    /// A variant that holds a value.
    fn holding(&self, ident: &Name, ty: &RustType) -> Member {
        self.member(ident, &(ident, ("(", (ty, ")"))))
    }

    fn conversions<'c>(&'c self, all: &'c [Conversion]) -> impl Iterator<Item = Member> + 'c {
        all.iter().map(|conversion| {
            let from = ("From<", (&conversion.ty, ">"));
            self.member(&from, &from)
        })
    }

    fn strukt(&self, item: &StructItem) -> Item {
        let parameter = item.parameter.as_ref().map(|name| ("<", (name, ">")));
        // The table of a record implements what others derive.
        let of_table: &[Derive] = if item.wire == Some(Wire::Record) { &Derive::SHOWING } else { &[] };
        let by_new = (item.constructed == Constructed::ByDefaultToo).then_some(Derive::Default);
        let derived = of_table.iter().chain(&item.derives).chain(&by_new);
        let mut traits = traits(derived, item.debug.is_some());
        traits.extend(match item.wire {
            Some(Wire::Record | Wire::Body) => ["Serialize", "Deserialize"].as_slice(),
            Some(Wire::WrittenBody) => &["Serialize"],
            None => &[],
        });
        let mut members = Vec::new();
        for field in item.params.iter().chain(&item.fields) {
            members.push(self.member(&field.ident, &(&field.ident, (": ", &field.ty))));
        }
        if let Some(new) = &item.new {
            let arguments: Vec<String> = new.arguments.iter().map(|argument| self.flat(argument)).collect();
            let text = format!("new({})", arguments.join(", "));
            members.push(Member { text, arguments, ..self.member(&"new", &"") });
        }
        for setter in &item.setters {
            members.push(self.member(&setter.ident, &(&setter.ident, ("(", (&setter.ty, ")")))));
        }
        for (ty, _) in &item.made_from {
            let from = ("From<", (ty, ">"));
            members.push(self.member(&from, &from));
        }
        let name = self.flat(&(&item.ident, &parameter));
        Item { traits, members, ..self::item("struct", name, TYPES) }
    }

    /// The public items of a request whose rules are checked before it is sent.
    fn checks(&self) -> [Member; 3] {
        let [check, check_with] = CHECKS;
        [
            self.member(&CHECKED, &CHECKED),
            self.member(&check, &(check, "(SystemTime)")),
            self.member(&check_with, &(check_with, "(SystemTime, &rt::Facts)")),
        ]
    }

    fn enumeration(&self, item: &EnumItem) -> Item {
        let members = item.variants.iter().map(|variant| Member {
            wire: Some(self.flat(&variant.wire)),
            ..self.member(&variant.ident, &variant.ident)
        });
        let kind = if item.repr == "int" { "int enum" } else { "enum" };
        Item { members: members.collect(), ..self::item(kind, &item.ident, TYPES) }
    }

    fn union(&self, item: &UnionItem) -> Item {
        let kind = if item.tag == UnionTag::None { "untagged enum" } else { "tagged enum" };
        let traits = traits(item.derives.iter(), item.debug.is_some());
        let variants = item.variants.iter().map(|variant| {
            let wires: Vec<Literal<'_>> = variant.wires.iter().map(|wire| Literal(wire)).collect();
            let wire = (!wires.is_empty()).then(|| self.flat(&Joined(&wires, " | ")));
            Member { wire, ..self.holding(&variant.ident, &variant.ty) }
        });
        let members = variants.chain(self.conversions(&item.conversions)).collect();
        Item { traits, members, ..self::item(kind, &item.ident, TYPES) }
    }

    /// The servers, and the client.
    fn client(&self, client: &ClientItem) -> [Item; 2] {
        let mut servers = item("mod", "servers", "");
        for server in &client.servers {
            servers.members.push(self.member(&server.ident, &server.ident));
            if let Some(function) = &server.function {
                // Callers don't name arguments.
                let arguments: Vec<_> = function.variables.iter().map(|_| "&str").collect();
                let text = (&function.ident, ("(", (Joined(&arguments, ", "), ")")));
                servers.members.push(self.member(&function.ident, &text));
            }
        }
        let mut methods = item("struct", "Client", "");
        for setting in &client.settings {
            let types: Vec<_> = setting.arguments.iter().map(|Argument { ty, .. }| ty).collect();
            let text = (&setting.method, ("(", (Joined(&types, ", "), ")")));
            methods.members.push(self.member(&setting.method, &text));
        }
        for provider in &client.providers {
            methods.members.push(self.member(&provider.method, &(&provider.method, "(impl Refresh)")));
        }
        methods.members.extend(client.operations.iter().flat_map(|operation| self.operation(operation)));
        [servers, methods]
    }

    /// The methods of an operation.
    fn operation(&self, operation: &OperationItem) -> Vec<Member> {
        let OperationItem { method, request, output, pages, .. } = operation;
        let call = (method, ("(&", (request, (") -> ", output))));
        let mut members = vec![self.member(method, &call)];
        if let Some(pages) = pages {
            let items = (&pages.method, ("(&", (request, (") -> items: ", &pages.item))));
            members.push(self.member(&pages.method, &items));
        }
        members
    }
}

/// Traits that are derived, and `Debug` where it is written by hand.
fn traits<'a>(derived: impl Iterator<Item = &'a Derive>, has_debug: bool) -> Vec<&'static str> {
    let derived = derived.map(|derive| match derive {
        Derive::Debug => "Debug",
        Derive::Clone => "Clone",
        Derive::PartialEq => "PartialEq",
        Derive::Default => "Default",
    });
    has_debug.then_some("Debug").into_iter().chain(derived).collect()
}
