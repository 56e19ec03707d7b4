//! The shapes of values, over all samples of one place.

use std::collections::{BTreeMap, BTreeSet};

use crate::json::{Kind, Value};
use crate::lexicon::verbs::is_random;
use stubwright_spec::source::Span;

/// How deep shapes are looked at; what lies deeper is any JSON.
const DEPTH: usize = 64;

/// How many texts of a place are kept.
const KEPT: usize = 16;

/// The common properties of all values of one place.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// How many values were seen, nulls too.
    pub(super) count: usize,
    pub(super) null: Option<Span>,
    /// The first placeholder (`…`).
    pub(super) blank: Option<Span>,
    /// The first `true` or `false`.
    pub(super) bool: Option<Span>,
    pub(super) numbers: Numbers,
    /// Texts: the first ones that differ, with their places.
    pub(super) texts: Vec<(String, Span)>,
    pub(super) object: Option<Object>,
    pub(super) list: Option<Box<Shape>>,
    pub(super) list_span: Option<Span>,
    pub(super) comment: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    pub(super) first: Option<(String, Span)>,
    /// The first one with a fraction or an exponent.
    pub(super) broken: Option<Span>,
    /// The first whole one beyond 32 bits.
    pub(super) wide: Option<Span>,
    /// The first whole one beyond 2^53, as it is written.
    pub(super) rounded: Option<(String, Span)>,
    /// The first whole one beyond 63 bits.
    pub(super) huge: Option<Span>,
    pub(super) are_zero: bool,
    /// Whether all have as many digits as seconds or milliseconds since 1970 have today.
    pub(super) digits: Option<usize>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Object {
    /// How many were seen.
    pub(super) count: usize,
    pub(super) span: Option<Span>,
    /// The members in the order in which they were first seen.
    pub(super) members: Vec<Member>,
}

#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) key: String,
    pub(super) span: Span,
    pub(super) count: usize,
    /// The shape of its values.
    pub(super) shape: Shape,
}

impl Shape {
    /// The shape of values.
    pub(super) fn of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut shape = Self::default();
        for value in values {
            shape.add(value, 0);
        }
        shape
    }

    /// Takes in another value.
    fn add(&mut self, value: &Value, depth: usize) {
        self.count += 1;
        let comment = value.comment.as_ref().map(|comment| comment.value.clone());
        self.comment = self.comment.take().or(comment);
        match &value.kind {
            Kind::Null => _ = self.null.get_or_insert(value.span),
            Kind::Blank => _ = self.blank.get_or_insert(value.span),
            Kind::Bool(_) => _ = self.bool.get_or_insert(value.span),
            Kind::Number(number) => self.numbers.add(number, value.span),
            Kind::Text(text) => {
                let is_new = self.texts.len() < KEPT && self.texts.iter().all(|(known, _)| known != text);
                if is_new {
                    self.texts.push((text.clone(), value.span));
                }
            }
            Kind::List(items) => {
                self.list_span.get_or_insert(value.span);
                let inner = self.list.get_or_insert_default();
                if depth < DEPTH {
                    items.iter().for_each(|item| inner.add(item, depth + 1));
                }
            }
            Kind::Object(members) => {
                let object = self.object.get_or_insert_default();
                object.count += 1;
                object.span.get_or_insert(value.span);
                // Members are large: there is room for those of the first object, and no more.
                if object.members.is_empty() {
                    object.members.reserve_exact(members.len());
                }
                if depth < DEPTH {
                    members
                        .iter()
                        .for_each(|(key, value)| object.add(&key.value, key.span, value, depth + 1));
                }
            }
        }
    }

    /// The number of kinds of values, nulls and placeholders aside.
    pub(super) fn kinds(&self) -> usize {
        [
            self.bool.is_some(),
            self.numbers.first.is_some(),
            !self.texts.is_empty(),
            self.object.is_some(),
            self.list.is_some(),
        ]
        .into_iter()
        .filter(|is_there| *is_there)
        .count()
    }

    /// Whether every value below is a placeholder: texts are `string`, numbers 0, and there is at least one of these.
    pub(super) fn is_skeleton(&self) -> bool {
        let (mut seen, mut real) = (0, 0);
        self.tally(&mut seen, &mut real);
        seen > 0 && real == 0
    }

    fn tally(&self, seen: &mut usize, real: &mut usize) {
        for (text, _) in &self.texts {
            if is_stand_in(text) { *seen += 1 } else { *real += 1 }
        }
        if self.numbers.first.is_some() && !self.numbers.are_zero {
            *real += 1;
        }
        if let Some(object) = &self.object {
            object.members.iter().for_each(|member| member.shape.tally(seen, real));
        }
        if let Some(list) = &self.list {
            list.tally(seen, real);
        }
    }
}

/// Whether a text is a placeholder for any text: `string`.
pub(in crate::infer) fn is_stand_in(text: &str) -> bool {
    matches!(text, "string" | "String" | "str" | "text" | "")
}

impl Numbers {
    fn add(&mut self, number: &str, span: Span) {
        let is_zero = number.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
        self.are_zero = is_zero && (self.first.is_none() || self.are_zero);
        let is_first = self.first.is_none();
        self.first.get_or_insert((number.to_owned(), span));
        if number.contains(['.', 'e', 'E']) {
            self.broken.get_or_insert(span);
            return;
        }
        let value: i128 = number.parse().unwrap_or(i128::MAX);
        if i32::try_from(value).is_err() {
            self.wide.get_or_insert(span);
        }
        if value.unsigned_abs() > 1 << 53 {
            self.rounded.get_or_insert((number.to_owned(), span));
        }
        if i64::try_from(value).is_err() {
            self.huge.get_or_insert(span);
        }
        let digits = Some(number.len()).filter(|_| number.starts_with(['1', '2']));
        self.digits = if is_first || self.digits == digits { digits } else { None };
    }
}

impl Object {
    fn add(&mut self, key: &str, span: Span, value: &Value, depth: usize) {
        let at = match self.members.iter().position(|member| member.key == key) {
            Some(at) => at,
            None => {
                self.members.push(Member { key: key.to_owned(), span, count: 0, shape: Shape::default() });
                self.members.len() - 1
            }
        };
        if let Some(member) = self.members.get_mut(at) {
            member.count += 1;
            member.shape.add(value, depth);
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }

    pub(super) fn always(&self, member: &Member) -> bool {
        member.count >= self.count
    }

    /// Whether the keys are values, not names: ids in hexadecimal or of letters of both sizes with digits, numbers above
    /// objects, or at least two dates, digits, or ids by their looks, above values of one kind.
    pub(super) fn has_dynamic_keys(&self) -> bool {
        let is_dynamic = |member: &Member| {
            let key = member.key.as_str();
            let digits = key.bytes().filter(u8::is_ascii_digit).count();
            let is_date =
                digits >= 6 && key.bytes().all(|byte| byte.is_ascii_digit() || b"-/:T".contains(&byte));
            let is_id = digits * 2 >= key.len() && key.len() >= 3;
            is_date || is_id || (digits == key.len() && !key.is_empty())
        };
        // Names in capitals above objects or lists that are all alike: `BTC_USDT`.
        let is_capital = |member: &Member| {
            let key = member.key.as_bytes();
            key.len() >= 2
                && key
                    .iter()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_-/".contains(byte))
        };
        let keys = |member: &Member| {
            let object = member.shape.object.as_ref();
            object.map(|object| object.members.iter().map(|inner| inner.key.clone()).collect::<Vec<_>>())
        };
        let are_alike = || {
            let mut all = self.members.iter().map(|member| (keys(member), member.shape.list.is_some()));
            all.next().is_some_and(|first| (first.0.is_some() || first.1) && all.all(|other| other == first))
        };
        // `u_8f3a2b` above objects that are all alike.
        let is_mixed = |member: &Member| {
            member.key.len() >= 6 && member.key.bytes().filter(u8::is_ascii_digit).count() >= 3
        };
        let is_hexadecimal = |member: &Member| {
            let key = member.key.as_bytes();
            let digits = key.iter().filter(|byte| byte.is_ascii_digit()).count();
            key.len() >= 16 && digits >= 4 && key.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
        };
        let is_drawn = |member: &Member| member.key.len() >= 12 && is_random(&member.key);
        // An index or a number of a thing, above an object of its own.
        let is_numbered = |member: &Member| {
            member.key.bytes().all(|byte| byte.is_ascii_digit()) && member.shape.object.is_some()
        };
        let is_prose = |member: &Member| member.key.trim().contains(' ');
        let are_values =
            |key: &Member| is_hexadecimal(key) || is_drawn(key) || is_numbered(key) || is_prose(key);
        if !self.members.is_empty() && self.members.iter().all(are_values) {
            return true;
        }
        self.members.len() >= 2
            && (self.members.iter().all(is_dynamic)
                || (self.members.iter().all(is_capital) || self.members.iter().all(is_mixed)) && are_alike())
    }

    fn keys(&self) -> BTreeSet<&str> {
        self.members.iter().map(|member| member.key.as_str()).collect()
    }

    /// The key that is the value of an id on the pages, above values that are all alike.
    pub(super) fn keyed_by(&self, ids: &BTreeMap<&str, Span>) -> Option<Span> {
        let found = self.members.iter().find_map(|member| ids.get(member.key.as_str()));
        fn kind(member: &Member) -> (bool, bool, bool, bool, Option<BTreeSet<&str>>) {
            let Shape { bool, numbers, texts, list, .. } = &member.shape;
            (
                bool.is_some(),
                numbers.first.is_some(),
                !texts.is_empty(),
                list.is_some(),
                member.shape.object.as_ref().map(Object::keys),
            )
        }
        let first = self.members.first().map(kind);
        let are_alike = self.members.iter().all(|member| {
            member.shape.kinds() == 1 && first.as_ref().is_some_and(|first| *first == kind(member))
        });
        let is_several =
            self.members.len() > 1 || self.members.iter().any(|member| member.shape.object.is_some());
        found.copied().filter(|_| are_alike && is_several)
    }

    pub(super) fn values(&self) -> Shape {
        let mut all = Shape::default();
        self.members.iter().for_each(|member| all.merge(&member.shape));
        all
    }
}

impl Shape {
    /// Takes in what another place looks like.
    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.null = self.null.or(other.null);
        self.blank = self.blank.or(other.blank);
        self.bool = self.bool.or(other.bool);
        self.numbers.merge(&other.numbers);
        for (text, span) in &other.texts {
            if self.texts.len() < KEPT && self.texts.iter().all(|(known, _)| known != text) {
                self.texts.push((text.clone(), *span));
            }
        }
        if let Some(list) = &other.list {
            self.list.get_or_insert_default().merge(list);
            self.list_span = self.list_span.or(other.list_span);
        }
        if let Some(object) = &other.object {
            self.object.get_or_insert_default().merge(object);
        }
    }
}

impl Numbers {
    fn merge(&mut self, other: &Self) {
        if other.first.is_none() {
            return;
        }
        self.are_zero = other.are_zero && (self.first.is_none() || self.are_zero);
        self.digits = if self.first.is_none() || self.digits == other.digits { other.digits } else { None };
        self.first = self.first.take().or_else(|| other.first.clone());
        self.broken = self.broken.or(other.broken);
        self.wide = self.wide.or(other.wide);
        self.rounded = self.rounded.take().or_else(|| other.rounded.clone());
        self.huge = self.huge.or(other.huge);
    }
}

impl Object {
    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.span = self.span.or(other.span);
        for member in &other.members {
            match self.members.iter_mut().find(|known| known.key == member.key) {
                Some(known) => {
                    known.count += member.count;
                    known.shape.merge(&member.shape);
                }
                None => self.members.push(member.clone()),
            }
        }
    }
}
