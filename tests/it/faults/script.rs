//! The steps of a script.

use std::time::Duration;

use qiandun::runtime::Limits;
use stubwright_tests::faults::Step;

/// The size of a body that the clients of the table accept, in bytes.
pub(super) const BODY: usize = 100_000;

/// JSON that is a success of every call that the table makes.
pub(super) const FINE: &str = r#"{"success":true,"code":"200","errcode":0,"subscribe":1,"openid":"o","result":{"contractId":7,"signersInfos":[]}}"#;

/// One row of the table, as it is played.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) place: Place,
    pub(super) limits: Limits,
    pub(super) size: Size,
    pub(super) calls: Calls,
    /// The path parameter of `contracts_of`.
    pub(super) path: &'static str,
}

/// Where the client is sent to.
pub(super) enum Place {
    /// To the server, `http:`.
    Server,
    /// To the server, `https:`.
    Tls,
    /// To a port where a server has just stopped.
    Stopped,
    /// To this host and port.
    Other(&'static str),
    /// To a port that takes no more connections.
    Full,
}

/// How large a request is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Size {
    Small,
    /// More than the buffers of a connection hold.
    Large,
}

/// How many calls are made with one client; the last one counts.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Calls {
    One,
    Two,
    /// The second after the server has closed the connection of the first.
    TwoWithPause,
}

pub(super) type Scripts = Vec<(&'static str, Plan)>;

/// A script with time enough for everything.
pub(super) fn plan(steps: impl IntoIterator<Item = Step>) -> Plan {
    let limits =
        Limits::new().with_idle(Duration::from_secs(20)).with_total(Duration::from_secs(25)).with_body(BODY);
    let steps = steps.into_iter().collect();
    Plan { steps, place: Place::Server, limits, size: Size::Small, calls: Calls::One, path: "u" }
}

/// A script that is never played, because the client does not get to the server.
pub(super) fn nowhere(place: Place) -> Plan {
    Plan { place, ..plan([]) }
}

/// Reads the request, and answers so.
pub(super) fn answer(head: &str, body: impl AsRef<[u8]>) -> Plan {
    plan([Step::Request, response(head, body)])
}

/// A response after which the connection ends: status line and headers without `content-length`, then the body.
pub(super) fn response(head: &str, body: impl AsRef<[u8]>) -> Step {
    kept(&format!("{head}\r\nconnection: close"), body)
}

/// A response after which the connection may carry another request.
pub(super) fn kept(head: &str, body: impl AsRef<[u8]>) -> Step {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    Step::Write(bytes)
}

/// Bytes on the connection as they are.
pub(super) fn bytes(bytes: impl AsRef<[u8]>) -> Step {
    Step::Write(bytes.as_ref().to_vec())
}

impl Plan {
    /// Has only two moments for the whole call.
    pub(super) fn impatient(mut self) -> Self {
        self.limits = self.limits.with_total(MOMENT * 2);
        self
    }

    /// Waits only a moment for the next bytes.
    pub(super) fn restless(mut self) -> Self {
        self.limits = self.limits.with_idle(MOMENT);
        self
    }

    /// Has only a moment to connect.
    pub(super) fn hasty(mut self) -> Self {
        self.limits = self.limits.with_connect(MOMENT);
        self
    }

    /// Has less time than a server asks to wait.
    pub(super) fn busy(mut self) -> Self {
        self.limits = self.limits.with_total(Duration::from_secs(6));
        self
    }

    pub(super) fn large(self) -> Self {
        Self { size: Size::Large, ..self }
    }

    pub(super) fn twice_with_pause(self) -> Self {
        Self { calls: Calls::TwoWithPause, ..self }
    }

    pub(super) fn twice(self) -> Self {
        Self { calls: Calls::Two, ..self }
    }

    pub(super) fn path(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    pub(super) fn over_tls(self) -> Self {
        Self { place: Place::Tls, ..self }
    }
}

const MOMENT: Duration = Duration::from_millis(800);
