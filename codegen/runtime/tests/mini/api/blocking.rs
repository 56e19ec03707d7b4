//! The blocking client.

use ::stubwright_runtime::v1 as rt;

use super::errors::{Error, ErrorCode};
use super::types;

/// The blocking client.
#[derive(Debug, Clone)]
pub struct Client {
    core: rt::blocking::Client<ErrorCode>,
}

impl Client {
    /// Over a transport of your own.
    pub fn with_transport(base_url: &str, transport: impl rt::blocking::Transport) -> Result<Self, Error> {
        rt::blocking::Client::new(base_url, transport).map(|core| Self { core })
    }

    /// With another configuration.
    #[must_use]
    pub fn configure(self, change: impl FnOnce(rt::Config) -> rt::Config) -> Self {
        Self { core: self.core.configure(change) }
    }

    /// A call with options of its own.
    pub fn call<'a, O: rt::Operation<Code = ErrorCode>>(&'a self, request: &'a O) -> rt::blocking::Call<'a, O::Output, ErrorCode> {
        self.core.call(request)
    }

    /// Starts a contract.
    #[inline]
    pub fn start_contract(&self, request: &types::StartContract) -> Result<types::StartContractResult, Error> {
        self.core.payload(request)
    }
}

rt::with_ureq! {
    impl Client {
        /// Over `ureq`.
        pub fn new(base_url: &str) -> Result<Self, Error> {
            rt::blocking::Client::ureq(base_url).map(|core| Self { core })
        }
    }
}
