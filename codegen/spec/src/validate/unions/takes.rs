//! Whether one type reads every value that another one reads, as the runtime reads them, and leaves no more of it undeclared.
//!
//! A type reads a set of classes of scalars, such that no type reads a class in part, and of lists, maps and
//! objects. In a union a value counts by its kind of JSON; below the field of a struct reading is lenient.

use crate::model::{Api, Field, FieldRole, Repr, Scalar, Spelling, Type, TypeId, TypeKind, Union, Value};
use crate::source::Spanned;

/// How strictly values are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Only what is written as the kind of JSON that the type is written as.
    Exact,
    /// Digits in quotes are numbers, an enum takes every scalar.
    Lenient,
}

/// Classes of scalars, as bits.
type Classes = u32;

/// Numbers without a fraction, from the least to the greatest: below `i32`, its negative ones, up to `i32::MAX`, up to
/// `u32::MAX`, up to `i64::MAX`, up to `u64::MAX`, beyond it as far as `f64` goes, and beyond that.
const BELOW_I32: Classes = 1;
const NEGATIVE: Classes = 1 << 1;
const SMALL: Classes = 1 << 2;
const OF_U32: Classes = 1 << 3;
const OF_I64: Classes = 1 << 4;
const OF_U64: Classes = 1 << 5;
const BEYOND_64: Classes = 1 << 6;
const BEYOND_F64: Classes = 1 << 7;
/// Other numbers that an `f64` can be, and those that it cannot.
const FRACTION: Classes = 1 << 8;
const HUGE_FRACTION: Classes = 1 << 9;
/// The classes of strings start here.
const TEXT: u32 = 10;
/// Texts that a `decimal` alone reads as a number, such as `.5`, and those that an `f64` alone does, such as `1.`.
const TEXT_DECIMAL: Classes = 1 << 20;
const TEXT_FLOAT: Classes = 1 << 21;
const TEXT_DATE: Classes = 1 << 22;
const TEXT_TIME: Classes = 1 << 23;
const TEXT_URL: Classes = 1 << 24;
const TEXT_BYTES: Classes = 1 << 25;
const TEXT_EMPTY: Classes = 1 << 26;
const TEXT_OTHER: Classes = 1 << 27;
const BOOL: Classes = 1 << 28;
const NULL: Classes = 1 << 29;

const INTEGERS: Classes = BELOW_I32 | NEGATIVE | SMALL | OF_U32 | OF_I64 | OF_U64 | BEYOND_64 | BEYOND_F64;
const NUMBERS: Classes = INTEGERS | FRACTION | HUGE_FRACTION;
const TEXTS: Classes = NUMBERS << TEXT
    | TEXT_DECIMAL
    | TEXT_FLOAT
    | TEXT_DATE
    | TEXT_TIME
    | TEXT_URL
    | TEXT_BYTES
    | TEXT_EMPTY
    | TEXT_OTHER;
const I64: Classes = BELOW_I32 | NEGATIVE | SMALL | OF_U32 | OF_I64;
const F64: Classes = NUMBERS & !BEYOND_F64 & !HUGE_FRACTION;

/// The set of values that a type accepts.
#[derive(Debug, Clone, Default)]
struct Reads {
    /// Scalars that it knows.
    scalars: Classes,
    /// Scalars that it knows if they are values of an enum, and reads as an unknown one otherwise.
    enums: Vec<(Classes, TypeId)>,
    others: Vec<Other>,
    /// Whether it is any JSON.
    everything: bool,
    /// Whether it reads whatever it does not know, as an unknown variant.
    open: bool,
}

#[derive(Debug, Clone)]
enum Other {
    List(Type, Reading),
    Map(Type, Reading),
    /// A struct and what it is applied to.
    Struct(TypeId, Option<Type>),
    /// A union with a tag.
    Tagged(TypeId),
}

/// Whether the first type of a union reads every value that the second one reads there.
pub(super) fn takes(api: &Api, first: &Type, second: &Type) -> bool {
    let mut comparison = Comparison { api, open: Vec::new(), asked: 0 };
    let reads = comparison.reads(second, Reading::Exact, &[]);
    let is_nothing = reads.scalars == 0 && reads.enums.is_empty() && reads.others.is_empty();
    if is_nothing && !reads.everything {
        // A file, or something else that is wrong for its own reasons.
        return false;
    }
    let found = comparison.takes((first, Reading::Exact), (second, Reading::Exact));
    // A comparison that was cut off has no result.
    found && comparison.asked <= MOST_ASKED
}

/// A question: whether one type reads what another one reads.
type Asked = ((Type, Reading), (Type, Reading));

struct Comparison<'a> {
    api: &'a Api,
    /// The pairs being compared. A type that contains itself asks again; the answer is yes unless another part says no.
    open: Vec<Asked>,
    /// The number of comparisons so far.
    asked: usize,
}

/// Deeper types are not looked into.
const DEEPEST: usize = 48;

/// Nobody waits for more.
const MOST_ASKED: usize = 5_000;

impl Comparison<'_> {
    fn takes(&mut self, first: (&Type, Reading), second: (&Type, Reading)) -> bool {
        let asked = ((first.0.clone(), first.1), (second.0.clone(), second.1));
        if self.open.contains(&asked) {
            return true;
        }
        self.asked += 1;
        if self.open.len() > DEEPEST || self.asked > MOST_ASKED {
            return false;
        }
        self.open.push(asked);
        let (a, b) = (self.reads(first.0, first.1, &[]), self.reads(second.0, second.1, &[]));
        let found = self.covers(&a, &b);
        self.open.pop();
        found
    }

    fn covers(&mut self, a: &Reads, b: &Reads) -> bool {
        if a.everything {
            // As a type of the union, any JSON is used where nothing else fits; elsewhere, it declares no keys.
            let knows_less = !self.is_within_lists() && b.others.iter().any(|other| self.has_keys(other));
            return b.everything || !self.is_member() && !knows_less;
        }
        let is_within = b.scalars & !a.scalars == 0 && !b.everything && (a.open || !b.open);
        is_within
            && b.enums.iter().all(|wanted| self.covers_enum(a, *wanted))
            && b.others.iter().all(|wanted| a.others.iter().any(|known| self.covers_one(known, wanted)))
    }

    /// Whether this is about two types of the union, and not about parts of them.
    fn is_member(&self) -> bool {
        self.open.len() <= 1
    }

    /// Whether nothing around is anything but a list, so that a value in which all is known ends the choice.
    fn is_within_lists(&self) -> bool {
        let around = self.open.iter().rev().skip(1);
        around.into_iter().all(|((first, _), _)| matches!(self.api.behind_aliases(first), Type::List(_)))
    }

    /// Whether whatever an enum reads is read, and known if the enum knows it.
    fn covers_enum(&self, a: &Reads, (classes, wanted): (Classes, TypeId)) -> bool {
        classes & !a.scalars == 0
            || a.enums.iter().any(|(known, id)| {
                classes & !(known | a.scalars) == 0 && (*id == wanted || self.has_values(*id, wanted))
            })
    }

    fn has_values(&self, first: TypeId, second: TypeId) -> bool {
        let (TypeKind::Enum(first), TypeKind::Enum(second)) =
            (&self.api.types[first].kind, &self.api.types[second].kind)
        else {
            return false;
        };
        let has = |value: &Value| first.values.iter().any(|other| other.wire.value == value.wire.value);
        first.repr == second.repr && second.values.iter().all(has)
    }

    /// Whether values of a type can have keys that it declares.
    fn has_keys(&self, other: &Other) -> bool {
        match other {
            Other::List(ty, _) | Other::Map(ty, _) => {
                ty.names().into_iter().any(|id| !matches!(self.api.types[id].kind, TypeKind::Enum(_)))
            }
            Other::Struct(..) | Other::Tagged(_) => true,
        }
    }

    fn covers_one(&mut self, known: &Other, wanted: &Other) -> bool {
        match (known, wanted) {
            (Other::List(a, how), Other::List(b, other)) | (Other::Map(a, how), Other::Map(b, other)) => {
                self.takes((a, *how), (b, *other))
            }
            (Other::Struct(a, of), Other::Struct(b, other)) => self.asks_less((*a, of), (*b, other)),
            // A struct knows its keys, and loses the others, which a map keeps.
            (Other::Map(inner, how), Other::Struct(id, of)) => {
                self.fields(*id, of).is_empty() && self.reads(inner, *how, &[]).everything
            }
            (Other::Tagged(a), Other::Tagged(b)) => a == b,
            _ => false,
        }
    }

    /// The fields of a struct with their types.
    fn fields(&self, id: TypeId, of: &Option<Type>) -> Vec<Field> {
        let fields = match &self.api.types[id].kind {
            TypeKind::Struct(fields) => fields.as_slice(),
            _ => &[],
        };
        let applied = |field: &Field| match of {
            Some(argument) => {
                let ty = Spanned::new(field.ty.applied_to(argument), field.ty.span);
                Field { ty, ..field.clone() }
            }
            None => field.clone(),
        };
        fields.iter().map(applied).collect()
    }

    /// Whether whatever is the second struct is the first one too: keys that a struct does not know are skipped.
    fn asks_less(&mut self, first: (TypeId, &Option<Type>), second: (TypeId, &Option<Type>)) -> bool {
        if first == second {
            return true;
        }
        let (first, second) = (self.fields(first.0, first.1), self.fields(second.0, second.1));
        let names = |field: &Field| {
            std::iter::once(&field.wire)
                .chain(&field.aliases)
                .map(|name| name.value.clone())
                .collect::<Vec<_>>()
        };
        // Inline values and the rest are not compared.
        if first.iter().chain(&second).any(|field| !field.has_key()) {
            return false;
        }
        // A key that only the second one declares makes it fit better.
        let all: Vec<String> = first.iter().flat_map(names).collect();
        if second.iter().flat_map(names).any(|name| !all.contains(&name)) {
            return false;
        }
        // A struct that asks for nothing is any object, whatever is in it.
        let is_any_object = second.iter().all(can_lack);
        first.iter().all(|field| {
            let known = names(field);
            let same = |other: &&Field| names(other).iter().any(|name| known.contains(name));
            let mut others = second.iter().filter(same).peekable();
            if others.peek().is_none() {
                let can_differ = is_any_object && !self.reads(&field.ty, Reading::Lenient, &[]).everything;
                return can_lack(field) && !can_differ;
            }
            others.all(|other| {
                let is_found = names(other).iter().all(|name| known.contains(name)) && !can_lack(other);
                (can_lack(field) || is_found) && self.reads_field(field, other)
            })
        })
    }

    fn reads_field(&mut self, field: &Field, other: &Field) -> bool {
        if let FieldRole::Fixed(value) = &field.role {
            return matches!(&other.role, FieldRole::Fixed(other) if other.text() == value.text());
        }
        let is_flag =
            |field: &Field| matches!(field.spelling.as_deref(), Some(Spelling::Int | Spelling::String));
        // A flag in another spelling is read in every spelling; whole numbers are read in both anyway.
        if is_flag(other) && !is_flag(field) && holds_flag(self.api, &other.ty) {
            return self.reads(&field.ty, Reading::Lenient, &[]).everything;
        }
        // A value with another notation is compared as if it were read leniently.
        let exact = |field: &Field| match field.spelling.is_some() {
            true => Reading::Lenient,
            false => Reading::Exact,
        };
        let (first, second) = (read_type(field), read_type(other));
        self.takes((&first, exact(field)), (&second, exact(other)))
            && self.takes((&first, Reading::Lenient), (&second, Reading::Lenient))
    }

    /// `around` are the unions that the type is a variant of; one that holds itself reads nothing more by it.
    fn reads(&mut self, ty: &Type, how: Reading, around: &[TypeId]) -> Reads {
        let scalars = |scalars| Reads { scalars, ..Reads::default() };
        let other = |other| Reads { others: vec![other], ..Reads::default() };
        self.asked += 1;
        if self.asked > MOST_ASKED {
            return Reads::default();
        }
        let api = self.api;
        match api.behind_aliases(ty) {
            Type::Scalar(Scalar::Any) => Reads { everything: true, ..Reads::default() },
            Type::Scalar(scalar) => scalars(of_scalar(*scalar, how)),
            Type::List(inner) => other(Other::List((**inner).clone(), how)),
            Type::Map(inner) => other(Other::Map((**inner).clone(), how)),
            Type::Nullable(inner) => {
                let mut reads = self.reads(inner, how, around);
                reads.scalars |= NULL;
                // If a value may be missing, an empty string means that it is, unless an enum may have it as a value.
                if how == Reading::Lenient && reads.enums.is_empty() {
                    reads.scalars |= TEXT_EMPTY;
                }
                reads
            }
            Type::Applied(id, argument) => other(Other::Struct(*id, Some((**argument).clone()))),
            Type::Named(id) => match &api.types[*id].kind {
                TypeKind::Struct(_) => other(Other::Struct(*id, None)),
                TypeKind::Enum(list) => {
                    let classes = match (how, list.repr) {
                        (Reading::Lenient, _) => NUMBERS | TEXTS | BOOL,
                        (Reading::Exact, Repr::String) => TEXTS,
                        (Reading::Exact, Repr::Int) => INTEGERS,
                    };
                    Reads { enums: vec![(classes, *id)], ..Reads::default() }
                }
                TypeKind::Union(Union { tag: crate::model::Tag::None, variants, .. }) => {
                    let open = how == Reading::Lenient && !self.is_member();
                    let mut all = Reads { open, ..Reads::default() };
                    let inside = [around, &[*id]].concat();
                    for variant in variants.iter().filter(|_| !around.contains(id)) {
                        let reads = self.reads(&variant.ty, Reading::Exact, &inside);
                        all.scalars |= reads.scalars;
                        all.enums.extend(reads.enums);
                        all.others.extend(reads.others);
                        all.everything |= reads.everything;
                    }
                    all
                }
                TypeKind::Union(_) => other(Other::Tagged(*id)),
                TypeKind::Alias(_) => Reads::default(),
            },
            Type::Parameter(_) | Type::Limited(..) | Type::Error => Reads::default(),
        }
    }
}

fn of_scalar(scalar: Scalar, how: Reading) -> Classes {
    let exact = match scalar {
        Scalar::String => TEXTS,
        Scalar::Bool => BOOL,
        Scalar::I32 => NEGATIVE | SMALL,
        Scalar::U32 => SMALL | OF_U32,
        Scalar::I64 | Scalar::UnixSeconds | Scalar::UnixMillis => I64,
        Scalar::U64 => SMALL | OF_U32 | OF_I64 | OF_U64,
        Scalar::F64 => F64,
        Scalar::Decimal => return NUMBERS | NUMBERS << TEXT | TEXT_DECIMAL,
        Scalar::Date => TEXT_DATE,
        Scalar::DateTime => TEXT_TIME,
        Scalar::Url => TEXT_URL,
        Scalar::Base64 | Scalar::Base64Url | Scalar::Hex => TEXT_BYTES | TEXT_EMPTY,
        // Files are in no JSON, and `any` reads everything.
        Scalar::File | Scalar::Any => 0,
    };
    let digits = (exact & NUMBERS) << TEXT;
    match (how, scalar) {
        (Reading::Exact, _) => exact,
        (Reading::Lenient, Scalar::F64) => exact | digits | TEXT_FLOAT,
        (Reading::Lenient, Scalar::String) => exact | NUMBERS | BOOL,
        (Reading::Lenient, _) => exact | digits,
    }
}

/// Whether a struct can be without a field.
fn can_lack(field: &Field) -> bool {
    field.can_lack() || matches!(field.ty.value, Type::Nullable(_))
}

/// The type of a field, with null where it can be missing.
fn read_type(field: &Field) -> Type {
    match &field.ty.value {
        nullable @ Type::Nullable(_) => nullable.clone(),
        other if field.can_lack() => Type::Nullable(Box::new(other.clone())),
        other => other.clone(),
    }
}

/// Whether there are flags in a type.
fn holds_flag(api: &Api, ty: &Type) -> bool {
    match api.behind_aliases(ty) {
        Type::Scalar(Scalar::Bool) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Limited(inner, _) => {
            holds_flag(api, inner)
        }
        _ => false,
    }
}
