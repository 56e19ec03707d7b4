//! Unions whose variant is named by a key of the object: internally or adjacently tagged.

mod macros;

use std::borrow::Cow;
use std::fmt;

use serde_core::{Serialize, Serializer};

use super::copied::copy_members;
use super::hidden::{Hidden, Secrecy, UNREADABLE};
use super::json::Json;
use super::reader::{Bracket, Done, ENDLESS, Failed, MISSING, Mark, Reader};
use super::table::kinds;
use super::value::Value;
use super::writer::Writer;

/// A value that no variant of a union is: its tag, if the union has one, and the whole value as the server sent it.
///
/// Opaque: it can't be built or matched on, so that it can become a declared variant later without breaking code.
#[derive(Clone, PartialEq)]
pub struct UnknownVariant {
    tag: Box<str>,
    value: Json,
    /// Of the declared variants: where one can hold a secret, an unknown one can too.
    secrecy: Secrecy,
}

impl UnknownVariant {
    /// The value of the tag as text; empty without one.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole value, the tag included.
    #[must_use]
    pub fn value(&self) -> &Json {
        &self.value
    }

    /// A variant without its value, which is read next.
    pub(crate) fn new(tag: &str, secrecy: Secrecy) -> Self {
        Self { tag: tag.into(), value: Json::NULL, secrecy }
    }
}

/// The whole value as JSON; only the tag where a variant of the union can hold a secret.
impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.secrecy {
            Secrecy::Open => fmt::Debug::fmt(&self.value, f),
            Secrecy::Secret if self.tag.is_empty() => fmt::Debug::fmt(&Hidden, f),
            Secrecy::Secret => write!(f, "{:?} {Hidden:?}", self.tag),
        }
    }
}

/// As the server sent it.
impl Serialize for UnknownVariant {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(out)
    }
}

/// The whole value.
impl Value for UnknownVariant {
    fn blank() -> Self {
        Self::new("", Secrecy::Open)
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        Value::read(&mut self.value, from).map_err(|failed| match self.secrecy {
            Secrecy::Open => failed,
            Secrecy::Secret => from.conceal(UNREADABLE),
        })
    }

    fn write(&self, to: &mut Writer) {
        self.value.write(to);
    }

    crate::std_value!();
}

/// The keys and the tags of a union.
pub struct UnionTable {
    /// The Rust name.
    pub name: &'static str,
    /// The key of the tag.
    pub tag: &'static str,
    /// The key of the payload, if it has its own; at most one.
    pub content: &'static [&'static str],
    /// `secret` if a variant can hold one, `bare` if the tags are numbers or flags.
    pub kind: u8,
}

/// Values of a tag.
type Tags = &'static [&'static str];

/// Implemented by [`tagged_union!`](crate::v1::tagged_union); the shared functions use it.
pub trait TaggedUnion: Value + Sized {
    /// The keys of the union.
    const TABLE: &'static UnionTable;

    /// The declared values of the tag that lead to the variant, and the payload. No values for an unknown variant.
    fn payload(&self) -> (&'static [&'static str], &dyn Value);

    /// The payload.
    fn payload_mut(&mut self) -> &mut dyn Value;

    /// The variant of a value that none of the others has.
    fn unknown(value: UnknownVariant) -> Self;
}

/// The variant of an undeclared tag, without its object.
pub fn unknown_variant<U: TaggedUnion>(tag: &str) -> UnknownVariant {
    let is_open = U::TABLE.kind & kinds::secret == 0;
    UnknownVariant::new(tag, if is_open { Secrecy::Open } else { Secrecy::Secret })
}

/// Reads a tagged union. The tag can be anywhere in the object, so the object is searched first. `variant` gives the variant of
/// a tag with a blank payload, or `None` if the payload has no finite values. An object without the tag is an unknown variant.
///
/// # Errors
/// If the value is not an object, the tag is neither a text nor `null`, or the payload does not fit.
pub fn read_tagged<U: TaggedUnion>(
    value: &mut U,
    variant: fn(&str) -> Option<U>,
    from: &mut Reader<'_>,
) -> Done {
    let object = find(U::TABLE, from)?;
    *value = match &object.tag {
        Some(tag) => variant(tag).ok_or_else(|| from.fail(ENDLESS))?,
        None => U::unknown(unknown_variant::<U>("")),
    };
    let is_declared = !value.payload().0.is_empty();
    object.read(U::TABLE, is_declared, value.payload_mut(), from)
}

/// The tag of the next object, which several variants may share; `None` for an object without it.
///
/// # Errors
/// If the value is not an object, or the tag is neither a text nor `null`.
pub fn find_tag<'a>(
    table: &'static UnionTable,
    from: &mut Reader<'a>,
) -> Result<Option<Cow<'a, str>>, Failed> {
    let object = find(table, from)?;
    from.go_back(object.start)?;
    from.push_tag(table.tag);
    Ok(object.tag)
}

/// An object that was searched for its tag.
struct Tagged<'a> {
    /// `None` if it is missing or `null`.
    tag: Option<Cow<'a, str>>,
    start: Mark,
    content: Option<Mark>,
    end: Mark,
}

fn find<'a>(table: &UnionTable, from: &mut Reader<'a>) -> Result<Tagged<'a>, Failed> {
    let start = from.mark();
    let keys = [Some(table.tag), table.content.first().copied()];
    let mut places = [None; 2];
    from.open(Bracket::Object)?;
    let mut is_first = true;
    while from.more(Bracket::Object, is_first)? {
        is_first = false;
        let key = from.key()?;
        let named =
            keys.iter().zip(&mut places).find(|(wanted, _)| wanted.is_some() && **wanted == key.as_deref());
        if let Some((Some(key), Some(_))) = named {
            from.peek();
            let _ = from.fail("duplicate key");
            return Err(from.under_key(key));
        }
        from.colon()?;
        if let Some((_, place)) = named {
            *place = Some(from.mark());
        }
        from.skip_readable()?;
    }
    let end = from.mark();
    let [tag, content] = places;
    // Another member of the union around it can know better what it is.
    if tag.is_none() && from.is_attempt_at(start) {
        let _ = from.fail(MISSING);
        return Err(from.under_key(table.tag));
    }
    let text = |tag| -> Result<Option<Cow<'a, str>>, Failed> {
        from.go_back(tag)?;
        if from.peek() == Some(b'n') { Ok(None) } else { tag_text(from).map(Some) }
    };
    match tag.map_or(Ok(None), text) {
        Ok(tag) => Ok(Tagged { tag, start, content, end }),
        Err(Failed) => Err(from.under_key(table.tag)),
    }
}

/// The text of a tag; numbers and booleans count by their text.
fn tag_text<'a>(from: &mut Reader<'a>) -> Result<Cow<'a, str>, Failed> {
    match from.peek() {
        Some(b'[' | b'{' | b'n') | None => Err(from.mismatch("a string")),
        Some(b'"') => from.quoted(),
        Some(_) => from.raw().map(Cow::Borrowed),
    }
}

impl Tagged<'_> {
    fn read(
        &self,
        table: &'static UnionTable,
        is_declared: bool,
        payload: &mut dyn Value,
        from: &mut Reader<'_>,
    ) -> Done {
        let around = from.enter_record();
        if is_declared {
            from.fit().count_known_keys(1);
        } else {
            from.fit().count_unknown_value();
        }
        match table.content.first().filter(|_| is_declared) {
            None if is_declared => {
                from.go_back(self.start)?;
                from.push_tag(table.tag);
                payload.read(from)?;
                from.pop_tag();
                from.set_tags_here(0);
            }
            None => {
                from.go_back(self.start)?;
                from.set_tags_here(0);
                payload.read(from)?;
            }
            Some(key) => {
                from.set_tags_here(0);
                if self.content(payload, from).is_err() {
                    return Err(from.under_key(key));
                }
                from.go_to(self.end);
            }
        }
        from.set_strictness(around);
        Ok(())
    }

    /// Reads a payload that has its own key.
    fn content(&self, payload: &mut dyn Value, from: &mut Reader<'_>) -> Done {
        match self.content {
            Some(place) => {
                from.go_back(place)?;
                payload.read(from)
            }
            None if payload.become_absent() => Ok(()),
            None => {
                from.go_to(self.end);
                Err(from.fail(MISSING))
            }
        }
    }
}

/// Writes a tagged union: first the tag, then the payload, in the same object or under its own key.
///
/// A payload in the object of the tag can have a member with the key of the tag: it says which of the values of the variant
/// it is, and is written as it is. If it is missing or `null`, the first value is written.
///
/// It is an error if that member has another value, or if the payload does not have its own key and is not an object.
pub fn write_tagged<U: TaggedUnion>(value: &U, to: &mut Writer) {
    match value.payload() {
        ([], whole) => whole.write(to),
        (tags, payload) => write_variant(U::TABLE, tags, payload, to),
    }
}

fn write_variant(table: &UnionTable, tags: Tags, payload: &dyn Value, to: &mut Writer) {
    to.open_object();
    let first = tags.first().copied().unwrap_or_default();
    let may_have_tag = table.content.is_empty() && payload.table().may_have(table.tag);
    if may_have_tag {
        return write_beside(table, tags, payload, to);
    }
    write_tag(table, first, to);
    if let Some(content) = table.content.first() {
        to.key(content);
        payload.write(to);
        to.close_object();
        return;
    }
    let start = to.len();
    payload.write(to);
    if !to.join(start) {
        to.fail(no_object(table, first));
    }
}

fn write_tag(table: &UnionTable, tag: &str, to: &mut Writer) {
    to.key(table.tag);
    match table.kind & kinds::bare {
        0 => to.string(tag),
        _ => to.raw(tag),
    }
}

#[cold]
fn no_object(table: &UnionTable, tag: &str) -> String {
    format!("the payload of {tag:?} in `{}` is not an object", table.name)
}

/// Writes a payload that can have a member with the key of the tag, in the object that is open.
fn write_beside(table: &UnionTable, tags: Tags, payload: &dyn Value, to: &mut Writer) {
    let first = tags.first().copied().unwrap_or_default();
    let start = to.len();
    payload.write(to);
    let object = to.take_from(start);
    match own_tag(&object, table.tag) {
        Some((json, text)) if tags.contains(&&*text) => {
            to.key(table.tag);
            to.raw(json);
        }
        Some((_, text)) => return to.fail(contradiction(table, first, &text)),
        None => write_tag(table, first, to),
    }
    if copy_members(&object, to, &mut |key| key != table.tag).is_err() {
        to.fail(no_object(table, first));
    }
    to.close_object();
}

#[cold]
fn contradiction(table: &UnionTable, tag: &str, own: &str) -> String {
    let UnionTable { name, tag: key, .. } = table;
    match table.kind & kinds::secret {
        0 => format!("the tag {key:?} is {own:?} in the payload of {tag:?} in `{name}`"),
        _ => format!("the tag {key:?} has another value in the payload of {tag:?} in `{name}`"),
    }
}

/// A member of an object that has been written, and its text, if it is neither `null` nor missing.
fn own_tag<'a>(object: &'a str, tag: &str) -> Option<(&'a str, Cow<'a, str>)> {
    let mut from = Reader::new(object);
    from.open(Bracket::Object).ok()?;
    let mut is_first = true;
    while from.more(Bracket::Object, is_first).ok()? {
        is_first = false;
        let key = from.quoted().ok()?;
        from.colon().ok()?;
        let value = from.raw().ok()?;
        if key == tag {
            let text = tag_text(&mut Reader::new(value)).unwrap_or(Cow::Borrowed(value));
            return (value != "null").then_some((value, text));
        }
    }
    None
}

/// The value of the tag of a payload, where several lead to its variant: the payload says which one it is.
#[must_use]
pub fn tag_of<U: TaggedUnion>(value: &U) -> Option<&'static str> {
    let (tags, payload) = value.payload();
    let first = tags.first().copied()?;
    if tags.len() == 1 {
        return Some(first);
    }
    let mut to = Writer::new();
    payload.write(&mut to);
    let object = to.finish().unwrap_or_default();
    let own = own_tag(&object, U::TABLE.tag);
    let declared = own.and_then(|(_, own)| tags.iter().find(|tag| **tag == own).copied());
    Some(declared.unwrap_or(first))
}
