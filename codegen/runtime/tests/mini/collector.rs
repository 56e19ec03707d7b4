//! Keeps everything that `tracing` records on one thread, at every level.
//!
//! There is one subscriber for the whole process. A subscriber for each test would miss events now and then: `tracing`
//! caches whether anybody is interested in a call site, and where one thread reaches it for the first time while another one
//! sets its subscriber, the cache can say "never".

use std::cell::RefCell;
use std::fmt::{Debug, Write};
use std::rc::Rc;
use std::sync::Once;
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down everything.
#[derive(Clone, Default)]
pub(crate) struct Collector(Rc<RefCell<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

thread_local! {
    static LISTENING: RefCell<Option<Collector>> = const { RefCell::new(None) };
}

impl Collector {
    /// Runs `call`, and writes down what it tells on this thread.
    pub(crate) fn watch<T>(&self, call: impl FnOnce() -> T) -> T {
        static STARTED: Once = Once::new();
        STARTED.call_once(|| {
            tracing::subscriber::set_global_default(Everyone).unwrap();
            // Call sites that other threads were registering at that moment are asked about again.
            std::thread::sleep(Duration::from_millis(50));
            tracing::callsite::rebuild_interest_cache();
        });
        LISTENING.set(Some(self.clone()));
        let result = call();
        LISTENING.set(None);
        result
    }

    pub(crate) fn text(&self) -> String {
        self.0.borrow().clone()
    }
}

/// Tells the collector of the thread, if there is one.
struct Everyone;

fn note(what: &str, fields: impl FnOnce(&mut Line<'_>)) {
    LISTENING.with_borrow(|collector| {
        let Some(collector) = collector else { return };
        let mut text = collector.0.borrow_mut();
        text.push_str(what);
        fields(&mut Line(&mut text));
        text.push('\n');
    });
}

impl Subscriber for Everyone {
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        about.target().starts_with("stubwright")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        note(&format!("span {}", span.metadata().name()), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        note("recorded", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        note(event.metadata().level().as_str(), |line| {
            assert!(event.parent().is_some(), "events belong to their call");
            event.record(line);
        });
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
