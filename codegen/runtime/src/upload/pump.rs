//! A reader on a thread of its own, so that no executor waits for it.

use std::future::poll_fn;
use std::io::{self, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use bytes::Bytes;

use super::content::read;

/// The pieces of a reader, read on another thread. Dropping it ends the thread after the read under way.
pub(super) struct Pump(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// The piece was taken, or nobody wants another one.
    taken: Condvar,
}

#[derive(Default)]
struct State {
    piece: Option<io::Result<Option<Bytes>>>,
    /// Who waits for a piece.
    waker: Option<Waker>,
    is_unwanted: bool,
}

impl Pump {
    /// # Errors
    /// If no thread can be started.
    pub(super) fn start(reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let thread = Thread { shared: Arc::clone(&shared), has_ended: false };
        thread::Builder::new().name(String::from("request body")).spawn(move || thread.run(reader))?;
        Ok(Self(shared))
    }

    /// The next piece; `None` after the last one.
    pub(super) async fn next(&mut self) -> io::Result<Option<Bytes>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&self, cx: &Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        let mut state = self.0.state();
        match state.piece.take() {
            Some(piece) => {
                self.0.taken.notify_one();
                Poll::Ready(piece)
            }
            None => {
                state.waker = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.0.state().is_unwanted = true;
        self.0.taken.notify_one();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a piece over, once the one before was taken; false if nobody wants it.
    fn give(&self, piece: io::Result<Option<Bytes>>) -> bool {
        let mut state = self.state();
        while state.piece.is_some() && !state.is_unwanted {
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.piece = Some(piece);
        let is_wanted = !state.is_unwanted;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
        is_wanted
    }
}

/// The side of the thread.
struct Thread {
    shared: Arc<Shared>,
    has_ended: bool,
}

impl Thread {
    fn run(mut self, mut reader: Box<dyn Read + Send>) {
        loop {
            let piece = read(&mut *reader);
            self.has_ended = !matches!(piece, Ok(Some(_)));
            if !self.shared.give(piece) || self.has_ended {
                self.has_ended = true;
                return;
            }
        }
    }
}

/// A reader that panics must not leave the call waiting.
impl Drop for Thread {
    fn drop(&mut self) {
        if !self.has_ended {
            self.shared.give(Err(io::Error::other("the reader panicked")));
        }
    }
}

#[cfg(feature = "blocking")]
#[cfg(test)]
mod tests {
    use std::io::{self, Read};
    use std::sync::mpsc::channel;

    use super::Pump;
    use crate::refresh::wait;

    struct Panics;

    impl Read for Panics {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            panic!("a reader of the caller")
        }
    }

    /// Says when it is dropped.
    struct Endless(std::sync::mpsc::Sender<()>);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            Ok(buffer.len())
        }
    }

    impl Drop for Endless {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }

    #[test]
    fn all_of_a_reader_and_its_failures_arrive() {
        let bytes = vec![7; 200_000];
        let mut pump = Pump::start(Box::new(io::Cursor::new(bytes.clone()))).expect("a thread");
        let mut all = Vec::new();
        while let Some(piece) = wait(pump.next()).expect("a piece") {
            all.extend_from_slice(&piece);
        }
        assert_eq!(all, bytes);
        let mut pump = Pump::start(Box::new(Panics)).expect("a thread");
        assert_eq!(wait(pump.next()).expect_err("it panics").to_string(), "the reader panicked");
    }

    #[test]
    fn the_thread_ends_when_nobody_wants_more() {
        let (sender, dropped) = channel();
        let mut pump = Pump::start(Box::new(Endless(sender))).expect("a thread");
        assert!(wait(pump.next()).expect("a piece").is_some());
        drop(pump);
        dropped.recv_timeout(std::time::Duration::from_secs(10)).expect("the reader is dropped");
    }
}
