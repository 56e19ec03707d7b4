//! A path along the types of a request: aliases, boxes, generic types, optional fields and null are seen through.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::preflight::{Path, Step as Written, StepKind};
use crate::model::preflight::{EndpointId, RequestPath, RequestStep};
use crate::model::{Api, Direction, Endpoint, Field, FieldRole, Scalar, Type, TypeId, TypeKind};

/// Follows paths.
pub(super) struct Walker<'a> {
    pub(super) api: &'a Api,
    /// The fields of the structs by their names on the wire.
    fields: BTreeMap<(TypeId, &'a str), usize>,
    /// The structs with members of values that are inline.
    inlining: BTreeSet<TypeId>,
}

/// How far a path leads.
pub(super) struct Miss<'p> {
    /// How many paths of the rule, and how many steps of this one lead somewhere.
    pub(super) depth: (usize, usize),
    /// The path.
    pub(super) path: &'p Path,
    /// Why the next step does not.
    pub(super) reason: Reason,
}

/// Why a step leads nowhere.
pub(super) enum Reason {
    /// There is no such field or parameter in the request.
    NoParam,
    /// There is no such field in a struct.
    NoField(TypeId),
    /// A list or a map, which a name does not lead into.
    Items(Type),
    /// No list, and a step that is for lists.
    NoList(Type),
    /// A union or `any`, which nobody looks into.
    Closed(Type),
    /// A type without fields.
    NoStruct(Type),
    /// The request has no body.
    NoBody,
    /// A type that could not be resolved: nobody knows.
    Unknown,
}

/// Whether a rule can be about a field: it is a member of requests.
fn is_sent(field: &Field) -> bool {
    field.role == FieldRole::Member && field.is_there(Direction::Sent)
}

/// Most rules miss most requests, so a miss is small.
type Led<'p> = Result<RequestPath, Box<Miss<'p>>>;

impl<'a> Walker<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let (mut fields, mut inlining) = (BTreeMap::new(), BTreeSet::new());
        for (id, def) in api.types.enumerate() {
            let TypeKind::Struct(list) = &def.kind else { continue };
            let members = list.iter().enumerate().filter(|(_, field)| is_sent(field));
            if list.iter().any(|field| field.role == FieldRole::Inline) {
                inlining.insert(id);
            }
            for (index, field) in members {
                fields.entry((id, field.wire.as_str())).or_insert(index);
            }
        }
        Self { api, fields, inlining }
    }

    /// The names that paths into a request can begin with.
    pub(super) fn first_names(&self, endpoint: EndpointId) -> Vec<&'a str> {
        let endpoint = &self.api.endpoints[endpoint];
        let mut names = endpoint.request_type().map(|ty| self.names(ty)).unwrap_or_default();
        names.extend(endpoint.params.iter().map(|param| param.field.wire.as_str()));
        names
    }

    /// Whether nobody knows where a request, or a type in it, leads.
    pub(super) fn is_unknown(&self, endpoint: EndpointId, ty: Option<&Type>) -> bool {
        let ty = ty.or_else(|| self.api.endpoints[endpoint].request_type());
        ty.is_some_and(|ty| *self.open(ty) == Type::Error)
    }

    /// The names that lead from a type on.
    pub(super) fn names(&self, ty: &Type) -> Vec<&'a str> {
        match self.open(ty) {
            Type::Named(id) | Type::Applied(id, _) => self.field_names(*id),
            _ => Vec::new(),
        }
    }

    /// The type after the first step into a request.
    pub(super) fn first(&self, endpoint: EndpointId, kind: &StepKind) -> Option<Type> {
        let endpoint = &self.api.endpoints[endpoint];
        let in_body = endpoint.request_type().and_then(|body| self.next(body, kind));
        let StepKind::Key(name) = kind else { return in_body };
        in_body.or_else(|| {
            let param = endpoint.params.iter().find(|param| param.field.wire == *name)?;
            Some(param.field.ty.value.clone())
        })
    }

    /// The type after a step from another type.
    pub(super) fn next(&self, ty: &Type, kind: &StepKind) -> Option<Type> {
        match self.step(ty, kind) {
            Ok((_, next)) => Some(next),
            Err(Reason::Unknown) => Some(Type::Error),
            Err(_) => None,
        }
    }

    /// The names of the fields of a struct; empty for other types.
    pub(super) fn field_names(&self, id: TypeId) -> Vec<&'a str> {
        match &self.api.types[id].kind {
            TypeKind::Struct(_) if self.inlining.contains(&id) => {
                self.api.member_names(&Type::Named(id), Direction::Sent)
            }
            TypeKind::Struct(fields) => {
                let members = fields.iter().filter(|field| is_sent(field));
                members.map(|field| field.wire.as_str()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The type without null and aliases.
    pub(super) fn open<'t>(&'t self, ty: &'t Type) -> &'t Type {
        // `| null` is outside of ranges and aliases; an alias of a nullable type was reported.
        self.api.behind_aliases(self.api.behind_aliases(ty.not_null()).not_null())
    }

    /// Follows a path from a request on.
    pub(super) fn place<'p>(&self, endpoint: EndpointId, path: &'p Path) -> Led<'p> {
        let miss = |reason| Box::new(Miss { depth: (0, 0), path, reason });
        let endpoint = &self.api.endpoints[endpoint];
        let body = endpoint.request_type();
        let first = path.steps.first().map(|step| &step.kind);
        if body.is_some_and(|ty| *self.open(ty) == Type::Error) {
            return Err(miss(Reason::Unknown));
        }
        if let Some(StepKind::Key(name)) = first {
            let is_field = body.is_some_and(|ty| self.member(self.open(ty), name).is_some());
            if !is_field {
                return self.param(endpoint, name, path);
            }
        }
        let Some(body) = body else { return Err(miss(Reason::NoBody)) };
        self.follow(vec![RequestStep::Body], body.clone(), path, &path.steps)
    }

    /// Whether a request can lack what a step leads to.
    pub(super) fn can_lack(&self, endpoint: EndpointId, step: &RequestStep) -> bool {
        let lacks = |field: &Field| {
            let behind = self.api.behind_aliases(&field.ty);
            let is_null = matches!(behind, Type::Nullable(_) | Type::Parameter(_));
            (field.can_lack() && field.default.is_none()) || is_null
        };
        match step {
            RequestStep::Field(owner, index) => self.api.field(*owner, *index).is_none_or(lacks),
            RequestStep::Param(index) => {
                self.api.endpoints[endpoint].params.get(*index).is_none_or(|param| lacks(&param.field))
            }
            RequestStep::Index(_) => true,
            RequestStep::Body => self.api.endpoints[endpoint].has_optional_body(),
            RequestStep::Each => false,
        }
    }

    /// Follows a path from an item on.
    pub(super) fn inside<'p>(&self, item: &Type, path: &'p Path) -> Led<'p> {
        self.follow(Vec::new(), item.clone(), path, &path.steps)
    }

    fn param<'p>(&self, endpoint: &Endpoint, name: &str, path: &'p Path) -> Led<'p> {
        let at = endpoint.params.iter().position(|param| param.field.wire == name);
        let Some((at, param)) = at.and_then(|at| Some((at, endpoint.params.get(at)?))) else {
            return Err(Box::new(Miss { depth: (0, 0), path, reason: Reason::NoParam }));
        };
        let ty = param.field.ty.value.clone();
        let rest = path.steps.get(1..).unwrap_or_default();
        self.follow(vec![RequestStep::Param(at)], ty, path, rest)
    }

    fn follow<'p>(
        &self,
        mut steps: Vec<RequestStep>,
        mut ty: Type,
        path: &'p Path,
        rest: &[Written],
    ) -> Led<'p> {
        for (at, written) in rest.iter().enumerate() {
            match self.step(&ty, &written.kind) {
                Ok((way, next)) => {
                    steps.extend(way);
                    ty = next;
                }
                Err(reason) => {
                    let depth = (0, path.steps.len() - rest.len() + at);
                    return Err(Box::new(Miss { depth, path, reason }));
                }
            }
        }
        if *self.open(&ty) == Type::Error {
            return Err(Box::new(Miss { depth: (0, path.steps.len()), path, reason: Reason::Unknown }));
        }
        let ty = ty.not_null().clone();
        Ok(RequestPath { text: path.text.clone(), span: path.span, steps, ty })
    }

    /// One step: the way that it leads, and the type there.
    fn step(&self, ty: &Type, kind: &StepKind) -> Result<(Vec<RequestStep>, Type), Reason> {
        let at = self.open(ty);
        match (kind, at) {
            (StepKind::Key(name), _) => self.member(at, name).ok_or_else(|| self.no_field(at)),
            (StepKind::Each, Type::List(inner) | Type::Map(inner)) => {
                Ok((vec![RequestStep::Each], (**inner).clone()))
            }
            (StepKind::Index(index), Type::List(inner)) => {
                Ok((vec![RequestStep::Index(*index)], (**inner).clone()))
            }
            (_, Type::Error) => Err(Reason::Unknown),
            (StepKind::Each | StepKind::Index(_), _) => Err(Reason::NoList(at.clone())),
        }
    }

    /// The way to a member of an object, and its type.
    fn member(&self, ty: &Type, name: &str) -> Option<(Vec<RequestStep>, Type)> {
        let (Type::Named(id) | Type::Applied(id, _)) = ty else { return None };
        let Some(index) = self.fields.get(&(*id, name)).copied() else {
            let (way, inner) =
                self.inlining.contains(id).then(|| self.api.member(ty, name, Direction::Sent))??;
            return Some((way.into_iter().map(|(id, at)| RequestStep::Field(id, at)).collect(), inner));
        };
        let field = self.api.field(*id, index)?;
        let inner = match ty {
            Type::Applied(_, argument) => field.ty.applied_to(argument),
            _ => field.ty.value.clone(),
        };
        Some((vec![RequestStep::Field(*id, index)], inner))
    }

    fn no_field(&self, ty: &Type) -> Reason {
        let id = match ty {
            Type::Error => return Reason::Unknown,
            Type::List(_) | Type::Map(_) => return Reason::Items(ty.clone()),
            Type::Scalar(Scalar::Any) | Type::Parameter(_) => return Reason::Closed(ty.clone()),
            Type::Named(id) | Type::Applied(id, _) => *id,
            Type::Scalar(_) | Type::Nullable(_) | Type::Limited(..) => return Reason::NoStruct(ty.clone()),
        };
        match self.api.types[id].kind {
            TypeKind::Struct(_) => Reason::NoField(id),
            TypeKind::Union(_) => Reason::Closed(ty.clone()),
            TypeKind::Enum(_) | TypeKind::Alias(_) => Reason::NoStruct(ty.clone()),
        }
    }
}
