//! Reading in one pass and reading in two have the same result.

use bytes::Bytes;
use proptest::prelude::*;

use super::super::{Envelope, Expect, Received, Source, Step, Test};
use super::{Failure, read, read_after};
use crate::wire::{Json, Value};

static SAYS_SO: Envelope = Envelope::new()
    .success(&[Test::new(Source::Body(&[Step::Key("ok")]), &[Expect::Text("true"), Expect::Text("0")])])
    .code(&[Source::Body(&[Step::Key("code")])])
    .data(&[&[Step::Key("data")]])
    .trace(&[Source::Body(&[Step::Key("id")])]);

static NO_ERROR: Envelope = Envelope::new()
    .success(&[
        Test::new(Source::Body(&[Step::Key("error")]), &[Expect::Absent]),
        Test::new(Source::Http, &[Expect::HttpClass(2)]),
    ])
    .code(&[Source::Body(&[Step::Key("error"), Step::Key("code")])])
    .data(&[&[Step::Key("data")]]);

static BELOW_A_ROOT: Envelope = Envelope::new()
    .root(&[Step::Suffix("_response")])
    .success(&[
        Test::new(Source::Body(&[Step::Key("error")]), &[Expect::Absent]),
        Test::new(Source::Http, &[Expect::HttpClass(2)]),
    ])
    .code(&[Source::Body(&[Step::Key("error"), Step::Key("code")])])
    .data(&[&[Step::Key("data")]]);

static WHOLE: Envelope = Envelope::new()
    .success(&[Test::new(Source::Http, &[Expect::HttpClass(2)])])
    .code(&[Source::Body(&[Step::Key("code")])])
    .data(&[&[]]);

static ENVELOPES: [&Envelope; 4] = [&SAYS_SO, &NO_ERROR, &BELOW_A_ROOT, &WHOLE];

/// The outcome of reading a response, as text.
fn said<T: Value>(
    read: impl Fn(&'static Envelope, Received<'_>, &mut Option<T>) -> Result<Option<String>, Failure>,
    envelope: &'static Envelope,
    response: &http::Response<Bytes>,
) -> String {
    let mut slot: Option<T> = None;
    let read = read(envelope, Received::of(response), &mut slot);
    match read {
        Ok(trace) => format!("{trace:?} {:?}", slot.map(|payload| crate::wire::to_json(&payload).unwrap())),
        Err(failure) => format!("{failure:?}"),
    }
}

fn compare<T: Value>(envelope: &'static Envelope, body: &str) {
    let response = http::Response::new(Bytes::from(body.to_owned()));
    let one = said::<T>(|envelope, received, slot| read(envelope, received, slot), envelope, &response);
    let two = said::<T>(
        |envelope, received, slot| read_after(|_, _, _, _| None, envelope, received, slot),
        envelope,
        &response,
    );
    assert_eq!(one, two, "{body}");
}

/// A body of the words that the envelopes look for.
fn body() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("true"),
        Just("false"),
        Just("null"),
        Just("0"),
        Just("\"\""),
        Just("\"E\""),
        Just("[]"),
        Just("{}"),
        Just("[1]"),
        Just("1.5")
    ];
    let key = prop_oneof![
        Just("ok"),
        Just("code"),
        Just("data"),
        Just("id"),
        Just("error"),
        Just("a_response"),
        Just("b_response"),
        Just("x")
    ];
    leaf.prop_map(str::to_owned).prop_recursive(3, 20, 4, move |inner| {
        prop::collection::vec((key.clone(), inner), 0..4).prop_map(|members| {
            let members: Vec<String> =
                members.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
            format!("{{{}}}", members.join(", "))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn one_pass_reads_what_two_do(body in body()) {
        for envelope in ENVELOPES {
            compare::<Json>(envelope, &body);
            compare::<Option<Json>>(envelope, &body);
            compare::<Option<Vec<i64>>>(envelope, &body);
            compare::<()>(envelope, &body);
        }
    }
}

/// Without the envelope's root, a response is not a success, even if the call has no payload.
#[test]
fn a_body_without_the_root_is_no_success() {
    for body in ["{}", "{\"message\": \"maintenance\"}", "[]", "1"] {
        let response = http::Response::new(Bytes::from_static(body.as_bytes()));
        let said =
            said::<()>(|envelope, received, slot| read(envelope, received, slot), &BELOW_A_ROOT, &response);
        assert!(said.contains("is not the declared envelope"), "{body}: {said}");
    }
}
