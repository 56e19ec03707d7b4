//! Raw requests of HTTP: a request line, headers, an empty line, a body.

use super::{Cutter, Place};
use crate::lexicon::calls::HTTP_METHODS;
use crate::page::lines::line_end;

/// Headers without a hyphen in their name that requests have.
const HEADERS: &[&str] =
    &["accept", "authorization", "connection", "cookie", "date", "host", "origin", "referer"];

impl Cutter<'_> {
    /// The end of the request whose first line is `start..end`.
    pub(super) fn request(&mut self, start: usize, end: usize) -> Option<usize> {
        let mut words = self.page.get(start..end)?.split_whitespace();
        let method = words.next().filter(|word| HTTP_METHODS.contains(word))?;
        words.next().filter(|target| target.starts_with('/') || target.contains(['/', '.']))?;
        let has_version = match words.next() {
            Some(version) if version.starts_with("HTTP/") => true,
            Some(_) => return None,
            None => false,
        };
        if words.next().is_some() {
            return None;
        }
        let headers = self.headers(end);
        if !has_version && !headers.first().is_some_and(|name| is_known(name)) {
            return None;
        }
        let head = headers.last().map_or(end, |_| self.head_end(end, headers.len()));
        let is_typed = headers.iter().any(|name| name.to_ascii_lowercase().starts_with("content-"));
        let has_body = is_typed || !matches!(method, "GET" | "HEAD" | "DELETE");
        let head = start + self.page.get(start..head)?.trim_end().len();
        Some(if has_body { self.request_body(start, head).unwrap_or(head) } else { head })
    }

    /// The names of the headers in the lines after the one that ends at `end`.
    fn headers(&self, end: usize) -> Vec<String> {
        let lines = self.rest(end).split('\n').skip(1);
        lines.map_while(|line| header(line).map(str::to_owned)).collect()
    }

    fn head_end(&self, end: usize, headers: usize) -> usize {
        let length: usize = self.rest(end).split_inclusive('\n').take(headers + 1).map(str::len).sum();
        end + length
    }

    /// The end of the body after the head `start..head`.
    fn request_body(&mut self, start: usize, head: usize) -> Option<usize> {
        let rest = self.rest(head);
        let blank = rest.len() - rest.trim_start().len();
        let lines = rest.get(..blank)?.matches('\n').count();
        let at = head + blank;
        if lines == 0 || lines > 2 {
            return None;
        }
        if rest.get(blank..)?.starts_with(['{', '[']) {
            return self.json(at, Place::Start);
        }
        let kind = self.page.get(start..head)?.to_ascii_lowercase();
        if kind.contains("x-www-form-urlencoded") {
            let end = line_end(self.page, at);
            let line = self.page.get(at..end)?.trim_end();
            let is_form = line.contains('=') && !line.contains(' ');
            return is_form.then_some(at + line.len());
        }
        let from = kind.find("boundary=")? + "boundary=".len();
        let boundary = self.page.get(start + from..head)?;
        let boundary = boundary.split(['"', ' ', '\r', '\n', ';']).find(|part| !part.is_empty())?;
        let window = self.page.get(at..super::floor(self.page, at.saturating_add(1 << 14)))?;
        let last = format!("--{boundary}--");
        window.find(&last).map(|length| at + length + last.len())
    }
}

fn header(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    is_name.then_some(name)
}

fn is_known(name: &str) -> bool {
    name.contains('-') || HEADERS.contains(&name.to_ascii_lowercase().as_str())
}
