//! Where the comments of a formatted text are.

use stubwright_spec::source::node::{Cursor, Document, Shape};

use super::relaid::Owner;

/// The contents of a line: the paths of the keys and items that begin there.
type Lines = Vec<Vec<String>>;

/// Every comment is there once, and next to what it was next to.
pub(super) fn check(text: &str, document: &Document, comments: &[(String, Owner)]) -> Result<(), String> {
    let mut found: Vec<&str> =
        document.comments().iter().filter_map(|it| text.get(it.span.range())).collect();
    let mut wanted: Vec<&str> = comments.iter().map(|(mark, _)| mark.as_str()).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    if found != wanted {
        return Err(format!("the comments are {found:?}, and were {wanted:?}"));
    }
    let lines = lines(text, document);
    for (mark, owner) in comments {
        if !is_near(text, &lines, mark, owner) {
            return Err(format!("{mark} is no longer next to {owner:?}"));
        }
    }
    Ok(())
}

fn lines(text: &str, document: &Document) -> Lines {
    let mut lines = vec![Vec::new(); text.split('\n').count()];
    let mut open: Vec<(String, Cursor<'_>)> =
        document.root().map(|root| (String::new(), root)).into_iter().collect();
    let line = |at: u32| text[..at as usize].matches('\n').count();
    while let Some((path, node)) = open.pop() {
        if node.alias().is_some() {
            continue;
        }
        match node.shape() {
            // A comment may be after its last line.
            Shape::Scalar(_) => lines[line(node.span().end)].push(path),
            Shape::Sequence(items) => {
                for (at, item) in items.into_iter().enumerate() {
                    let path = format!("{path}/[{at}]");
                    let start = item.anchor().or(item.alias()).unwrap_or(item.span()).start;
                    lines[line(start)].push(path.clone());
                    open.push((path, item));
                }
            }
            Shape::Mapping(_) => {
                for (key, value) in node.pairs() {
                    let text = key.scalar().map(|key| key.text).unwrap_or_default();
                    let path = format!("{path}/{text}");
                    lines[line(key.alias().unwrap_or(key.span()).start)].push(path.clone());
                    open.push((path, value));
                }
            }
        }
    }
    lines
}

fn is_near(text: &str, lines: &Lines, mark: &str, owner: &Owner) -> bool {
    let all: Vec<&str> = text.split('\n').collect();
    let Some(at) = all.iter().position(|line| line.trim_end().ends_with(mark)) else { return false };
    let is_content = |at: &usize| !matches!(all[*at].trim_start().chars().next(), None | Some('#'));
    // An item may begin below its dash.
    let mut below = (at..all.len()).filter(is_content);
    let first = below.next();
    let second = below.next().filter(|_| first.is_some_and(|first| all[first].trim_start().starts_with('-')));
    let is_at_end = |path: &str| {
        let inner = format!("{path}/");
        let above = (0..=at).rev().find(|at| is_content(at) && !lines[*at].is_empty());
        above.is_some_and(|above| lines[above].iter().any(|it| it == path || it.starts_with(&inner)))
    };
    let is_above = |path: &String| first.into_iter().chain(second).any(|line| lines[line].contains(path));
    let is_below =
        |path: &String| (0..at).rev().find(is_content).is_some_and(|line| lines[line].contains(path));
    match owner {
        Owner::File => !all[..at].iter().enumerate().any(|(at, _)| is_content(&at)),
        Owner::Entry(path) => is_above(path),
        Owner::Between(path) => is_above(path) || is_below(path),
        Owner::Behind(path) => is_above(path) || is_at_end(path),
        Owner::End(path) => is_at_end(path),
    }
}
