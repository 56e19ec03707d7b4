//! Whether the values of one type can be read as another one.
//!
//! Clients read leniently, see "What is read" in the reference of the format; nothing is assumed of servers.

use super::context::{Cx, Side};
use crate::model::{Direction, Field, FieldRole, Repr, Scalar, Type, TypeKind};

/// How many of the values of one type are values of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    All,
    Some,
    None,
}

/// Who reads a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A client, which reads JSON leniently.
    Client,
    /// A server, which reads JSON.
    Server,
    /// A server, which reads the text of a parameter.
    Text,
}

/// So deep are types compared that have different names.
const DEPTH: usize = 8;

/// The type of one version.
pub(super) type Versioned<'t> = (Side, &'t Type);

impl Cx<'_> {
    /// How many values of `from` are read as `into`.
    pub(super) fn fit(&self, reader: Reader, into: Versioned<'_>, from: Versioned<'_>) -> Fit {
        self.fit_within(reader, into, from, DEPTH)
    }

    fn fit_within(&self, reader: Reader, into: Versioned<'_>, from: Versioned<'_>, depth: usize) -> Fit {
        let Some(depth) = depth.checked_sub(1) else { return Fit::Some };
        let [into_null, from_null] = [into, from].map(|at| self.is_nullable(at));
        let (into, from) = (self.bare(into), self.bare(from));
        let null = match (from_null, into_null) {
            (true, false) if reader == Reader::Client && is_list_or_map(into.1) => Fit::All,
            (true, false) => Fit::Some,
            _ => Fit::All,
        };
        null.max(self.bare_fit(reader, into, from, depth))
    }

    fn bare_fit(&self, reader: Reader, into: Versioned<'_>, from: Versioned<'_>, depth: usize) -> Fit {
        let ((into_side, into), (from_side, from)) = (into, from);
        match (into, from) {
            (Type::Scalar(Scalar::Any), _) => Fit::All,
            (_, Type::Scalar(Scalar::Any)) => Fit::Some,
            (Type::List(into), Type::List(from)) | (Type::Map(into), Type::Map(from)) => {
                self.fit_within(reader, (into_side, into), (from_side, from), depth)
            }
            (Type::Scalar(into), Type::Scalar(from)) => scalars(reader, *into, *from),
            // A difference inside of a type is a change of that type.
            (Type::Named(_) | Type::Applied(..), Type::Named(_) | Type::Applied(..))
                if self.names(into_side).ty(into) == self.names(from_side).ty(from) =>
            {
                Fit::All
            }
            // The argument for a parameter is compared where the type is used.
            (Type::Parameter(_), _) | (_, Type::Parameter(_)) => Fit::All,
            (Type::Applied(_, inner), Type::Applied(_, other))
                if self.base((into_side, into)) == self.base((from_side, from)) =>
            {
                self.fit_within(reader, (into_side, inner), (from_side, other), depth)
            }
            _ => match (self.text_of((into_side, into)), self.text_of((from_side, from))) {
                (Some(text), Some(from)) => {
                    // For clients, enums are open.
                    let is_open = reader == Reader::Client || matches!(into, Type::Scalar(_));
                    scalars(reader, text, from).max(if is_open { Fit::All } else { Fit::Some })
                }
                _ if self.fields((into_side, into)).is_some() && self.fields((from_side, from)).is_some() => {
                    self.structs(reader, (into_side, into), (from_side, from), depth)
                }
                _ if self.is_open((into_side, into)) || self.is_open((from_side, from)) => Fit::Some,
                _ => Fit::None,
            },
        }
    }

    /// The name of a type without its argument.
    fn base(&self, (side, ty): Versioned<'_>) -> Option<&str> {
        match ty {
            Type::Named(id) | Type::Applied(id, _) => Some(self.names(side).get(*id)),
            _ => None,
        }
    }

    /// The fields of a struct with their types.
    fn fields(&self, (side, ty): Versioned<'_>) -> Option<Vec<(&Field, Type)>> {
        let (id, argument) = match ty {
            Type::Named(id) => (*id, None),
            Type::Applied(id, argument) => (*id, Some(argument)),
            _ => return None,
        };
        let TypeKind::Struct(fields) = &self.api(side).types[id].kind else { return None };
        let applied = |ty: &Type| argument.map_or_else(|| ty.clone(), |argument| ty.applied_to(argument));
        Some(fields.iter().map(|field| (field, applied(&field.ty.value))).collect())
    }

    /// How many values of one struct are read as another one. Other keys are ignored.
    fn structs(&self, reader: Reader, into: Versioned<'_>, from: Versioned<'_>, depth: usize) -> Fit {
        let (Some(fields), Some(others)) = (self.fields(into), self.fields(from)) else { return Fit::Some };
        let direction = if reader == Reader::Client { Direction::Received } else { Direction::Sent };
        // A client reads a field of one direction without a value.
        let can_lack = |field: &Field| match reader {
            Reader::Client => field.can_lack(),
            Reader::Server | Reader::Text => field.optional,
        };
        let of_field = |(field, ty): &(&Field, Type)| {
            if !field.is_there(direction) {
                return Fit::All;
            }
            let found = others.iter().filter(|(other, _)| other.is_there(direction)).find(|(other, _)| {
                other.wire.value == field.wire.value
                    || (reader == Reader::Client
                        && field.aliases.iter().any(|alias| *alias == other.wire.value))
            });
            if !matches!(field.role, FieldRole::Member) {
                return Fit::Some;
            }
            match found {
                None if can_lack(field) => Fit::All,
                None => Fit::None,
                Some((other, _))
                    if other.spelling.as_ref().map(|at| at.value)
                        != field.spelling.as_ref().map(|at| at.value) =>
                {
                    Fit::Some
                }
                Some((other, other_ty)) => {
                    let absent = if other.optional && !can_lack(field) { Fit::Some } else { Fit::All };
                    absent.max(self.fit_within(reader, (into.0, ty), (from.0, other_ty), depth))
                }
            }
        };
        fields.iter().map(of_field).max().unwrap_or(Fit::All)
    }

    fn is_nullable(&self, (side, ty): Versioned<'_>) -> bool {
        matches!(self.api(side).behind_aliases(ty), Type::Nullable(_))
    }

    /// The type without null, names and ranges.
    fn bare<'t>(&'t self, (side, ty): Versioned<'t>) -> Versioned<'t> {
        let api = self.api(side);
        (side, api.behind_aliases(api.behind_aliases(ty).not_null()))
    }

    /// The scalar that the values of an enum are, or the scalar itself.
    fn text_of(&self, (side, ty): Versioned<'_>) -> Option<Scalar> {
        match ty {
            Type::Scalar(scalar) => Some(*scalar),
            Type::Named(id) => match &self.api(side).types[*id].kind {
                TypeKind::Enum(values) if values.repr == Repr::Int => Some(Scalar::I64),
                TypeKind::Enum(_) => Some(Scalar::String),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a type is a struct or a union, which may have the same members as another one.
    fn is_open(&self, (side, ty): Versioned<'_>) -> bool {
        match ty {
            Type::Named(id) | Type::Applied(id, _) => {
                matches!(self.api(side).types[*id].kind, TypeKind::Struct(_) | TypeKind::Union(_))
            }
            Type::Map(_) => true,
            _ => false,
        }
    }
}

fn is_list_or_map(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(_))
}

fn scalars(reader: Reader, into: Scalar, from: Scalar) -> Fit {
    if into == from {
        return Fit::All;
    }
    let lenient = |fit: Fit| if reader == Reader::Client { fit } else { Fit::None };
    if let (Some((least, most)), Some((from_least, from_most))) = (into.bounds(), from.bounds()) {
        return if least <= from_least && from_most <= most { Fit::All } else { Fit::Some };
    }
    let is_time = |scalar| matches!(scalar, Scalar::UnixSeconds | Scalar::UnixMillis);
    match (into, from) {
        (Scalar::File, _) | (_, Scalar::File) => Fit::None,
        // Whatever a parameter is, it is written as a text.
        (Scalar::String, _) if reader == Reader::Text => Fit::All,
        (_, Scalar::String) if reader == Reader::Text => Fit::Some,
        (Scalar::String, from) if is_text(from) => Fit::All,
        (Scalar::String, _) => lenient(Fit::All),
        (Scalar::F64, from) if from.is_integer() => Fit::All,
        (Scalar::Decimal, Scalar::F64) | (Scalar::F64, Scalar::Decimal) => lenient(Fit::All),
        (Scalar::Decimal, from) if from.is_integer() => lenient(Fit::All),
        (Scalar::I64, from) | (from, Scalar::I64) if is_time(from) => Fit::All,
        (into, from) if is_text(into) && is_text(from) => Fit::Some,
        (into, from) if is_number(into) && is_number(from) => Fit::Some,
        (into, from) if is_text(from) && (is_number(into) || into == Scalar::Bool || is_time(into)) => {
            lenient(Fit::Some)
        }
        (Scalar::Bool, from) if from.is_integer() => lenient(Fit::Some),
        _ => Fit::None,
    }
}

fn is_number(scalar: Scalar) -> bool {
    scalar.is_integer() || scalar == Scalar::F64
}

/// Whether a value is a string in JSON.
fn is_text(scalar: Scalar) -> bool {
    match scalar {
        Scalar::String
        | Scalar::Decimal
        | Scalar::Date
        | Scalar::DateTime
        | Scalar::Url
        | Scalar::Base64
        | Scalar::Base64Url
        | Scalar::Hex => true,
        Scalar::Bool
        | Scalar::I32
        | Scalar::I64
        | Scalar::U32
        | Scalar::U64
        | Scalar::F64
        | Scalar::UnixSeconds
        | Scalar::UnixMillis
        | Scalar::File
        | Scalar::Any => false,
    }
}
