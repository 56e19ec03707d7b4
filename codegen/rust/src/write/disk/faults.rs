//! Faults that tests inject into calls.

use std::cell::Cell;
use std::io;

/// The outcome that is forced on the chosen call of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Event {
    /// This call fails with the number of an error of the system, and later ones work.
    Fail(i32),
    /// This call fails, and so does every later one, as when the run is killed: nothing is cleaned up any more.
    Stop,
    /// The process is gone.
    Abort,
}

/// Whether directories can change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Exchange {
    Works,
    /// As on systems that do not have it.
    Lacks,
}

thread_local! {
    static LEFT: Cell<Option<(u32, Event)>> = const { Cell::new(None) };
    static HAPPENED: Cell<bool> = const { Cell::new(false) };
    static EXCHANGE: Cell<Exchange> = const { Cell::new(Exchange::Works) };
}

/// Runs `work` with an event at the call of this number, counted from one, and says whether the run came to it.
pub(in super::super) fn at<T>(number: u32, event: Event, work: impl FnOnce() -> T) -> (T, bool) {
    LEFT.set(Some((number, event)));
    HAPPENED.set(false);
    let done = work();
    LEFT.set(None);
    (done, HAPPENED.get())
}

/// Whether directories can change places in this thread from now on.
pub(in super::super) fn set_exchange(to: Exchange) {
    EXCHANGE.set(to);
}

pub(super) fn exchange_is_allowed() -> io::Result<()> {
    match EXCHANGE.get() {
        Exchange::Works => Ok(()),
        Exchange::Lacks => Err(io::Error::from(io::ErrorKind::Unsupported)),
    }
}

pub(super) fn step() -> io::Result<()> {
    let Some((left, event)) = LEFT.get() else { return Ok(()) };
    if left > 1 {
        LEFT.set(Some((left - 1, event)));
        return Ok(());
    }
    HAPPENED.set(true);
    match event {
        Event::Fail(error) => {
            LEFT.set(None);
            Err(io::Error::from_raw_os_error(error))
        }
        Event::Stop => Err(io::Error::other("the run was stopped")),
        Event::Abort => std::process::abort(),
    }
}
