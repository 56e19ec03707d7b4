//! Differences between platforms: threads, and the values that move between them.
//!
//! In a browser there is one thread, and what belongs to JavaScript can't leave it. So nothing has to be [`Send`] there.

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod carried;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) use self::carried::Carried;

/// [`Send`], except on `wasm32-unknown-unknown`, where it is everything.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub trait MaybeSend: Send {}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// [`Sync`], except on `wasm32-unknown-unknown`, where it is everything.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub trait MaybeSync: Sync {}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl<T: Sync + ?Sized> MaybeSync for T {}

/// [`Send`], except on `wasm32-unknown-unknown`, where it is everything.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub trait MaybeSend {}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
impl<T: ?Sized> MaybeSend for T {}

/// [`Sync`], except on `wasm32-unknown-unknown`, where it is everything.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub trait MaybeSync {}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
impl<T: ?Sized> MaybeSync for T {}

/// A value as an extension of a response, which has to be `Send` and `Sync`.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
#[derive(Clone)]
pub(crate) struct Carried<T>(T);

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl<T: Clone> Carried<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(value)
    }

    /// The value.
    #[expect(clippy::unnecessary_wraps, reason = "the same shape on every platform")]
    pub(crate) fn get(&self) -> Option<T> {
        Some(self.0.clone())
    }
}
