//! Values of a request, and how code reaches them: through optional fields, aliases, boxes and generic types.

use crate::plan::Cx;
use crate::plan::names::{self, Name};
use crate::plan::syntax::Expr;
use stubwright_spec::model::{Field, Type, TypeId};

/// A value that code can reach.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// Its name in closures.
    pub(super) name: Name,
    /// Its type: no alias, no range, not null.
    pub(super) ty: Type,
    reach: Reach,
}

/// The function of the runtime that knows what is empty on the wire.
const IS_EMPTY: &str = "rt::preflight::is_empty";

/// How a value is reached.
#[derive(Debug, Clone)]
enum Reach {
    /// It is always there: a field.
    RequestPath(Expr),
    /// It is always there: a variable that refers to it.
    Reference(Expr),
    /// It may be absent: an expression of the type `Option<&T>`.
    Maybe(Expr),
    /// It may be absent: a field of the type `Option<T>`.
    Stored(Expr),
}

impl Value {
    /// The value that a variable refers to.
    pub(super) fn variable(cx: &Cx<'_>, name: &Name, ty: &Type) -> Self {
        Self { name: name.clone(), ty: ty.clone(), reach: Reach::Reference(Expr::local(name)) }.settled(cx)
    }

    /// A field of the request struct that does not belong to the body: a parameter, or the body.
    pub(super) fn of_request(cx: &Cx<'_>, ident: &Name, ty: &Type, kept: Kept) -> Self {
        let request = Self {
            name: names::ident("request"),
            ty: ty.clone(),
            reach: Reach::Reference(Expr::path("request")),
        };
        request.part(cx, ident, ty, kept)
    }

    /// A field of a struct.
    pub(super) fn field(&self, cx: &Cx<'_>, owner: TypeId, index: usize) -> Option<Self> {
        let field = cx.api.field(owner, index)?;
        let ident = cx.names.members[owner].get(index)?;
        let ty = match &self.ty {
            Type::Applied(_, argument) => field.ty.applied_to(argument),
            _ => field.ty.value.clone(),
        };
        Some(self.part(cx, ident, ty.not_null(), Kept::of(field)))
    }

    /// An item of a list by its index.
    pub(super) fn item(&self, cx: &Cx<'_>, index: u32) -> Option<Self> {
        let Type::List(inner) = &self.ty else { return None };
        let get = |list: Expr| match index {
            0 => list.method("first", []),
            _ => list.method("get", [Expr::integer(index)]),
        };
        let reach = match &self.reach {
            Reach::RequestPath(place) | Reach::Reference(place) => get(place.clone()),
            Reach::Maybe(_) | Reach::Stored(_) => {
                self.option().with("and_then", &self.name, get(Expr::local(&self.name)))
            }
        };
        Some(Self { name: self.name.clone(), ty: (**inner).clone(), reach: Reach::Maybe(reach) }.settled(cx))
    }

    fn part(&self, cx: &Cx<'_>, ident: &Name, ty: &Type, kept: Kept) -> Self {
        let reach = match &self.reach {
            Reach::RequestPath(place) | Reach::Reference(place) => {
                let field = place.clone().field(ident);
                match kept {
                    Kept::Plain => Reach::RequestPath(field),
                    Kept::Option => Reach::Stored(field),
                    Kept::Patch => Reach::Maybe(field.method("value", [])),
                }
            }
            Reach::Maybe(_) | Reach::Stored(_) => {
                let field = Expr::local(&self.name).field(ident);
                let (method, body) = match kept {
                    Kept::Plain => ("map", field.referenced()),
                    Kept::Option => ("and_then", field.method("as_ref", [])),
                    Kept::Patch => ("and_then", field.method("value", [])),
                };
                Reach::Maybe(self.option().with(method, &self.name, body))
            }
        };
        Self { name: ident.clone(), ty: ty.clone(), reach }.settled(cx)
    }

    /// The value with aliases and `| null` resolved.
    fn settled(mut self, cx: &Cx<'_>) -> Self {
        // A type that can be null in many ways at once is nullable aliases of each other.
        for _ in 0..=cx.api.types.len() {
            self.ty = cx.api.behind_aliases(&self.ty).clone();
            let Type::Nullable(inner) = &self.ty else { break };
            let inner = (**inner).clone();
            self.reach = match &self.reach {
                Reach::RequestPath(place) => Reach::Stored(place.clone()),
                Reach::Reference(variable) => Reach::Maybe(variable.clone().method("as_ref", [])),
                Reach::Maybe(_) | Reach::Stored(_) => {
                    let inner = Expr::local(&self.name).method("as_ref", []);
                    Reach::Maybe(self.option().with("and_then", &self.name, inner))
                }
            };
            self.ty = inner;
        }
        self
    }

    /// The value as an expression of the type `Option<&T>`.
    pub(super) fn option(&self) -> Expr {
        match &self.reach {
            Reach::RequestPath(place) => Expr::some(place.clone().referenced()),
            Reach::Reference(variable) => Expr::some(variable.clone()),
            Reach::Maybe(option) => option.clone(),
            Reach::Stored(place) => place.clone().method("as_ref", []),
        }
    }

    /// A reference to the value, inside of a function that gives an `Option`.
    pub(super) fn or_leave(&self) -> Expr {
        self.reference().unwrap_or_else(|| self.option().tried())
    }

    /// A reference to a value that is always there.
    pub(super) fn reference(&self) -> Option<Expr> {
        match &self.reach {
            Reach::RequestPath(place) => Some(place.clone().referenced()),
            Reach::Reference(variable) => Some(variable.clone()),
            Reach::Maybe(_) | Reach::Stored(_) => None,
        }
    }

    /// Whether it is there and something holds of it. `holds` gets an expression that refers to it.
    pub(super) fn holds(&self, holds: impl FnOnce(Expr) -> Expr) -> Expr {
        match self.reference() {
            Some(reference) => holds(reference),
            None => self.option().with("is_some_and", &self.name, holds(Expr::local(&self.name))),
        }
    }

    /// [`Value::holds`] for a method or an operator, which takes the value as it is.
    pub(super) fn holds_of(&self, holds: impl FnOnce(Expr) -> Expr) -> Expr {
        match &self.reach {
            Reach::RequestPath(place) | Reach::Reference(place) => holds(place.clone()),
            Reach::Maybe(_) | Reach::Stored(_) => self.holds(holds),
        }
    }

    /// Whether a number is there and something holds of it.
    pub(super) fn number_holds(&self, holds: impl FnOnce(Expr) -> Expr) -> Expr {
        let variable = Expr::local(&self.name);
        match &self.reach {
            Reach::RequestPath(place) => holds(place.clone()),
            Reach::Reference(reference) => holds(reference.clone().dereferenced()),
            Reach::Stored(place) => place.clone().with("is_some_and", &self.name, holds(variable)),
            Reach::Maybe(option) => {
                option.clone().with("is_some_and", &self.name, holds(variable.dereferenced()))
            }
        }
    }

    /// Whether it is not there or empty, if that can be.
    pub(super) fn lacks(&self, empty: Emptiness) -> Option<Expr> {
        match (self.reference(), empty) {
            (Some(_), Emptiness::Never) => None,
            (Some(_), Emptiness::Method) => Some(self.holds_of(|place| place.method("is_empty", []))),
            (Some(reference), Emptiness::Function) => Some(Expr::call(IS_EMPTY, [reference])),
            (None, Emptiness::Never) => Some(self.maybe().method("is_none", [])),
            (None, Emptiness::Method) => {
                let is_empty = Expr::local(&self.name).method("is_empty", []);
                Some(self.option().with("is_none_or", &self.name, is_empty))
            }
            (None, Emptiness::Function) => Some(self.option().method("is_none_or", [Expr::path(IS_EMPTY)])),
        }
    }

    /// Whether it is there and not empty, if that can be otherwise.
    pub(super) fn is_there(&self, empty: Emptiness) -> Option<Expr> {
        match (self.reference(), empty) {
            (Some(_), Emptiness::Never) => None,
            (None, Emptiness::Never) => Some(self.maybe().method("is_some", [])),
            (_, Emptiness::Method) => Some(self.holds_of(|value| value.method("is_empty", []).negated())),
            (_, Emptiness::Function) => Some(self.holds(|value| Expr::call(IS_EMPTY, [value]).negated())),
        }
    }

    /// An `Option`, of a reference or of the value, for a value that may be absent.
    fn maybe(&self) -> Expr {
        match &self.reach {
            Reach::RequestPath(place)
            | Reach::Reference(place)
            | Reach::Maybe(place)
            | Reach::Stored(place) => place.clone(),
        }
    }

    /// The items of a list, or the entries of a map, as an iterator of references.
    pub(super) fn items(&self) -> Expr {
        match &self.reach {
            Reach::RequestPath(place) | Reach::Reference(place) => place.clone().method("iter", []),
            Reach::Stored(place) => place.clone().method("iter", []).method("flatten", []),
            Reach::Maybe(option) => option.clone().method("into_iter", []).method("flatten", []),
        }
    }

    /// The expression for a `for` in place of [`Value::items`].
    pub(super) fn entries(&self) -> Expr {
        match &self.reach {
            Reach::RequestPath(place) => place.clone().referenced(),
            Reach::Reference(variable) => variable.clone(),
            Reach::Stored(_) | Reach::Maybe(_) => self.items(),
        }
    }

    /// Another name for closures, where this one means something else.
    pub(super) fn named(mut self, name: Name) -> Self {
        self.name = name;
        self
    }
}

/// How a value says that it is empty on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Emptiness {
    /// It cannot be.
    Never,
    /// By its method `is_empty`.
    Method,
    /// By the runtime, which knows what it is on the wire.
    Function,
}

/// How a field keeps its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// As it is, or in a box.
    Plain,
    /// In an `Option`.
    Option,
    /// In a `Patch`.
    Patch,
}

impl Kept {
    /// As `fields` of the plan writes it.
    pub(super) fn of(field: &Field) -> Self {
        let is_nullable = matches!(field.ty.value, Type::Nullable(_));
        match (&field.default, field.optional, is_nullable) {
            (Some(_), _, _) => Self::Plain,
            (None, false, false) if field.when.is_none() => Self::Plain,
            (None, true, true) => Self::Patch,
            (None, true, false) | (None, false, _) => Self::Option,
        }
    }
}
