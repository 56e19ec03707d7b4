//! Calls whose path has a line for each segment and for each slash, as tools for documentation show them: `POST`, `/`,
//! `lamps`, `/`, `{lamp}`; and methods in small letters above a path.

use super::part::Part;
use crate::lexicon::calls::HTTP_METHODS;
use crate::page::text::Text;

/// So many lines may be between the two methods of a call.
const FARTHEST: usize = 400;

/// The method and the path on one line, and the line after them.
pub(super) fn call(part: &Part<'_>, at: usize) -> Option<(Text, usize)> {
    let name = part.line(at)?.trim();
    let method = HTTP_METHODS.into_iter().find(|method| method.eq_ignore_ascii_case(name))?;
    let is_small = name.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_small && name != method {
        return None;
    }
    let start = start(part, at)?;
    let place = start..start + name.len();
    let mut line = Text::new(part.file);
    let (first, target) = filled(part, at + 1)?;
    if target == "/" {
        line.push(method, place);
        let end = segments(part, first, &mut line)?;
        return Some((line, end));
    }
    // `get` alone is a word.
    if !is_small {
        return None;
    }
    if is_target(target) {
        line.push(method, place);
    } else {
        line.push(&format!("{method} {}", below(part, at + 1, name)?), place);
    }
    Some((line, at + 1))
}

/// The path of a call whose method is above its description, and once more with the path below it.
fn below<'p>(part: &Part<'p>, from: usize, name: &str) -> Option<&'p str> {
    let is_method = |line: &str| HTTP_METHODS.iter().any(|method| method.to_ascii_lowercase() == line);
    let next = (from..part.lines.len().min(from + FARTHEST))
        .find(|at| part.line(*at).is_some_and(|line| is_method(line.trim())))?;
    let (_, target) = filled(part, next + 1)?;
    (part.line(next)?.trim() == name && is_target(target)).then_some(target)
}

fn is_target(text: &str) -> bool {
    let is_one = ["/", "http://", "https://"].iter().any(|start| text.starts_with(start));
    is_one && text.len() > 1 && !text.contains(char::is_whitespace)
}

/// Adds the path that begins in a line, and gives the line after it.
fn segments(part: &Part<'_>, from: usize, line: &mut Text) -> Option<usize> {
    let mut end = from;
    let mut next = Some(from);
    let mut is_any = false;
    while let Some(slash) = next.filter(|slash| part.line(*slash).is_some_and(|line| line.trim() == "/")) {
        let (at, segment) = filled(part, slash + 1)?;
        if !is_segment(segment) {
            break;
        }
        let place = start(part, slash)?;
        let lead = if is_any { "/" } else { " /" };
        line.push(lead, place..place + 1);
        let place = start(part, at)?;
        line.push(segment, place..place + segment.len());
        is_any = true;
        end = at + 1;
        next = filled(part, end).map(|(at, _)| at);
    }
    is_any.then_some(end)
}

fn is_segment(text: &str) -> bool {
    let bare = text.trim_start_matches(['{', ':', '<']).trim_end_matches(['}', '>']);
    bare.starts_with(|c: char| c.is_ascii_alphanumeric())
        && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// The next line that is not blank.
fn filled<'p>(part: &Part<'p>, from: usize) -> Option<(usize, &'p str)> {
    (from..from + 3).find_map(|at| {
        let range = part.lines.get(at)?.clone();
        part.page.get(range).map(str::trim).filter(|line| !line.is_empty()).map(|line| (at, line))
    })
}

/// Where the text of a line begins on the page.
fn start(part: &Part<'_>, at: usize) -> Option<usize> {
    let range = part.lines.get(at)?;
    let line = part.page.get(range.clone())?;
    Some(range.start + line.len() - line.trim_start().len())
}
