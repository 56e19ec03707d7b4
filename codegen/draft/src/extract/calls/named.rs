//! Words to which the text gives the address of a server: `BASE-ENDPOINT/lamps`, below `Base URL (BASE-ENDPOINT): https://host/v1`.

use std::collections::{BTreeMap, BTreeSet};

use super::finder::Finder;
use super::{roots, url};
use crate::extract::headings::text_of;
use crate::found::{Call, Url};
use crate::lexicon::naming::COPULAS;
use crate::page::{Block, Text};

/// The URLs that lines give such words, by the word; one with several URLs stands for none.
pub(super) fn bases(blocks: &[&Block]) -> BTreeMap<String, Url> {
    let mut all: BTreeMap<String, Vec<Url>> = BTreeMap::new();
    let mut above: Option<String> = None;
    for line in blocks.iter().filter_map(|block| text_of(block)).flat_map(Text::lines) {
        let raw = line.as_str();
        if raw.trim().is_empty() {
            continue;
        }
        let before_url = raw.find("http").and_then(|at| Some((raw.get(..at)?, address(&line, at)?)));
        let announced = above.take();
        let Some((before, url)) = before_url else {
            above = word(raw).filter(|_| raw.trim_end().ends_with([':', '：']));
            continue;
        };
        let is_alone = !before.contains(char::is_alphanumeric);
        if let Some(word) = word(before).or(announced.filter(|_| is_alone)) {
            let known = all.entry(word).or_default();
            let is_known = known.iter().any(|other| is_same(other, &url));
            known.extend((!is_known).then_some(url));
        }
    }
    let one = |(word, mut urls): (String, Vec<Url>)| Some((word, urls.pop().filter(|_| urls.is_empty())?));
    all.into_iter().filter_map(one).collect()
}

/// The URL that a line has at a place.
fn address(line: &Text, at: usize) -> Option<Url> {
    let token = url::token(line, at..line.as_str().len())?;
    url::parse(line, token)
        .filter(|url| url.host.is_some() && url.query.is_empty() && !roots::is_document(url))
}

/// The word for a server with which a text ends, apart from signs and a word such as `is`.
fn word(text: &str) -> Option<String> {
    let bare = |text: &str| text.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let text = bare(text);
    let text = match text.rsplit_once(' ') {
        Some((before, last)) if COPULAS.has(last) => bare(before),
        _ => text,
    };
    let is_sign = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.'));
    let last = text.rsplit(is_sign).next()?;
    url::is_root_word(last).then(|| last.to_owned())
}

fn is_same(one: &Url, other: &Url) -> bool {
    let parts = |url: &Url| {
        let host = url.host.as_ref().map(|host| host.value.to_ascii_lowercase());
        (host, url.path.value.trim_end_matches('/').to_owned())
    };
    parts(one) == parts(other)
}

impl Finder<'_> {
    /// Puts the URLs of such words in front of the paths of calls; those URLs are servers, and no calls.
    pub(super) fn resolve(&mut self) {
        let mut used = BTreeSet::new();
        for call in &mut self.found.calls {
            let word = call.url.stand_in.as_ref().map(|word| word.value.clone());
            let Some((word, base)) = word.and_then(|word| self.bases.get_key_value(&word)) else { continue };
            call.url.path.value.insert_str(0, base.path.value.trim_end_matches('/'));
            (call.url.stand_in, call.url.host) = (None, base.host.clone());
            call.url.scheme = call.url.scheme.take().or_else(|| base.scheme.clone());
            used.insert(word.clone());
        }
        for base in used.iter().filter_map(|word| self.bases.get(word).cloned()).collect::<Vec<_>>() {
            let is_base = |call: &Call| call.method.is_none() && is_same(&call.url, &base);
            self.found.calls.retain(|call| !is_base(call));
            self.server(None, base);
        }
    }
}
