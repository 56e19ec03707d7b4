//! The differences between two public APIs.

use std::collections::BTreeMap;

use crate::public::{FEATURES, Item, Member, PublicItems};

/// A difference between two public APIs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemChange {
    /// The path of the item that changed, or of the one that has the member that changed.
    pub item: String,
    /// The member that changed.
    pub member: Option<String>,
    /// Its path, as callers write it: `types::Contract::amount`.
    pub path: String,
    /// The old declaration; `None` for what is new.
    pub old: Option<String>,
    /// The new declaration; `None` for what is gone.
    pub new: Option<String>,
    /// The arguments of a constructor that are new, gone or different; all of them if only their order is.
    pub arguments: Vec<Argument>,
}

impl ItemChange {
    /// Whether callers may no longer compile.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.old.is_some()
    }

    /// The same for each argument alone. The order of arguments is one difference.
    pub(super) fn parts(&self) -> Vec<Self> {
        if self.arguments.is_empty() || self.is_order() {
            return vec![self.clone()];
        }
        let alone = |argument: &Argument| Self { arguments: vec![argument.clone()], ..self.clone() };
        self.arguments.iter().map(alone).collect()
    }

    /// Whether only the order of arguments is different.
    pub(super) fn is_order(&self) -> bool {
        !self.arguments.is_empty() && self.arguments.iter().all(|at| at.old == at.new)
    }

    /// Whether it is about a feature of the crate.
    pub(super) fn is_feature(&self) -> bool {
        self.item == FEATURES || self.old.as_ref().is_some_and(|old| old.starts_with(GATE))
    }

    /// The difference in a sentence, without a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { path, old, new, .. } = self;
        match (old, new) {
            (None, _) => format!("`{path}` is new"),
            (_, None) => format!("`{path}` is gone"),
            (Some(_), Some(_)) if !self.arguments.is_empty() => format!("`{path}` {}", self.takes()),
            (Some(old), Some(new)) if self.member.is_none() => {
                let article = |kind: &str| if kind.starts_with(['a', 'e', 'i', 'u']) { "an" } else { "a" };
                format!("`{path}` is {} {new}, and was {} {old}", article(new), article(old))
            }
            (Some(old), Some(new)) => {
                let [old, new] = [old, new].map(|text| self.declared(text));
                format!("`{path}` is `{new}`, and was `{old}`")
            }
        }
    }

    /// A declaration without the name that the path has.
    fn declared<'t>(&self, text: &'t str) -> &'t str {
        let name = self.member.as_deref().unwrap_or_default();
        text.strip_prefix(name).map_or(text, |rest| rest.trim_start_matches([':', '=', ' ']))
    }

    /// The difference in the arguments of a constructor.
    fn takes(&self) -> String {
        let text = |list: &[&Argument]| {
            list.iter().map(|argument| format!("`{}`", argument.name)).collect::<Vec<_>>().join(", ")
        };
        let all = |is: fn(&Argument) -> bool| self.arguments.iter().filter(|at| is(at)).collect::<Vec<_>>();
        let added = all(|at| at.old.is_none());
        let gone = all(|at| at.new.is_none());
        let changed = all(|at| at.old.is_some() && at.new.is_some() && at.old != at.new);
        let mut parts = Vec::new();
        if !added.is_empty() {
            parts.push(format!("takes {} as well", text(&added)));
        }
        if !gone.is_empty() {
            parts.push(format!("no longer takes {}", text(&gone)));
        }
        for at in changed {
            let [new, old] = [&at.new, &at.old].map(|text| text.as_deref().unwrap_or_default());
            parts.push(format!("takes `{}` as `{new}` instead of `{old}`", at.name));
        }
        if parts.is_empty() {
            String::from("takes its arguments in another order")
        } else {
            parts.join(", and ")
        }
    }
}

/// An argument of a constructor that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Argument {
    /// The name.
    pub name: String,
    /// The old type.
    pub old: Option<String>,
    /// The new type.
    pub new: Option<String>,
}

/// Compares two public APIs. Whatever is gone or different can break callers.
#[must_use]
pub fn compare(old: &PublicItems, new: &PublicItems) -> Vec<ItemChange> {
    let (before, after) = (by_path(&old.items), by_path(&new.items));
    let exact = |all: &[Item], item: &Item| all.iter().position(|other| other.path() == item.path());
    let is_gone = |item: &&Item| exact(&new.items, item).is_none() && !after.contains_key(&key_of(item));
    let gone = old.items.iter().filter(is_gone);
    let mut changes: Vec<ItemChange> = gone.map(|item| whole(item, Some(item.kind), None)).collect();
    for item in &new.items {
        // A name that is there with and without a parameter is found as it is written.
        let same = exact(&old.items, item).map(|at| &old.items[at]);
        let other = before.get(&key_of(item)).copied().filter(|was| exact(&new.items, was).is_none());
        let Some(was) = same.or(other) else {
            changes.push(whole(item, None, Some(item.kind)));
            continue;
        };
        match (split(was).1, split(item).1) {
            (None, Some(_)) => {
                changes.push(whole(item, Some(was.kind), Some(&format!("generic {}", item.kind))))
            }
            (Some(_), None) => {
                changes.push(whole(item, Some(&format!("generic {}", was.kind)), Some(item.kind)))
            }
            _ if was.kind != item.kind => changes.push(whole(item, Some(was.kind), Some(item.kind))),
            (Some(before), Some(after)) if before != after => {
                inside(&renamed(was, before, after), item, &mut changes)
            }
            _ => inside(was, item, &mut changes),
        }
    }
    changes
}

/// Where an item is found, and its name: a type may be called `Client`.
fn key_of(item: &Item) -> (&str, &str) {
    (item.module, split(item).0)
}

fn by_path(all: &[Item]) -> BTreeMap<(&str, &str), &Item> {
    all.iter().map(|item| (key_of(item), item)).collect()
}

/// The name of an item, and that of its parameter.
fn split(item: &Item) -> (&str, Option<&str>) {
    match item.name.split_once('<') {
        Some((name, parameter)) => (name, Some(parameter.trim_end_matches('>'))),
        None => (&item.name, None),
    }
}

/// A generic item with another name of its parameter, which callers don't write.
fn renamed(item: &Item, before: &str, after: &str) -> Item {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let text = |text: &str| {
        let pieces =
            text.split_inclusive(|c: char| !is_part(c)).map(|piece| match piece.strip_prefix(before) {
                Some(rest) if !rest.starts_with(is_part) => format!("{after}{rest}"),
                _ => piece.to_owned(),
            });
        pieces.collect::<String>()
    };
    let member = |member: &Member| Member {
        name: member.name.clone(),
        text: format!("{}{}", member.name, text(&member.text[member.name.len()..])),
        arguments: member.arguments.iter().map(|argument| text(argument)).collect(),
        wire: member.wire.clone(),
        feature: member.feature.clone(),
    };
    Item { members: item.members.iter().map(member).collect(), ..item.clone() }
}

fn by_name<'a, T>(all: &'a [T], name: impl Fn(&'a T) -> &'a str) -> BTreeMap<&'a str, &'a T> {
    all.iter().map(|one| (name(one), one)).collect()
}

/// The name and the sign after it: a field and a function of one name are different members.
fn key(member: &Member) -> &str {
    let end = member.text[member.name.len()..].chars().next().map_or(0, char::len_utf8);
    &member.text[..member.name.len() + end]
}

fn whole(item: &Item, old: Option<&str>, new: Option<&str>) -> ItemChange {
    ItemChange {
        item: item.path(),
        member: None,
        path: item.path(),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        arguments: Vec::new(),
    }
}

/// Adds the changes inside of an item of the same name and kind.
fn inside(was: &Item, is: &Item, changes: &mut Vec<ItemChange>) {
    for (old, new, from) in [(true, false, was), (false, true, is)] {
        let other = if old { is } else { was };
        for name in from.traits.iter().filter(|name| !other.traits.contains(*name)) {
            let path = format!("impl {name} for {}", is.path());
            let text = |there: bool| there.then(|| String::from("implemented"));
            changes.push(ItemChange { path, old: text(old), new: text(new), ..whole(is, None, None) });
        }
    }
    let before = by_name(&was.members, key);
    let after = by_name(&is.members, key);
    let text = |member: &Member| Some(member.text.clone());
    for member in was.members.iter().filter(|member| !after.contains_key(key(member))) {
        changes.push(ItemChange { old: text(member), ..self::member(was, member) });
    }
    for member in &is.members {
        match before.get(key(member)) {
            None => changes.push(ItemChange { new: text(member), ..self::member(is, member) }),
            Some(was) if was.text != member.text => changes.push(ItemChange {
                old: text(was),
                new: text(member),
                arguments: arguments(was, member),
                ..self::member(is, member)
            }),
            Some(was) => changes.extend(moved(was, member).map(|(old, new)| ItemChange {
                old: Some(old),
                new: Some(new),
                ..self::member(is, member)
            })),
        }
    }
}

/// The features of a method that has another one. Whoever has turned on the old one alone lacks the method; a feature in place of
/// none is in `default`.
fn moved(was: &Member, is: &Member) -> Option<(String, String)> {
    let (was, is) = (was.feature.as_ref()?, is.feature.as_ref()?);
    let gate = |feature: &str| format!("{GATE}{feature}\")]");
    (was != is).then(|| (gate(was), gate(is)))
}

/// The beginning of the sentence about the feature of a method.
const GATE: &str = "#[cfg(feature = \"";

fn member(item: &Item, member: &Member) -> ItemChange {
    ItemChange { member: Some(member.name.clone()), path: item.path_of(member), ..whole(item, None, None) }
}

/// The arguments that are not the same; all of them if only their order is different.
fn arguments(was: &Member, is: &Member) -> Vec<Argument> {
    let split = |argument: &str| {
        let (name, ty) = argument.split_once(": ").unwrap_or((argument, ""));
        (name.to_owned(), ty.to_owned())
    };
    let before: Vec<(String, String)> = was.arguments.iter().map(|at| split(at)).collect();
    let after: Vec<(String, String)> = is.arguments.iter().map(|at| split(at)).collect();
    let ty = |all: &[(String, String)], name: &str| {
        all.iter().find(|(other, _)| other == name).map(|(_, ty)| ty.clone())
    };
    let gone = before.iter().filter(|(name, _)| ty(&after, name).is_none());
    let all = gone.chain(&after).map(|(name, _)| Argument {
        name: name.clone(),
        old: ty(&before, name),
        new: ty(&after, name),
    });
    let all: Vec<Argument> = all.collect();
    let different: Vec<Argument> = all.iter().filter(|at| at.old != at.new).cloned().collect();
    if different.is_empty() { all } else { different }
}
