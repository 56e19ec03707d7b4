//! An interpreter of models over JSON: types, envelopes and rules.
//!
//! It reads messages as generated clients do, without generating one: [`decode`] holds a value against a type,
//! [`answer`] reads a response by its envelope, and [`refusals`] asks the rules of the error table about a request.
//! Values are [`Sample`]s, whose places lead back to where they are written; [`json`] makes one of JSON.
//!
//! The reader of the runtime and its checks decide what is read and what is refused. This follows them, and where it can't
//! know (the time of a call, facts and functions of the caller), it refuses nothing.
//!
//! ```
//! use stubwright_spec::interpret::{self, Answer, Response, Standard};
//!
//! let spec = "
//! stubwright: 1
//! api: pets
//! servers: {default: https://api.example.com}
//! envelope:
//!   success: {code: 0}
//!   code: code
//!   message: msg
//!   data: data
//! errors: {7: {name: Gone, message: gone}}
//! endpoints:
//!   pet: {get: /pet, response: Pet}
//! types:
//!   Pet: {name: string, age?: i32}
//! ";
//! let (_, spec) = stubwright_spec::inspect("pets.yaml", spec.as_bytes());
//! let api = spec.expect("a spec").api;
//! let pet = api.endpoints.iter().next().expect("an endpoint");
//!
//! let body = interpret::json(r#"{"code": "0", "data": {"name": 7, "age": ""}}"#).expect("JSON");
//! let answer = interpret::answer(api.envelope_of(pet), &Response::new(200, &body));
//! let Answer::Success { data } = answer else { panic!("{answer:?}") };
//! let ty = pet.response_type().expect("a payload");
//! assert!(interpret::decode_payload(&api, ty, data, Standard::Client).is_ok());
//!
//! let body = interpret::json(r#"{"code": 7, "msg": "gone"}"#).expect("JSON");
//! let answer = interpret::answer(api.envelope_of(pet), &Response::new(200, &body));
//! assert!(matches!(answer, Answer::Failure(failure) if failure.code.as_deref() == Some("7")));
//! ```

mod decode;
mod envelope;
mod mismatch;
mod reads;
mod request;
pub(crate) mod rules;
#[cfg(test)]
mod tests;

pub use self::decode::{Standard, decode, decode_all, decode_payload};
pub use self::envelope::{Answer, Failure, Response, answer};
pub use self::mismatch::{Mismatch, MismatchKind};
pub use self::request::{Refusal, Request, refusal, refusals};

use crate::model::Sample;

/// Reads JSON; `None` if the text is something else. The places of the values are places in the text.
#[must_use]
pub fn json(text: &str) -> Option<Sample> {
    crate::front::sample::of_json(text)
}
