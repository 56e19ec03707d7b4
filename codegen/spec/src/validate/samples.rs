//! Defaults and examples: whether a written value fits its type.

mod reads;

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{
    Api, Direction, Endpoint, Enum, Examples, Field, FieldRole, Range, Repr, Response, Sample, SampleKind,
    Scalar, Spelling, Tag, Type, TypeId, TypeKind, Union, Variant, dump,
};
use crate::source::{Span, Spanned};

/// Checks the defaults and examples of every field.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for def in &api.types {
        let TypeKind::Struct(fields) = &def.kind else { continue };
        for field in fields {
            self::field(api, field, diags);
        }
    }
    for endpoint in &api.endpoints {
        endpoint_examples(api, endpoint, diags);
    }
}

/// Checks the default and the example of a field or parameter.
pub(super) fn field(api: &Api, field: &Field, diags: &mut Diagnostics) {
    let slot = Slot::of(field);
    if let Some(sample) = field.default.as_ref().filter(|_| field.role == FieldRole::Member) {
        default(api, &slot, sample, diags);
    }
    if let Some(sample) = &field.example {
        example(api, &field.ty, sample, diags);
    }
}

fn endpoint_examples(api: &Api, endpoint: &Endpoint, diags: &mut Diagnostics) {
    let request = endpoint.request.as_ref().and_then(|body| body.kind.sample_type());
    let response = endpoint.response.as_ref().and_then(Response::sample_type);
    let Examples { request: sent, response: received, .. } = &endpoint.examples;
    let all =
        [("request", request, sent, Direction::Sent), ("response", response, received, Direction::Received)];
    for (what, ty, sample, direction) in all {
        let Some(sample) = sample else { continue };
        match ty {
            Some(ty) => example_of(api, ty, sample, Some(direction), diags),
            None => diags.push(
                Diagnostic::new(
                    Code::BadExample,
                    sample.span,
                    format!("`{}` has an example but no typed {what}", endpoint.name.value),
                )
                .help(format!("declare `{what}:` with a type, or remove the example")),
            ),
        }
    }
}

/// A place for a value: a field or a parameter.
pub(super) struct Slot<'a> {
    /// The name as written.
    pub(super) key: &'a str,
    /// The place of the name.
    pub(super) span: Span,
    /// The type of the field.
    pub(super) ty: &'a Type,
    /// Whether it may be absent.
    pub(super) optional: bool,
}

impl<'a> Slot<'a> {
    fn of(field: &'a Field) -> Self {
        Self { key: field.key.as_str(), span: field.key.span, ty: &field.ty, optional: field.can_lack() }
    }
}

/// A default is for what may be absent, and can be written as one expression.
pub(super) fn default(api: &Api, slot: &Slot<'_>, sample: &Sample, diags: &mut Diagnostics) {
    let bad = |message: String| Diagnostic::new(Code::BadDefault, sample.span, message);
    if !slot.optional {
        diags.push(
            bad(format!("`{}` is always present, so its default is never used", slot.key))
                .and(slot.span, "required")
                .help(format!("write `{}?:` to make it optional, or remove `default:`", slot.key)),
        );
        return;
    }
    if matches!(slot.ty, Type::Nullable(_)) {
        diags.push(
            bad(String::from(
                "null and absent mean different things here, so the field cannot have a default",
            ))
            .help("remove `| null`, or `default:`"),
        );
        return;
    }
    let ty = api.behind_aliases(slot.ty);
    let can_be = match (ty, &sample.kind) {
        (Type::List(_), SampleKind::List(items)) => items.is_empty(),
        (Type::Map(_), SampleKind::Map(entries)) => entries.is_empty(),
        (Type::Scalar(Scalar::Any | Scalar::File | Scalar::Base64 | Scalar::Base64Url | Scalar::Hex), _) => {
            false
        }
        (Type::Scalar(_) | Type::Error, _) => true,
        (Type::Named(id), _) => matches!(api.types[*id].kind, TypeKind::Enum(_)),
        _ => false,
    };
    if !can_be {
        diags.push(
            bad(format!("this value cannot be the default of `{}`", dump::ty(api, slot.ty))).help(
                "a default is a string, a number, a boolean, a value of an enum, or an empty list or map",
            ),
        );
        return;
    }
    let fit = Fit { api, argument: None, unions: 0, reading: Reading::Strict, direction: None };
    if let Err(misfit) = fit.value(slot.ty, sample) {
        diags.push(Diagnostic::new(Code::BadDefault, misfit.span, misfit.message).help(misfit.help));
    }
}

/// An example that does not fit is a warning: pages are wrong in their samples more often than in their tables.
pub(super) fn example(api: &Api, ty: &Type, sample: &Sample, diags: &mut Diagnostics) {
    example_of(api, ty, sample, None, diags);
}

/// An example of what goes in one direction, or in either.
fn example_of(api: &Api, ty: &Type, sample: &Sample, direction: Option<Direction>, diags: &mut Diagnostics) {
    let fit = Fit { api, argument: None, unions: 0, reading: Reading::Lenient, direction };
    if let Err(misfit) = fit.value(ty, sample) {
        diags.push(Diagnostic::new(Code::BadExample, misfit.span, misfit.message).help(misfit.help));
    }
}

/// The reason why a value does not fit its type.
struct Misfit {
    span: Span,
    message: String,
    help: String,
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
}

/// Whether a value can have another form than its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// It can not: it becomes a value in Rust, or is in a union, where it may be of another type.
    Strict,
    /// It can have those that clients read.
    Lenient,
}

/// Deeper unions of unions are not looked into.
const MOST_UNIONS: usize = 16;

impl<'a> Fit<'a> {
    fn value(&self, ty: &'a Type, sample: &Sample) -> Result<(), Misfit> {
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
                items.iter().try_for_each(|item| self.value(inner, item))
            }
            (Type::Map(inner), SampleKind::Map(entries)) => {
                entries.iter().try_for_each(|(_, value)| self.value(inner, value))
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

    fn is_lenient(&self) -> bool {
        self.reading == Reading::Lenient
    }

    /// Whether the value reads as none.
    fn is_absence(&self, ty: &Type, sample: &Sample) -> bool {
        self.is_lenient() && reads::is_absence(self.api, ty, sample)
    }

    fn other(&self, ty: &Type, sample: &Sample) -> Misfit {
        let (wanted, found) = (dump::ty(self.api, ty), dump::shown(sample));
        let found: String = found.chars().take(40).collect();
        Misfit {
            span: *sample.span,
            message: format!("`{found}` is not a valid `{wanted}`"),
            help: String::from("correct the value or the type, whichever is wrong"),
        }
    }

    fn scalar(&self, scalar: Scalar, sample: &Sample) -> Result<(), Misfit> {
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

    fn limits(&self, ty: &'a Type, limits: &Range, sample: &Sample) -> Result<(), Misfit> {
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
        Err(self.other(&limited, sample))
    }

    fn named(&self, ty: &'a Type, id: TypeId, sample: &Sample) -> Result<(), Misfit> {
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
    fn enumeration(&self, values: &Enum, sample: &Sample) -> Result<(), Misfit> {
        let text = match &sample.kind {
            SampleKind::Plain(text) | SampleKind::Quoted(text) => text,
            _ => {
                return Err(Misfit {
                    span: *sample.span,
                    message: format!("`{}` is not a value of an enum", dump::shown(sample)),
                    help: String::from("write one of its values"),
                });
            }
        };
        let same = |wire: &str| match values.repr {
            Repr::Int => wire.parse::<i64>().ok() == text.parse().ok(),
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
        Err(Misfit { span: *sample.span, message: format!("the enum has no value `{text}`"), help })
    }

    fn union(&self, union: &'a Union, sample: &Sample) -> Result<(), Misfit> {
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
                return first.map_or(Ok(()), Err);
            }
            Tag::Inside(tag) => (tag, None),
            Tag::Beside { tag, content } => (tag, Some(content)),
        };
        let SampleKind::Map(entries) = &sample.kind else {
            let message = format!("a value of this union must be a map with the key `{tag}`");
            return Err(Misfit { span: *sample.span, message, help: format!("write `{{{tag}: …}}`") });
        };
        let entry = |name: &str| entries.iter().find(|(key, _)| key.value == name).map(|(_, value)| value);
        let Some(SampleKind::Plain(word) | SampleKind::Quoted(word)) = entry(tag).map(|value| &value.kind)
        else {
            let message = format!("the tag `{tag}` of the union is missing");
            return Err(Misfit { span: *sample.span, message, help: format!("add `{tag}:`") });
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
    fn goes_here(&self, key: &Spanned<String>, field: &Field) -> Result<(), Misfit> {
        match (self.direction, &field.when) {
            (Some(direction), Some(when)) if !field.is_there(direction) => Err(Misfit {
                span: key.span,
                message: format!("the field `{}` is only {}", key.value, when.word()),
                help: String::from("remove it here, or `when:` in the type"),
            }),
            _ => Ok(()),
        }
    }

    fn strukt(
        &self,
        fields: &'a [Field],
        entries: &[Entry],
        tag: Option<&str>,
        span: Span,
    ) -> Result<(), Misfit> {
        let inside = Fit { reading: Reading::Lenient, ..*self };
        let field = |name: &str| fields.iter().find(|field| field.reads(name));
        self.inline(fields, entries, span)?;
        for (key, value) in entries.iter().filter(|(key, _)| Some(key.as_str()) != tag) {
            let Some(field) = field(key.as_str()) else {
                // Documents leave out properties that their examples have.
                if self.api.derived {
                    continue;
                }
                let others = fields.iter().find(|field| !field.has_key());
                match others.map(|field| (&field.role, &field.ty.value)) {
                    Some((FieldRole::Rest, Type::Map(inner))) => {
                        self.value(inner, value)?;
                        continue;
                    }
                    Some(_) => continue,
                    None => {}
                }
                let help = match did_you_mean(key.as_str(), fields.iter().map(|field| field.wire.as_str())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("add it to the type as `{}?:`, or remove it here", key.value),
                };
                return Err(Misfit {
                    span: key.span,
                    message: format!("the type has no field `{}`", key.value),
                    help,
                });
            };
            self.goes_here(key, field)?;
            // Null reads as absent, and so does what servers write for that.
            let is_absent = value.kind == SampleKind::Null || inside.is_absence(&field.ty, value);
            if !(field.optional && is_absent) {
                inside.field(field, value)?;
            }
        }
        let has = |field: &Field| entries.iter().any(|(key, _)| field.reads(key.as_str()));
        match fields.iter().find(|field| self.is_needed(field) && !has(field)) {
            None => Ok(()),
            Some(missing) => Err(Misfit {
                span: span.at_start(),
                message: format!("the required field `{}` is missing", missing.wire),
                help: format!(
                    "add `{}:` here, or make it optional in the type: `{}?:`",
                    missing.wire, missing.wire
                ),
            }),
        }
    }

    /// The members that no field has are those of the inline one.
    fn inline(&self, fields: &'a [Field], entries: &[Entry], span: Span) -> Result<(), Misfit> {
        let Some(inline) = fields.iter().find(|field| field.role == FieldRole::Inline) else { return Ok(()) };
        let is_own = |key: &str| fields.iter().any(|field| field.reads(key));
        let others = entries.iter().filter(|(key, _)| !is_own(key.as_str())).cloned().collect();
        self.value(&inline.ty, &Sample { span: span.into(), kind: SampleKind::Map(others) })
    }

    fn field(&self, field: &'a Field, value: &Sample) -> Result<(), Misfit> {
        if let FieldRole::Fixed(fixed) = &field.role {
            return if fixed.text() == value.text() { Ok(()) } else { Err(not_fixed(field, fixed, value)) };
        }
        // The text was written by hand or copied; what is in it is read by generated tests.
        if field.spelling.as_deref() == Some(&Spelling::Json) && value.text().is_some() {
            return Ok(());
        }
        // A flag that is written as a number or as text looks like one.
        if let (Some(Spelling::Int | Spelling::String), SampleKind::Plain(text) | SampleKind::Quoted(text)) =
            (field.spelling.as_deref(), &value.kind)
            && matches!(text.as_str(), "0" | "1" | "true" | "false")
        {
            return Ok(());
        }
        self.value(&field.ty, value)
    }
}

/// A member of a written map.
type Entry = (crate::source::Spanned<String>, Sample);

fn not_fixed(field: &Field, fixed: &Sample, value: &Sample) -> Misfit {
    let (found, wanted) = (dump::shown(value), dump::shown(fixed));
    Misfit {
        span: *value.span,
        message: format!("`{}` is always `{wanted}`, not `{found}`", field.wire.value),
        help: format!("write `{wanted}`, or remove `fixed:` from the type"),
    }
}
