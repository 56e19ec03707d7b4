//! The meaning of a spec: names resolved, rules checked. No word of any back-end and no option in here.

pub mod analysis;
mod api;
mod calls;
pub mod circles;
pub mod dump;
mod errors;
mod failures;
mod finite;
mod ids;
mod json;
mod paths;
pub mod preflight;
mod queries;
mod shapes;
mod table;
mod types;

pub use self::api::{Api, Endpoint};
pub use self::calls::{Constant, IdempotencyKey, KeyField, Param, Wrapping};
pub use self::errors::{ErrorRow, ErrorTable};
pub use self::ids::{EndpointId, EnvelopeId, RowId, TableId, TypeId};
pub use self::json::{JsonText, json, json_as};
pub use self::paths::{PayloadPath, Stop};
pub use self::shapes::TextShape;
pub use self::table::{Id, IdVec};
pub use self::types::{
    Body, BodyKind, ByStatus, Common, Field, Response, Scalar, Type, TypeDef, TypeKind, TypeUse, Union,
    Variant,
};
pub use crate::ast::{
    Auth, AuthKind, BodyPath, BodyStep, Category, CommonPlace, CommonSource, Credentials, Direction, Enum,
    Envelope, Examples, Expected, FieldRole, Fill, Matching, Method, NamedEnvelope, Next, OtherServer,
    OtherUrls, Pages, ParamLocation, ParamStyle, Range, Raw, RawKind, Redirect, Repr, Retry, Sample,
    SampleKind, Server, Source, Spelling, Statuses, Tag, TagRepr, Test, Text, Turn, Value, Variable,
};
