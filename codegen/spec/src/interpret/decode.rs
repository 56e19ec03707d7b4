//! Whether a value is one of a type.

use super::mismatch::{Fits, Misfits, Mismatch, MismatchKind, gather, mismatch, missing_field, not_fixed};
use super::reads;
use crate::diag::did_you_mean;
use crate::model::{
    Api, Direction, Enum, Field, FieldRole, Range, Repr, Sample, SampleKind, Scalar, Spelling, Tag, Type,
    TypeId, TypeKind, Union, Variant, dump,
};
use crate::source::{Span, Spanned};

/// How much is asked of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// A generated client reads it from JSON: enums are open, ranges are not enforced, and members without a field are
    /// skipped.
    Client,
    /// [`Client`](Self::Client), and it keeps to the values of enums and to the ranges that the spec declares.
    Declared,
    /// It is written in a spec, in the notation of YAML, and every member has a field.
    Written,
    /// [`Written`](Self::Written) in the declared form: it becomes a value in generated code.
    Own,
}

/// Checks a value against a type. `direction` is that of the message, if it is known.
///
/// # Errors
/// The first place that doesn't fit.
pub fn decode(
    api: &Api,
    ty: &Type,
    value: &Sample,
    direction: Option<Direction>,
    standard: Standard,
) -> Result<(), Mismatch> {
    decode_all(api, ty, value, direction, standard).into_iter().next().map_or(Ok(()), Err)
}

/// Checks a value as [`decode`] does; gives every place that doesn't fit.
#[must_use]
pub fn decode_all(
    api: &Api,
    ty: &Type,
    value: &Sample,
    direction: Option<Direction>,
    standard: Standard,
) -> Vec<Mismatch> {
    let reading = if standard == Standard::Own { Reading::Strict } else { Reading::Lenient };
    let fit = Fit { api, argument: None, unions: 0, reading, direction, standard };
    fit.value(ty, value).err().map(|found| found.0).unwrap_or_default()
}

/// Checks a payload as [`decode`] does; one that is missing or empty is read where the type has such a value.
///
/// # Errors
/// The first place that doesn't fit.
pub fn decode_payload(
    api: &Api,
    ty: &Type,
    value: Option<&Sample>,
    standard: Standard,
) -> Result<(), Mismatch> {
    let can_lack = matches!(ty, Type::Nullable(_));
    match value {
        Some(value) if can_lack && reads::is_nothing(value) => Ok(()),
        Some(value) => decode(api, ty, value, Some(Direction::Received), standard),
        None if can_lack => Ok(()),
        None => Err(Mismatch {
            path: String::new(),
            span: Span::NONE,
            declared: Span::NONE,
            message: String::from("the payload is missing"),
            help: String::from("make the payload optional"),
            kind: MismatchKind::Missing,
        }),
    }
}

/// Walks along a type and a value; stops at the first place that does not fit.
struct Fit<'a> {
    api: &'a Api,
    /// The argument of the generic type around the value.
    argument: Option<&'a Type>,
    /// The number of untagged unions around this one; such a union can contain itself.
    unions: usize,
    reading: Reading,
    /// The direction of the message, if it is known.
    direction: Option<Direction>,
    standard: Standard,
}

/// Whether a value can have another form than its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// It can not: it becomes a value in Rust, or is in a union, where it may be of another type.
    Strict,
    /// It can have the forms that clients read.
    Lenient,
}

/// Deeper unions of unions are not looked into.
const MOST_UNIONS: usize = 16;

impl<'a> Fit<'a> {
    fn value(&self, ty: &'a Type, sample: &Sample) -> Fits {
        match (ty, &sample.kind) {
            (Type::Nullable(_), SampleKind::Null) => Ok(()),
            (Type::Nullable(inner), _) if self.is_absence(inner, sample) => Ok(()),
            (Type::List(_) | Type::Map(_), _) if self.is_lenient() && reads::is_empty(sample) => Ok(()),
            (Type::Nullable(inner), _) => self.value(inner, sample),
            (Type::Limited(inner, limits), _) => {
                self.value(inner, sample)?;
                self.limits(inner, limits, sample)
            }
            (Type::List(inner), SampleKind::List(items)) => {
                let item =
                    |(at, item)| self.value(inner, item).map_err(|found| found.under(&format!("[{at}]")));
                gather(items.iter().enumerate().map(item))
            }
            (Type::Map(inner), SampleKind::Map(entries)) => {
                let entry = |(key, value): &Entry| self.value(inner, value).map_err(|found| found.under(key));
                gather(entries.iter().map(entry))
            }
            (Type::Scalar(scalar), _) => self.scalar(*scalar, sample),
            (Type::Named(id), _) => Fit { argument: None, ..*self }.named(ty, *id, sample),
            (Type::Applied(id, argument), _) => {
                let argument = match &**argument {
                    Type::Parameter(_) => self.argument,
                    other => Some(other),
                };
                Fit { argument, ..*self }.named(ty, *id, sample)
            }
            // Unknown in the generic type itself; known where it is used.
            (Type::Parameter(_), _) => match self.argument {
                Some(ty) => Fit { argument: None, ..*self }.value(ty, sample),
                None => Ok(()),
            },
            (Type::List(_) | Type::Map(_), _) => Err(self.other(ty, sample)),
            (Type::Error, _) => Ok(()),
        }
    }

    /// Whether the value came as JSON, so that a text differs from a number.
    fn is_json(&self) -> bool {
        matches!(self.standard, Standard::Client | Standard::Declared)
    }

    fn is_lenient(&self) -> bool {
        self.reading == Reading::Lenient
    }

    /// Whether the value reads as none.
    fn is_absence(&self, ty: &Type, sample: &Sample) -> bool {
        self.is_lenient() && reads::is_absence(self.api, ty, sample)
    }

    fn other(&self, ty: &Type, sample: &Sample) -> Misfits {
        let (wanted, found) = (dump::ty(self.api, ty), dump::shown(sample));
        let found: String = found.chars().take(40).collect();
        self::mismatch(
            MismatchKind::Kind,
            *sample.span,
            format!("`{found}` is not a valid `{wanted}`"),
            "correct the value or the type, whichever is wrong",
        )
    }

    fn scalar(&self, scalar: Scalar, sample: &Sample) -> Fits {
        if self.is_json() {
            let is_read = reads::of_json(scalar, &sample.kind, self.is_lenient());
            return if is_read { Ok(()) } else { Err(self.other(&Type::Scalar(scalar), sample)) };
        }
        let fits = match &sample.kind {
            _ if scalar == Scalar::Any => true,
            SampleKind::Plain(text) => reads::declared(scalar, text),
            // A whole number may come as a digit string; a flag may not.
            SampleKind::Quoted(text) => scalar != Scalar::Bool && reads::declared(scalar, text),
            SampleKind::Null | SampleKind::List(_) | SampleKind::Map(_) => false,
        };
        let is_read = fits || (self.is_lenient() && reads::converted(scalar, &sample.kind));
        if is_read { Ok(()) } else { Err(self.other(&Type::Scalar(scalar), sample)) }
    }

    fn limits(&self, ty: &'a Type, limits: &Range, sample: &Sample) -> Fits {
        if self.standard == Standard::Client {
            return Ok(());
        }
        let measure = match (self.api.behind_aliases(ty), &sample.kind) {
            (Type::Scalar(Scalar::String), SampleKind::Plain(text) | SampleKind::Quoted(text)) => {
                Some(text.chars().count() as f64)
            }
            (_, SampleKind::List(items)) => Some(items.len() as f64),
            (_, SampleKind::Map(entries)) => Some(entries.len() as f64),
            (_, SampleKind::Plain(text) | SampleKind::Quoted(text)) => text.parse().ok(),
            (_, SampleKind::Null) => None,
        };
        let end = |end: &Option<String>| end.as_ref().and_then(|end| end.parse::<f64>().ok());
        let Some(measure) = measure else { return Ok(()) };
        let is_inside = end(&limits.least).is_none_or(|least| measure >= least)
            && end(&limits.most).is_none_or(|most| measure <= most);
        if is_inside || self.api.derived {
            return Ok(());
        }
        let limited = Type::Limited(Box::new(ty.clone()), limits.clone());
        let all = self.other(&limited, sample).0;
        Err(Misfits(all.into_iter().map(|one| Mismatch { kind: MismatchKind::Range, ..one }).collect()))
    }

    fn named(&self, ty: &'a Type, id: TypeId, sample: &Sample) -> Fits {
        match (&self.api.types[id].kind, &sample.kind) {
            // Cycles of aliases were reported; only what leads somewhere is followed.
            (TypeKind::Alias(_), _) => match self.api.behind_aliases(ty) {
                Type::Named(same) if *same == id => Ok(()),
                target => self.value(target, sample),
            },
            (TypeKind::Enum(values), _) => self.enumeration(values, sample),
            (TypeKind::Union(union), _) => self.union(union, sample),
            (TypeKind::Struct(fields), SampleKind::Map(entries)) => {
                self.strukt(fields, entries, None, *sample.span)
            }
            (TypeKind::Struct(fields), SampleKind::List(items))
                if self.is_lenient() && items.is_empty() && fields.iter().all(|field| field.optional) =>
            {
                Ok(())
            }
            (TypeKind::Struct(_), _) => Err(self.other(ty, sample)),
        }
    }

    /// Enums are open, but a sample with a value that is not listed is more likely a mistake.
    fn enumeration(&self, values: &Enum, sample: &Sample) -> Fits {
        let text = match &sample.kind {
            SampleKind::Plain(text) | SampleKind::Quoted(text) => text,
            _ => {
                let message = format!("`{}` is not a value of an enum", dump::shown(sample));
                return Err(mismatch(MismatchKind::Kind, *sample.span, message, "write one of its values"));
            }
        };
        if self.is_json() {
            let is_own = match values.repr {
                Repr::String => matches!(sample.kind, SampleKind::Quoted(_)),
                Repr::Int => matches!(sample.kind, SampleKind::Plain(_)),
            };
            if !is_own && !self.is_lenient() {
                let message = format!(
                    "`{}` is written in another form than the values of the enum",
                    dump::shown(sample)
                );
                return Err(mismatch(MismatchKind::Kind, *sample.span, message, "write it as the others"));
            }
            if self.standard == Standard::Client {
                return Ok(());
            }
        }
        let same = |wire: &str| match values.repr {
            Repr::Int => wire.parse::<i64>().ok() == reads::whole(text).unwrap_or_default().parse().ok(),
            Repr::String => wire == text,
        };
        if values.values.iter().any(|value| same(value.wire.as_str())) {
            return Ok(());
        }
        let known = || values.values.iter().map(|value| value.wire.as_str());
        let help = match did_you_mean(text, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its values are {}", known().take(8).collect::<Vec<_>>().join(", ")),
        };
        Err(mismatch(MismatchKind::Unlisted, *sample.span, format!("the enum has no value `{text}`"), &help))
    }

    fn union(&self, union: &'a Union, sample: &Sample) -> Fits {
        let (tag, content) = match &union.tag {
            Tag::None if self.unions > MOST_UNIONS => return Ok(()),
            Tag::None => {
                let mut first = None;
                let inner = Fit { unions: self.unions + 1, reading: Reading::Strict, ..*self };
                for variant in &union.variants {
                    match inner.value(&variant.ty, sample) {
                        Ok(()) => return Ok(()),
                        Err(misfit) => first = first.or(Some(misfit)),
                    }
                }
                // Clients keep what fits nothing as an unknown value.
                let is_kept =
                    self.standard == Standard::Client && self.is_lenient() && sample.kind != SampleKind::Null;
                return first.filter(|_| !is_kept).map_or(Ok(()), Err);
            }
            Tag::Inside(tag) => (tag, None),
            Tag::Beside { tag, content } => (tag, Some(content)),
        };
        let SampleKind::Map(entries) = &sample.kind else {
            let message = format!("a value of this union must be a map with the key `{tag}`");
            let help = format!("write `{{{tag}: …}}`");
            return Err(mismatch(MismatchKind::Kind, *sample.span, message, &help));
        };
        let entry = |name: &str| entries.iter().find(|(key, _)| key.value == name).map(|(_, value)| value);
        let Some(SampleKind::Plain(word) | SampleKind::Quoted(word)) = entry(tag).map(|value| &value.kind)
        else {
            if self.standard == Standard::Client {
                return Ok(());
            }
            let message = format!("the tag `{tag}` of the union is missing");
            return Err(mismatch(MismatchKind::Tag, *sample.span, message, &format!("add `{tag}:`")));
        };
        let fits = |variant: &'a Variant| match (content, self.fields(&variant.ty)) {
            (Some(content), _) => entry(content).map_or(Ok(()), |value| self.value(&variant.ty, value)),
            (None, Some(fields)) => self.strukt(fields, entries, Some(tag), *sample.span),
            // A union in a union, whose types have the tags of both.
            (None, None) => Ok(()),
        };
        let mut misfit = Ok(());
        for variant in union.by_tag(word) {
            match fits(variant) {
                Ok(()) => return Ok(()),
                Err(other) => misfit = misfit.and(Err(other)),
            }
        }
        misfit
    }

    fn fields(&self, ty: &'a Type) -> Option<&'a [Field]> {
        match self.api.behind_aliases(ty) {
            Type::Named(id) | Type::Applied(id, _) => match &self.api.types[*id].kind {
                TypeKind::Struct(fields) => Some(fields),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a field has to be there, in this direction.
    fn is_needed(&self, field: &Field) -> bool {
        let is_there = match self.direction {
            Some(direction) => field.is_there(direction),
            None => field.when.is_none(),
        };
        !field.optional && is_there && field.has_key()
    }

    /// A field is not in a message of the other direction.
    fn goes_here(&self, key: &Spanned<String>, field: &Field) -> Fits {
        match (self.direction, &field.when) {
            (Some(direction), Some(when)) if !field.is_there(direction) => Err(mismatch(
                MismatchKind::Direction,
                key.span,
                format!("the field `{}` is only {}", key.value, when.word()),
                "remove it here, or `when:` in the type",
            )),
            _ => Ok(()),
        }
    }

    fn strukt(&self, fields: &'a [Field], entries: &[Entry], tag: Option<&str>, span: Span) -> Fits {
        let members = entries.iter().filter(|(key, _)| Some(key.as_str()) != tag);
        let members = members.map(|(key, value)| self.member(fields, key, value));
        let has = |field: &Field| entries.iter().any(|(key, _)| field.reads(key.as_str()));
        let missing = fields.iter().filter(|field| self.is_needed(field) && !has(field));
        let missing = missing.map(|field| Err(missing_field(field, span)));
        gather(std::iter::once(self.inline(fields, entries, span)).chain(members).chain(missing))
    }

    fn member(&self, fields: &'a [Field], key: &Spanned<String>, value: &Sample) -> Fits {
        let inside = Fit { reading: Reading::Lenient, ..*self };
        let Some(field) = fields.iter().find(|field| field.reads(key.as_str())) else {
            let others = fields.iter().find(|field| !field.has_key());
            match others.map(|field| (&field.role, &field.ty.value)) {
                Some((FieldRole::Rest, Type::Map(inner))) => {
                    return self.value(inner, value).map_err(|found| found.under(key));
                }
                Some(_) => return Ok(()),
                // Documents leave out properties that their examples have.
                None if self.api.derived || self.is_json() => return Ok(()),
                None => {}
            }
            let help = match did_you_mean(key.as_str(), fields.iter().map(|field| field.wire.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add it to the type as `{}?:`, or remove it here", key.value),
            };
            let message = format!("the type has no field `{}`", key.value);
            return Err(mismatch(MismatchKind::Unknown, key.span, message, &help));
        };
        if self.standard != Standard::Client {
            self.goes_here(key, field)?;
        }
        // Null reads as absent, and so does what servers write for that.
        let is_absent = value.kind == SampleKind::Null || inside.is_absence(&field.ty, value);
        if field.optional && is_absent {
            return Ok(());
        }
        inside.field(field, value).map_err(|found| found.under(key).of(field))
    }

    /// The members that no field has are those of the inline one.
    fn inline(&self, fields: &'a [Field], entries: &[Entry], span: Span) -> Fits {
        let Some(inline) = fields.iter().find(|field| field.role == FieldRole::Inline) else { return Ok(()) };
        let is_own = |key: &str| fields.iter().any(|field| field.reads(key));
        let others = entries.iter().filter(|(key, _)| !is_own(key.as_str())).cloned().collect();
        self.value(&inline.ty, &Sample { span: span.into(), kind: SampleKind::Map(others) })
    }

    fn field(&self, field: &'a Field, value: &Sample) -> Fits {
        if let FieldRole::Fixed(fixed) = &field.role {
            return if fixed.text() == value.text() { Ok(()) } else { Err(not_fixed(field, fixed, value)) };
        }
        if field.spelling.as_deref() == Some(&Spelling::Json)
            && let Some(text) = value.text()
        {
            // In a spec, the text was written by hand or copied; generated tests read its contents.
            let inner = if self.is_json() { crate::front::sample::of_json(text) } else { return Ok(()) };
            return inner
                .map_or_else(|| Err(self.other(&field.ty, value)), |inner| self.value(&field.ty, &inner));
        }
        // Digits alone are a date there, and may come as a number.
        if let (Some(Spelling::Compact), SampleKind::Plain(text)) = (field.spelling.as_deref(), &value.kind)
            && self.is_json()
        {
            let kind = SampleKind::Quoted(text.clone());
            return self.value(&field.ty, &Sample { span: value.span, kind });
        }
        // A flag that is written as a number or as text looks like one.
        if let (Some(Spelling::Int | Spelling::String), SampleKind::Plain(text) | SampleKind::Quoted(text)) =
            (field.spelling.as_deref(), &value.kind)
            && !self.is_json()
            && matches!(text.as_str(), "0" | "1" | "true" | "false")
        {
            return Ok(());
        }
        self.value(&field.ty, value)
    }
}

/// A member of a written map.
type Entry = (Spanned<String>, Sample);
