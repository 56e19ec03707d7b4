//! Attributes of headings and of fenced code: `## Pay {{ tag: 'POST', label: '/v1/pay' }}` and ```` ```json title="Paid" ````.

use std::ops::Range;

use super::super::text::Text;
use stubwright_spec::source::FileId;

/// The title in the info string of fenced code: a value of `title`, or the words after the language.
pub(super) fn title(file: FileId, page: &str, block: Range<usize>) -> Option<Text> {
    let line = page.get(block.clone())?.lines().next()?;
    let info = line.trim_start_matches(['`', '~', ' ']);
    let start = block.start + line.len() - info.len();
    // Words after the language of a program are the name of a file or of a library.
    let words = || {
        let language = info.split([' ', '{']).next().filter(|language| language.starts_with("json"))?.len();
        let rest = info.get(language..)?;
        let end = rest.find(['{', '=', ':', '[']).unwrap_or(rest.len());
        // The word before a sign of an attribute is its name.
        let end = if end < rest.len() { rest.get(..end)?.trim_end().rfind(' ').unwrap_or(0) } else { end };
        Some(language..language + end)
    };
    let range = value(info, "title").or_else(words)?;
    let text = Text::prose(file, page, start + range.start..start + range.end).trimmed();
    (!text.is_blank()).then_some(text)
}

/// A heading without its attributes (`{#anchor}`, `:id=anchor`, `{{ … }}`), and the call that they name.
pub(super) fn heading(text: &Text) -> (Text, Option<Text>) {
    let bare = without_settings(text.as_str().trim_end());
    let begin =
        ["{{", "{#", "{: ", "{:.", "{:#", "{docsify-"].into_iter().filter_map(|mark| bare.rfind(mark)).min();
    let Some(begin) = begin.filter(|_| bare.ends_with('}')) else {
        return (text.slice(0..bare.len()).trimmed(), None);
    };
    let attributes = bare.get(begin..).unwrap_or_default();
    let part = |key: &str| value(attributes, key).map(|range| begin + range.start..begin + range.end);
    let call = part("tag").zip(part("label")).map(|(method, path)| {
        let mut call = text.slice(method);
        let space = text.slice(path.clone()).span().range().start;
        call.push(" ", space..space);
        call.append(&text.slice(path));
        call
    });
    (text.slice(0..begin).trimmed(), call)
}

/// A heading without settings at its end: `:id=anchor`.
fn without_settings(mut heading: &str) -> &str {
    let is_setting = |word: &str| {
        let pair = word.strip_prefix(':').and_then(|word| word.split_once('='));
        pair.is_some_and(|(key, _)| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    while let Some((before, _)) = heading.rsplit_once(' ').filter(|(_, last)| is_setting(last)) {
        heading = before.trim_end();
    }
    heading
}

/// The place of the quoted value after `key=` or `key:`.
fn value(text: &str, key: &str) -> Option<Range<usize>> {
    let mut since = 0;
    while let Some(at) = text.get(since..)?.find(key) {
        let at = since + at;
        since = at + key.len();
        let is_word = text.get(..at)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let rest = text.get(since..)?.trim_start();
        let Some(rest) = rest.strip_prefix([':', '=']).filter(|_| is_word).map(str::trim_start) else {
            continue;
        };
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = text.len() - rest.len() + 1;
        return Some(start..start + text.get(start..)?.find(quote)?);
    }
    None
}
