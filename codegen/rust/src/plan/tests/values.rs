//! Made-up values: the least that a type asks for, and whatever else a path needs.

use stubwright_spec::model::preflight::{RequestPath, RequestStep};
use stubwright_spec::model::{
    Api, Direction, FieldRole, Sample, SampleKind, Scalar, Tag, Type, TypeId, TypeKind,
};
use stubwright_spec::source::{Span, Spanned};

/// How deep values are nested; a type that cannot be closed before has no value here.
const DEEPEST: usize = 24;

/// How deep values are that can be null.
const SHALLOW: usize = 3;

/// Makes values of an API's types.
#[derive(Clone, Copy)]
pub(in crate::plan) struct Maker<'a> {
    pub(in crate::plan) api: &'a Api,
    /// The place that the values claim.
    pub(in crate::plan) span: Span,
}

/// A type, and the argument for the parameter of the generic type around it.
type Open<'a> = (&'a Type, Option<&'a Type>);

impl<'a> Maker<'a> {
    fn sample(self, kind: SampleKind) -> Sample {
        Sample { span: self.span.into(), kind }
    }

    /// A text without quotes: a number, a flag, or a text where one is expected.
    pub(super) fn plain(self, text: impl Into<String>) -> Sample {
        self.sample(SampleKind::Plain(text.into()))
    }

    /// A text.
    pub(super) fn text(self, text: impl Into<String>) -> Sample {
        self.sample(SampleKind::Quoted(text.into()))
    }

    /// The value number `seed` of a type: those of different numbers differ where the type has as many values.
    pub(in crate::plan) fn value(self, ty: &'a Type, seed: u32) -> Option<Sample> {
        self.made((ty, None), seed, 0)
    }

    fn made(self, (ty, argument): Open<'a>, seed: u32, depth: usize) -> Option<Sample> {
        if depth > DEEPEST {
            return None;
        }
        Some(match self.api.behind_aliases(ty) {
            Type::Scalar(scalar) => self.scalar(*scalar, seed)?,
            Type::List(inner) => {
                self.sample(SampleKind::List(vec![self.made((inner, argument), seed, depth + 1)?]))
            }
            Type::Map(inner) => {
                let key = Spanned::new(String::from("key"), self.span);
                self.sample(SampleKind::Map(vec![(key, self.made((inner, argument), seed, depth + 1)?)]))
            }
            Type::Named(id) => self.named((*id, None), seed, depth)?,
            Type::Applied(id, inner) => self.named((*id, Some(inner)), seed, depth)?,
            Type::Parameter(_) => self.made((argument?, None), seed, depth + 1)?,
            Type::Error => return None,
            // A type that holds itself ends there.
            Type::Nullable(_) if depth > SHALLOW => self.sample(SampleKind::Null),
            Type::Nullable(inner) | Type::Limited(inner, _) => {
                self.made((inner, argument), seed, depth + 1)?
            }
        })
    }

    fn named(self, (id, argument): (TypeId, Option<&'a Type>), seed: u32, depth: usize) -> Option<Sample> {
        match &self.api.types[id].kind {
            TypeKind::Struct(fields) => {
                let mut entries = Vec::new();
                for field in fields.iter().filter(|field| !field.optional && field.is_there(Direction::Sent))
                {
                    match &field.role {
                        FieldRole::Rest => {}
                        FieldRole::Fixed(value) => entries.push((field.wire.clone(), value.clone())),
                        FieldRole::Inline => {
                            let value = self.made((&field.ty, argument), seed, depth + 1)?;
                            let SampleKind::Map(members) = value.kind else { return None };
                            entries.extend(members);
                        }
                        FieldRole::Member => {
                            let value = self.made((&field.ty, argument), seed, depth + 1)?;
                            entries.push((field.wire.clone(), value));
                        }
                    }
                }
                Some(self.sample(SampleKind::Map(entries)))
            }
            TypeKind::Enum(values) => {
                let at = usize::try_from(seed).ok()?.checked_rem(values.values.len())?;
                Some(self.plain(values.values.get(at)?.wire.value.clone()))
            }
            TypeKind::Alias(ty) => self.made((ty, argument), seed, depth + 1),
            TypeKind::Union(union) => {
                let variant = union.variants.first()?;
                let value = self.made((&variant.ty, argument), seed, depth + 1)?;
                let tag = |name: &str| {
                    let key = variant.tags().first().map(Spanned::as_str).unwrap_or_default();
                    (Spanned::new(name.to_owned(), self.span), self.text(key))
                };
                match &union.tag {
                    Tag::None => Some(value),
                    Tag::Inside(name) => {
                        let SampleKind::Map(mut entries) = value.kind else { return None };
                        entries.retain(|(key, _)| key != name);
                        entries.insert(0, tag(name));
                        Some(self.sample(SampleKind::Map(entries)))
                    }
                    Tag::Beside { tag: name, content } => {
                        let content = content.clone();
                        Some(self.sample(SampleKind::Map(vec![tag(name), (content, value)])))
                    }
                }
            }
        }
    }

    fn scalar(self, scalar: Scalar, seed: u32) -> Option<Sample> {
        let day = seed % 28 + 1;
        Some(match scalar {
            Scalar::String | Scalar::Any => self.text(format!("text {seed}")),
            Scalar::Bool => self.plain(if seed.is_multiple_of(2) { "true" } else { "false" }),
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64 | Scalar::UnixSeconds => {
                self.plain(seed.to_string())
            }
            Scalar::UnixMillis => self.plain(format!("{seed}000")),
            Scalar::Decimal => self.text(seed.to_string()),
            Scalar::Date => self.text(format!("2025-06-{day:02}")),
            Scalar::DateTime => self.text(format!("2025-06-{day:02}T12:00:00Z")),
            Scalar::Url => self.text(format!("https://example.com/{seed}")),
            Scalar::Base64 | Scalar::Base64Url | Scalar::Hex => self.text(format!("{:04}", seed % 10_000)),
            Scalar::File => return None,
        })
    }

    /// The sample at a place below a value of the type `ty`, made where it is missing. `items` are the numbers of the items
    /// of the lists that the path opens, from the outside; those of further lists are 0.
    pub(super) fn at<'s>(
        self,
        (root, ty): (&'s mut Sample, &'a Type),
        steps: &[RequestStep],
        items: &[usize],
    ) -> Option<&'s mut Sample> {
        let mut numbers = items.iter().copied().chain(std::iter::repeat(0));
        let mut open: Open<'a> = (ty, None);
        let mut at = root;
        for step in steps {
            let (below, next) = match step {
                RequestStep::Body => continue,
                RequestStep::Param(_) => return None,
                RequestStep::Field(id, index) => self.member(at, open, (*id, *index))?,
                RequestStep::Each => self.item(at, open, numbers.next()?)?,
                RequestStep::Index(index) => self.item(at, open, usize::try_from(*index).ok()?)?,
            };
            (at, open) = (below, next);
        }
        Some(at)
    }

    /// A type with aliases, null and parameters resolved.
    fn open(self, (ty, argument): Open<'a>) -> Open<'a> {
        match self.api.behind_aliases(self.api.behind_aliases(ty).not_null()) {
            Type::Parameter(_) => match argument {
                Some(inner) => (self.api.behind_aliases(self.api.behind_aliases(inner).not_null()), None),
                None => (ty, None),
            },
            other => (other, argument),
        }
    }

    fn member<'s>(
        self,
        at: &'s mut Sample,
        open: Open<'a>,
        (id, index): (TypeId, usize),
    ) -> Option<(&'s mut Sample, Open<'a>)> {
        let field = self.api.field(id, index)?;
        let argument = match self.open(open).0 {
            Type::Applied(_, inner) => Some(&**inner),
            _ => None,
        };
        if field.role == FieldRole::Inline {
            return Some((at, (&field.ty, argument)));
        }
        let SampleKind::Map(entries) = &mut at.kind else { return None };
        let position = match entries.iter().position(|(key, _)| *key == field.wire) {
            Some(position) => position,
            None => {
                let key = field.wire.clone();
                entries.push((key, self.made((&field.ty, argument), 0, 0)?));
                entries.len() - 1
            }
        };
        Some((&mut entries.get_mut(position)?.1, (&field.ty, argument)))
    }

    fn item<'s>(
        self,
        at: &'s mut Sample,
        open: Open<'a>,
        number: usize,
    ) -> Option<(&'s mut Sample, Open<'a>)> {
        let (ty, argument) = self.open(open);
        let (Type::List(inner) | Type::Map(inner)) = ty else { return None };
        let seed = |number: usize| u32::try_from(number).ok();
        match &mut at.kind {
            SampleKind::List(items) => {
                while items.len() <= number {
                    items.push(self.made((inner, argument), seed(items.len())?, 0)?);
                }
                Some((items.get_mut(number)?, (inner, argument)))
            }
            SampleKind::Map(entries) => {
                while entries.len() <= number {
                    let key = Spanned::new(format!("key {}", entries.len()), self.span);
                    entries.push((key, self.made((inner, argument), seed(entries.len())?, 0)?));
                }
                Some((&mut entries.get_mut(number)?.1, (inner, argument)))
            }
            SampleKind::Null | SampleKind::Plain(_) | SampleKind::Quoted(_) => None,
        }
    }

    /// Takes out the optional field at the end of a path; `None` when it cannot be without.
    pub(super) fn remove(
        self,
        root: (&mut Sample, &'a Type),
        steps: &[RequestStep],
        items: &[usize],
    ) -> Option<()> {
        let (RequestStep::Field(id, index), before) = steps.split_last()? else { return None };
        let field = self.api.field(*id, *index).filter(|field| field.optional && field.default.is_none())?;
        let holder = self.at(root, before, items)?;
        let SampleKind::Map(entries) = &mut holder.kind else { return None };
        entries.retain(|(key, _)| *key != field.wire);
        Some(())
    }

    /// The scalar at the end of a place, if it is one.
    pub(super) fn scalar_at(self, place: &'a RequestPath) -> Option<Scalar> {
        match self.open((&place.ty, None)).0 {
            Type::Scalar(scalar) => Some(*scalar),
            _ => None,
        }
    }
}
