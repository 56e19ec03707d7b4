//! Reading the fields of a record out of an object, by its table.

use super::as_json;
use super::hidden::UNREADABLE;
use super::others::Other;
use super::reader::{Bracket, Done, Failed, Form, MISSING, Mark, Reader};
use super::table::{Table, kinds};

/// The fields that were read, as bits.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<u64>,
}

impl Seen {
    /// Adds a field; `false` if it was there.
    #[inline]
    fn add(&mut self, field: usize) -> bool {
        if field < 64 { add_bit(&mut self.first, field) } else { self.add_other(field) }
    }

    /// The number of fields.
    fn count(&self) -> usize {
        let words = self.others.iter().chain([&self.first]);
        words.map(|bits| bits.count_ones() as usize).sum()
    }

    #[cold]
    fn add_other(&mut self, field: usize) -> bool {
        let word = field / 64;
        if self.others.len() <= word {
            self.others.resize(word + 1, 0);
        }
        self.others.get_mut(word).is_some_and(|bits| add_bit(bits, field % 64))
    }
}

/// Sets a bit; `false` if it was set.
#[inline]
fn add_bit(bits: &mut u64, at: usize) -> bool {
    let bit = 1 << at;
    let is_new = *bits & bit == 0;
    *bits |= bit;
    is_new
}

/// Reads the members of an object; `read` reads a field by its index.
pub(super) fn read_fields(
    table: &Table,
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Done,
    from: &mut Reader<'_>,
) -> Done {
    let start = from.here();
    let tags = from.set_tags_here(0);
    if from.open(Bracket::Object).is_err() {
        return if table.needs_fixed() { Err(Failed) } else { from.read_as_empty(table.kinds) };
    }
    let around = (from.set_form(Form::Own), from.enter_record());
    let mut seen = Seen::default();
    let (mut likely, mut is_first) = (0, true);
    while from.more(Bracket::Object, is_first)? {
        is_first = false;
        let member = from.here();
        // Servers mostly send the fields in the order of their documentation.
        let field = from.key()?.and_then(|key| match table.names.get(likely) {
            Some(name) if *name == key => Some(likely),
            _ => table.find(&key),
        });
        let Some(field) = field else {
            read_other(table, (member, tags), &mut seen, read, from)?;
            continue;
        };
        likely = field + 1;
        if let Err(Failed) = read_field(table, field, seen.add(field), read, from) {
            return Err(from.under_key(name(table, field)));
        }
    }
    from.set_form(around.0);
    from.set_strictness(around.1);
    let known = if from.in_attempt() { count_known(&seen, from) } else { 0 };
    let mut inline = None;
    for (field, kind) in table.kinds.iter().enumerate() {
        match kind & kinds::PRESENCE {
            kinds::required if seen.add(field) => {
                let _ = from.fail(MISSING);
                return Err(from.under_key(name(table, field)));
            }
            kinds::inline => inline = Some(field),
            _ => {}
        }
    }
    if !table.fixed.is_empty() {
        table.missing_fixed(&mut |at| !seen.add(table.names.len() + at), from)?;
    }
    inline.map_or(Ok(()), |field| read_inline((kind_of(table, field), field), (start, known), read, from))
}

/// The number of keys that are fields, which an attempt counts.
#[cold]
fn count_known(seen: &Seen, from: &mut Reader<'_>) -> usize {
    let known = seen.count();
    from.fit().count_known_keys(known);
    known
}

/// Reads a value out of the whole object, which starts at a place before and has this many keys that are fields.
#[cold]
fn read_inline(
    (kind, field): (u8, usize),
    (start, known): (Mark, usize),
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Done,
    from: &mut Reader<'_>,
) -> Done {
    let end = from.here();
    from.go_back(start)?;
    let before = *from.fit();
    read_formed(kind, field, read, from)?;
    from.fit().discount_lost_keys(before, known);
    from.go_to(end);
    Ok(())
}

/// Reads a member whose key, which was read, no field has.
#[inline(never)]
fn read_other(
    table: &Table,
    (member, tags): (Mark, u8),
    seen: &mut Seen,
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Done,
    from: &mut Reader<'_>,
) -> Done {
    let counts = from.in_attempt();
    if !counts && !table.has_others() {
        from.colon()?;
        return from.skip();
    }
    let key = if table.has_others() || counts && tags > 0 { from.key_again(member)? } else { None };
    from.colon()?;
    let is_tag = key.as_ref().is_some_and(|key| from.is_tag(key, tags) && !table.has_fixed(key));
    let Some(key) = key.filter(|_| !is_tag) else {
        if counts && !is_tag {
            count_lost(table, from);
        }
        return from.skip();
    };
    match table.other(&key) {
        Other::Fixed(at) if !seen.add(table.names.len() + at) => {
            let _ = from.fail("duplicate key");
            Err(from.under_key(&key))
        }
        Other::Fixed(at) => {
            table.read_fixed(at, from)?;
            from.fit().count_fixed_value();
            Ok(())
        }
        Other::Rest(field) => {
            from.set_member(Some(key.into_owned()));
            read_formed(kind_of(table, field), field, read, from)
        }
        Other::Unknown => {
            count_lost(table, from);
            from.skip()
        }
    }
}

/// Counts a key that no field has. The value of an inline field counts those of its record.
fn count_lost(table: &Table, from: &mut Reader<'_>) {
    if table.rest(kinds::inline).is_none() {
        from.fit().count_lost_key();
    }
}

/// Reads the value of a member, from its colon on.
#[inline]
fn read_field(
    table: &Table,
    field: usize,
    is_new: bool,
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Done,
    from: &mut Reader<'_>,
) -> Done {
    if !is_new {
        from.peek();
        return Err(from.fail("duplicate key"));
    }
    from.colon()?;
    let kind = kind_of(table, field);
    if kind & kinds::UNUSUAL == 0 { read(field, from) } else { read_unusual(table, field, kind, read, from) }
}

/// Reads the value of a field that is more than a type and whether it can be missing.
#[inline(never)]
fn read_unusual(
    table: &Table,
    field: usize,
    kind: u8,
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Done,
    from: &mut Reader<'_>,
) -> Done {
    match kind & kinds::PRESENCE {
        kinds::default => return read_or_default(kind, field, read, from),
        // The name of such a field is not on the wire: this is another member with that key.
        kinds::inline => return from.skip(),
        kinds::rest => {
            from.set_member(Some(name(table, field).to_owned()));
        }
        _ => {}
    }
    read_formed(kind, field, read, from)
}

/// Reads the value of a field with a form of its own, or a secret.
fn read_formed(
    kind: u8,
    field: usize,
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Done,
    from: &mut Reader<'_>,
) -> Done {
    from.set_form(form(kind));
    let done = match kind & kinds::FORM {
        kinds::json => as_json::read(kind, &mut |from| read(field, from), from),
        _ => read(field, from),
    };
    if let Err(failed) = done {
        return Err(if kind & kinds::secret == 0 { failed } else { from.conceal(UNREADABLE) });
    }
    from.set_form(Form::Own);
    Ok(())
}

/// Reads the value of a field that has its default where servers write that there is none.
fn read_or_default(
    kind: u8,
    field: usize,
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Done,
    from: &mut Reader<'_>,
) -> Done {
    if from.null()? {
        return Ok(());
    }
    let start = from.at();
    let outcome = read_formed(kind, field, read, from);
    if outcome.is_err() {
        from.forgive(start)?;
        from.set_form(Form::Own);
    }
    Ok(())
}

/// The form of the scalars of a field.
pub(super) fn form(kind: u8) -> Form {
    match kind & kinds::FORM {
        kinds::text => Form::Text,
        kinds::int => Form::Int,
        kinds::number => Form::Number,
        kinds::compact => Form::Compact,
        kinds::slashed => Form::Slashed,
        _ => Form::Own,
    }
}

#[inline]
fn kind_of(table: &Table, field: usize) -> u8 {
    table.kinds.get(field).copied().unwrap_or_default()
}

fn name(table: &Table, field: usize) -> &'static str {
    table.names.get(field).copied().unwrap_or_default()
}
