//! The format of server-sent events (WHATWG HTML §9.2.5 and §9.2.6). No I/O.

use std::collections::VecDeque;
use std::mem::take;
use std::sync::Arc;
use std::time::Duration;

use crate::transport::{Phase, Sent, TransportError};

/// An event as sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// `message` if the server gives no name.
    pub(super) name: String,
    pub(super) data: String,
    /// The last id that was sent, with this event or before it.
    pub(super) id: Arc<str>,
}

/// Reads events out of the pieces of a body.
#[derive(Debug)]
pub(super) struct Parser {
    line: Vec<u8>,
    /// Whether the last byte was a CR, after which an LF ends no line of its own.
    after_cr: bool,
    has_begun: bool,
    name: String,
    data: String,
    id: String,
    /// The id at the last empty line.
    last_id: String,
    /// The ID of the last event.
    shared_id: Arc<str>,
    retry: Option<Duration>,
    ready: VecDeque<Message>,
    /// The size of an event.
    limit: usize,
}

impl Parser {
    /// Creates a parser of events that have at most `limit` bytes each.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            line: Vec::new(),
            after_cr: false,
            has_begun: false,
            name: String::new(),
            data: String::new(),
            id: String::new(),
            last_id: String::new(),
            shared_id: Arc::from(""),
            retry: None,
            ready: VecDeque::new(),
            limit,
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// If an event is too large.
    pub(super) fn push(&mut self, piece: &[u8]) -> Result<(), TransportError> {
        let mut rest = piece;
        while let [first, after @ ..] = rest {
            if take(&mut self.after_cr) && *first == b'\n' {
                rest = after;
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
            if self.line.len() + line.len() + self.data.len() > self.limit {
                let reason = format!("the limit for an event is {} bytes", self.limit);
                return Err(TransportError::new(Phase::TooLarge, Sent::Yes, reason));
            }
            self.line.extend_from_slice(line);
            let Some((ending, after)) = after.split_first() else { break };
            self.after_cr = *ending == b'\r';
            rest = after;
            self.end_line();
        }
        Ok(())
    }

    /// The next event that is complete. An event that is not complete at the end of the body is not one.
    pub(super) fn next(&mut self) -> Option<Message> {
        self.ready.pop_front()
    }

    /// The last id that was sent, whether or not an event had it; empty if there was none.
    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// Forgets the event that is not complete, before another body.
    pub(super) fn restart(&mut self) {
        self.line.clear();
        self.after_cr = false;
        self.has_begun = false;
        self.name.clear();
        self.data.clear();
        self.id.clone_from(&self.last_id);
    }

    /// The time after which the server wants to be asked again.
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    fn end_line(&mut self) {
        let bytes = take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let mut line = &*text;
        if !self.has_begun {
            self.has_begun = true;
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        // The name of a comment is empty.
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => self.data.extend([value, "\n"]),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        self.last_id.clone_from(&self.id);
        let (name, mut data) = (take(&mut self.name), take(&mut self.data));
        if data.pop().is_none() {
            return;
        }
        let name = if name.is_empty() { "message".to_owned() } else { name };
        // Servers can send one long ID and many short events.
        if *self.shared_id != *self.id {
            self.shared_id = self.id.as_str().into();
        }
        self.ready.push_back(Message { name, data, id: Arc::clone(&self.shared_id) });
    }
}

#[cfg(test)]
mod tests {
    use super::Parser;

    fn read(pieces: &[&[u8]]) -> (Vec<[String; 3]>, Option<u128>) {
        let mut parser = Parser::new(1000);
        for piece in pieces {
            parser.push(piece).expect("within the limit");
        }
        let all =
            std::iter::from_fn(|| parser.next()).map(|event| [event.name, event.data, event.id.to_string()]);
        (all.collect(), parser.retry().map(|time| time.as_millis()))
    }

    #[track_caller]
    fn reads(text: &str, want: &[[&str; 3]]) {
        let whole = read(&[text.as_bytes()]);
        assert_eq!(whole.0, want, "{text:?}");
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(read(&bytes), whole, "{text:?}, byte by byte");
        for (from, to) in [("\n", "\r\n"), ("\n", "\r")] {
            let other = text.replace(from, to);
            assert_eq!(read(&[other.as_bytes()]), whole, "{other:?}");
            let bytes: Vec<&[u8]> = other.as_bytes().chunks(1).collect();
            assert_eq!(read(&bytes), whole, "{other:?}, byte by byte");
        }
    }

    /// One long ID goes with all events after it.
    #[test]
    fn an_id_is_kept_once() {
        let mut parser = Parser::new(1000);
        parser.push(b"id: 7\ndata: a\n\ndata: b\n\n").expect("within the limit");
        let (first, second) = (parser.next().expect("an event"), parser.next().expect("another one"));
        assert!(std::sync::Arc::ptr_eq(&first.id, &second.id));
    }

    /// The examples of the standard, and what it says in words.
    #[test]
    fn events() {
        reads("data: YHOO\ndata: +2\ndata: 10\n\n", &[["message", "YHOO\n+2\n10", ""]]);
        reads(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            &[
                ["message", "first event", "1"],
                ["message", "second event", ""],
                ["message", " third event", ""],
            ],
        );
        reads("data\n\ndata\ndata\n\ndata:", &[["message", "", ""], ["message", "\n", ""]]);
        reads("data:test\n\ndata: test\n\n", &[["message", "test", ""], ["message", "test", ""]]);
        reads("event: add\ndata: 7\n\nevent: gone\n\ndata: 8\n\n", &[["add", "7", ""], ["message", "8", ""]]);
        reads("id: 1\n\ndata: a\n\nid: 2\ndata: b\n\n", &[["message", "a", "1"], ["message", "b", "2"]]);
        reads("id: 1\0\nDATA: x\ndata : y\nunknown: z\ndata: a:b\n\n", &[["message", "a:b", ""]]);
        reads("\u{feff}data: a\n\n\u{feff}data: b\n\n", &[["message", "a", ""]]);
        reads("data: \u{feff}é\n\n", &[["message", "\u{feff}é", ""]]);
        reads("data: unfinished\n", &[]);
    }

    #[test]
    fn times_to_wait() {
        for (text, want) in [
            ("retry: 1500\n", Some(1500)),
            ("retry: 1\nretry: x\nretry: -1\nretry\nretry: 1.5\n", Some(1)),
            ("retry: 99999999999999999999999\n", None),
            ("", None),
        ] {
            assert_eq!(read(&[text.as_bytes()]).1, want, "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_not_text_and_events_that_are_too_large() {
        assert_eq!(read(&[b"data: a\xffb\n\n"]).0, [["message", "a\u{fffd}b", ""]]);
        for event in ["data: ".to_owned() + &"x".repeat(1000), "data: xxxxxxxx\n".repeat(200)] {
            let error = Parser::new(1000).push(event.as_bytes()).expect_err("too large");
            assert_eq!(error.reason(), "the limit for an event is 1000 bytes");
        }
        assert!(Parser::new(10).push(&b"data: xxx\n\n".repeat(100)).is_ok());
    }
}
