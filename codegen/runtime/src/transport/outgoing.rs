//! The body of a request on its way through an asynchronous HTTP library, and the limits while it is sent.

use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, sleep_until};

use super::{Body, Boxed, Limits, Phase, Sent, TransportError, unanswered};

/// The next piece, and the body that gives the one after it.
type Reading = Boxed<'static, (Body, Result<Option<Bytes>, TransportError>)>;

/// A body that the library asks for.
pub(crate) struct Outgoing {
    // Some libraries want a body that is `Sync`; it is never locked.
    flow: Mutex<Flow>,
    left: Option<u64>,
    watch: Watch,
}

enum Flow {
    Idle(Body),
    Reading(Reading),
    Over,
}

/// How far a body has been sent. Connections run in tasks of their own, so it is shared with them.
#[derive(Clone)]
pub(crate) struct Watch(Arc<Mutex<Progress>>);

struct Progress {
    step: Step,
    /// Since when.
    since: Instant,
    failed: Option<TransportError>,
    /// Who waits for the response within the limits.
    waker: Option<Waker>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// No connection has asked for the body.
    Unsent,
    /// The source is asked for the next piece.
    Asking,
    /// The connection has a piece and has not asked for another one.
    Sending,
    Sent,
}

impl Outgoing {
    pub(crate) fn new(body: Body) -> (Self, Watch) {
        let progress = Progress { step: Step::Unsent, since: Instant::now(), failed: None, waker: None };
        let watch = Watch(Arc::new(Mutex::new(progress)));
        let left = body.length();
        (Self { flow: Mutex::new(Flow::Idle(body)), left, watch: watch.clone() }, watch)
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let flow = self.flow.get_mut().unwrap_or_else(PoisonError::into_inner);
        loop {
            match flow {
                Flow::Over => return Poll::Ready(None),
                Flow::Idle(_) => {
                    let Flow::Idle(mut body) = std::mem::replace(flow, Flow::Over) else { continue };
                    *flow = Flow::Reading(Box::pin(async move {
                        let piece = body.next().await;
                        (body, piece)
                    }));
                }
                Flow::Reading(reading) => {
                    let (body, piece) = ready!(reading.as_mut().poll(cx));
                    *flow = if let Ok(Some(_)) = piece { Flow::Idle(body) } else { Flow::Over };
                    return Poll::Ready(piece.transpose());
                }
            }
        }
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        self.watch.at(Step::Asking);
        Poll::Ready(match ready!(self.poll(cx)) {
            Some(Ok(piece)) => {
                let size = u64::try_from(piece.len()).unwrap_or(u64::MAX);
                self.left = self.left.map(|left| left.saturating_sub(size));
                self.watch.at(Step::Sending);
                Some(Ok(Frame::data(piece)))
            }
            Some(Err(failed)) => {
                self.watch.progress().failed.get_or_insert(failed);
                Some(Err(Broken))
            }
            None => {
                self.watch.at(Step::Sent);
                None
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        // A library that has sent as many bytes as it has said does not ask again.
        let has_ended = self.left == Some(0);
        if has_ended {
            self.watch.at(Step::Sent);
        }
        has_ended
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Watch {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at(&self, step: Step) {
        let mut progress = self.progress();
        if progress.step != step && progress.step != Step::Sent {
            (progress.step, progress.since) = (step, Instant::now());
            if let Some(waker) = progress.waker.take() {
                waker.wake();
            }
        }
    }

    /// Whether a connection has asked for the body.
    #[cfg(feature = "reqwest")]
    pub(crate) fn has_begun(&self) -> bool {
        self.progress().step != Step::Unsent
    }

    /// The failure of the source, which is the reason for whatever the library says.
    pub(crate) fn take_failure(&self) -> Option<TransportError> {
        self.progress().failed.take()
    }

    /// The output of a future that sends the body and waits for the head of the response.
    ///
    /// # Errors
    /// If a limit has run out; `None` if that was before anything was asked for.
    pub(crate) async fn within<T>(
        &self,
        limits: &Limits,
        future: impl Future<Output = T>,
    ) -> Result<T, Option<TransportError>> {
        let mut future = pin!(future);
        let mut timer = pin!(sleep_until(self.deadline(limits, None)));
        poll_fn(|cx| {
            if let Poll::Ready(output) = future.as_mut().poll(cx) {
                return Poll::Ready(Ok(output));
            }
            loop {
                // From here on, the next step wakes this future.
                let end = self.deadline(limits, Some(cx));
                if timer.deadline() != end {
                    timer.as_mut().reset(end);
                }
                ready!(timer.as_mut().poll(cx));
                if self.deadline(limits, None) == end {
                    return Poll::Ready(Err(self.late(limits)));
                }
            }
        })
        .await
    }

    fn deadline(&self, limits: &Limits, cx: Option<&Context<'_>>) -> Instant {
        let mut progress = self.progress();
        if let Some(cx) = cx {
            progress.waker = Some(cx.waker().clone());
        }
        let limit = match progress.step {
            Step::Unsent | Step::Sent => limits.total(),
            Step::Asking | Step::Sending => limits.idle(),
        };
        progress.since + limit
    }

    fn late(&self, limits: &Limits) -> Option<TransportError> {
        let reason = match self.progress().step {
            Step::Unsent => return None,
            Step::Sent => return Some(unanswered(limits.total())),
            Step::Asking => format!("the source of the body gave nothing within {:?}", limits.idle()),
            Step::Sending => format!("the server took nothing of the body within {:?}", limits.idle()),
        };
        Some(TransportError::new(Phase::Send, Sent::Maybe, reason).timed_out())
    }
}

/// The source has failed.
#[derive(Debug)]
pub(crate) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the source of the body failed")
    }
}

impl Error for Broken {}
