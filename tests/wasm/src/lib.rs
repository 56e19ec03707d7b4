//! Clients on `wasm32-unknown-unknown`. `run.mjs` calls what is exported; a check fails by panicking.

#[cfg(not(feature = "web"))]
mod alone;
#[cfg(feature = "web")]
mod web;

use qiandun::ErrorCode;
use qiandun::runtime as rt;
use qiandun::types::{Doc, FlowConfig, SignField, SignFieldStyle, SignFlowConfigs, Signer, StartContract};

/// An idempotent operation, written by hand.
struct Touch;

impl rt::Operation for Touch {
    type Code = ErrorCode;
    type Output = ();
    const ENDPOINT: &'static rt::Endpoint = &rt::Endpoint::new("touch", "PUT", "/touch");

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }
}

/// An operation whose response is a stream.
struct Export;

impl rt::Operation for Export {
    type Code = ErrorCode;
    type Output = rt::ByteStream<ErrorCode>;
    const ENDPOINT: &'static rt::Endpoint = &rt::Endpoint::new("export", "GET", "/export").streamed();

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }
}

/// An operation whose request is a stream.
struct Import(rt::Upload);

impl rt::Operation for Import {
    type Code = ErrorCode;
    type Output = ();
    const ENDPOINT: &'static rt::Endpoint = &rt::Endpoint::new("import", "PUT", "/import");

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).stream("application/zip", &self.0)
    }
}

fn start_contract() -> StartContract {
    let signer = Signer::new("PSN_TEST_001", [SignField::new("FC_1", SignFieldStyle::SinglePage)]);
    StartContract::new("PDF", [Doc::new("FC_1")], [signer], SignFlowConfigs::new(FlowConfig::new("contract")))
}
