//! From one page to the next: the response's statements about it, and the value that selects the next page.

use http::HeaderMap;

use super::link;
use crate::param::{Param, Texts};
use crate::wire::{Value, read_text};

/// How many characters of a cursor an error shows.
const SHOWN: usize = 64;

const HOLLOW: &str = "a page without items says that there are more";

/// A page that has been read, and whether another one follows. Generated code says where a page has what.
#[derive(Debug)]
pub struct Turn<'a> {
    headers: &'a HeaderMap,
    /// The number of items on this page.
    found: u64,
    /// The number of items on all pages so far.
    read: u64,
    more: Option<bool>,
    total: Option<u64>,
    last: Option<u64>,
    end: Option<String>,
    /// The cursor in the last item.
    of_last: Option<String>,
    is_secret: bool,
    next: Next,
}

/// The decision after a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// There is no other page.
    End,
    /// The request is now the one for the next page. The texts select this page and the next one.
    Page(Option<String>, String),
    /// The page contradicts itself or leads in a circle.
    Wrong(String),
}

impl<'a> Turn<'a> {
    pub(super) fn new(headers: &'a HeaderMap, found: u64, read: u64, is_secret: bool) -> Self {
        Self {
            headers,
            found,
            read,
            more: None,
            total: None,
            last: None,
            end: None,
            of_last: None,
            is_secret,
            next: Next::End,
        }
    }

    pub(super) fn decided(self) -> Next {
        self.next
    }

    /// Sets whether there is another page: `false`, `0` and an empty text say that there is none.
    pub fn more(&mut self, flag: &dyn Param) -> &mut Self {
        self.more = text(flag).map(|text| !matches!(text.trim(), "false" | "0" | ""));
        self
    }

    /// Sets the number of items on all pages.
    pub fn total(&mut self, items: &dyn Param) -> &mut Self {
        self.total = whole(items);
        self
    }

    /// Sets the number of pages.
    pub fn last(&mut self, pages: &dyn Param) -> &mut Self {
        self.last = whole(pages);
        self
    }

    /// Sets the cursor after the last page, where the API has one in place of none.
    pub fn end(&mut self, cursor: &str) -> &mut Self {
        self.end = Some(cursor.to_owned());
        self
    }

    /// Sets the cursor that the last item of the page has.
    pub fn last_item(&mut self, cursor: &dyn Param) {
        self.of_last = text(cursor);
    }

    /// Selects the next page by a value of the last item, see [`last_item`](Self::last_item). A page without items is the last.
    pub fn cursor_of_last<S: Value + Param>(&mut self, place: &mut S) {
        if self.is_said_to_be_last(self.read) {
            return;
        }
        let next = self.of_last.take().filter(|next| !next.trim().is_empty());
        match next {
            None if self.found > 0 => {
                self.next = Next::Wrong("the last item of a page has no cursor".to_owned());
            }
            None if self.more == Some(true) => self.next = Next::Wrong(HOLLOW.to_owned()),
            None => {}
            next => self.follow(text(place), next, place),
        }
    }

    /// Selects the next page by the cursor that this one contains. Without one, this is the last page.
    pub fn cursor<S: Value + Param>(&mut self, place: &mut S, next: &dyn Param) {
        let (now, next) = (text(place), text(next));
        self.follow(now, next, place);
    }

    /// Selects the next page by a cursor in this header.
    pub fn cursor_in_header<S: Value + Param>(&mut self, place: &mut S, header: &str) {
        let next = self.headers.get(header).and_then(|value| value.to_str().ok()).map(str::to_owned);
        self.follow(text(place), next, place);
    }

    /// Selects the next page by a parameter in its URL, which this page contains. Nothing else of the URL is used: the
    /// request goes to the server of the client, whatever the URL says.
    pub fn cursor_in_url<S: Value + Param>(&mut self, place: &mut S, parameter: &str, url: &dyn Param) {
        self.follow_url(text(place), text(url), parameter, place);
    }

    /// Selects the next page by a parameter in its URL, which is the target of the link `next` in the header `Link` (RFC
    /// 8288); see [`cursor_in_url`](Self::cursor_in_url).
    pub fn cursor_in_link<S: Value + Param>(&mut self, place: &mut S, parameter: &str) {
        self.follow_url(text(place), link::next(self.headers), parameter, place);
    }

    /// Selects the next page by its number; the first page has the number `first`.
    pub fn page<S: Value + Param>(&mut self, place: &mut S, first: u32) {
        let first = u64::from(first);
        let now = whole(place).unwrap_or(first);
        let is_past_last = self.last.is_some_and(|last| now.saturating_sub(first).saturating_add(1) >= last);
        // A number of pages bounds them; a number of items that is never reached does not.
        let is_hollow = self.found == 0 && self.more != Some(true) && self.last.is_none();
        if self.is_said_to_be_last(self.read) || is_past_last || is_hollow {
            return;
        }
        self.set(Some(now.to_string()), now.saturating_add(1).to_string(), place);
    }

    /// Selects the next page by the number of items before it.
    pub fn offset<S: Value + Param>(&mut self, place: &mut S) {
        let now = whole(place).unwrap_or_default();
        let next = now.saturating_add(self.found);
        if self.is_said_to_be_last(next) {
            return;
        }
        if self.found > 0 {
            self.set(Some(now.to_string()), next.to_string(), place);
        } else if self.more == Some(true) {
            self.next = Next::Wrong(HOLLOW.to_owned());
        }
    }

    fn is_said_to_be_last(&self, read: u64) -> bool {
        self.more == Some(false) || self.total.is_some_and(|total| read >= total)
    }

    fn follow(&mut self, now: Option<String>, next: Option<String>, place: &mut dyn Value) {
        if self.is_said_to_be_last(self.read) {
            return;
        }
        match next.filter(|next| !next.trim().is_empty() && self.end.as_ref() != Some(next)) {
            Some(next) => self.set(now, next, place),
            None if self.more == Some(true) => {
                self.next = Next::Wrong("a page says that there are more, and has no cursor".to_owned());
            }
            None => {}
        }
    }

    fn follow_url(
        &mut self,
        now: Option<String>,
        url: Option<String>,
        parameter: &str,
        place: &mut dyn Value,
    ) {
        let Some(url) = url.filter(|url| !url.trim().is_empty()) else {
            return self.follow(now, None, place);
        };
        match link::parameter(&url, parameter) {
            Some(next) => self.follow(now, Some(next), place),
            None => {
                self.next = Next::Wrong(format!("the URL of the next page has no parameter `{parameter}`"))
            }
        }
    }

    fn set(&mut self, now: Option<String>, next: String, place: &mut dyn Value) {
        self.next = if now.as_ref() == Some(&next) {
            Next::Wrong(again(&next, self.is_secret))
        } else {
            match read_text(&next, place) {
                Ok(()) => Next::Page(now, next),
                Err(_) if self.is_secret => Next::Wrong("the next page can't be requested".to_owned()),
                Err(reason) => Next::Wrong(format!("the next page can't be requested: {reason}")),
            }
        };
    }
}

/// The message about a page that was requested before.
pub(super) fn again(cursor: &str, is_secret: bool) -> String {
    if is_secret {
        return "the server names a page that has been read as the next one".to_owned();
    }
    let shown: String = cursor.chars().take(SHOWN).collect();
    format!("the server names a page that has been read as the next one: `{shown}`")
}

/// The only text of a value.
fn text(value: &(impl Param + ?Sized)) -> Option<String> {
    match Texts::of(value).ok()?.as_slice() {
        [text] => Some(text.clone()),
        _ => None,
    }
}

fn whole(value: &(impl Param + ?Sized)) -> Option<u64> {
    text(value)?.trim().parse().ok()
}
