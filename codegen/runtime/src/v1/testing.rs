//! An in-process transport for tests of code that uses a generated client (feature `testing`).

mod answer;
mod compose;
mod verify;

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use serde_core::Serialize;

use self::answer::Answer;
use self::compose::{failure, success};
pub use self::verify::{
    Mismatch, Outcome, breaks, codes, from_json, keeps, response, round_trip, tells_apart,
};
use super::{
    Code, Endpoint, Limits, MaybeSend, Operation, Phase, Sent, ServerError, Transport, TransportError,
};
use crate::codes::{is_recognized, sample};

/// A transport that answers from a queue and records the requests.
///
/// Clones share the queue, so a test keeps one and passes another to the client. Answers are taken in the order in
/// which they were queued; one that was queued for an operation waits for a call of that operation. If none fits, the
/// call fails with a transport error that says so.
///
/// An answer is for one attempt. After a retryable failure the client takes the next answer; if there is none, the call
/// fails with the first error. Pauses take no time.
///
/// ```text
/// let fake = Fake::new();
/// fake.fail::<StartContract>(ErrorCode::DuplicateSigner);
/// let client = qiandun::Client::with_transport("https://fake", fake.clone())?;
/// let error = client.start_contract(&request).await.unwrap_err();
/// assert_eq!(error.kind(), Some(ErrorCode::DuplicateSigner));
/// assert_eq!(fake.requests().len(), 1);
/// ```
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    queue: VecDeque<Queued>,
    requests: Vec<http::Request<Bytes>>,
    pauses: Vec<Duration>,
}

struct Queued {
    /// The endpoint that the answer is for; `None` for any.
    endpoint: Option<&'static str>,
    answer: Answer,
}

/// Queueing answers.
impl Fake {
    /// Creates a transport without answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Queues the business error `code` as the server would send it: in the envelope of the operation, with the message
    /// of the table, or one that fits the row's `match`. `Unrecognized` is sent as the code `unrecognized`. If the
    /// operation can't return the code, because it is in a table of other endpoints, the call fails with a transport
    /// error.
    pub fn fail<O: Operation>(&self, code: O::Code) -> &Self {
        self.queue(Some(O::ENDPOINT), refusal::<O>(code))
    }

    /// Queues a business error with any code and message: for codes that the table does not have.
    pub fn fail_with<O: Operation>(&self, code: &str, message: &str) -> &Self {
        let error = compose::Failing { code, sub_code: None, message, http: None };
        self.queue(Some(O::ENDPOINT), failure(O::ENDPOINT, &error, |_| true))
    }

    /// Queues a success with this payload in the envelope of the operation.
    pub fn reply<O: Operation>(&self, payload: &O::Output) -> &Self
    where
        O::Output: Serialize,
    {
        self.queue(Some(O::ENDPOINT), success(O::ENDPOINT, serde_json::to_value(payload)))
    }

    /// Queues a success with these bytes, for an operation whose responses are raw.
    pub fn reply_raw<O: Operation>(&self, payload: impl Into<Bytes>) -> &Self {
        self.queue(Some(O::ENDPOINT), compose::raw(O::ENDPOINT, payload.into()))
    }

    /// Queues a raw response for any operation. If the status is not between 100 and 999, or HTTP does not allow a
    /// header, the call that takes the answer fails.
    pub fn respond(&self, status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> &Self {
        self.queue(None, raw(status, headers, body.into()))
    }

    /// Queues a raw response for one operation, see [`respond`](Self::respond).
    pub fn respond_to<O: Operation>(
        &self,
        status: u16,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> &Self {
        self.queue(Some(O::ENDPOINT), raw(status, headers, body.into()))
    }

    /// Queues a failure of the transport for any operation.
    pub fn break_off(&self, error: TransportError) -> &Self {
        self.queue(None, Err(error))
    }

    /// Queues a failure of the transport for one operation.
    pub fn break_off_for<O: Operation>(&self, error: TransportError) -> &Self {
        self.queue(Some(O::ENDPOINT), Err(error))
    }

    fn queue(&self, endpoint: Option<&Endpoint>, answer: Answer) -> &Self {
        self.state().queue.push_back(Queued { endpoint: endpoint.map(Endpoint::name), answer });
        self
    }
}

/// The business error `code` as the server would send it, if it is read as that code.
fn refusal<O: Operation>(code: O::Code) -> Answer {
    let row = code.info();
    if !is_recognized(row) {
        return unlisted::<O>("unrecognized").1;
    }
    let (sub_code, message) = sample(row);
    let error = compose::Failing { code: row.code(), sub_code, message: &message, http: row.http() };
    let is_meant =
        |error: &ServerError<'_>| O::Code::of_server_error(error, O::ENDPOINT.error_tables()) == code;
    failure(O::ENDPOINT, &error, is_meant)
}

/// A business error with a code that the table does not have: with this one if the envelope can carry it, or else with a
/// status, where that is the code.
fn unlisted<O: Operation>(code: &str) -> (String, Answer) {
    let sent = |code: &str| {
        let error = compose::Failing { code, sub_code: None, message: "not in the table", http: None };
        failure(O::ENDPOINT, &error, |_| true)
    };
    let is_listed = |code: &str| {
        let code = O::Code::of_server_error(&ServerError::new(code), O::ENDPOINT.error_tables());
        is_recognized(code.info())
    };
    let answer = sent(code);
    let statuses = answer.is_err().then(|| (400..600).rev().map(|status: u16| status.to_string()));
    let mut statuses = statuses.into_iter().flatten().filter(|status| !is_listed(status));
    let of_status = statuses.find_map(|status| sent(&status).ok().map(|answer| (status, Ok(answer))));
    of_status.unwrap_or_else(|| (code.to_owned(), answer))
}

/// Inspecting what happened.
impl Fake {
    /// The requests so far, in order, as they would be sent: signed, with their bodies. Header values that the caller
    /// set are sensitive, so `Debug` hides them; it shows the whole URL, including a credential in the query.
    #[must_use]
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    /// The pauses so far, in order; they take no time.
    #[must_use]
    pub fn pauses(&self) -> Vec<Duration> {
        self.state().pauses.clone()
    }

    /// The number of answers that are still queued.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.state().queue.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: http::Request<Bytes>) -> Answer {
        let mut state = self.state();
        let endpoint = request.extensions().get::<&'static Endpoint>().map(|endpoint| endpoint.name());
        state.requests.push(request);
        let fits = |queued: &Queued| queued.endpoint.is_none() || queued.endpoint == endpoint;
        let at = state.queue.iter().position(fits);
        at.and_then(|at| state.queue.remove(at))
            .map_or_else(|| Err(nothing_queued(endpoint, state.queue.len())), |queued| queued.answer)
    }
}

fn nothing_queued(endpoint: Option<&str>, others: usize) -> TransportError {
    let name = endpoint.unwrap_or("?");
    let reason =
        format!("the fake transport has no answer for `{name}` ({others} queued for other endpoints)");
    TransportError::new(Phase::Send, Sent::No, reason).permanent()
}

fn raw(status: u16, headers: &[(&str, &str)], body: Bytes) -> Answer {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response
        .body(body)
        .map_err(|error| TransportError::new(Phase::Send, Sent::No, error.to_string()).permanent())
}

impl Transport for Fake {
    fn send(&self, request: http::Request<Bytes>, _: &Limits) -> impl Future<Output = Answer> + MaybeSend {
        ready(self.answer(request))
    }

    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + MaybeSend {
        self.state().pauses.push(pause);
        ready(())
    }
}

#[cfg(feature = "blocking")]
impl super::blocking::Transport for Fake {
    fn send(&self, request: http::Request<Bytes>, _: &Limits) -> Answer {
        self.answer(request)
    }

    fn sleep(&self, pause: Duration) {
        self.state().pauses.push(pause);
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Fake")
            .field("queued", &state.queue.len())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}
