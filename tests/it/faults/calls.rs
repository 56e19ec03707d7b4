//! The calls that are made, by either client, and what comes of them.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use harbor::types::PingRequest;
use plaza::types::{DownloadMediaRequest, GetUserRequest};
use qiandun::ErrorCode;
use qiandun::runtime::hyper::Hyper;
use qiandun::runtime::reqwest::Reqwest;
use qiandun::runtime::{
    self as rt, Code, Config, Error, Limits, Operation, RetryPolicy, Transport, TransportError,
};
use qiandun::types::{Doc, FlowConfig, SignField, SignFieldStyle, SignFlowConfigs, Signer, StartContract};

use stubwright_tests::faults::Faults;

use super::script::{Calls, Plan, Size};
use super::streamed;

/// Used in every place where a secret goes; must not be shown anywhere.
pub(super) const SECRET: &str = "hunter2";

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Adapter {
    Hyper,
    Reqwest,
    Ureq,
}

impl Adapter {
    pub(super) const ALL: [Adapter; 3] = [Adapter::Hyper, Adapter::Reqwest, Adapter::Ureq];
}

/// A call of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Call {
    /// `POST`, not idempotent, with an envelope.
    StartContract,
    /// `GET`, idempotent, with a token in the query.
    GetUser,
    /// `GET` of bytes.
    DownloadMedia,
    /// `HEAD`.
    Ping,
    /// `GET` with a text in the path.
    ContractsOf,
    /// `GET` of a stream.
    Export,
    /// `GET` of events.
    Watch,
    /// `GET` of a list, page after page.
    ListParts,
    /// `POST` of a body that is read while it is sent.
    Append,
}

impl Call {
    pub(super) const ALL: [(&'static str, Call); 9] = [
        ("start_contract", Call::StartContract),
        ("get_user", Call::GetUser),
        ("download_media", Call::DownloadMedia),
        ("ping", Call::Ping),
        ("contracts_of", Call::ContractsOf),
        ("export", Call::Export),
        ("watch", Call::Watch),
        ("list_parts", Call::ListParts),
        ("append", Call::Append),
    ];
}

/// The outcome of a call, in the words of the table.
#[derive(Debug)]
pub(super) struct Outcome {
    /// `success`, `api CODE`, `http STATUS`, `decode`, `transport` or `request`.
    pub(super) kind: String,
    pub(super) sent: String,
    pub(super) retryable: bool,
    pub(super) timed_out: bool,
    pub(super) waits: Option<Duration>,
    /// `Display`.
    pub(super) text: String,
    /// `Display` and `Debug`, of all causes too.
    pub(super) depth: String,
}

/// Makes the call.
pub(super) fn outcome(call: Call, adapter: Adapter, base: &str, plan: &Plan, server: &Faults) -> Outcome {
    match call {
        Call::StartContract => made(&start_contract(plan.size), adapter, base, plan, server),
        Call::GetUser => made(&GetUserRequest::new("o"), adapter, base, plan, server),
        Call::DownloadMedia => made(&DownloadMediaRequest::new("m"), adapter, base, plan, server),
        Call::Ping => made(&PingRequest::new(), adapter, base, plan, server),
        Call::ContractsOf => made(&ContractsOf(plan.path), adapter, base, plan, server),
        Call::Append => made(&streamed::append(), adapter, base, plan, server),
        Call::Export | Call::Watch | Call::ListParts => streamed::outcome(call, adapter, base, plan),
    }
}

fn start_contract(size: Size) -> StartContract {
    let name = if size == Size::Large { "x".repeat(3 << 20) } else { "测试合同".to_owned() };
    let signer = Signer::new("PSN_TEST_001", [SignField::new("FC_1", SignFieldStyle::SinglePage)]);
    StartContract::new("PDF", [Doc::new("FC_1")], [signer], SignFlowConfigs::new(FlowConfig::new(name)))
}

/// An operation written by hand; no API of the repository has a text in its path.
struct ContractsOf(&'static str);

impl Operation for ContractsOf {
    type Code = ErrorCode;
    type Output = ();

    const ENDPOINT: &'static rt::Endpoint =
        &rt::Endpoint::new("contracts_of", "GET", "/v1/users/{user}/contracts");

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).path("user", self.0).finish()
    }
}

fn made<O: Operation>(request: &O, adapter: Adapter, base: &str, plan: &Plan, server: &Faults) -> Outcome
where
    O::Code: Send,
{
    let set = |config: Config| settings(config, plan);
    let last = match adapter {
        Adapter::Hyper | Adapter::Reqwest => run(async {
            let client = client::<O::Code>(adapter, base, plan.limits.connect())?.configure(set);
            if plan.calls != Calls::One {
                client.call(request).await?;
            }
            if plan.calls == Calls::TwoWithPause {
                server.wait_for_close();
                // Lets the client see it.
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            client.call(request).await.map(drop)
        }),
        Adapter::Ureq => rt::blocking::Client::<O::Code>::ureq(base).and_then(|client| {
            let client = client.configure(set);
            if plan.calls != Calls::One {
                client.payload(request)?;
            }
            if plan.calls == Calls::TwoWithPause {
                server.wait_for_close();
            }
            client.payload(request).map(drop)
        }),
    };
    last.map_or_else(failed, |()| success())
}

/// The configuration of all clients of the table.
pub(super) fn settings(config: Config, plan: &Plan) -> Config {
    // Pauses are tested elsewhere; here, the number of requests counts.
    let retry = RetryPolicy::new().with_base(Duration::from_millis(2));
    let config =
        config.limits(plan.limits).retry(retry).header("x-api-key", SECRET).set("access_token", SECRET);
    config.set("app_key", SECRET)
}

pub(super) fn success() -> Outcome {
    Outcome {
        kind: "success".into(),
        sent: "yes".into(),
        retryable: false,
        timed_out: false,
        waits: None,
        text: String::new(),
        depth: String::new(),
    }
}

/// A client over an asynchronous transport. Making a transport reads all root certificates, which is most of the time
/// that a call takes here, so all calls that take their time to connect share one; every server has an address of its
/// own, so no connection is shared.
pub(super) fn client<C: Code>(
    adapter: Adapter,
    base: &str,
    connect: Duration,
) -> Result<rt::Client<C>, Error<C>> {
    static HYPER: OnceLock<Arc<Hyper>> = OnceLock::new();
    static REQWEST: OnceLock<Arc<Reqwest>> = OnceLock::new();
    let new = || Arc::new(Hyper::new().expect("a transport"));
    let of_reqwest = || Arc::new(over_reqwest(connect));
    let usual = connect == Limits::new().connect();
    match (adapter, usual) {
        (Adapter::Reqwest, true) => {
            rt::Client::new(base, Shared(Arc::clone(REQWEST.get_or_init(of_reqwest))))
        }
        (Adapter::Reqwest, false) => rt::Client::new(base, Shared(of_reqwest())),
        (_, true) => rt::Client::new(base, Shared(Arc::clone(HYPER.get_or_init(new)))),
        (_, false) => rt::Client::new(base, Shared(new())),
    }
}

/// A client of `reqwest` as [`Reqwest::from_client`] wants it.
pub(super) fn over_reqwest(connect: Duration) -> Reqwest {
    // Another test may have installed it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let builder = builder.retry(reqwest::retry::never()).referer(false).no_proxy();
    Reqwest::from_client(builder.connect_timeout(connect).build().expect("a client"))
}

struct Shared<T>(Arc<T>);

impl<T: Transport> Transport for Shared<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        self.0.send(request, limits)
    }

    fn open(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<rt::Body>, TransportError>> + Send {
        self.0.open(request, limits)
    }

    fn upload(
        &self,
        request: http::Request<rt::Body>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<rt::Body>, TransportError>> + Send {
        self.0.upload(request, limits)
    }

    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + Send {
        self.0.sleep(pause)
    }
}

pub(super) fn failed<C: Code>(error: Error<C>) -> Outcome {
    let status = error.http_status().map_or(0, |status| status.as_u16());
    let kind = match error.kind() {
        Some(kind) => format!("api {kind:?}"),
        None if error.is_http() => format!("http {status}"),
        None if error.is_decode() => "decode".into(),
        None if error.is_transport() => "transport".into(),
        None => "request".into(),
    };
    let depth = told(&error);
    Outcome {
        kind,
        sent: error.sent().to_string(),
        retryable: error.is_retryable(),
        timed_out: error.is_timeout(),
        waits: error.retry_after(),
        text: error.to_string(),
        depth,
    }
}

/// `Display` and `Debug` of an error and of all its causes.
pub(super) fn told(error: &dyn StdError) -> String {
    let mut told = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        told.push_str(&format!(" / {cause} {cause:?}"));
        source = cause.source();
    }
    told
}

/// Runs a future to its end, and does not wait for its remaining tasks, such as a name that is still being resolved.
pub(super) fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let value = runtime.block_on(future);
    runtime.shutdown_background();
    value
}
