//! Full-width characters where YAML has ASCII ones: the likeliest mistake of whoever pastes from a page in Chinese.

use super::super::stops_at;
use super::Scene;
use crate::diag::{Applicability, Diagnostic};
use crate::source::wide::{Edit, applied, ascii_of, edit, line_before, named, syntax_in};

impl Scene<'_> {
    /// The finding, or one that names the full-width characters around it when the text can be read further without
    /// them.
    pub(in crate::source::yaml) fn with_wide(&self, found: Diagnostic) -> Diagnostic {
        let Some((edits, applicability)) = self.repair(&found) else { return found };
        let Some(first) = edits.first() else { return found };
        let message = named(first.c, line_before(self.text, first.at.start));
        let mut this = self.say(first.at.clone(), message).note(found.message);
        this = match edits.len() {
            1 => this,
            2 => this.note("there is another such character on these lines"),
            count => this.note(format!("there are {} more such characters on these lines", count - 1)),
        };
        let line = self.line_start(first.at.start)..self.line_end(first.at.start);
        let within = |edit: &&Edit| edit.at.end <= line.end;
        let mine: Vec<Edit> = edits.iter().filter(within).map(|edit| shifted(edit, line.start)).collect();
        let line = applied(self.text.get(line).unwrap_or_default(), &mine);
        this = this.help(format!("write `{}`", line.trim()));
        for Edit { at, new, .. } in edits {
            this = this.fix(self.span(at), new, applicability);
        }
        this
    }

    /// The edits that make the lines readable; the fewest that suffice are the most likely ones.
    fn repair(&self, found: &Diagnostic) -> Option<(Vec<Edit>, Applicability)> {
        let place = found.primary.as_ref().map_or(self.at..self.at, |label| label.span.range());
        let last = if self.scalar.end <= self.at { self.scalar.start } else { self.at };
        let start = self.line_start(last.min(place.start).min(self.at));
        let end = self.line_end(place.end.max(self.at));
        let lines = self.text.get(start..end).filter(|lines| !lines.is_ascii())?;
        let all = syntax_in(self.text, start..end);
        let separators: Vec<Edit> =
            all.iter().filter(|edit| matches!(ascii_of(edit.c), Some(':' | ',' | ' '))).cloned().collect();
        let every = || {
            let wide = lines.char_indices().filter(|(_, c)| ascii_of(*c).is_some());
            wide.map(|(at, c)| edit(self.text, start + at, c)).collect()
        };
        let tried =
            [(separators, Applicability::Safe), (all, Applicability::Safe), (every(), Applicability::Guess)];
        tried.into_iter().find(|(edits, _)| self.reads_on(edits, end))
    }

    /// Whether the lines can be read with the edits made.
    fn reads_on(&self, edits: &[Edit], end: usize) -> bool {
        if edits.is_empty() {
            return false;
        }
        let text = applied(self.text, edits);
        let rest = self.text.len() - end;
        stops_at(&text).is_none_or(|at| at > text.len() - rest)
    }
}

fn shifted(edit: &Edit, start: usize) -> Edit {
    let at = edit.at.start.saturating_sub(start)..edit.at.end.saturating_sub(start);
    Edit { at, ..edit.clone() }
}
