//! The reasons why a value is not one of a type.

use crate::model::{Field, Sample, dump};
use crate::source::Span;

/// The reason why a value is not one of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The way to the place in the value: `signers[0].name`; empty for the value itself.
    pub path: String,
    /// The place, where the value has one.
    pub span: Span,
    /// The name of the field that the value is of, in the spec; [`Span::NONE`] if it is of no field.
    pub declared: Span,
    /// The reason, in a sentence.
    pub message: String,
    /// Advice to the author of the spec.
    pub help: String,
    /// The kind of reason.
    pub kind: MismatchKind,
}

/// Kinds of reasons, for those who weaken a type until it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MismatchKind {
    /// A field that has to be there is missing or null.
    Missing,
    /// An enum doesn't list the value.
    Unlisted,
    /// A number, a length or a count is out of its range.
    Range,
    /// A value of another kind, or a text of another form.
    Kind,
    /// A member has no field.
    Unknown,
    /// A member that is always the same is another one.
    Fixed,
    /// A value of a union has no tag.
    Tag,
    /// A member that only messages of the other direction have.
    Direction,
}

/// The places that don't fit, at least one.
#[derive(Debug)]
pub(super) struct Misfits(pub(super) Vec<Mismatch>);

impl Misfits {
    pub(super) fn under(mut self, step: &str) -> Self {
        for found in &mut self.0 {
            let joint = if found.path.is_empty() || found.path.starts_with('[') { "" } else { "." };
            found.path = format!("{step}{joint}{}", found.path);
        }
        self
    }

    /// Adds the field to the findings, unless a field inside of it has been added.
    pub(super) fn of(mut self, field: &Field) -> Self {
        for found in self.0.iter_mut().filter(|found| found.declared == Span::NONE) {
            found.declared = field.key.span;
        }
        self
    }
}

/// All that some parts say.
pub(super) fn gather(parts: impl Iterator<Item = Fits>) -> Fits {
    let all: Vec<Mismatch> = parts.filter_map(Result::err).flat_map(|found| found.0).collect();
    if all.is_empty() { Ok(()) } else { Err(Misfits(all)) }
}

pub(super) type Fits = Result<(), Misfits>;

pub(super) fn missing_field(field: &Field, span: Span) -> Misfits {
    let name = &field.wire.value;
    let help = format!("add `{name}:` here, or make it optional in the type: `{name}?:`");
    let message = format!("the required field `{name}` is missing");
    mismatch(MismatchKind::Missing, span.at_start(), message, &help).under(name).of(field)
}

pub(super) fn not_fixed(field: &Field, fixed: &Sample, value: &Sample) -> Misfits {
    let (found, wanted) = (dump::shown(value), dump::shown(fixed));
    let message = format!("`{}` is always `{wanted}`, not `{found}`", field.wire.value);
    let help = format!("write `{wanted}`, or remove `fixed:` from the type");
    mismatch(MismatchKind::Fixed, *value.span, message, &help)
}

pub(super) fn mismatch(kind: MismatchKind, span: Span, message: String, help: &str) -> Misfits {
    let (path, declared) = (String::new(), Span::NONE);
    Misfits(vec![Mismatch { path, span, declared, message, help: help.to_owned(), kind }])
}
