//! Payloads that depend on the status: the enums of generated code.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading, Received, judge_raw};
use crate::statuses::{Statuses, body_at};

/// A success with a status that the API does not declare: its status and its body as they came. `Debug` shows the length
/// of the body alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Undeclared {
    status: StatusCode,
    body: Bytes,
}

impl Undeclared {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The whole body, with the envelope if there is one.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Undeclared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undeclared").field("status", &self.status).field("length", &self.body.len()).finish()
    }
}

/// The number of the body that the endpoint declares for the status of a response. The declaration for every other
/// status does not apply to redirects, which have no payload.
pub fn body_of(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Option<u16> {
    let (bodies, status) = (endpoint.declared_bodies(), response.status());
    let is_last = |(statuses, _): &&(Statuses, Option<u16>)| *statuses == Statuses::Any;
    let exact = bodies.len() - bodies.iter().rev().take_while(is_last).count();
    let bodies = if status.is_redirection() { bodies.get(..exact).unwrap_or(bodies) } else { bodies };
    body_at(bodies, status)
}

/// Reads a success without a payload.
pub fn nothing<T>(
    endpoint: &'static Endpoint,
    response: &http::Response<Bytes>,
    outcome: T,
) -> Result<Reading<T>, Failure> {
    Ok(Reading { payload: outcome, trace: judge(endpoint, response)? })
}

/// Whether a response is a success, whatever its body is.
fn judge(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Option<String>, Failure> {
    if endpoint.returns_redirects() && response.status().is_redirection() {
        return Ok(None);
    }
    judge_raw(endpoint.declared_envelope(), Received::of(response))
}

/// Reads a success of another status than those that are declared.
pub fn undeclared<T>(
    endpoint: &'static Endpoint,
    response: &http::Response<Bytes>,
    outcome: fn(Undeclared) -> T,
) -> Result<Reading<T>, Failure> {
    let status = response.status();
    let trace = judge(endpoint, response)?;
    Ok(Reading { payload: outcome(Undeclared { status, body: response.body().clone() }), trace })
}

impl<T> Reading<T> {
    /// With another payload.
    #[doc(hidden)]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        Reading { payload: change(self.payload), trace: self.trace }
    }
}

/// Makes an enum the payload of endpoints whose payload depends on the status.
///
/// Arguments: the enum, and for each variant its number, which the endpoint names by status, and its type if it has one.
/// One more variant, `Undeclared`, is for all other statuses.
///
/// ```text
/// rt::by_status! {
///     SubmitOutcome {
///         0 => Ok(Report),
///         1 => Accepted(Job),
///         2 => NoContent,
///     }
/// }
/// ```
#[macro_export]
macro_rules! by_status {
    ($name:ident { $( $number:literal => $variant:ident $(($ty:ty))? ),+ $(,)? }) => {
        impl $crate::v1::Payload for $name {
            type Blocking = Self;

            fn read(
                endpoint: &'static $crate::v1::Endpoint,
                response: &$crate::v1::http::Response<$crate::v1::Bytes>,
            ) -> ::core::result::Result<$crate::v1::support::Reading<Self>, $crate::v1::support::Failure> {
                match $crate::v1::support::body_of(endpoint, response) {
                    $( ::core::option::Option::Some($number) => {
                        $crate::by_status!(@read $name, endpoint, response, $variant $(($ty))?)
                    } )+
                    _ => $crate::v1::support::undeclared(endpoint, response, Self::Undeclared),
                }
            }
        }
    };
    (@read $name:ident, $endpoint:ident, $response:ident, $variant:ident) => {
        $crate::v1::support::nothing($endpoint, $response, $name::$variant)
    };
    (@read $name:ident, $endpoint:ident, $response:ident, $variant:ident ($ty:ty)) => {
        <$ty as $crate::v1::Payload>::read($endpoint, $response).map(|reading| reading.map($name::$variant))
    };
}
