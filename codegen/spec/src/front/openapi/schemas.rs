//! Schemas → types.

use std::collections::BTreeSet;

use super::Cx;
use super::document::{At, Key, LiteralKind};
use super::draft::{Draft, Place, Role, Use, reference};
use super::parts::{constrains, has, is_annotation, kinds, last, last_of, last_text, says_something};
use super::references::MOST_WRAPPERS;
use crate::ast::{Spelling, TypeExpr, TypeExprKind, TypeKind};
use crate::diag::{Code, Diagnostic};

/// Keywords that change what is valid, and that are not generated.
const IGNORED: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "patternProperties",
    "propertyNames",
    "contains",
    "minContains",
    "maxContains",
    "dependentSchemas",
    "dependentRequired",
    "unevaluatedItems",
    "$dynamicRef",
];

/// A schema without its wrappers.
pub(super) enum Seen<'a> {
    /// It is a component by another name, or in a wrapper.
    Component(At<'a>),
    /// Schemas that hold together; the last one says most.
    Parts(Vec<At<'a>>),
    /// Its reference leads nowhere.
    Nothing,
}

impl<'a> Cx<'a> {
    /// The type of a schema where it is used.
    pub(super) fn use_of(&mut self, at: At<'a>, place: &Place) -> Use {
        let (seen, null) = self.seen(at);
        let mut found = match seen {
            Seen::Component(target) => self.component(target),
            Seen::Parts(_) if !self.open.insert(at.key()) => {
                // It adds something to the component around it, in which it is written again.
                let message =
                    String::from("a schema that contains itself and is not a component is not generated");
                self.stand_in(at, message, "any");
                Use::word("any")
            }
            Seen::Parts(parts) => {
                let found = self.of_parts(&parts, place, None);
                self.open.remove(&at.key());
                found
            }
            Seen::Nothing => Use::word("any"),
        };
        found.null |= null;
        found
    }

    /// Follows references and wrappers that add annotations alone; also says whether one of them allows `null`.
    pub(super) fn seen(&mut self, mut at: At<'a>) -> (Seen<'a>, bool) {
        let mut null = false;
        for _ in 0..MOST_WRAPPERS {
            null |= at.flag("nullable");
            if let Some(text) = at.text("$ref").or_else(|| at.text("$recursiveRef")) {
                let Some(target) = self.target(at, text) else { return (Seen::Nothing, null) };
                if constrains(at, &[]) {
                    return (Seen::Parts(self.flat(at)), null);
                }
                return (Seen::Component(target), null);
            }
            let wrapped = ["allOf", "oneOf", "anyOf"].into_iter().find(|key| at.has(key));
            let Some(key) = wrapped else { return (Seen::Parts(vec![at]), null) };
            let members = at.get(key).map(At::items).into_iter().flatten();
            let mut members: Vec<At<'a>> = members.filter(|member| says_something(*member)).collect();
            if key != "allOf" {
                let all = members.len();
                members.retain(|member| !self.is_null(*member));
                null |= members.len() < all;
            }
            match members.as_slice() {
                [only] if !constrains(at, &[key]) && !self.is_child(at, *only) => at = *only,
                _ if key == "allOf" => return (Seen::Parts(self.flat(at)), null),
                _ => return (Seen::Parts(vec![at]), null),
            }
        }
        (Seen::Parts(vec![at]), null)
    }

    /// Whether a schema is a kind of a base with a discriminator, and not another name of it.
    fn is_child(&self, at: At<'a>, base: At<'a>) -> bool {
        let base = base.text("$ref").and_then(|text| self.docs.find(base.file, text));
        let children = base.and_then(|base| self.children.get(&base.key()));
        children.is_some_and(|children| children.iter().any(|child| child.key() == at.key()))
    }

    /// The schemas that hold together without wrappers, those of a component included.
    pub(super) fn core(&mut self, at: At<'a>) -> Vec<At<'a>> {
        match self.seen(at).0 {
            Seen::Component(target) => match self.seen(target).0 {
                Seen::Parts(parts) => parts,
                Seen::Component(_) | Seen::Nothing => self.flat(target),
            },
            Seen::Parts(parts) => parts,
            Seen::Nothing => vec![at],
        }
    }

    /// A schema and everything that `allOf` and references add to it, each once, the schema itself last.
    pub(super) fn flat(&mut self, at: At<'a>) -> Vec<At<'a>> {
        let mut out = Vec::new();
        self.flatten(at, &mut out, &mut BTreeSet::new());
        out
    }

    fn flatten(&mut self, at: At<'a>, out: &mut Vec<At<'a>>, visited: &mut BTreeSet<Key>) {
        if !visited.insert(at.key()) {
            return;
        }
        if let Some(text) = at.text("$ref") {
            if let Some(target) = self.target(at, text) {
                self.flatten(target, out, visited);
            }
            if constrains(at, &[]) {
                out.push(at);
            }
            return;
        }
        for member in at.get("allOf").map(At::items).into_iter().flatten() {
            self.flatten(member, out, visited);
        }
        out.push(at);
    }

    /// The type of a component, which is made once.
    pub(super) fn component(&mut self, at: At<'a>) -> Use {
        if let Some(known) = self.components.get(&at.key()) {
            self.recursive.extend(self.unfinished.get(&at.key()));
            return known.clone();
        }
        if let Some(written) = self.type_as_written(at) {
            self.components.insert(at.key(), written.clone());
            return written;
        }
        let place = Place::of(self.name_of(at));
        let id = self.drafts.len();
        // A schema inside of something else, found by a reference, is also written where it is used.
        let is_own = at.file > 0 || self.component_names.contains_key(&at.key());
        self.drafts.push(Draft {
            place: place.clone(),
            span: at.span(),
            doc: at.spanned("description"),
            deprecated: at.flag("deprecated"),
            kind: None,
            role: if is_own { Role::Component } else { Role::Inline },
        });
        // For the places that lead back here.
        let mut own = Use::new(reference(id));
        own.null = self.allows_null(at, 0);
        self.components.insert(at.key(), own);
        self.unfinished.insert(at.key(), id);
        let is_failure = std::mem::replace(&mut self.is_failure, false);
        let found = match self.children.get(&at.key()).cloned() {
            Some(children) if !at.has("oneOf") && !at.has("anyOf") => self.base(at, &children, &place, id),
            _ => {
                let (seen, null) = self.seen(at);
                let mut found = match seen {
                    Seen::Component(target) => self.component(target),
                    Seen::Parts(parts) => self.of_parts(&parts, &place, Some(id)),
                    Seen::Nothing => Use::word("any"),
                };
                found.null |= null;
                found
            }
        };
        self.is_failure = is_failure;
        self.unfinished.remove(&at.key());
        if found.kind != reference(id) && self.recursive.contains(&id) {
            self.cycle(at, id);
        }
        self.components.insert(at.key(), found.clone());
        found
    }

    /// A list, a map or a reference that contains itself without a type in between has no Rust type.
    fn cycle(&mut self, at: At<'a>, id: usize) {
        let any = TypeExpr { span: at.span().into(), kind: TypeExprKind::Name(String::from("any")) };
        self.drafts[id].kind = Some(TypeKind::Alias(any));
        let message =
            format!("`{}` contains itself without a struct in between", self.drafts[id].place.owner);
        self.stand_in(at, message, "any");
    }

    /// Adds a type, in the slot of a component or as one that is written where it is used.
    pub(super) fn define(&mut self, slot: Option<usize>, place: &Place, at: At<'a>, kind: TypeKind) -> Use {
        let id = slot.unwrap_or_else(|| {
            self.drafts.push(Draft {
                place: place.clone(),
                span: at.span(),
                doc: at.spanned("description"),
                deprecated: false,
                kind: None,
                role: Role::Inline,
            });
            self.drafts.len() - 1
        });
        self.drafts[id].kind = Some(kind);
        Use::new(reference(id))
    }

    /// The type of schemas that hold together.
    pub(super) fn of_parts(&mut self, parts: &[At<'a>], place: &Place, slot: Option<usize>) -> Use {
        self.warn_of_ignored(parts);
        let mut null = parts.last().is_some_and(|part| part.flag("nullable"));
        let kinds = kinds(parts);
        null |= kinds.contains(&"null");
        let mut found = match self.enumerated(parts) {
            Some((at, values)) => {
                null |= values.iter().any(|value| value.kind == LiteralKind::Null);
                self.enumeration(parts, (at, values), place, slot)
            }
            None => match self.union_of(parts, place, slot) {
                Some(union) => union,
                None => self.of_kinds(parts, &kinds, place, slot),
            },
        };
        found.null |= null;
        found
    }

    fn of_kinds(&mut self, parts: &[At<'a>], kinds: &[&str], place: &Place, slot: Option<usize>) -> Use {
        let kinds: Vec<&str> = kinds.iter().copied().filter(|kind| *kind != "null").collect();
        match kinds.as_slice() {
            [] if ["properties", "additionalProperties", "unevaluatedProperties"]
                .iter()
                .any(|key| has(parts, key)) =>
            {
                self.object(parts, place, slot)
            }
            [] if has(parts, "items") || has(parts, "prefixItems") => self.list(parts, place),
            [] if ["pattern", "minLength", "maxLength", "format"].iter().any(|key| has(parts, key)) => {
                self.text(parts)
            }
            [] if has(parts, "multipleOf") || has(parts, "minimum") || has(parts, "maximum") => {
                Use::word("f64")
            }
            [] => Use::word("any"),
            [kind] => self.of_kind(parts, kind, place, slot),
            several => self.of_several_kinds(parts, several, place, slot),
        }
    }

    pub(super) fn of_kind(
        &mut self,
        parts: &[At<'a>],
        kind: &str,
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        match kind {
            "object" => self.object(parts, place, slot),
            "array" => self.list(parts, place),
            "string" => self.text(parts),
            "integer" => self.integer(parts),
            "number" => match last_text(parts, "format") {
                Some(format) if is_whole(format) => self.integer(parts),
                _ => Use::word("f64"),
            },
            "boolean" => Use::word("bool"),
            "file" => Use::word("string"),
            other => {
                let at = last(parts);
                self.stand_in(at, format!("`{other}` is not a type of JSON Schema"), "any");
                Use::word("any")
            }
        }
    }

    fn list(&mut self, parts: &[At<'a>], place: &Place) -> Use {
        if let Some(tuple) = last_of(parts, "prefixItems") {
            self.stand_in(tuple, String::from("a tuple is not generated"), "[any]");
            return Use::new(TypeExprKind::List(Box::new(self.expr(Use::word("any"), tuple))));
        }
        let Some(items) = last_of(parts, "items").filter(|items| items.node.is_mapping()) else {
            return Use::new(TypeExprKind::List(Box::new(self.expr(Use::word("any"), last(parts)))));
        };
        let mut item = self.use_of(items, &place.with("Item"));
        let spelling = item.spelling.take();
        let mut found = Use::new(TypeExprKind::List(Box::new(self.expr(item, items))));
        found.spelling = spelling;
        self.limited(found, parts, ["minItems", "maxItems"])
    }

    fn text(&mut self, parts: &[At<'a>]) -> Use {
        let format = last_text(parts, "format").unwrap_or_default();
        let encoding = last_text(parts, "contentEncoding").unwrap_or_default();
        match (format, encoding) {
            ("date-time", _) => Use::word("datetime"),
            ("date", _) => Use::word("date"),
            ("byte" | "base64", "") | (_, "base64") => Use::word("bytes"),
            _ => self.limited(Use::word("string"), parts, ["minLength", "maxLength"]),
        }
    }

    fn integer(&mut self, parts: &[At<'a>]) -> Use {
        let word = match last_text(parts, "format").unwrap_or_default() {
            "int32" | "int16" | "int8" => "i32",
            "uint8" | "uint16" | "uint32" => "u32",
            "uint" | "uint64" => "u64",
            "unix-time" | "unixtime" | "timestamp" | "date-time" => {
                let mut time = Use::word("datetime");
                time.spelling = Some(Spelling::Unix);
                return time;
            }
            _ => "i64",
        };
        self.limited(Use::word(word), parts, ["minimum", "maximum"])
    }

    /// A type in an expression. Only a field can say that a time is a number.
    pub(super) fn expr(&self, mut found: Use, at: At<'a>) -> TypeExpr {
        if found.spelling.is_some() {
            let mut ty = TypeExpr { span: at.span().into(), kind: found.kind };
            if let Some(name) = super::rename::name(&mut ty) {
                *name = String::from("i64");
            }
            found.kind = ty.kind;
        }
        let expr = |kind| TypeExpr { span: at.span().into(), kind };
        if found.null {
            return expr(TypeExprKind::Nullable(Box::new(expr(found.kind))));
        }
        expr(found.kind)
    }

    /// Reports a schema that is generated as something more general.
    pub(super) fn stand_in(&mut self, at: At<'a>, what: String, word: &str) {
        if !self.reported.insert(at.key()) {
            return;
        }
        let note = format!("`{word}` is generated instead, which accepts the same values and more");
        let help = "callers read and write the value themselves";
        self.diags.push(Diagnostic::new(Code::StandIn, at.span().at_start(), what).note(note).help(help));
    }

    fn warn_of_ignored(&mut self, parts: &[At<'a>]) {
        for part in parts {
            for word in IGNORED {
                let Some(at) = part.get(word) else { continue };
                self.ignored_once(word, at, "values that it forbids are accepted");
            }
        }
    }

    /// Reports a keyword that is not generated the first time that it occurs.
    pub(super) fn ignored_once(&mut self, word: &'static str, at: At<'a>, note: &str) {
        if self.ignored.insert(word) {
            let message = format!("`{word}` is not generated");
            let note = format!("{note}; the document may use it more than once");
            let help = "callers have to keep to it themselves";
            self.diags.push(
                Diagnostic::new(Code::IgnoredKeyword, at.span().at_start(), message).note(note).help(help),
            );
        }
    }

    /// Whether a schema is `null` and nothing else.
    pub(super) fn is_null(&self, at: At<'a>) -> bool {
        let says_null = at
            .node
            .get("type")
            .and_then(crate::source::node::Cursor::scalar)
            .is_some_and(|scalar| scalar.text == "null" || scalar.is_null());
        let only = at.node.entries().all(|(key, _)| key.text == "nullable" || is_annotation(key.text));
        let values = at.get("enum");
        let only_null = values.is_some_and(|values| {
            let mut items = values.node.items().peekable();
            items.peek().is_some() && items.all(|item| item.scalar().is_some_and(|item| item.is_null()))
        });
        let const_null =
            at.node.get("const").and_then(crate::source::node::Cursor::scalar).is_some_and(|at| at.is_null());
        says_null || only_null || const_null || (only && at.flag("nullable") && !at.has("$ref"))
    }

    /// Whether `null` is a value of a component, as far as that is known before its type is made.
    fn allows_null(&mut self, at: At<'a>, depth: usize) -> bool {
        if depth > MOST_WRAPPERS {
            return false;
        }
        let (seen, null) = self.seen(at);
        null || match seen {
            Seen::Component(target) => self.allows_null(target, depth + 1),
            Seen::Parts(parts) => {
                kinds(&parts).contains(&"null")
                    || parts.last().is_some_and(|part| part.flag("nullable"))
                    || last_of(&parts, "enum").is_some_and(|values| {
                        values.node.items().any(|item| item.scalar().is_some_and(|item| item.is_null()))
                    })
                    || ["oneOf", "anyOf"].iter().any(|key| {
                        let members = last_of(&parts, key).map(At::items).into_iter().flatten();
                        members.into_iter().any(|member| self.is_null(member))
                    })
            }
            Seen::Nothing => false,
        }
    }

    /// The name of the target of a reference: its key, if it is a component.
    fn name_of(&self, at: At<'a>) -> String {
        let names = [&self.component_names, &self.target_names];
        let known = names.iter().find_map(|names| names.get(&at.key())).cloned();
        known.unwrap_or_else(|| at.text("title").map_or_else(|| String::from("Schema"), str::to_owned))
    }
}

/// Whether a format is one of whole numbers.
fn is_whole(format: &str) -> bool {
    matches!(
        format,
        "int32" | "int64" | "int16" | "int8" | "uint8" | "uint16" | "uint32" | "uint64" | "integer"
    )
}
