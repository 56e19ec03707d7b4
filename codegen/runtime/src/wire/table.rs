//! The description of a struct that `record!` gives: the names of its fields and how each is read and written.

/// The fields of a struct on the wire.
pub struct Table {
    /// The Rust names, with spaces between them: of the struct, and of its fields.
    pub idents: &'static str,
    /// The wire name of each field, in their order.
    pub names: &'static [&'static str],
    /// The members up to their values, `,"name":`, one after the other. Characters that JSON escapes are not escaped
    /// here.
    pub keys: &'static str,
    /// The wire names as literals of Rust, with spaces between them.
    pub source: &'static str,
    /// The [kind](kinds) of each field.
    pub kinds: &'static [u8],
    /// Further names that are read: the wire name and the alias.
    pub aliases: &'static [(&'static str, &'static str)],
    /// The members that no field holds: the name, the value, and `required` or `optional`.
    pub fixed: &'static [(&'static str, Fixed, u8)],
}

impl Table {
    /// The table of values that are not records.
    pub(crate) const NONE: &'static Table =
        &Table { idents: "", names: &[], keys: "", source: "", kinds: &[], aliases: &[], fixed: &[] };

    /// The Rust name of the struct, then those of the fields.
    pub(crate) fn idents(&self) -> impl Iterator<Item = &'static str> {
        self.idents.split_whitespace().map(|ident| ident.strip_prefix("r#").unwrap_or(ident))
    }

    /// Whether no wire name has to be escaped in JSON: a character that JSON escapes, a literal of Rust escapes too,
    /// which makes it longer than its text. (Control characters can be written into a literal as they are, and must
    /// not: see `record!`.)
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        // Between two keys there are a comma and a colon, and between two literals a space.
        self.source.len() + self.names.len() + 1 == self.keys.len()
    }

    /// The index of the field with this key.
    pub(crate) fn find(&self, key: &str) -> Option<usize> {
        let named = |key: &str| self.names.iter().position(|name| *name == key);
        named(key).or_else(|| {
            let (name, _) = self.aliases.iter().find(|(_, alias)| *alias == key)?;
            named(name)
        })
    }
}

/// The value of a member that no field holds, since it is always the same.
pub enum Fixed {
    /// A string.
    Text(&'static str),
    /// A number, as it is written.
    Number(&'static str),
    /// A flag.
    Flag(bool),
}

/// The bytes around a name in [`Table::keys`].
pub(crate) const KEY_MARKS: usize = ",\"\":".len();

/// The kinds of fields, in the words of `record!`, and what can be added to each.
#[allow(non_upper_case_globals, reason = "`record!` takes its words for names of constants")]
pub mod kinds {
    /// Has to be there and to fit; missing or `null` is an error.
    pub const required: u8 = 0;
    /// Missing and `null` are read as `None`, and `None` is not written.
    pub const optional: u8 = 1;
    /// Missing and `null` are read as `None`, and `None` is written as `null`.
    pub const nullable: u8 = 2;
    /// Three states, see [`Patch`](crate::v1::Patch).
    pub const patch: u8 = 3;
    /// Missing and `null` are read as the default; always written.
    pub const default: u8 = 4;
    /// A map of the members that no other field has.
    pub const rest: u8 = 5;
    /// A value whose members are also members of the object: it has no key.
    pub const inline: u8 = 6;
    /// The scalars of the field are text on the wire.
    pub const text: u8 = 8;
    /// The flags of the field are 0 and 1 on the wire.
    pub const int: u8 = 16;
    /// The decimals of the field are numbers on the wire.
    pub const number: u8 = 24;
    /// The dates and times of the field are digits alone on the wire.
    pub const compact: u8 = 64;
    /// The dates and times of the field are written with slashes on the wire.
    pub const slashed: u8 = 72;
    /// The value is shown neither by an error nor by `Debug`.
    pub const secret: u8 = 32;
    /// The value is JSON in a string on the wire.
    pub const json: u8 = 80;
    /// The field is set by servers: requests leave it out. (Of a union, this is [`bare`].)
    pub const received: u8 = 128;
    /// The tag of the union is a number or a flag on the wire.
    pub const bare: u8 = 128;
    /// The bits that tell the first seven apart.
    pub(crate) const PRESENCE: u8 = 7;
    /// The bits that tell the forms apart.
    pub(crate) const FORM: u8 = 8 | 16 | 64;
    /// The bits of what the usual field is not: with a default or without a key, with a form, or secret.
    pub(crate) const UNUSUAL: u8 = default | FORM | secret;
}
