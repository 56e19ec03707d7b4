//! Calls that take more than one step: streams, events, pages, and bodies that are read while they are sent.

use std::io::{self, Read};

use qiandun::runtime::{self as rt, Code, Config, Error};
use stubwright_tests::compiled::case_pages::types::ListPartsRequest;
use stubwright_tests::compiled::case_streams::types::{AppendRequest, ExportRequest, WatchRequest};

use super::calls::{Adapter, Call, Outcome, client, failed, run, settings, success};
use super::script::Plan;

/// As much as the buffers of a connection do not hold.
const LARGE: u64 = 16 << 20;

/// Makes a call and takes all that it gives, by either client.
macro_rules! taken {
    ($adapter:expr, $base:expr, $plan:expr, |$client:ident| $stream:expr, |$blocking:ident| $iterator:expr) => {{
        let set = |config: Config| settings(config, $plan);
        let last = match $adapter {
            Adapter::Hyper | Adapter::Reqwest => run(async {
                let $client = client($adapter, $base, $plan.limits.connect())?.configure(set);
                let mut stream = $stream;
                while let Some(piece) = stream.next().await {
                    piece?;
                }
                Ok(())
            }),
            Adapter::Ureq => rt::blocking::Client::ureq($base).and_then(|$blocking| {
                let $blocking = $blocking.configure(set);
                $iterator.try_for_each(|piece| piece.map(drop))
            }),
        };
        told(last)
    }};
}

fn told<C: Code>(last: Result<(), Error<C>>) -> Outcome {
    last.map_or_else(failed, |()| success())
}

/// Makes the call.
pub(super) fn outcome(call: Call, adapter: Adapter, base: &str, plan: &Plan) -> Outcome {
    match call {
        Call::Watch => {
            let request = WatchRequest::new();
            taken!(adapter, base, plan, |client| client.call(&request).await?, |client| client
                .payload(&request)?)
        }
        Call::ListParts => {
            let request = ListPartsRequest::new();
            taken!(adapter, base, plan, |client| client.items(&request), |client| client.items(&request))
        }
        _ => {
            let request = ExportRequest::new(1);
            taken!(adapter, base, plan, |client| client.call(&request).await?, |client| client
                .payload(&request)?)
        }
    }
}

/// The request of `append`: a body that each attempt could send.
pub(super) fn append() -> AppendRequest {
    AppendRequest::new(rt::Upload::restartable(|| {
        Ok(rt::Upload::from_reader(io::repeat(7).take(LARGE)).with_length(LARGE))
    }))
}
