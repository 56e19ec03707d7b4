//! A future with a time limit, on any executor.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// The output of a future, unless the pause ends first.
pub(crate) async fn within<T>(future: impl Future<Output = T>, pause: impl Future<Output = ()>) -> Option<T> {
    let (mut future, mut pause) = (pin!(future), pin!(pause));
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => pause.as_mut().poll(cx).map(|()| None),
    })
    .await
}
