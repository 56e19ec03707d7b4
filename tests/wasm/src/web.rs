//! `reqwest` over `fetch`, against the server that `run.mjs` starts.

use std::time::Duration;

use qiandun::Client;
use qiandun::runtime::reqwest::Reqwest;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Export, Import, Touch, rt, start_contract};

/// Runs all checks.
#[wasm_bindgen]
pub async fn checks(base: String) {
    std::panic::set_hook(Box::new(|info| wasm_bindgen::throw_str(&info.to_string())));
    let client = |path: &str| {
        let transport = Reqwest::from_client(reqwest::Client::new());
        Client::with_transport(&format!("{base}{path}"), transport).expect("a client")
    };
    let started = client("/started").start_contract(&start_contract()).await.expect("a contract");
    assert_eq!(started.contract_id, 7);
    let error = client("/refused").start_contract(&start_contract()).await.expect_err("it is refused");
    assert!(error.is_api() && error.code() == Some("oc_10011"), "{error}");

    let begun = js_sys::Date::now();
    let base_pause = rt::RetryPolicy::new().with_base(Duration::from_millis(1));
    let busy = client("/busy");
    busy.call(&Touch).retry(base_pause).await.expect("the second attempt");
    // `Retry-After: 1`
    assert!(js_sys::Date::now() - begun >= 990.0, "{} ms", js_sys::Date::now() - begun);

    let silent = client("/silent");
    let error = silent.call(&Touch).timeout(Duration::from_millis(200)).await.expect_err("it is late");
    assert!(error.is_timeout() && error.to_string().contains("no answer within 200ms"), "{error}");
    let error = client("/redirect").call(&Touch).await.expect_err("it is redirected");
    assert!(error.to_string().contains("`fetch` has followed a redirect"), "{error}");

    let streams = client("/slow");
    let mut stream = streams.call(&Export).await.expect("a stream");
    let mut all = Vec::new();
    while let Some(piece) = stream.next().await {
        all.extend_from_slice(&piece.expect("a piece"));
    }
    assert_eq!(all, b"one two three");
    let hanging = client("/hanging")
        .configure(|config| config.limits(rt::Limits::new().with_idle(Duration::from_millis(200))));
    let mut stream = hanging.call(&Export).await.expect("a stream");
    assert_eq!(stream.next().await.expect("a piece").expect("bytes"), "one");
    let error = stream.next().await.expect("an error").expect_err("it hangs");
    assert!(error.is_timeout(), "{error}");

    let body = rt::Upload::from("x".repeat(100_000));
    client("/size/100000").call(&Import(body)).await.expect("the whole body");
    let refused = Client::with_transport("http://127.0.0.1:9", Reqwest::from_client(reqwest::Client::new()));
    let error = refused.expect("a client").call(&Touch).retry(base_pause).await.expect_err("nobody is there");
    assert_eq!((error.sent(), error.attempts()), (rt::Sent::Maybe, 3), "{error}");
}
