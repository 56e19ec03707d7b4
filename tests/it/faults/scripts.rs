//! The scripts, group by group; their names are in the table too.

mod bodies;
mod connections;
mod encodings;
mod heads;
mod statuses;
mod streamed;
mod texts;

use super::script::{Scripts, answer};

pub(super) fn all() -> Scripts {
    let groups = [
        connections::scripts(),
        heads::scripts(),
        bodies::scripts(),
        statuses::redirects(),
        statuses::refusals(),
        statuses::waits(),
        texts::scripts(),
        encodings::scripts(),
        streamed::scripts(),
        streamed::uploads(),
        paths(),
    ];
    groups.into_iter().flatten().collect()
}

/// Values for the path of a request; the server accepts everything.
fn paths() -> Scripts {
    let with = |path| answer("200 OK", "").path(path);
    vec![
        ("path-dot", with(".")),
        ("path-dots", with("..")),
        ("path-empty", with("")),
        ("path-slash", with("a/b")),
        ("path-backslashes", with("..\\..\\admin")),
        ("path-encoded-dots", with("%2e%2e")),
        ("path-question", with("a?b#c")),
        ("path-line-break", with("a\r\nx-evil: 1")),
        ("path-letters", with("合 同")),
    ]
}
