//! The typed bodies of failures.

use super::cause::{Answer, Cause};
use super::erased::without_value;
use super::{ErasedError, Error};
use crate::codes::Code;
use crate::envelope::{Received, read_whole};
use crate::statuses::body_at;
use crate::wire::JsonError;

/// The error codes of an API whose failures have declared bodies; [`error_bodies!`](crate::v1::error_bodies) implements
/// it.
pub trait TypedFailures: Code {
    /// The enum of all bodies.
    type Body;

    /// Reads a text as the body with this number.
    #[doc(hidden)]
    fn read_body(body: u16, text: &str) -> Result<Self::Body, JsonError>;
}

/// The bodies of failures.
impl<C: TypedFailures> Error<C> {
    /// The body of the response as the type that the API declares for its status; `None` if it declares none, or if
    /// this is not a response that reports a failure. The body is read by this call, and only then: a failure is the
    /// same error whether or not its body can be read.
    ///
    /// # Errors
    /// If the body is something else, such as the page of a gateway, or is longer than the 64 KiB that are kept. The
    /// bytes are those of [`body`](Self::body).
    #[must_use]
    pub fn typed(&self) -> Option<Result<C::Body, JsonError>> {
        let (body, answer) = self.erased().declared_body()?;
        Some(
            answer.read(|text| C::read_body(body, text)).map_err(|error| self.erased().without_secret(error)),
        )
    }
}

impl ErasedError {
    /// The number of the body that is declared for this failure, and the response.
    fn declared_body(&self) -> Option<(u16, &Answer)> {
        if !matches!(self.cause(), Cause::Api(_) | Cause::Http { .. }) {
            return None;
        }
        let answer = self.parts().answer.as_ref()?;
        Some((body_at(self.endpoint()?.declared_failures(), answer.status)?, answer))
    }

    fn without_secret(&self, error: JsonError) -> JsonError {
        match self.endpoint() {
            Some(endpoint) if endpoint.is_secret() => JsonError::say(without_value(&error.to_string())),
            _ => error,
        }
    }
}

impl Answer {
    fn read<T>(&self, read: impl FnOnce(&str) -> Result<T, JsonError>) -> Result<T, JsonError> {
        if self.length > self.body.len() {
            let reason =
                format!("the body has {} bytes, of which {} were kept", self.length, self.body.len());
            return Err(JsonError::say(reason));
        }
        let received = Received { status: self.status, headers: &self.headers, body: &self.body };
        read_whole(received, read)
    }
}

/// Connects an enum of error codes with the enum of the bodies of failures.
///
/// Arguments: the two enums, and for each variant of the second its number, which the tables of endpoints name, and the
/// type that it holds.
#[macro_export]
macro_rules! error_bodies {
    ($codes:ident, $bodies:ident, { $( $number:literal => $variant:ident($ty:ty) ),+ $(,)? }) => {
        impl $crate::v1::TypedFailures for $codes {
            type Body = $bodies;

            fn read_body(body: u16, text: &str) -> ::core::result::Result<$bodies, $crate::v1::JsonError> {
                match body {
                    $( $number => $crate::v1::from_json::<$ty>(text).map($bodies::$variant), )+
                    _ => ::core::result::Result::Err($crate::v1::support::no_such_body()),
                }
            }
        }
    };
}

/// The error of a number that no body has, which generated code does not use.
pub fn no_such_body() -> JsonError {
    JsonError::say(String::from("the API declares no such body"))
}
