//! Everything that generated code names, and everything that its users need. This module only grows.
//!
//! | part | names |
//! | --- | --- |
//! | JSON values | [`Decode`], [`record!`], [`open_enum!`], [`Json`], [`Patch`], [`Unknown`] |
//! | error table | [`ErrorInfo`], [`Retry`], [`Category`], [`Code`], [`error_codes!`], [`UnknownCode`] |
//! | failures | [`Error`], [`Origin`], [`Sent`], [`Violation`] |
//! | envelope | [`Envelope`], [`Test`], [`Source`], [`Step`], [`Expect`] |
//! | endpoints | [`Endpoint`], [`Operation`], [`Outgoing`], [`Unsendable`], [`read_response`] |
//! | calls | [`Client`], [`Call`], [`Response`], [`Config`], [`Limits`], `blocking` |
//! | transports | [`Transport`], [`TransportError`], [`Phase`], `reqwest`, `ureq`, `testing` |
//! | features | [`with_reqwest!`], [`with_blocking!`], [`with_ureq!`] |

pub use crate::client::{Call, Client, Config, Response, read_response};
pub use crate::codes::{Category, Code, ErrorInfo, Retry, UnknownCode};
pub use crate::endpoint::{Endpoint, Operation};
pub use crate::envelope::{Envelope, Expect, Source, Step, Test};
pub use crate::error::{Error, Origin, Violation};
pub use crate::outgoing::{Outgoing, Unsendable};
pub use crate::transport::{Limits, Phase, Sent, Transport, TransportError};
pub use crate::wire::{Decode, Json, JsonError, Patch, Record, Unknown};
pub use crate::{error_codes, open_enum, record, with_blocking, with_reqwest, with_ureq};

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "ureq")]
pub mod ureq;

/// What the macros expand to. Not for use by hand.
#[doc(hidden)]
pub mod support {
    pub use serde_core as serde;

    pub use crate::codes::{UNRECOGNIZED, find_row};
    pub use crate::wire::{
        OpenEnum, Reader, Writer, decode_open, from_digits, from_integer, from_text, nullable, optional,
        patch, read_record, required,
    };
}
