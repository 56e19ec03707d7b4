//! Runs work on a thread with a large stack, and catches panics.

use std::any::Any;

/// Passes recurse about as deep as the spec nests; printing and parsing generated code in debug builds needs the most.
const BYTES: usize = 64 << 20;

/// The reason why there is no result.
#[derive(Debug)]
pub enum Failure {
    /// No thread could be started.
    NoThread(std::io::Error),
    /// The work panicked, which is a bug; the message of the panic.
    Panicked(String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoThread(error) => write!(f, "cannot start a thread: {error}"),
            Self::Panicked(text) => write!(f, "panicked: {text}"),
        }
    }
}

impl std::error::Error for Failure {}

/// Runs `work` on a thread with a stack of 64 MiB and waits for it.
///
/// # Errors
///
/// If no thread can be started, or if `work` panics.
pub fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name(String::from("stubwright")).stack_size(BYTES);
        let handle = thread.spawn_scoped(scope, work).map_err(Failure::NoThread)?;
        handle.join().map_err(|payload| Failure::Panicked(panic_text(&*payload)))
    })
}

/// The message of a panic.
#[must_use]
pub fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Failure, on_large_stack};

    #[test]
    fn a_panic_becomes_a_value() {
        assert_eq!(on_large_stack(|| 1 + 1).unwrap(), 2);
        let failure = on_large_stack(|| -> u8 { panic!("row {}", 3) }).unwrap_err();
        assert!(matches!(&failure, Failure::Panicked(text) if text == "row 3"), "{failure}");
    }

    #[test]
    fn deep_recursion_fits() {
        fn deep(left: u32) -> u32 {
            let room = std::hint::black_box([left; 64]);
            if left == 0 { 0 } else { deep(left - 1) + room[0].min(1) }
        }
        assert_eq!(on_large_stack(|| deep(30_000)).unwrap(), 30_000);
    }
}
