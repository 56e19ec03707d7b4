//! The items of a list that comes in pages, over the asynchronous client.

use std::fmt;
use std::sync::Arc;

use super::{Call, Core, Options, page_options};
use crate::error::Error;
use crate::pages::{Action, Paged, Walk};
use crate::transport::Shared;

/// The items of a list, page after page. Each page is requested when the items before it have been taken.
///
/// ```
/// # use stubwright_runtime::v1 as rt;
/// # async fn show<O: rt::Paged>(client: rt::Client<O::Code>, request: O) -> Result<Vec<O::Item>, rt::Error<O::Code>> {
/// let mut items = client.items(&request);
/// let mut all = Vec::new();
/// while let Some(item) = items.next().await {
///     all.push(item?);
/// }
/// # Ok(all)
/// # }
/// ```
///
/// It is not a `futures_core::Stream`, which would be a dependency of every client; where one is needed,
/// `futures_util::stream::unfold(items, |mut items| async move { Some((items.next().await?, items)) })` makes one.
#[must_use = "no page is requested before `next` is awaited"]
pub struct Items<'a, O: Paged> {
    core: &'a Arc<Core>,
    transport: &'a Shared,
    options: Options,
    walk: Walk<O>,
}

impl<'a, O: Paged> Items<'a, O> {
    pub(super) fn new(core: &'a Arc<Core>, transport: &'a Shared, request: O) -> Self {
        Self { core, transport, options: Options::new(&core.config), walk: Walk::new(request) }
    }

    /// The next item; `None` after the last one, and after an error.
    ///
    /// Each page is a call of its own, with its own time limit and attempts. Dropping the future ends the call for the
    /// page; the next future requests that page again.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Code>>> {
        loop {
            let request = match self.walk.step() {
                Action::Give(item) => return Some(item),
                Action::End => return None,
                Action::Request(request) => request,
            };
            let call = Call::new(self.core, self.transport, request).with_options(self.options.clone());
            let reply = call.send().await;
            self.walk.arrived(reply);
        }
    }

    /// The request for the next page; after an error, for the page that failed. To continue later, keep a clone.
    pub fn request(&self) -> &O {
        self.walk.request()
    }
}

/// Options. Set them before the first item is taken; they apply to each call after that.
///
/// ```
/// # use std::time::Duration;
/// # use stubwright_runtime::v1 as rt;
/// # async fn show<O: rt::Paged>(client: rt::Client<O::Code>, request: O) -> Result<Option<O::Item>, rt::Error<O::Code>> {
/// let mut items = client.items(&request).timeout(Duration::from_secs(5)).header("X-Trace", "1");
/// # items.next().await.transpose()
/// # }
/// ```
impl<O: Paged> Items<'_, O> {
    page_options!();
}

impl<O: Paged> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { walk, .. } = self;
        f.debug_struct("Items")
            .field("endpoint", &O::ENDPOINT.name())
            .field("at_hand", &walk.at_hand())
            .finish_non_exhaustive()
    }
}
