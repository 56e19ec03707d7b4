//! Everything that generated code and its users need. This module only grows.
//!
//! | part | names |
//! | --- | --- |
//! | JSON values | [`Value`], [`from_json`], [`to_json`], [`Json`], [`Patch`], [`Unknown`], [`UnknownVariant`], [`AsText`], [`AsInt`], [`AsJson`], [`AsCompact`], [`AsSlashed`], [`Hidden`] |
//! | tables of types | [`record!`], [`body!`], [`open_enum!`], [`tagged_union!`], [`untagged_union!`] |
//! | scalars | [`Decimal`], [`Date`], [`DateTime`], [`UnixSeconds`], [`UnixMillis`], [`Url`], [`Base64`], [`Base64Url`], [`Hex`], [`File`], [`Malformed`] |
//! | error table | [`ErrorInfo`], [`Match`], [`Retry`], [`Category`], [`Code`], [`ServerError`], [`error_codes!`], [`UnknownCode`] |
//! | failures | [`Error`], [`Origin`], [`Sent`], [`Violation`], [`TypedFailures`], [`error_bodies!`] |
//! | preflight | [`Preflight`], [`Violations`], [`Facts`], [`preflight`], [`preflight_pattern!`] |
//! | envelope | [`Envelope`], [`Test`], [`Source`], [`Step`], [`Expect`] |
//! | endpoints | [`Endpoint`], [`Statuses`], [`Operation`], [`RequestBuilder`], [`InvalidRequest`], [`Payload`], [`by_status!`], [`Undeclared`], [`header`], [`header_list`], [`read_response`], [`OtherServer`], [`server`] |
//! | requests | [`Param`], [`Texts`], [`AsTexts`], [`KeepReserved`], [`PathStyle`], [`is_key`], [`Files`], [`Bytes`], [`Media`] |
//! | with every call | [`GlobalParam`], [`GeneratedValue`], [`Auth`], [`Sign`], [`set_header`], [`add_query`], [`http`] |
//! | calls | [`Client`], [`Call`], [`Sending`], [`Reply`], [`Response`], [`Config`], [`Limits`], `blocking` |
//! | streams | [`ByteStream`], [`Events`], [`Upload`], [`Streamed`] |
//! | pages | [`Paged`], [`Items`], [`Turn`], [`take_items`], [`ListPlace`] |
//! | retries | [`RetryPolicy`], [`Refresh`], [`RefreshError`] |
//! | transports | [`Transport`], [`TransportError`], [`Phase`], [`Body`], [`Pieces`], [`MaybeSend`], [`MaybeSync`], `hyper`, `reqwest`, `ureq`, `testing` |
//! | features | [`with_hyper!`], [`with_blocking!`], [`with_ureq!`], [`with_testing!`] |

pub use ::http;
pub use bytes::Bytes;

pub use crate::client::{Call, Client, Config, Items, Preflight, Reply, Response, Sending, read_response};
pub use crate::codes::{Category, Code, ErrorInfo, Match, Retry, ServerError, UnknownCode};
pub use crate::endpoint::Endpoint;
pub use crate::envelope::{Envelope, Expect, Source, Step, Test};
pub use crate::error::{Error, Origin, TypedFailures};
pub use crate::files::Files;
pub use crate::generated::GeneratedValue;
pub use crate::global::{Auth, GlobalParam};
pub use crate::headers::{header, header_list};
pub use crate::invalid_request::InvalidRequest;
pub use crate::media::Media;
pub use crate::operation::Operation;
pub use crate::pages::{ListPlace, Paged, Turn, take_items};
pub use crate::param::{AsTexts, KeepReserved, Param, Texts, is_key};
pub use crate::payload::{Payload, Undeclared};
pub use crate::platform::{MaybeSend, MaybeSync};
pub use crate::preflight::Facts;
pub use crate::refresh::{Refresh, RefreshError};
pub use crate::request_builder::{PathStyle, RequestBuilder};
pub use crate::retry::RetryPolicy;
pub use crate::server::{OtherServer, server};
pub use crate::sign::{Sign, Streamed, add_query, set_header};
pub use crate::statuses::Statuses;
#[doc(inline)]
pub use crate::stream::{ByteStream, Events};
pub use crate::transport::{Body, Limits, Phase, Pieces, Sent, Transport, TransportError};
pub use crate::upload::Upload;
pub use crate::violation::{Violation, Violations};
pub use crate::wire::{
    AsCompact, AsInt, AsJson, AsSlashed, AsText, Base64, Base64Url, Date, DateTime, Decimal, File, Hex,
    Hidden, Json, JsonError, Malformed, Patch, UnixMillis, UnixSeconds, Unknown, UnknownVariant, Url, Value,
    from_json, to_json,
};
pub use crate::{
    body, by_status, error_bodies, error_codes, open_enum, preflight_pattern, record, std_value,
    tagged_union, untagged_union, with_blocking, with_hyper, with_testing, with_ureq,
};

/// The functions of generated checks. All of them are sound: they find only what every server would reject.
pub mod preflight {
    #[cfg(feature = "regex")]
    pub use crate::preflight::Pattern;
    pub use crate::preflight::{
        Hollow, Measure, Number, Numeral, Order, Presence, Scratch, Shown, TimeUnit, Timed, Window, WireForm,
        Zone, filled, is_above, is_below, is_empty, is_longer, is_one_of, is_shorter, key, may_be_ascii,
        may_be_at_least, may_be_at_most, may_be_date, may_be_digits, may_be_email, may_be_exactly,
        may_be_one_of, may_be_url, may_contain, may_have_extension, numbers_may_be, secret_key, texts_may_be,
        uniform, unique,
    };
}

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "hyper")]
pub mod hyper;
#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "ureq")]
pub mod ureq;

/// Items that the macros expand to. Not meant to be used directly.
#[doc(hidden)]
pub mod support {
    pub use serde_core as serde;

    pub use crate::codes::{UNRECOGNIZED, find_row, find_row_for};
    pub use crate::envelope::{Failure, Reading};
    pub use crate::error::no_such_body;
    pub use crate::payload::{body_of, nothing, undeclared};
    pub use crate::wire::{
        Attempts, Body, Done, EnumForm, Failed, Fixed, Form, OpenEnum, Reader, Table, TaggedUnion,
        UnionTable, Writer, blank, copy, debug, deserialize, endless, find_tag, fresh, from_digits,
        from_integer, from_text, kinds, read_open, read_optional_union, read_tagged, same, serialize, tag_of,
        unknown_variant, write_body, write_open, write_tagged,
    };
}
