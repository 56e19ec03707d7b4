//! What `record!` says of a struct: the names of its fields and how each is read and written.

/// The fields of a struct on the wire.
pub struct Table {
    /// The Rust names: of the struct, and of its fields, with a space in front of each.
    pub idents: &'static str,
    /// The wire name of each field, in their order.
    pub names: &'static [&'static str],
    /// The [kind](kinds) of each field.
    pub kinds: &'static [u8],
    /// Further names that are read: the wire name and the alias.
    pub aliases: &'static [(&'static str, &'static str)],
}

impl Table {
    /// The table of values that are not records.
    pub(crate) const NONE: &'static Table = &Table { idents: "", names: &[], kinds: &[], aliases: &[] };

    /// The Rust name of the struct, then those of the fields.
    pub(crate) fn idents(&self) -> impl Iterator<Item = &'static str> {
        self.idents.split(' ').map(|ident| ident.strip_prefix("r#").unwrap_or(ident))
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
    /// The tag of the union is a number or a flag on the wire.
    pub const bare: u8 = 128;
    /// The bits that tell the first five apart.
    pub(crate) const PRESENCE: u8 = 7;
    /// The bits that tell the forms apart.
    pub(crate) const FORM: u8 = 8 | 16 | 64;
}
