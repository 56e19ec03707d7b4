//! The loops around a rule, and what is in reach inside of them.

use super::locals::{Locals, singular};
use super::place::Path;
use super::value::{Emptiness, Kept, Value};
use crate::plan::Cx;
use crate::plan::names::{self, Name, Request};
use stubwright_spec::model::preflight::{EndpointId, RequestStep};
use stubwright_spec::model::{FieldRole, Scalar, Type, TypeKind};

/// The values in reach.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    cx: &'a Cx<'a>,
    endpoint: EndpointId,
    pub(super) locals: Locals,
    open: Vec<Open>,
}

/// A loop that runs.
#[derive(Debug, Clone)]
struct Open {
    /// The steps to its items.
    steps: Vec<RequestStep>,
    item: Value,
    path: Path,
}

/// A loop, or a part of a chain of iterators.
#[derive(Debug, Clone)]
pub(super) struct Each {
    /// The list.
    pub(super) list: Value,
    /// The variable with the index or the key.
    pub(super) place: Name,
    /// The variable with the item.
    pub(super) item: Name,
    /// The kind of collection.
    pub(super) kind: EachKind,
}

/// The kind of collection that a loop goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EachKind {
    /// A list.
    List,
    /// A list of values that can be null.
    Nullable,
    /// A map.
    Map,
}

impl<'a> Scope<'a> {
    pub(super) fn new(cx: &'a Cx<'a>, endpoint: EndpointId) -> Self {
        Self { cx, endpoint, locals: Locals::new(), open: Vec::new() }
    }

    /// The value at the end of some steps, which leave no list but those that are open.
    pub(super) fn value(&self, steps: &[RequestStep]) -> Option<Value> {
        let open = self.around(steps);
        let (mut value, rest) = match open {
            Some(open) => (Some(open.item.clone()), steps.get(open.steps.len()..)?),
            None => (None, steps),
        };
        for step in rest {
            value = Some(self.step(value.as_ref(), step)?);
        }
        let value = value?;
        let name = self.locals.clone().fresh(value.name.as_str());
        Some(if open.is_some_and(|open| open.item.name == value.name) { value } else { value.named(name) })
    }

    /// The value at the end of some steps from a value on.
    pub(super) fn inside(&self, from: &Value, steps: &[RequestStep]) -> Option<Value> {
        steps.iter().try_fold(from.clone(), |value, step| self.step(Some(&value), step))
    }

    fn step(&self, from: Option<&Value>, step: &RequestStep) -> Option<Value> {
        let cx = self.cx;
        match step {
            RequestStep::Param(index) => {
                let field = &cx.api.endpoints[self.endpoint].params.get(*index)?.field;
                let ident = cx.names.params[self.endpoint].get(*index)?;
                Some(Value::of_request(cx, ident, field.ty.not_null(), Kept::of(field)))
            }
            RequestStep::Body => {
                let endpoint = &cx.api.endpoints[self.endpoint];
                let ty = endpoint.request_type()?;
                let kept = if endpoint.has_optional_body() { Kept::Option } else { Kept::Plain };
                Some(match &cx.names.requests[self.endpoint] {
                    Request::Own(..) => Value::variable(cx, &names::ident("request"), ty),
                    Request::Wrapper(_) => Value::of_request(cx, &names::ident("body"), ty, kept),
                })
            }
            RequestStep::Field(owner, index) => from?.field(cx, *owner, *index),
            RequestStep::Index(index) => from?.item(cx, *index),
            RequestStep::Each => None,
        }
    }

    /// The innermost loop on the way to a place.
    fn around(&self, steps: &[RequestStep]) -> Option<&Open> {
        self.open.iter().rev().find(|open| steps.starts_with(&open.steps))
    }

    /// The path of a place.
    pub(super) fn path(&self, steps: &[RequestStep]) -> Path {
        match self.around(steps) {
            Some(open) => self.go(open.path.clone(), steps.get(open.steps.len()..).unwrap_or_default()),
            None => self.go(Path::default(), steps),
        }
    }

    /// The path of a list's item from the innermost loop of another scope on: the path inside of one item there.
    pub(super) fn path_from(&self, outer: &Self, steps: &[RequestStep]) -> Path {
        let mut path = Path::default();
        let mut start = outer.open.last().map_or(0, |open| open.steps.len());
        for open in self.open.iter().skip(outer.open.len()) {
            path = self.go(path, steps.get(start..open.steps.len().saturating_sub(1)).unwrap_or_default());
            path = path.then(&open.path);
            start = open.steps.len();
        }
        path
    }

    /// How many loops run.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    fn go(&self, mut path: Path, steps: &[RequestStep]) -> Path {
        for step in steps {
            path = match step {
                RequestStep::Param(index) => match self.cx.api.endpoints[self.endpoint].params.get(*index) {
                    Some(param) => path.field(&param.field.wire),
                    None => path,
                },
                RequestStep::Field(owner, index) => match self.cx.api.field(*owner, *index) {
                    // The members of an inline value are members of the value around it.
                    Some(field) if field.role == FieldRole::Inline => path,
                    Some(field) => path.field(&field.wire),
                    None => path,
                },
                RequestStep::Index(index) => path.fixed(*index),
                RequestStep::Body | RequestStep::Each => path,
            };
        }
        path
    }

    /// Whether a step leads into a secret field or parameter.
    fn is_secret(&self, steps: &[RequestStep]) -> bool {
        steps.iter().any(|step| match step {
            RequestStep::Param(index) => {
                let params = &self.cx.api.endpoints[self.endpoint].params;
                params.get(*index).is_some_and(|param| param.field.secret)
            }
            RequestStep::Field(owner, index) => {
                self.cx.api.field(*owner, *index).is_some_and(|field| field.secret)
            }
            RequestStep::Body | RequestStep::Index(_) | RequestStep::Each => false,
        })
    }

    /// Opens the list at the end of some steps. Its items are in reach from then on.
    pub(super) fn open(&mut self, steps: &[RequestStep]) -> Option<Each> {
        let list = self.value(steps)?;
        let (inner, kind) = match &list.ty {
            Type::List(inner) if self.is_nullable(inner) => (inner, EachKind::Nullable),
            Type::List(inner) => (inner, EachKind::List),
            Type::Map(inner) => (inner, EachKind::Map),
            _ => return None,
        };
        let is_named = steps.last().is_some_and(|step| !matches!(step, RequestStep::Body));
        let item = self.locals.fresh(&if is_named { singular(&list.name) } else { String::from("item") });
        let place = match kind {
            EachKind::Map => self.locals.fresh("key"),
            EachKind::List | EachKind::Nullable => self.locals.index(self.open.len()),
        };
        let path = match kind {
            EachKind::Map if self.is_secret(steps) => self.path(steps).secret_key(&place),
            EachKind::Map => self.path(steps).key(&place),
            EachKind::List | EachKind::Nullable => self.path(steps).index(&place),
        };
        let value = Value::variable(self.cx, &item, inner);
        let steps = steps.iter().cloned().chain([RequestStep::Each]).collect();
        self.open.push(Open { steps, item: value, path });
        Some(Each { list, place, item, kind })
    }

    /// The item of the loop that was opened last.
    pub(super) fn item(&self) -> Option<Value> {
        self.open.last().map(|open| open.item.clone())
    }

    /// The item of the loop that was opened last, once a statement has left out the ones that are null.
    pub(super) fn skip_null(&mut self) {
        if let Some(open) = self.open.last_mut() {
            let ty = open.item.ty.clone();
            open.item = Value::variable(self.cx, &open.item.name, &ty);
        }
    }

    fn is_nullable(&self, ty: &Type) -> bool {
        matches!(self.cx.api.behind_aliases(ty), Type::Nullable(_))
    }

    /// How a value says that it is empty.
    pub(super) fn emptiness(&self, value: &Value) -> Emptiness {
        match value.ty {
            Type::Scalar(Scalar::String) | Type::List(_) | Type::Map(_) => Emptiness::Method,
            _ if self.can_be_empty(value) => Emptiness::Function,
            _ => Emptiness::Never,
        }
    }

    /// Whether a value can be an empty text, list or map on the wire, or the null of `any`. An enum is open, so its value
    /// can be any text.
    pub(super) fn can_be_empty(&self, value: &Value) -> bool {
        match &value.ty {
            Type::List(_) | Type::Map(_) => true,
            Type::Scalar(scalar) => matches!(
                scalar,
                Scalar::String | Scalar::Base64 | Scalar::Base64Url | Scalar::Hex | Scalar::Any
            ),
            Type::Named(id) => matches!(self.cx.api.types[*id].kind, TypeKind::Enum(_)),
            _ => false,
        }
    }
}
