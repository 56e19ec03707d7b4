//! A subscriber of `tracing` that keeps everything it is told, at every level.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down everything.
#[derive(Clone, Default)]
pub(crate) struct Collector(Arc<(Mutex<String>, AtomicU64)>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Collector {
    fn note(&self, what: &str, fields: impl FnOnce(&mut Line<'_>)) {
        let mut text = self.0.0.lock().unwrap();
        text.push_str(what);
        fields(&mut Line(&mut text));
        text.push('\n');
    }

    pub(crate) fn text(&self) -> String {
        self.0.0.lock().unwrap().clone()
    }
}

impl Subscriber for Collector {
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        about.target().starts_with("stubwright")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.note(&format!("span {}", span.metadata().name()), |line| span.record(line));
        Id::from_u64(self.0.1.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.note("recorded", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        assert!(event.parent().is_some(), "events belong to their call");
        self.note(event.metadata().level().as_str(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
