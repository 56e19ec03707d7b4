//! A struct out of its fields: the constructor, the setters, `Default` and `Debug`.

use super::docs::Docs;
use super::fields::{Part, Secrecy, Start, Stored};
use super::names::{Name, setter};
use super::syntax::{Argument, Expr, Path, Std};
use super::{Constructed, Cx, Derive, FieldDebug, FixedItem, NewItem, SetterItem, StructItem, Wire};

/// The parts of a struct other than its fields.
pub(super) struct Head {
    pub(super) ident: Name,
    pub(super) parameter: Option<Name>,
    pub(super) docs: Docs,
    /// Whether callers build it.
    pub(super) is_built: bool,
    /// How it is on the wire.
    pub(super) wire: Option<Wire>,
    /// Members that are always the same.
    pub(super) fixed: Vec<FixedItem>,
    /// Whether each value requires another one.
    pub(super) is_endless: bool,
}

/// `params` are fields that are sent outside of the body, and come first.
pub(super) fn build(cx: &Cx<'_>, head: Head, params: Vec<Part>, body: Vec<Part>) -> StructItem {
    let count = params.len();
    let parts: Vec<Part> = params.into_iter().chain(body).collect();
    // Records show, copy and compare themselves through their tables.
    let is_record = head.wire == Some(Wire::Record);
    let debug = if is_record { None } else { debug(&parts) };
    let derives: &[Derive] = match &debug {
        _ if is_record => &[],
        Some(_) => &Derive::HIDING,
        None => &Derive::SHOWING,
    };
    let mut item = StructItem {
        ident: head.ident,
        parameter: head.parameter,
        docs: head.docs,
        derives: derives.into(),
        wire: head.wire,
        params: Vec::new(),
        fields: Vec::new(),
        new: None,
        setters: Vec::new(),
        constructed: Constructed::ByNew,
        debug,
        fixed: head.fixed,
        made_from: Vec::new(),
        is_endless: head.is_endless,
    };
    let known = cx.options.kept.arguments(item.ident.plain());
    let mut new = NewItem::default();
    for part in parts {
        if head.is_built {
            let was_required = known.contains(&part.key);
            start(&part.field.ident, (part.start, was_required), &mut new, &mut item.setters);
            new.keys.resize(new.arguments.len(), part.key);
        }
        item.fields.push(part.field);
    }
    sort(&mut new, known);
    let has_defaults = item.fields.iter().any(|field| field.kind.value.is_some());
    item.params = item.fields.drain(..count).collect();
    if !head.is_built {
        return item;
    }
    new.docs = Docs::ours(match (new.arguments.is_empty(), item.setters.is_empty()) {
        _ if new.was_longer => {
            "Creates a value from the fields that are or were required; `with_…` sets the others."
        }
        (true, _) if has_defaults => "Creates a value with the defaults of the API.",
        (true, _) => "Creates a value with no field set.",
        (false, true) => "Creates a value from its required fields.",
        (false, false) => "Creates a value from its required fields; `with_…` sets the others.",
    });
    if new.arguments.is_empty() && has_defaults {
        item.constructed = Constructed::ByDefaultToo;
    } else if new.arguments.is_empty() {
        item.derives.push(Derive::Default);
    }
    item.new = Some(new);
    item
}

/// Brings the arguments into the order that callers know; those that they do not know come last.
fn sort(new: &mut NewItem, known: &[String]) {
    let place = |key: &String| known.iter().position(|known| known == key).unwrap_or(known.len());
    let mut all: Vec<(Argument, String)> = new.arguments.drain(..).zip(new.keys.drain(..)).collect();
    all.sort_by_key(|(_, key)| place(key));
    (new.arguments, new.keys) = all.into_iter().unzip();
}

/// Adds what a field needs to the constructor, and its setter. An optional field that was required stays an argument.
fn start(
    ident: &Name,
    (start, was_required): (Start, bool),
    new: &mut NewItem,
    setters: &mut Vec<SetterItem>,
) {
    match start {
        Start::Argument(setting) => {
            new.fields.push((ident.clone(), setting.stored(Expr::local(ident))));
            new.arguments.push(Argument { name: ident.clone(), ty: setting.ty });
        }
        Start::Sent(setting) => {
            let some = Expr::Path(Path::Std(Std::Some)).called([setting.stored(Expr::local(ident))]);
            new.fields.push((ident.clone(), some));
            new.arguments.push(Argument { name: ident.clone(), ty: setting.ty });
            new.absent.push((ident.clone(), Expr::Path(Path::Std(Std::None))));
        }
        Start::Unset(value) => new.fields.push((ident.clone(), value)),
        Start::Value { value, setter: setting, stored, deprecated } => {
            let stored = |argument| match stored {
                Stored::Some => Expr::Path(Path::Std(Std::Some)).called([argument]),
                Stored::Plain => argument,
            };
            if was_required {
                new.fields.push((ident.clone(), stored(setting.stored(Expr::local(ident)))));
                new.arguments.push(Argument { name: ident.clone(), ty: setting.ty.clone() });
                new.absent.push((ident.clone(), value));
                new.was_longer = true;
            } else {
                new.fields.push((ident.clone(), value));
            }
            let argument = setting.stored(Expr::path("value"));
            setters.push(SetterItem {
                deprecated,
                ident: setter(ident),
                field: ident.clone(),
                ty: setting.ty,
                value: stored(argument),
            });
        }
    }
}

/// The part of each field that `Debug` shows, when it has to leave out secrets.
fn debug(parts: &[Part]) -> Option<Vec<FieldDebug>> {
    let shown = |part: &Part| match part.secrecy {
        Secrecy::Shown => FieldDebug::Shown(part.field.ident.clone()),
        Secrecy::Hidden => FieldDebug::Hidden(part.field.ident.clone()),
    };
    let hides = parts.iter().any(|part| part.secrecy == Secrecy::Hidden);
    hides.then(|| parts.iter().map(shown).collect())
}
