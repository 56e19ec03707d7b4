//! No connection, or one that ends before a response begins.

use stubwright_tests::faults::Step;

use crate::faults::script::{FINE, Place, Scripts, kept, nowhere, plan, response};

pub(crate) fn scripts() -> Scripts {
    vec![
        ("refused", nowhere(Place::Stopped)),
        ("no-route", nowhere(Place::Other("255.255.255.255:80"))),
        ("unknown-host", nowhere(Place::Other("no-such-host.invalid:80"))),
        ("never-accepted", nowhere(Place::Full).hasty()),
        ("never-accepted-in-time", nowhere(Place::Full).impatient()),
        ("tls-close", plan([Step::Close]).over_tls()),
        ("tls-reset", plan([Step::Arrival, Step::Reset]).over_tls()),
        ("tls-plain-http", plan([response("400 Bad Request", "no TLS here")]).over_tls()),
        ("tls-hang", plan([Step::Hang]).over_tls().hasty()),
        ("close-at-once", plan([Step::Close])),
        ("reset-unread", plan([Step::Arrival, Step::Reset])),
        ("hang-at-once", plan([Step::Hang]).impatient()),
        ("close-in-request", plan([Step::Head, Step::Close]).large()),
        ("reset-in-request", plan([Step::Head, Step::Reset]).large()),
        ("hang-in-request", plan([Step::Head, Step::Hang]).large().impatient()),
        ("close-after-request", plan([Step::Request, Step::Close])),
        ("reset-after-request", plan([Step::Request, Step::Reset])),
        ("hang-after-request", plan([Step::Request, Step::Hang]).impatient()),
        (
            "close-of-kept-connection",
            plan([Step::Request, kept("200 OK", FINE), Step::Request, Step::Close]).twice(),
        ),
        (
            "reset-of-kept-connection",
            plan([Step::Request, kept("200 OK", FINE), Step::Request, Step::Reset]).twice(),
        ),
        ("close-while-kept", plan([Step::Request, kept("200 OK", FINE), Step::Close]).twice_with_pause()),
    ]
}
