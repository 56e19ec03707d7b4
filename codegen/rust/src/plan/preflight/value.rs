//! Values of a request, and how code reaches them: through optional fields, aliases, boxes and generic types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::{Cx, names};
use stubwright_spec::model::{Field, Type, TypeId};

/// A value that code can reach.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// What closures call it.
    pub(super) name: Ident,
    /// Its type: no alias, no range, not null.
    pub(super) ty: Type,
    reach: Reach,
}

/// How a value is reached.
#[derive(Debug, Clone)]
enum Reach {
    /// It is always there: a field.
    RequestPath(TokenStream),
    /// It is always there: a variable that refers to it.
    Reference(TokenStream),
    /// It may be absent: an expression of the type `Option<&T>`.
    Maybe(TokenStream),
    /// It may be absent: a field of the type `Option<T>`.
    Stored(TokenStream),
}

impl Value {
    /// What a variable refers to.
    pub(super) fn variable(cx: &Cx<'_>, name: &Ident, ty: &Type) -> Self {
        Self { name: name.clone(), ty: ty.clone(), reach: Reach::Reference(quote!(#name)) }.settled(cx)
    }

    /// A field of the request struct that is no field of the body: a parameter, or the body.
    pub(super) fn of_request(cx: &Cx<'_>, ident: &Ident, ty: &Type, kept: Kept) -> Self {
        let request =
            Self { name: names::ident("request"), ty: ty.clone(), reach: Reach::Reference(quote!(request)) };
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
        let number = proc_macro2::Literal::u32_unsuffixed(index);
        let get = if index == 0 { quote!(first()) } else { quote!(get(#number)) };
        let reach = match &self.reach {
            Reach::RequestPath(place) | Reach::Reference(place) => quote!(#place.#get),
            Reach::Maybe(_) | Reach::Stored(_) => {
                let (option, name) = (self.option(), &self.name);
                quote!(#option.and_then(|#name| #name.#get))
            }
        };
        Some(Self { name: self.name.clone(), ty: (**inner).clone(), reach: Reach::Maybe(reach) }.settled(cx))
    }

    fn part(&self, cx: &Cx<'_>, ident: &Ident, ty: &Type, kept: Kept) -> Self {
        let reach = match (&self.reach, kept) {
            (Reach::RequestPath(place) | Reach::Reference(place), Kept::Plain) => {
                Reach::RequestPath(quote!(#place.#ident))
            }
            (Reach::RequestPath(place) | Reach::Reference(place), Kept::Option) => {
                Reach::Stored(quote!(#place.#ident))
            }
            (Reach::RequestPath(place) | Reach::Reference(place), Kept::Patch) => {
                Reach::Maybe(quote!(#place.#ident.value()))
            }
            (Reach::Maybe(_) | Reach::Stored(_), kept) => {
                let (option, name) = (self.option(), &self.name);
                Reach::Maybe(match kept {
                    Kept::Plain => quote!(#option.map(|#name| &#name.#ident)),
                    Kept::Option => quote!(#option.and_then(|#name| #name.#ident.as_ref())),
                    Kept::Patch => quote!(#option.and_then(|#name| #name.#ident.value())),
                })
            }
        };
        Self { name: ident.clone(), ty: ty.clone(), reach }.settled(cx)
    }

    /// The value behind aliases and `| null`.
    fn settled(mut self, cx: &Cx<'_>) -> Self {
        // A type that can be null in many ways at once is nullable aliases of each other.
        for _ in 0..=cx.api.types.len() {
            self.ty = cx.api.behind_aliases(&self.ty).clone();
            let Type::Nullable(inner) = &self.ty else { break };
            let inner = (**inner).clone();
            self.reach = match &self.reach {
                Reach::RequestPath(place) => Reach::Stored(place.clone()),
                Reach::Reference(variable) => Reach::Maybe(quote!(#variable.as_ref())),
                Reach::Maybe(_) | Reach::Stored(_) => {
                    let (option, name) = (self.option(), &self.name);
                    Reach::Maybe(quote!(#option.and_then(|#name| #name.as_ref())))
                }
            };
            self.ty = inner;
        }
        self
    }

    /// The value as an expression of the type `Option<&T>`.
    pub(super) fn option(&self) -> TokenStream {
        match &self.reach {
            Reach::RequestPath(place) => quote!(Some(&#place)),
            Reach::Reference(variable) => quote!(Some(#variable)),
            Reach::Maybe(option) => option.clone(),
            Reach::Stored(place) => quote!(#place.as_ref()),
        }
    }

    /// A reference to the value, inside of a function that gives an `Option`.
    pub(super) fn or_leave(&self) -> TokenStream {
        self.reference().unwrap_or_else(|| {
            let option = self.option();
            quote!(#option?)
        })
    }

    /// A reference to a value that is always there.
    pub(super) fn reference(&self) -> Option<TokenStream> {
        match &self.reach {
            Reach::RequestPath(place) => Some(quote!(&#place)),
            Reach::Reference(variable) => Some(variable.clone()),
            Reach::Maybe(_) | Reach::Stored(_) => None,
        }
    }

    /// Whether it is there and something holds of it. `holds` gets an expression that refers to it.
    pub(super) fn holds(&self, holds: impl FnOnce(&TokenStream) -> TokenStream) -> TokenStream {
        match self.reference() {
            Some(reference) => holds(&reference),
            None => {
                let (option, name) = (self.option(), &self.name);
                let holds = holds(&quote!(#name));
                quote!(#option.is_some_and(|#name| #holds))
            }
        }
    }

    /// [`Value::holds`] for a method or an operator, which takes the value as it is.
    pub(super) fn holds_of(&self, holds: impl FnOnce(&TokenStream) -> TokenStream) -> TokenStream {
        match &self.reach {
            Reach::RequestPath(place) | Reach::Reference(place) => holds(place),
            Reach::Maybe(_) | Reach::Stored(_) => self.holds(holds),
        }
    }

    /// Whether a number is there and something holds of it.
    pub(super) fn number_holds(&self, holds: impl FnOnce(&TokenStream) -> TokenStream) -> TokenStream {
        let name = &self.name;
        match &self.reach {
            Reach::RequestPath(place) => holds(place),
            Reach::Reference(variable) => holds(&quote!(*#variable)),
            Reach::Stored(place) => {
                let holds = holds(&quote!(#name));
                quote!(#place.is_some_and(|#name| #holds))
            }
            Reach::Maybe(option) => {
                let holds = holds(&quote!(*#name));
                quote!(#option.is_some_and(|#name| #holds))
            }
        }
    }

    /// Whether it is not there or empty, if that can be.
    pub(super) fn lacks(&self, empty: Emptiness) -> Option<TokenStream> {
        let name = &self.name;
        match (self.reference(), empty) {
            (Some(_), Emptiness::Never) => None,
            (Some(_), Emptiness::Method) => Some(self.holds_of(|place| quote!(#place.is_empty()))),
            (Some(reference), Emptiness::Function) => Some(quote!(rt::preflight::is_empty(#reference))),
            (None, Emptiness::Never) => {
                let place = self.maybe();
                Some(quote!(#place.is_none()))
            }
            (None, Emptiness::Method) => {
                let option = self.option();
                Some(quote!(#option.is_none_or(|#name| #name.is_empty())))
            }
            (None, Emptiness::Function) => {
                let option = self.option();
                Some(quote!(#option.is_none_or(rt::preflight::is_empty)))
            }
        }
    }

    /// Whether it is there and not empty, if that can be otherwise.
    pub(super) fn is_there(&self, empty: Emptiness) -> Option<TokenStream> {
        match (self.reference(), empty) {
            (Some(_), Emptiness::Never) => None,
            (None, Emptiness::Never) => {
                let place = self.maybe();
                Some(quote!(#place.is_some()))
            }
            (_, Emptiness::Method) => Some(self.holds_of(|value| quote!(!#value.is_empty()))),
            (_, Emptiness::Function) => Some(self.holds(|value| quote!(!rt::preflight::is_empty(#value)))),
        }
    }

    /// What is an `Option` when it may be absent, of a reference or of the value.
    fn maybe(&self) -> &TokenStream {
        match &self.reach {
            Reach::RequestPath(place)
            | Reach::Reference(place)
            | Reach::Maybe(place)
            | Reach::Stored(place) => place,
        }
    }

    /// The items of a list, or the entries of a map, as an iterator of references.
    pub(super) fn items(&self) -> TokenStream {
        match &self.reach {
            Reach::RequestPath(place) | Reach::Reference(place) => quote!(#place.iter()),
            Reach::Stored(place) => quote!(#place.iter().flatten()),
            Reach::Maybe(option) => quote!(#option.into_iter().flatten()),
        }
    }

    /// What a `for` goes through in place of [`Value::items`].
    pub(super) fn entries(&self) -> TokenStream {
        match &self.reach {
            Reach::RequestPath(place) => quote!(&#place),
            Reach::Reference(variable) => variable.clone(),
            Reach::Stored(_) | Reach::Maybe(_) => self.items(),
        }
    }

    /// Another name for closures, where this one means something else.
    pub(super) fn named(mut self, name: Ident) -> Self {
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
            (Some(_), _, _) | (None, false, false) => Self::Plain,
            (None, true, true) => Self::Patch,
            (None, true, false) | (None, false, true) => Self::Option,
        }
    }
}
