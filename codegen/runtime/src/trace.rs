//! Spans and events for `tracing`, if that feature is on: a span for each call, events for what happens in it. Never a
//! header value, a query, a body, or a text of the server other than its code.

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(feature = "tracing")]
mod on;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::off::Trace;
#[cfg(feature = "tracing")]
pub(crate) use self::on::Trace;
