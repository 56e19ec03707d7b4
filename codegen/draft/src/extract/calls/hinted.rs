//! Calls whose URL is a part of a heading or of a sentence.

use std::ops::Range;

use super::finder::{Finder, Waiting};
use super::roots::{has_host, is_document, is_root};
use super::{labels, url};
use crate::found::{Place, Weight};
use crate::lexicon::topics::is_callback;
use crate::page::Text;

impl Finder<'_> {
    /// A heading that ends with a path: `2.2 Create an order /trade/create`.
    pub(super) fn titled(&mut self, text: &Text, range: Range<usize>, place: Place) -> bool {
        let line = text.as_str().get(range.clone()).unwrap_or_default();
        let bare = line.trim_end_matches(|c: char| c.is_whitespace() || "`)）]".contains(c));
        let Some(at) = path_in(bare).filter(|_| !is_callback(line)) else { return false };
        let token = range.start + at..range.start + bare.len();
        let Some(url) = url::parse(text, token).filter(|url| !is_document(url)) else { return false };
        let line = self.pending.line;
        self.pending.url = Some(Waiting { url, place, line, weight: Weight::Heading, named: Vec::new() });
        true
    }

    /// A sentence that ends with a URL, which is that of a call if a method follows, or if it is below a title that announces one.
    pub(super) fn closing(&mut self, text: &Text, range: Range<usize>, (place, is_announced): (Place, bool)) {
        let line = text.as_str().get(range.clone()).unwrap_or_default();
        let Some(at) = line.rfind("http").filter(|_| self.pending.url.is_none()) else { return };
        let before = line.get(..at).unwrap_or_default().trim_end_matches([' ', '`', '<', '*']);
        let Some(token) = url::token(text, range.start + at..range.end) else { return };
        let after = text.as_str().get(token.end..range.end).unwrap_or_default();
        let is_closing =
            (is_announced || before.ends_with([':', '：'])) && !after.contains(|c: char| c.is_alphanumeric());
        if !is_closing || labels::environment(before).is_some() {
            return;
        }
        if let Some(url) = url::parse(text, token)
            && has_host(&url)
            && !is_root(&url)
            && !is_document(&url)
        {
            let line = self.pending.line;
            let weight = if is_announced { Weight::Line } else { Weight::Prose };
            self.pending.url = Some(Waiting { url, place, line, weight, named: Vec::new() });
        }
    }
}

/// Where the path begins that a heading ends with.
fn path_in(heading: &str) -> Option<usize> {
    let start = heading.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = heading.get(start..)?;
    let slash = word.find('/')?;
    // Text in another script may be glued to it.
    let is_apart = word.get(..slash)?.chars().all(|c| !c.is_ascii() || "`(（[".contains(c));
    let path = word.get(slash + 1..)?;
    let is_path = path.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{')
        && path.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.{}:<>".contains(c));
    (is_apart && is_path).then_some(start + slash)
}
