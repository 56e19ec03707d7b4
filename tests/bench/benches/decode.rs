//! Decoding of a successful envelope, beside serde impls written by hand for one pass.
#![expect(clippy::unwrap_used, reason = "a measurement without its input is none")]

use bytes::Bytes;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use qiandun::ErrorCode;
use qiandun::types::{StartContract, StartContractResult};
use serde::Deserialize;
use stubwright_runtime::v1::{Operation, read_response};

fn main() {
    divan::main();
}

/// What a careful person writes: the envelope is a struct, and so is the payload.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoding is what is measured")]
struct Envelope {
    success: bool,
    code: Option<String>,
    msg: Option<String>,
    log_key: Option<String>,
    result: Option<Payload>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoding is what is measured")]
struct Payload {
    contract_id: i64,
    business_code: Option<String>,
    #[serde(rename = " signersInfos")]
    signers_infos: Vec<Info>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoding is what is measured")]
struct Info {
    account_id: String,
    seq_no: Option<i32>,
}

/// An answer with so many signers.
fn answer(signers: usize) -> Bytes {
    let infos: Vec<String> =
        (0..signers).map(|at| format!(r#"{{"accountId":"PSN_{at:06}","seqNo":{at}}}"#)).collect();
    Bytes::from(format!(
        r#"{{"success":true,"code":"00000","msg":"ok","logKey":"1891b154","result":{{"contractId":1897893172027068416,"businessCode":"B-1"," signersInfos":[{}]}}}}"#,
        infos.join(",")
    ))
}

const SIGNERS: [usize; 3] = [1, 20, 1000];

#[divan::bench(args = SIGNERS)]
fn generated(bencher: Bencher<'_, '_>, signers: usize) {
    let body = answer(signers);
    bencher
        .counter(BytesCount::new(body.len()))
        .with_inputs(|| http::Response::new(body.clone()))
        .bench_values(|response| {
            read_response::<StartContractResult, ErrorCode>(StartContract::ENDPOINT, response).unwrap()
        });
}

#[divan::bench(args = SIGNERS)]
fn by_hand(bencher: Bencher<'_, '_>, signers: usize) {
    let body = answer(signers);
    bencher
        .counter(BytesCount::new(body.len()))
        .with_inputs(|| http::Response::new(body.clone()))
        .bench_values(|response| {
            let read: Envelope = serde_json::from_slice(black_box(response.body())).unwrap();
            assert!(read.success);
            (read, response)
        });
}
