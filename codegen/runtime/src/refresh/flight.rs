//! One question to a provider that is shared by all waiting calls: whichever call is polled polls the provider, so that
//! no call hangs because another one is no longer polled.

use std::mem::replace;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use super::held::Held;
use super::{Asked, Failure, RefreshError};

pub(super) type Outcome = Result<Held, Failure>;

/// A question in progress.
pub(super) struct Flight {
    progress: Mutex<Progress>,
    waiting: Arc<Waiting>,
}

enum Progress {
    Asked(Asked),
    /// Being polled by one of the calls.
    Polled,
    Done(Outcome),
}

impl Flight {
    pub(super) fn new(asked: Asked) -> Self {
        Self { progress: Mutex::new(Progress::Asked(asked)), waiting: Arc::default() }
    }

    pub(super) fn is_under_way(&self) -> bool {
        !matches!(*self.progress(), Progress::Done(_))
    }

    /// Polls the provider. `land` takes its answer; `crashed` is the outcome if it panics.
    pub(super) fn poll(
        &self,
        cx: &Context<'_>,
        land: impl FnOnce(Result<String, RefreshError>) -> Outcome,
        crashed: impl FnOnce() -> Failure,
    ) -> Poll<Outcome> {
        self.waiting.add(cx.waker());
        let mut asked = match self.take() {
            Progress::Asked(asked) => asked,
            // The call that polls it wakes the others when it is done.
            Progress::Polled => return Poll::Pending,
            Progress::Done(outcome) => return Poll::Ready(outcome),
        };
        let mut turn = Turn { flight: self, end: Progress::Done(Err(crashed())) };
        self.waiting.woken.store(false, Ordering::SeqCst);
        let waker = Waker::from(Arc::clone(&self.waiting));
        match asked.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Pending => {
                turn.end = Progress::Asked(asked);
                Poll::Pending
            }
            Poll::Ready(given) => {
                let outcome = land(given);
                turn.end = Progress::Done(outcome.clone());
                Poll::Ready(outcome)
            }
        }
    }

    /// Wakes the other calls after one has stopped waiting, which may have been the one that was woken to poll.
    pub(super) fn wake_others(&self) {
        self.waiting.wake_all();
    }

    /// Takes the future to poll it, or the state of the question.
    fn take(&self) -> Progress {
        let mut progress = self.progress();
        if let Progress::Done(outcome) = &*progress {
            return Progress::Done(outcome.clone());
        }
        replace(&mut progress, Progress::Polled)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One call's turn to poll. It also ends when the provider panics, and then the other calls are told.
struct Turn<'a> {
    flight: &'a Flight,
    end: Progress,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let end = replace(&mut self.end, Progress::Polled);
        let done = matches!(end, Progress::Done(_));
        *self.flight.progress() = end;
        // Calls that were woken during this turn found nothing to do, so they are woken again.
        if done || self.flight.waiting.woken.load(Ordering::SeqCst) {
            self.flight.waiting.wake_all();
        }
    }
}

/// The waiting calls.
#[derive(Default)]
struct Waiting {
    wakers: Mutex<Vec<Waker>>,
    woken: AtomicBool,
}

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut wakers = self.wakers();
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let wakers = std::mem::take(&mut *self.wakers());
        wakers.into_iter().for_each(Waker::wake);
    }

    fn wakers(&self) -> MutexGuard<'_, Vec<Waker>> {
        self.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::SeqCst);
        self.wake_all();
    }
}
