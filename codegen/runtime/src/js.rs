//! The time, timers and randomness of JavaScript. They are looked up by name, since browsers, workers and Node.js have
//! different global objects with the same functions.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use js_sys::{Date, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The longest time of a timer, which is a number of 32 bits in milliseconds: 24 days.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

/// The time since 1970-01-01 00:00 UTC.
pub(crate) fn since_1970() -> Duration {
    millis(Date::now())
}

/// The time of the monotonic clock; of the system clock where there is none.
pub(crate) fn now() -> Duration {
    let performance = || {
        let performance = member(&js_sys::global(), "performance")?;
        method(&performance, "now")?.call0(&performance).ok()?.as_f64()
    };
    performance().map_or_else(since_1970, millis)
}

fn millis(millis: f64) -> Duration {
    Duration::try_from_secs_f64(millis / 1000.0).unwrap_or_default()
}

/// Random bits from the Web Cryptography API; from `Math.random` where that is missing.
pub(crate) fn random() -> u64 {
    let crypto = || {
        let crypto = member(&js_sys::global(), "crypto")?;
        let bytes = Uint8Array::new_with_length(8);
        method(&crypto, "getRandomValues")?.call1(&crypto, &bytes).ok()?;
        let mut out = [0; 8];
        bytes.copy_to(&mut out);
        Some(u64::from_le_bytes(out))
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 0 to 2^32")]
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    crypto().unwrap_or_else(|| half() << 32 | half())
}

/// Waits.
pub(crate) async fn sleep(pause: Duration) {
    let mut left = pause;
    while !left.is_zero() {
        let step = left.min(LONGEST);
        Timer::start(step).await;
        left -= step;
    }
}

/// A timer, which is cleared when it is dropped, so that it does not keep a process alive.
struct Timer {
    promise: JsFuture,
    id: Option<JsValue>,
}

impl Timer {
    fn start(pause: Duration) -> Self {
        let mut id = None;
        let promise = Promise::new(&mut |resolve, _| {
            let global = js_sys::global();
            // Rounded up: a timer must not be early.
            let millis = u32::try_from(pause.as_micros().div_ceil(1000)).unwrap_or(u32::MAX);
            let started = method(&global, "setTimeout")
                .and_then(|timeout| timeout.call2(&global, &resolve, &JsValue::from(millis)).ok());
            if started.is_none() {
                // Without timers there are no pauses.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
            id = started;
        });
        Self { promise: JsFuture::from(promise), id }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let ended = Pin::new(&mut self.promise).poll(cx).map(drop);
        if ended.is_ready() {
            self.id = None;
        }
        ended
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let global = js_sys::global();
        if let (Some(id), Some(clear)) = (&self.id, method(&global, "clearTimeout")) {
            let _ = clear.call1(&global, id);
        }
    }
}

fn member(of: &JsValue, name: &str) -> Option<Object> {
    Reflect::get(of, &JsValue::from(name)).ok()?.dyn_into().ok()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from(name)).ok()?.dyn_into().ok()
}
