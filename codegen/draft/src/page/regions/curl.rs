//! Where a curl command ends: by its quotes, and by what goes on in the next line.

use super::{Cutter, Place, looks_like_json};

impl Cutter<'_> {
    /// The end of the command that begins at `at`.
    pub(super) fn curl(&mut self, at: usize, place: Place) -> Option<usize> {
        let command = self.rest(at);
        let command = command.strip_prefix('$').map_or(command, str::trim_start);
        let first = command.strip_prefix("curl")?;
        let first = first.strip_prefix(".exe").unwrap_or(first);
        if !first.starts_with([' ', '\t']) {
            return None;
        }
        let first = first.trim_start_matches([' ', '\t']);
        let word = first.split(char::is_whitespace).next().unwrap_or_default();
        let is_option = word.len() > 1 && word.starts_with('-');
        let is_url = word.trim_start_matches(['\'', '"']).starts_with("http");
        let is_command = match place {
            Place::Middle => is_option || is_url,
            Place::Start => {
                is_option
                    || is_url
                    || word.starts_with(['\'', '"', '\\', '$', '^'])
                    || word.contains(['.', '/'])
            }
        };
        is_command.then(|| self.command(at))
    }

    fn command(&mut self, start: usize) -> usize {
        let mut at = start;
        while at < self.page.len() {
            match self.byte(at) {
                b'\\' | b'^' | b'`' => match self.continued(at + 1) {
                    Some(next) => at = next,
                    None => at += if self.byte(at) == b'\\' { 2 } else { 1 },
                },
                b'\'' | b'"' => match self.quoted(at) {
                    Some(end) => {
                        at = end;
                        if self.is_glued(at) {
                            return at;
                        }
                    }
                    // A quote without an end: the command ends with its line.
                    None => return self.trimmed(start, super::line_end(self.page, at)),
                },
                b'{' | b'[' => at = self.body(at).unwrap_or(at + 1),
                b'\n' if !self.has_option(at + 1) => return self.trimmed(start, at),
                _ => at += 1,
            }
        }
        self.trimmed(start, self.page.len())
    }

    /// The start of the next line, when only whitespace is between it and `at`, and it is not empty.
    fn continued(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let bare = rest.trim_start_matches([' ', '\t', '\r']);
        let next = bare.strip_prefix('\n')?;
        let is_empty = next.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let at = self.page.len() - next.len();
        if !is_empty {
            return Some(at);
        }
        // An empty line that came in between: the command goes on with an option.
        let rest = next.trim_start();
        let at = self.page.len() - rest.len();
        self.has_option(at).then_some(at)
    }

    /// Whether a line begins with an option, though the line before has no mark at its end.
    fn has_option(&self, at: usize) -> bool {
        let line = self.rest(at).trim_start_matches([' ', '\t']);
        let option = line.strip_prefix("--").or_else(|| line.strip_prefix('-'));
        option.is_some_and(|option| option.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    /// One past the quote that ends what the quote at `at` begins.
    fn quoted(&mut self, at: usize) -> Option<usize> {
        let quote = self.byte(at);
        let inside = self.rest(at + 1);
        let blank = inside.len() - inside.trim_start().len();
        // JSON may have the quote inside of its own texts.
        if let Some(end) = self.body(at + 1 + blank) {
            let after = self.rest(end);
            let end = end + after.len() - after.trim_start().len();
            if self.byte(end) == quote {
                return Some(end + 1);
            }
        }
        let has_escapes = quote == b'"' || (at > 0 && self.byte(at - 1) == b'$');
        let mut at = at + 1;
        while at < self.page.len() {
            match self.byte(at) {
                b'\\' if has_escapes => at += 1,
                b'\n' if self.is_empty_line(at + 1) => return None,
                byte if byte == quote => return Some(at + 1),
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn is_empty_line(&self, at: usize) -> bool {
        let line = self.rest(at).trim_start_matches([' ', '\t', '\r']);
        line.is_empty() || line.starts_with('\n')
    }

    /// The end of JSON inside of a command.
    fn body(&mut self, at: usize) -> Option<usize> {
        let rest = self.page.get(at..)?;
        let is_json = rest.starts_with(['{', '[']) && looks_like_json(rest, Place::Start);
        if is_json { self.read(at) } else { None }
    }

    /// Whether what follows a closing quote at once is not part of the command.
    fn is_glued(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let is_json = rest.starts_with(['{', '[']) && looks_like_json(rest, Place::Start);
        is_json || rest.starts_with("curl ") || rest.starts_with(|c: char| !c.is_ascii() && c.is_alphabetic())
    }

    fn trimmed(&self, start: usize, end: usize) -> usize {
        start + self.page.get(start..end.max(start)).unwrap_or_default().trim_end().len()
    }
}
