//! `oneOf` and `anyOf` → unions, or something simpler with the same values.

use std::collections::BTreeSet;

use super::Cx;
use super::document::{At, Literal, LiteralKind};
use super::draft::{Place, Role, Use, reference, referred};
use super::objects::{narrows, properties};
use super::parts::{constrains, has, kinds, last, last_of};
use super::tags::{Tagging, Values};
use super::words::upper_camel;
use crate::ast::{Field, FieldRole, Repr, Tag, TagRepr, TypeExprKind, TypeKind, Union, Variant};
use crate::source::Spanned;

impl<'a> Cx<'a> {
    /// The type of schemas, one of which has `oneOf` or `anyOf`; `None` if that says nothing about the type.
    pub(super) fn union_of(&mut self, parts: &[At<'a>], place: &Place, slot: Option<usize>) -> Option<Use> {
        let list = last_of(parts, "oneOf").or_else(|| last_of(parts, "anyOf"))?;
        let all: Vec<At<'a>> = list.items().collect();
        let members: Vec<At<'a>> = all.iter().copied().filter(|at| !self.is_null(*at)).collect();
        let null = members.len() < all.len();
        let known = properties(parts);
        let is_scalar = matches!(kinds(parts).as_slice(), ["string" | "integer" | "number" | "boolean"]);
        let says_type = |at: &At<'a>| {
            ["$ref", "type", "enum", "const", "allOf", "oneOf", "anyOf"].iter().any(|key| at.has(key))
        };
        if members.is_empty()
            || members.iter().all(|member| narrows(*member, &known))
            || (is_scalar && !members.iter().any(says_type))
        {
            return None;
        }
        let mut found = if known.is_empty() {
            self.of_members(&members, parts, place, slot)
        } else {
            self.around_members(&members, parts, place, slot)
        };
        found.null |= null;
        Some(found)
    }

    /// A union of types that are as they are.
    fn of_members(
        &mut self,
        members: &[At<'a>],
        parts: &[At<'a>],
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        if let Some(simple) = self.of_scalars(members, last(parts), place, slot) {
            return simple;
        }
        if let [only] = members {
            return self.use_of(*only, place);
        }
        let names = self.names(members, place);
        let mut found = Vec::new();
        for (member, name) in members.iter().zip(&names) {
            found.push(self.use_of(*member, &place.with(name.clone())));
        }
        self.united(&Members { schemas: members, found, names }, parts, place, slot)
    }

    /// A union inside of an object with properties: each member has them too.
    fn around_members(
        &mut self,
        members: &[At<'a>],
        parts: &[At<'a>],
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        let whole = |this: &mut Self, member: At<'a>| -> Vec<At<'a>> {
            let mut all = parts.to_vec();
            all.extend(this.flat(member));
            all
        };
        if let [only] = members {
            let all = whole(self, *only);
            return self.object(&all, place, slot);
        }
        let names = self.names(members, place);
        let mut found = Vec::new();
        for (member, name) in members.iter().zip(&names) {
            let all = whole(self, *member);
            found.push(self.object(&all, &place.with(name.clone()), None));
        }
        self.united(&Members { schemas: members, found, names }, parts, place, slot)
    }

    /// The union of what the members have become.
    fn united(
        &mut self,
        members: &Members<'_, 'a>,
        parts: &[At<'a>],
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        let null = members.found.iter().any(|member| member.null);
        let mut seen: Vec<&TypeExprKind> = Vec::new();
        let mut kept = Vec::new();
        for (at, member) in members.found.iter().enumerate() {
            if !seen.contains(&&member.kind) {
                seen.push(&member.kind);
                kept.push(at);
            }
        }
        let mut found = if members.found.iter().any(|member| member.is_word("any")) {
            Use::word("any")
        } else if let Some(fields) = self.merged(members, &kept).filter(|_| slot.is_none()) {
            self.define(None, place, last(parts), TypeKind::Struct(fields))
        } else if let [only] = kept.as_slice() {
            members.found[*only].clone()
        } else {
            let tagging =
                self.tagging(&kept.iter().map(|at| members.schemas[*at]).collect::<Vec<_>>(), parts);
            let tagging = tagging.filter(|_| kept.iter().all(|at| self.can_hold_tag(&members.found[*at])));
            let union = self.union(members, &kept, tagging);
            self.define(slot, place, last(parts), TypeKind::Union(union))
        };
        found.null |= null;
        found
    }

    /// The fields of a union in the body of a failure whose members differ in texts that are always the same: the rows of the
    /// error table have those.
    fn merged(&self, members: &Members<'_, 'a>, kept: &[usize]) -> Option<Vec<Field>> {
        if !self.is_failure {
            return None;
        }
        let mut fields: Vec<Field> = Vec::new();
        for (number, at) in kept.iter().enumerate() {
            let TypeExprKind::Name(name) = &members.found[*at].kind else { return None };
            let draft = self.drafts.get(referred(name)?)?;
            let Some(TypeKind::Struct(own)) = draft.kind.as_ref().filter(|_| draft.role == Role::Inline)
            else {
                return None;
            };
            for known in fields.iter_mut().filter(|known| own.iter().all(|field| field.wire != known.wire)) {
                known.optional = true;
            }
            for field in own {
                match fields.iter_mut().find(|known| known.wire == field.wire) {
                    Some(known) => merge(known, field)?,
                    None => fields.push(Field { optional: field.optional || number > 0, ..field.clone() }),
                }
            }
        }
        for field in fields.iter_mut().filter(|field| field.optional) {
            field.role = FieldRole::Member;
        }
        Some(fields)
    }

    fn union(&self, members: &Members<'_, 'a>, kept: &[usize], tagging: Option<Tagging>) -> Union {
        let variant = |at: usize, key: Spanned<String>, values: Vec<Spanned<String>>| Variant {
            key: Some(key),
            values,
            name: None,
            ty: self.expr(Use { null: false, ..members.found[at].clone() }, members.schemas[at]),
            doc: None,
            deprecated: members.schemas[at].flag("deprecated"),
        };
        let name = |at: usize| Spanned::new(members.names[at].clone(), members.schemas[at].span());
        let Some(Tagging { key, repr, values }) = tagging else {
            let variants = kept.iter().map(|at| variant(*at, name(*at), Vec::new())).collect();
            return Union { tag: Tag::None, repr: TagRepr::String, variants };
        };
        let shared = |value: &Spanned<String>| {
            values.iter().flatten().filter(|other| other.value == value.value).count() > 1
        };
        let variants = kept.iter().zip(&values).map(|(at, own)| match own.as_slice() {
            [only] if !shared(only) => variant(*at, only.clone(), Vec::new()),
            own => variant(*at, name(*at), own.to_vec()),
        });
        let variants = variants.collect();
        Union { tag: Tag::Inside(key), repr, variants }
    }

    /// Whether a type is an object, or a union of objects, as far as it is known.
    fn can_hold_tag(&self, found: &Use) -> bool {
        let TypeExprKind::Name(name) = &found.kind else { return false };
        let Some(draft) = referred(name).and_then(|id| self.drafts.get(id)) else { return false };
        match &draft.kind {
            Some(TypeKind::Struct(_)) => true,
            Some(TypeKind::Union(union)) => {
                union.variants.iter().all(|variant| self.can_hold_tag(&Use::new(variant.ty.kind.clone())))
            }
            Some(TypeKind::Enum(_) | TypeKind::Alias(_)) => false,
            // It is being made, so it is around this union.
            None => true,
        }
    }

    /// A name for each member: its title, its component, its kind of JSON, or its number.
    fn names(&mut self, members: &[At<'a>], place: &Place) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let mut names = Vec::new();
        for (at, member) in members.iter().enumerate() {
            let own = member.text("title").map(upper_camel).filter(|title| is_short_name(title));
            let name =
                own.or_else(|| self.component_name(*member)).unwrap_or_else(|| self.kind_name(*member, at));
            // The union's name at the start of a member's name is dropped.
            let owner = upper_camel(&place.owner);
            let short = name.strip_prefix(&owner).filter(|rest| place.way.is_empty() && is_short_name(rest));
            let mut name = short.map_or_else(|| name.clone(), str::to_owned);
            if !taken.insert(name.clone()) {
                name = format!("{name}Variant{}", at + 1);
                taken.insert(name.clone());
            }
            names.push(name);
        }
        names
    }

    fn component_name(&mut self, member: At<'a>) -> Option<String> {
        let (seen, _) = self.seen(member);
        let super::schemas::Seen::Component(target) = seen else { return None };
        let name = self.component_names.get(&target.key()).map(|name| upper_camel(name))?;
        name.starts_with(char::is_alphabetic).then_some(name)
    }

    fn kind_name(&mut self, member: At<'a>, at: usize) -> String {
        if let Some(value) =
            self.sole(member).map(|value| upper_camel(&value.text)).filter(|name| is_short_name(name))
        {
            return value;
        }
        let parts = self.flat(member);
        let has_enum = has(&parts, "enum");
        match kinds(&parts).as_slice() {
            ["string"] if !has_enum => String::from("String"),
            ["integer"] if !has_enum => String::from("Integer"),
            ["number"] if !has_enum => String::from("Number"),
            ["boolean"] => String::from("Boolean"),
            ["array"] => String::from("List"),
            ["object"] if !has(&parts, "properties") => String::from("Map"),
            _ => format!("Variant{}", at + 1),
        }
    }

    /// A union of texts, or of numbers, is one type: an enum has a place for values that it does not list.
    fn of_scalars(
        &mut self,
        members: &[At<'a>],
        at: At<'a>,
        place: &Place,
        slot: Option<usize>,
    ) -> Option<Use> {
        let all: Vec<Vec<At<'a>>> = members.iter().map(|member| self.flat(*member)).collect();
        if all.iter().any(|parts| has(parts, "oneOf") || has(parts, "anyOf")) {
            return None;
        }
        let listed: Vec<Option<Vec<Literal>>> =
            all.iter().map(|parts| self.enumerated(parts).map(|(_, values)| values)).collect();
        let is = |at: usize, kind: LiteralKind, word: &str| match &listed[at] {
            Some(values) => values.iter().all(|value| value.kind == kind || value.kind == LiteralKind::Null),
            None => kinds(&all[at]) == [word],
        };
        let every = |kind, word| (0..all.len()).all(|at| is(at, kind, word));
        if every(LiteralKind::Text, "string") {
            let is_listed = listed.iter().any(Option::is_some);
            return Some(self.of_texts(&all, is_listed, at, place, slot));
        }
        if every(LiteralKind::Integer, "integer") {
            if listed.iter().all(Option::is_some) {
                if let Some(titled) = self.titled(members, at, place, slot) {
                    return Some(titled);
                }
                return Some(self.enumeration_of_all(&all, Repr::Int, at, place, slot));
            }
            return Some(Use::word("i64"));
        }
        let is_number =
            |at: usize| is(at, LiteralKind::Integer, "integer") || is(at, LiteralKind::Number, "number");
        (0..all.len()).all(is_number).then(|| Use::word("f64"))
    }

    fn of_texts(
        &mut self,
        all: &[Vec<At<'a>>],
        is_listed: bool,
        at: At<'a>,
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        if is_listed {
            return self.enumeration_of_all(all, Repr::String, at, place, slot);
        }
        let mut types: Vec<Use> =
            all.iter().map(|parts| self.of_kind(parts, "string", place, None)).collect();
        types.dedup();
        match types.as_slice() {
            [only] => only.clone(),
            _ => Use::word("string"),
        }
    }

    /// A type whose `type` names several kinds of JSON.
    pub(super) fn of_several_kinds(
        &mut self,
        parts: &[At<'a>],
        kinds: &[&str],
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        let mut kinds = kinds.to_vec();
        if kinds.contains(&"number") {
            kinds.retain(|kind| *kind != "integer");
        }
        let at = last(parts);
        let name = |kind: &str| upper_camel(if kind == "array" { "list" } else { kind });
        let mut found = Vec::new();
        for kind in &kinds {
            let own = self.of_kind(parts, kind, &place.with(name(kind)), None);
            found.push(own);
        }
        if found.iter().any(|one| one.is_word("any")) {
            return Use::word("any");
        }
        if let [only] = found.as_slice() {
            return only.clone();
        }
        let variants = found.into_iter().zip(&kinds).map(|(one, kind)| Variant {
            key: Some(Spanned::new(name(kind), at.span())),
            values: Vec::new(),
            name: None,
            ty: self.expr(one, at),
            doc: None,
            deprecated: false,
        });
        let variants = variants.collect();
        let union = Union { tag: Tag::None, repr: TagRepr::String, variants };
        self.define(slot, place, at, TypeKind::Union(union))
    }

    /// The union of the schemas that name this one in their `allOf`, which has a discriminator (OpenAPI 3.0.4, Composition
    /// and Inheritance).
    pub(super) fn base(&mut self, at: At<'a>, children: &[At<'a>], place: &Place, id: usize) -> Use {
        let names = self.names(children, place);
        let mut found = Vec::new();
        for child in children {
            found.push(self.component(*child));
        }
        if found.iter().any(|child| child.is_word("any")) {
            return Use::word("any");
        }
        let members = Members { schemas: children, found, names };
        let tagging = self.tagging(children, &[at]);
        let tagging = tagging.filter(|_| members.found.iter().all(|child| self.can_hold_tag(child)));
        let all: Vec<usize> = (0..children.len()).collect();
        let union = self.union(&members, &all, tagging);
        self.drafts[id].kind = Some(TypeKind::Union(union));
        Use::new(reference(id))
    }

    /// The values of a property by which objects are told apart, in a schema and in what it consists of.
    pub(super) fn values_at(&mut self, at: At<'a>, key: &str, depth: usize) -> Values {
        const DEEPEST: usize = 8;
        let parts = self.flat(at);
        let members = last_of(&parts, "oneOf").or_else(|| last_of(&parts, "anyOf"));
        let own: Vec<At<'a>> = properties(&parts)
            .into_iter()
            .filter(|(name, _)| name.value == key)
            .flat_map(|(_, schemas)| schemas)
            .collect();
        if let (true, Some(members)) = (own.is_empty() && depth < DEEPEST, members) {
            let each = members.items().filter(|member| !self.is_null(*member)).collect::<Vec<_>>();
            return Values::all(each.into_iter().map(|member| self.values_at(member, key, depth + 1)));
        }
        let Some(schema) = own.last().copied() else { return Values::Absent };
        let required = parts.iter().filter_map(|part| part.get("required")).flat_map(At::items);
        let is_required = required.filter_map(At::scalar).any(|name| name.text == key);
        let schema_parts = self.core(schema);
        let listed = own.iter().rev().find_map(|schema| {
            let parts = self.core(*schema);
            self.enumerated(&parts)
        });
        match listed {
            Some((_, values)) => Values::Listed { values, is_required },
            None => match last_of(&schema_parts, "default").and_then(At::literal) {
                Some(default) if constrains(schema, &[]) || schema.has("default") => {
                    Values::Open { default: Some(default), kinds: kinds(&schema_parts).join(",") }
                }
                _ => Values::Open { default: None, kinds: kinds(&schema_parts).join(",") },
            },
        }
    }
}

/// The members of a union: their schemas, their types, and a name for each.
struct Members<'m, 'a> {
    schemas: &'m [At<'a>],
    found: Vec<Use>,
    names: Vec<String>,
}

/// One field for two of one name; `None` if their types differ in more than a text that is fixed.
fn merge(known: &mut Field, other: &Field) -> Option<()> {
    known.optional |= other.optional;
    if known.role == other.role && known.ty == other.ty {
        return Some(());
    }
    let is_text = |field: &Field| matches!(&field.ty.kind, TypeExprKind::Name(name) if name == "string");
    let is_fixed = |field: &Field| matches!(field.role, FieldRole::Fixed(_));
    if !(is_text(known) && is_text(other)) || !(is_fixed(known) || is_fixed(other) || known.ty == other.ty) {
        return None;
    }
    known.role = FieldRole::Member;
    Some(())
}

fn is_short_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().count() <= 40
}
