//! Many who wait, and some who do not wait any more.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use super::super::{CredentialCache, Provider};
use super::Fetch;

/// A provider that answers when it is told to, and counts how often it was asked and dropped.
#[derive(Default)]
struct Desk {
    asked: AtomicUsize,
    dropped: AtomicUsize,
    answers: Mutex<Vec<Result<String, String>>>,
    waker: Mutex<Option<Waker>>,
}

struct Counter(Arc<Desk>);

impl Drop for Counter {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

impl Desk {
    fn cache(self: &Arc<Self>, text: Option<&str>) -> Arc<CredentialCache> {
        let desk = Arc::clone(self);
        let provider = Provider::new(move || {
            let desk = Arc::clone(&desk);
            async move {
                desk.asked.fetch_add(1, Ordering::SeqCst);
                let counter = Counter(Arc::clone(&desk));
                let answer = std::future::poll_fn(|cx| match desk.answers.lock().unwrap().pop() {
                    Some(answer) => Poll::Ready(answer),
                    None => {
                        *desk.waker.lock().unwrap() = Some(cx.waker().clone());
                        Poll::Pending
                    }
                });
                let answer = answer.await;
                drop(counter);
                answer
            }
        });
        Arc::new(CredentialCache::new("token", provider, text))
    }

    fn answer(&self, answer: Result<&str, &str>) {
        self.answers.lock().unwrap().push(answer.map(str::to_owned).map_err(str::to_owned));
        if let Some(waker) = self.waker.lock().unwrap().take() {
            waker.wake();
        }
    }

    fn counts(&self) -> (usize, usize) {
        (self.asked.load(Ordering::SeqCst), self.dropped.load(Ordering::SeqCst))
    }
}

#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A call that waits, with a waker of its own.
struct Waiter {
    fetch: Pin<Box<Fetch>>,
    woken: Arc<Woken>,
}

impl Waiter {
    fn of(cache: &Arc<CredentialCache>) -> Self {
        Self { fetch: Box::pin(Fetch::of(cache)), woken: Arc::default() }
    }

    fn poll(&mut self) -> Option<Result<String, String>> {
        let waker = Waker::from(Arc::clone(&self.woken));
        match self.fetch.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Pending => None,
            Poll::Ready(outcome) => {
                Some(outcome.map(|held| held.text.to_string()).map_err(|failure| failure.to_string()))
            }
        }
    }

    fn times_woken(&self) -> usize {
        self.woken.0.swap(0, Ordering::SeqCst)
    }
}

fn got(text: &str) -> Option<Result<String, String>> {
    Some(Ok(text.to_owned()))
}

#[test]
fn one_question_for_all() {
    let desk = Arc::new(Desk::default());
    let cache = desk.cache(None);
    let mut waiters: Vec<Waiter> = (0..10).map(|_| Waiter::of(&cache)).collect();
    assert!(waiters.iter_mut().all(|waiter| waiter.poll().is_none()));
    desk.answer(Ok("t1"));
    assert!(waiters.iter().all(|waiter| waiter.times_woken() == 1));
    assert!(waiters.iter_mut().rev().all(|waiter| waiter.poll() == got("t1")));
    assert_eq!(desk.counts(), (1, 1));
    assert_eq!(Waiter::of(&cache).poll(), got("t1"));
    // The one who comes late with the old one gets the new one.
    let first = cache.held().unwrap();
    cache.expire(&first);
    let mut second = Waiter::of(&cache);
    assert!(second.poll().is_none());
    desk.answer(Ok("t2"));
    assert_eq!(second.poll(), got("t2"));
    cache.expire(&first);
    assert_eq!(Waiter::of(&cache).poll(), got("t2"));
    assert_eq!(desk.counts(), (2, 2));
}

#[test]
fn those_who_stop_waiting_block_nobody() {
    let desk = Arc::new(Desk::default());
    let cache = desk.cache(None);
    let (mut leader, mut other) = (Waiter::of(&cache), Waiter::of(&cache));
    assert!(leader.poll().is_none() && other.poll().is_none());
    drop(leader);
    assert_eq!(other.times_woken(), 1, "to take over");
    assert!(other.poll().is_none());
    // Woken, and not polled any more: the rest do it.
    let mut sleeper = Waiter::of(&cache);
    assert!(sleeper.poll().is_none());
    desk.answer(Ok("t1"));
    assert_eq!(other.poll(), got("t1"));
    assert_eq!(desk.counts(), (1, 1));
    assert_eq!(sleeper.poll(), got("t1"));
    // When nobody waits any more, the question is withdrawn, and the next call asks again.
    cache.expire(&cache.held().unwrap());
    let mut only = Waiter::of(&cache);
    assert!(only.poll().is_none());
    drop(only);
    assert_eq!(desk.counts(), (2, 2));
    assert!(Waiter::of(&cache).poll().is_none());
    assert_eq!(desk.counts(), (3, 3));
}

#[test]
fn a_failure_goes_to_those_who_waited_and_no_further() {
    let desk = Arc::new(Desk::default());
    let cache = desk.cache(Some("t0"));
    assert_eq!(Waiter::of(&cache).poll(), got("t0"));
    assert_eq!(desk.counts(), (0, 0));
    cache.expire(&cache.held().unwrap());
    let (mut first, mut second) = (Waiter::of(&cache), Waiter::of(&cache));
    assert!(first.poll().is_none() && second.poll().is_none());
    desk.answer(Err("no such user"));
    let failed = Some(Err("the provider of `token` failed: no such user".to_owned()));
    assert_eq!((second.poll(), first.poll()), (failed.clone(), failed));
    desk.answer(Ok(""));
    let empty = Waiter::of(&cache).poll().unwrap().unwrap_err();
    assert_eq!(empty, "the provider of `token` failed: it returned an empty text");
    desk.answer(Ok("t1"));
    assert_eq!(Waiter::of(&cache).poll(), got("t1"));
    assert_eq!(desk.counts().0, 3);
}

#[test]
fn a_panic_is_a_failure_for_the_others() {
    let provider = Provider::new(|| async {
        std::future::poll_fn(|cx| {
            cx.waker().wake_by_ref();
            Poll::<()>::Pending
        })
        .await;
        Ok::<_, String>(String::new())
    });
    // A provider that wakes at once is polled again, and again.
    let cache = Arc::new(CredentialCache::new("token", provider, None));
    let mut waiter = Waiter::of(&cache);
    assert!(waiter.poll().is_none() && waiter.times_woken() > 0 && waiter.poll().is_none());
    let provider = Provider::new(|| async { Err::<String, _>(panics()) });
    let cache = Arc::new(CredentialCache::new("token", provider, None));
    let (mut first, mut second) = (Waiter::of(&cache), Waiter::of(&cache));
    let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| first.poll()));
    assert!(unwound.is_err());
    assert_eq!(second.poll().unwrap().unwrap_err(), "the provider of `token` failed: it panicked");
}

fn panics() -> String {
    panic!("a provider with a mistake")
}

#[cfg(feature = "blocking")]
#[test]
fn threads_wait_for_one_of_them() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let provider = Provider::blocking(move || {
        std::thread::yield_now();
        Ok::<_, String>(format!("t{}", count.fetch_add(1, Ordering::SeqCst)))
    });
    let cache = Arc::new(CredentialCache::new("token", provider, None));
    let texts: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| super::super::wait(Fetch::of(&cache)).unwrap().text.to_string()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(texts.iter().all(|text| text == "t0"), "{texts:?}");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}
