//! The client of the API.

use ::stubwright_runtime::v1 as rt;

use super::errors::{Error, ErrorCode};
use super::types;

/// Addresses of the platform.
pub mod servers {
    /// For trying things out.
    pub const PRE_PRODUCTION: &str = "https://api.pre-qiandun365.com";
}

static ENVELOPE: rt::Envelope = rt::Envelope::new()
    .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("success")]), &[rt::Expect::Text("true")])])
    .code(&[rt::Source::Body(&[rt::Step::Key("code")])])
    .message(&[rt::Source::Body(&[rt::Step::Key("msg")])])
    .data(&[&[rt::Step::Key("result")]])
    .trace(&[rt::Source::Body(&[rt::Step::Key("logKey")]), rt::Source::Header("x-request-id")]);

impl rt::Operation for types::StartContract {
    type Code = ErrorCode;
    type Output = types::StartContractResult;
    const ENDPOINT: &'static rt::Endpoint = &rt::Endpoint::new("start_contract", "POST", "/api/open/contract/start").envelope(&ENVELOPE).idempotent(false);

    #[inline]
    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).json(self)
    }
}

impl types::StartContract {
    /// The codes that this endpoint answers with.
    pub const ERRORS: &'static [ErrorCode] = ErrorCode::ALL;
}

impl rt::Operation for types::ShowContract {
    type Code = ErrorCode;
    type Output = Option<types::StartContractResult>;
    const ENDPOINT: &'static rt::Endpoint = &rt::Endpoint::new("show_contract", "GET", "/api/open/contract/{contractId}").envelope(&ENVELOPE);

    #[inline]
    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).path("contractId", &self.contract_id).finish()
    }
}

impl rt::Operation for types::Ping {
    type Code = ErrorCode;
    type Output = ();
    const ENDPOINT: &'static rt::Endpoint = &rt::Endpoint::new("ping", "GET", "/ping");

    #[inline]
    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }
}

/// The asynchronous client.
#[derive(Debug, Clone)]
pub struct Client {
    core: rt::Client<ErrorCode>,
}

impl Client {
    /// Over a transport of your own.
    pub fn with_transport(base_url: &str, transport: impl rt::Transport) -> Result<Self, Error> {
        rt::Client::new(base_url, transport).map(|core| Self { core })
    }

    /// With another configuration.
    #[must_use]
    pub fn configure(self, change: impl FnOnce(rt::Config) -> rt::Config) -> Self {
        Self { core: self.core.configure(change) }
    }

    /// A call with options of its own.
    pub fn call<'a, O: rt::Operation<Code = ErrorCode>>(&'a self, request: &'a O) -> rt::Call<'a, O::Output, ErrorCode> {
        self.core.call(request)
    }

    /// Starts a contract.
    #[inline]
    pub fn start_contract<'a>(&'a self, request: &'a types::StartContract) -> rt::Call<'a, types::StartContractResult, ErrorCode> {
        self.core.call(request)
    }

    /// Looks a contract up.
    #[inline]
    pub fn show_contract<'a>(&'a self, request: &'a types::ShowContract) -> rt::Call<'a, Option<types::StartContractResult>, ErrorCode> {
        self.core.call(request)
    }
}

rt::with_hyper! {
    impl Client {
        /// Over `hyper`.
        pub fn new(base_url: &str) -> Result<Self, Error> {
            rt::Client::hyper(base_url).map(|core| Self { core })
        }
    }
}
