//! Lists that come in pages: their description in generated code, and how one page leads to the next.

mod link;
mod place;
mod turn;
mod walk;

pub use self::place::{ListPlace, take_items};
pub use self::turn::Turn;
pub(crate) use self::walk::{Action, Walk};
use crate::operation::Operation;

/// A request for a list that comes in pages; implemented by request structs of generated code.
///
/// [`Client::items`](crate::v1::Client::items) requests one page after the other.
pub trait Paged: Operation + Clone {
    /// An item of the list.
    type Item;

    /// Takes the items out of a page.
    fn items(page: &mut Self::Output) -> Vec<Self::Item>;

    /// Tells what the last item of a page has for [`Turn::cursor_of_last`]. The default tells nothing.
    fn last_item(item: &Self::Item, turn: &mut Turn<'_>) {
        let _ = (item, turn);
    }

    /// Turns the request into the one for the page after `page`, whose items have been taken. If there is no other
    /// page, the request stays as it is.
    fn turn(&mut self, page: &Self::Output, turn: &mut Turn<'_>);
}
