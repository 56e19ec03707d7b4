//! Decoding of a successful envelope, and encoding of its payload, compared with serde impls written by hand for one
//! pass.
#![expect(clippy::unwrap_used, reason = "a measurement without its input is none")]

use bytes::Bytes;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use qiandun::ErrorCode;
use qiandun::types::{StartContract, StartContractResult};
use serde::{Deserialize, Serialize};
use stubwright_runtime::v1::{Operation, from_json, read_response, to_json};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", who, signers, times] => write(who, signers.parse().unwrap(), times.parse().unwrap()),
        _ => divan::main(),
    }
}

/// Writes a payload this many times, for programs that count instructions.
fn write(who: &str, signers: usize, times: usize) {
    let text = payload(signers);
    if who == "generated" {
        let value: StartContractResult = from_json(&text).unwrap();
        for _ in 0..times {
            black_box(to_json(black_box(&value)).unwrap());
        }
    } else {
        let value: Payload = serde_json::from_str(&text).unwrap();
        for _ in 0..times {
            black_box(serde_json::to_string(black_box(&value)).unwrap());
        }
    }
}

/// Types as a careful person writes them: the envelope is a struct, and so is the payload.
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

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    contract_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    business_code: Option<String>,
    #[serde(rename = " signersInfos")]
    signers_infos: Vec<Info>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Info {
    account_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    seq_no: Option<i32>,
}

/// A payload with this many signers.
fn payload(signers: usize) -> String {
    let infos: Vec<String> =
        (0..signers).map(|at| format!(r#"{{"accountId":"PSN_{at:06}","seqNo":{at}}}"#)).collect();
    format!(
        r#"{{"contractId":1897893172027068416,"businessCode":"B-1"," signersInfos":[{}]}}"#,
        infos.join(",")
    )
}

/// A response with this many signers.
fn answer(signers: usize) -> Bytes {
    let payload = payload(signers);
    Bytes::from(format!(
        r#"{{"success":true,"code":"00000","msg":"ok","logKey":"1891b154","result":{payload}}}"#
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

#[divan::bench(args = SIGNERS)]
fn written_generated(bencher: Bencher<'_, '_>, signers: usize) {
    let text = payload(signers);
    let value: StartContractResult = from_json(&text).unwrap();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| to_json(black_box(&value)).unwrap());
}

#[divan::bench(args = SIGNERS)]
fn written_by_hand(bencher: Bencher<'_, '_>, signers: usize) {
    let text = payload(signers);
    let value: Payload = serde_json::from_str(&text).unwrap();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| serde_json::to_string(black_box(&value)).unwrap());
}
