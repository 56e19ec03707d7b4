//! Which maps have the keys of the format, and in which order.

use crate::front::native::keys::{API, BODY, CHECK, INCLUDED, OVERLAY, Rule, Section};
use crate::front::native::shapes::Shape;

/// The shape of a whole file.
pub(super) fn of_file(keys: &[&str]) -> Shape {
    let is_main = keys.iter().any(|key| matches!(*key, "stubwright" | "api"));
    // An overlay has all sections that an included file can have.
    let is_included =
        keys.iter().all(|key| position(&OVERLAY, key).is_none() || position(&INCLUDED, key).is_some());
    Shape::Keys(match (is_main, is_included) {
        (true, _) => &API,
        (false, true) => &INCLUDED,
        (false, false) => &OVERLAY,
    })
}

/// The section of a map with these keys; `None` if its keys are names of the author's.
pub(super) fn section(shape: &Shape, keys: &[&str]) -> Option<&'static Section> {
    match shape {
        Shape::Keys(section) => Some(section),
        Shape::Kind(section, other) => {
            if is_kind(section, keys) {
                Some(section)
            } else {
                self::section(other, keys)
            }
        }
        // The notation `{T}` of a type is a map as well.
        Shape::Either(shapes) => shapes.iter().find_map(|shape| {
            section(shape, keys).filter(|section| keys.iter().any(|key| position(section, key).is_some()))
        }),
        _ => None,
    }
}

/// The same, if the order of the keys means nothing. The rules of a check are asked in the order in which they are
/// written, and the bodies that a caller chooses from are listed so.
pub(super) fn sorted(shape: &Shape, keys: &[&str]) -> Option<&'static Section> {
    section(shape, keys).filter(|section| ![CHECK.name, BODY.name].contains(&section.name))
}

fn is_kind(section: &Section, keys: &[&str]) -> bool {
    let names = match section.rule {
        Rule::One(names) | Rule::Need(names) | Rule::Any(names) => names,
        Rule::Free => &[],
    };
    keys.iter().any(|key| names.contains(key))
}

/// The place of a key in its section.
pub(super) fn position(section: &Section, key: &str) -> Option<usize> {
    section.keys.iter().position(|known| known.name == key)
}

/// The shape of the value of a key.
pub(super) fn of_value(shape: &Shape, keys: &[&str], key: &str) -> Shape {
    if let Some(section) = section(shape, keys) {
        return section.keys.iter().find(|known| known.name == key).map_or(Shape::Any, |known| known.shape);
    }
    inner(shape, &|shape| match shape {
        Shape::Map(_, value) => Some(**value),
        _ => None,
    })
}

/// The shape of an item of a list.
pub(super) fn of_item(shape: &Shape) -> Shape {
    inner(shape, &|shape| match shape {
        Shape::List(_, item) => Some(**item),
        _ => None,
    })
}

fn inner(shape: &Shape, of: &dyn Fn(&Shape) -> Option<Shape>) -> Shape {
    fn find(shape: &Shape, of: &dyn Fn(&Shape) -> Option<Shape>) -> Option<Shape> {
        match shape {
            Shape::Either(shapes) => shapes.iter().find_map(|shape| find(shape, of)),
            Shape::Kind(_, other) => find(other, of),
            shape => of(shape),
        }
    }
    find(shape, of).unwrap_or(Shape::Any)
}
