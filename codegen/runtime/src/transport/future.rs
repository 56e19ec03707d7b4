//! Boxed futures.

use std::future::Future;
use std::pin::Pin;

/// A boxed future.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
