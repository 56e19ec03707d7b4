//! A report as JSON, for programs.

use stubwright_spec::diff::{Change, Compatibility};
use stubwright_spec::json::string;
use stubwright_spec::source::{SourceMap, Span};

use super::items::ItemChange;
use super::release::Release;
use super::report::{Report, Unexplained};
use super::revision::Revision;

/// An object that is being written.
struct Object(String);

impl Object {
    fn new() -> Self {
        Self(String::from("{"))
    }

    fn raw(mut self, name: &str, value: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        string(&mut self.0, name);
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    fn text(self, name: &str, value: &str) -> Self {
        let mut text = String::new();
        string(&mut text, value);
        self.raw(name, &text)
    }

    fn optional(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self.raw(name, "null"),
        }
    }

    fn flag(self, name: &str, value: bool) -> Self {
        self.raw(name, if value { "true" } else { "false" })
    }

    fn list(self, name: &str, items: impl Iterator<Item = String>) -> Self {
        let items: Vec<String> = items.collect();
        self.raw(name, &format!("[{}]", items.join(",")))
    }

    fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

impl Report {
    /// One JSON object per change and line, and a last one with the verdict.
    ///
    /// A change has `id`, `code`, `subject`, `path`, `message`, the places `old` and `new` (`null` for what is new or
    /// gone), `source` (`breaking`, `addition` or `none`), `items` of the client, `wire` and `behaviour`. The verdict has
    /// `spec`, `verdict`, `reason`, three flags, and of the crate `crate`, `version`, `next_version` and whether its version
    /// `is_enough`; they are `null` if it is not known.
    #[must_use]
    pub fn json(&self, old: &Revision, new: &Revision, spec: &str, release: Option<&Release>) -> String {
        let mut lines: Vec<String> = self
            .changes
            .iter()
            .map(|at| {
                let Change { code, noun, path, effects, .. } = &at.change;
                let places = [at.change.old.first(), at.change.new.first()].map(Option::<&Span>::copied);
                let wire = effects.wire.iter().map(|at| match at {
                    Compatibility::Deployed(why) => Object::new().text("breaks", "deployed").text("why", why),
                    Compatibility::Ahead(why) => Object::new().text("breaks", "ahead").text("why", why),
                });
                let head = Object::new()
                    .text("id", &at.change.id())
                    .text("code", code.as_str())
                    .text("subject", noun)
                    .text("path", path)
                    .text("message", &at.message());
                tail(head, places, &at.items, [old, new])
                    .list("wire", wire.map(Object::finish))
                    .optional("behaviour", effects.behaviour.as_deref())
                    .finish()
            })
            .collect();
        for Unexplained { item, old: was, new: is } in &self.unexplained {
            let head = Object::new()
                .text("id", &format!("SW1131 item {}", item.path))
                .text("code", "SW1131")
                .text("subject", "item")
                .text("path", &item.path)
                .text("message", &item.sentence());
            let tail = tail(head, [*was, *is], std::slice::from_ref(item), [old, new]);
            lines.push(tail.raw("wire", "[]").raw("behaviour", "null").finish());
        }
        let verdict = self.verdict();
        let next = release.and_then(|release| release.next(verdict.bump));
        let is_enough = release.map(|release| release.is_enough(verdict.bump).to_string());
        let last = Object::new()
            .text("spec", spec)
            .text("verdict", verdict.bump.word())
            .text("reason", &verdict.reason)
            .flag("breaks_deployed", verdict.breaks_deployed)
            .flag("breaks_ahead", verdict.breaks_ahead)
            .flag("behaves", verdict.behaves)
            .optional("crate", release.map(|release| release.name.as_str()))
            .optional("version", release.map(|release| release.new.as_str()))
            .optional("next_version", next.as_deref())
            .raw("is_enough", is_enough.as_deref().unwrap_or("null"));
        lines.push(last.finish());
        lines.join("\n") + "\n"
    }
}

fn tail(head: Object, places: [Option<Span>; 2], items: &[ItemChange], revisions: [&Revision; 2]) -> Object {
    let [old, new] = [0, 1].map(|at| place(places[at], &revisions[at].reading.sources));
    let source = match items.iter().map(ItemChange::is_breaking).max() {
        None => "none",
        Some(false) => "addition",
        Some(true) => "breaking",
    };
    let items = items.iter().map(|item| {
        let ItemChange { path, old, new, .. } = item;
        let object = Object::new().text("path", path);
        object.optional("old", old.as_deref()).optional("new", new.as_deref()).finish()
    });
    head.raw("old", &old).raw("new", &new).text("source", source).list("items", items)
}

fn place(place: Option<Span>, sources: &SourceMap) -> String {
    let Some((span, file)) = place.and_then(|span| Some((span, sources.get(span.file)?))) else {
        return String::from("null");
    };
    let start = file.line_column(span.start);
    Object::new()
        .text("file", file.name())
        .raw("line", &start.line.to_string())
        .raw("column", &start.column.to_string())
        .finish()
}
