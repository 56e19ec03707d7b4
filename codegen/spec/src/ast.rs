//! A spec as its author wrote it: every name with its place, nothing resolved.
//!
//! Types that resolution does not change are generic over the notation of type names, so that the
//! [`model`](crate::model) is made of the same types.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value with its word, in the order of the reference.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];

            /// The word of the format.
            #[must_use]
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
    };
}

mod allow;
mod api;
mod calls;
mod endpoint;
mod envelope;
mod errors;
pub mod exprs;
mod join;
mod overlay;
mod pages;
mod places;
pub mod preflight;
mod samples;
mod statuses;
mod types;

pub use self::allow::Allow;
pub use self::api::{Api, Parts};
pub use self::calls::{
    Auth, AuthKind, Body, BodyKind, Common, CommonPlace, CommonSource, Credentials, Fill, NamedEnvelope,
    OtherServer, OtherUrls, Param, Raw, RawKind, Response, Server, Variable,
};
pub use self::endpoint::{Endpoint, Idempotent, Method, Redirect};
pub use self::envelope::{BodyPath, BodyStep, Envelope, Expected, Source, Test};
pub use self::errors::{
    Answers, Category, Empty, ErrorCode, ErrorRow, ErrorTable, Matching, Origin, Retry, Text,
};
pub use self::join::join;
pub use self::overlay::{EndpointChange, FieldChange, Overlay, PartChange, TypeChange};
pub use self::pages::{Next, Pages, Turn};
pub use self::places::{ParamLocation, ParamStyle};
pub use self::samples::{Examples, Part, Sample, SampleFile, SampleKind};
pub use self::statuses::{ByStatus, Statuses};
pub use self::types::{
    Direction, Enum, Field, FieldRole, Range, Repr, Spelling, Tag, TagRepr, TypeDef, TypeExpr, TypeExprKind,
    TypeKind, Union, Value, Variant,
};
