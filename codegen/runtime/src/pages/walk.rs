//! The way through all pages: the items of the current one, and the request for the next. No I/O.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::vec::IntoIter;

use http::HeaderMap;

use super::turn::{Next, again};
use super::{Paged, Turn};
use crate::client::Reply;
use crate::envelope::Failure;
use crate::error::{Answer, Error};

/// The items of the current page, and the request for the next one.
pub(crate) struct Walk<O: Paged> {
    request: O,
    items: IntoIter<O::Item>,
    pages: Pages,
    /// An error to report once the items before it are read.
    wrong: Option<Error<O::Code>>,
}

/// The pages read so far, counted and hashed.
struct Pages {
    read: u64,
    /// Hashes of the texts that selected pages; cursors can be long.
    seen: BTreeSet<u64>,
    hashing: RandomState,
    is_over: bool,
    /// Whether cursors can be secret, and so are not shown.
    is_secret: bool,
}

/// The next step of a walk.
pub(crate) enum Action<'w, O: Paged> {
    /// Give this.
    Give(Result<O::Item, Error<O::Code>>),
    /// Send this request, and call [`Walk::arrived`].
    Request(&'w O),
    /// End.
    End,
}

impl<O: Paged> Walk<O> {
    pub(crate) fn new(request: O) -> Self {
        let (seen, hashing) = (BTreeSet::new(), RandomState::new());
        let is_secret = O::ENDPOINT.is_secret();
        let pages = Pages { read: 0, seen, hashing, is_over: false, is_secret };
        Self { request, items: Vec::new().into_iter(), pages, wrong: None }
    }

    /// The request for the page that is requested next; after an error, for the page that failed.
    pub(crate) fn request(&self) -> &O {
        &self.request
    }

    /// The number of items that can be given before the next page is requested.
    pub(crate) fn at_hand(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn step(&mut self) -> Action<'_, O> {
        if let Some(item) = self.items.next() {
            return Action::Give(Ok(item));
        }
        match self.wrong.take() {
            Some(error) => Action::Give(Err(error)),
            None if self.pages.is_over => Action::End,
            None => Action::Request(&self.request),
        }
    }

    /// Takes the outcome of the request. An error ends the walk.
    pub(crate) fn arrived(&mut self, reply: Reply<O::Output, O::Code>) {
        let (mut page, head, trace) = match reply {
            Ok(response) => response.into_parts(),
            Err(error) => {
                self.pages.is_over = true;
                self.wrong = Some(error);
                return;
            }
        };
        let items = O::items(&mut page);
        let mut turn = self.pages.turn(&head.headers, items.len());
        if let Some(last) = items.last() {
            O::last_item(last, &mut turn);
        }
        self.request.turn(&page, &mut turn);
        let decided = turn.decided();
        self.items = items.into_iter();
        self.wrong = self.pages.decide(decided).map(|reason| {
            let failure = Failure::Decode { reason, trace };
            Error::answered(O::ENDPOINT, Answer::of(head.status, head.headers), failure)
        });
    }
}

impl Pages {
    fn turn<'h>(&mut self, headers: &'h HeaderMap, found: usize) -> Turn<'h> {
        let found = u64::try_from(found).unwrap_or(u64::MAX);
        self.read = self.read.saturating_add(found);
        Turn::new(headers, found, self.read, self.is_secret)
    }

    /// Notes the decision; gives the reason why it can't be followed.
    fn decide(&mut self, next: Next) -> Option<String> {
        let wrong = match next {
            Next::End => None,
            Next::Wrong(reason) => Some(reason),
            Next::Page(now, next) => {
                if let Some(now) = now {
                    self.seen.insert(self.hashing.hash_one(now));
                }
                if self.seen.insert(self.hashing.hash_one(&next)) {
                    return None;
                }
                Some(again(&next, self.is_secret))
            }
        };
        self.is_over = true;
        wrong
    }
}
