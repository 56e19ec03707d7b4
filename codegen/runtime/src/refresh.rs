//! Credentials from a provider of the user, which is asked once for all clones of a client, however many calls wait.

mod cache;
mod fetch;
mod flight;
mod held;
#[cfg(feature = "blocking")]
mod wait;

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

pub(crate) use self::cache::CredentialCache;
pub(crate) use self::fetch::Fetch;
pub(crate) use self::held::Held;
#[cfg(feature = "blocking")]
pub(crate) use self::wait::wait;
use crate::platform::{MaybeSend, MaybeSync};
use crate::transport::Boxed;

/// The error of a credential provider.
pub type RefreshError = Box<dyn Error + Send + Sync>;

/// Provides a credential, such as an access token; see [`Config::refresh`](crate::v1::Config::refresh). Implemented by
/// every function that returns a future of `Result<String, E>`.
///
/// It is asked when a call needs the credential and there is none, and when the server rejects the current one. All
/// clones of a client share the result, and the provider is asked once, however many calls wait. If all of them are
/// dropped, its future is dropped too.
///
/// It has to limit its own time: the time counts towards [`Limits::total`](crate::v1::Limits::total), but is not cut
/// short by it. It must not call an endpoint that needs the same credential, which would wait for itself. The text of
/// its error is shown and should hold no secret.
///
/// ```
/// # use stubwright_runtime::v1 as rt;
/// # async fn log_in() -> Result<String, std::io::Error> { Ok(String::from("t")) }
/// fn configure(config: rt::Config) -> rt::Config {
///     config.refresh("access_token", log_in)
/// }
/// ```
pub trait Refresh: MaybeSend + MaybeSync + 'static {
    /// Returns a new credential.
    ///
    /// # Errors
    /// If there is none; the call fails with this error.
    fn refresh(&self) -> impl Future<Output = Result<String, RefreshError>> + MaybeSend;
}

impl<F, R, E> Refresh for F
where
    F: Fn() -> R + MaybeSend + MaybeSync + 'static,
    R: Future<Output = Result<String, E>> + MaybeSend,
    E: Into<RefreshError>,
{
    async fn refresh(&self) -> Result<String, RefreshError> {
        self().await.map_err(Into::into)
    }
}

/// Provides a credential of a blocking client; the counterpart of [`Refresh`]. Implemented by every function that
/// returns `Result<String, E>`.
///
/// It runs on the thread of the first call that needs the credential; other calls wait for it.
#[cfg(feature = "blocking")]
pub trait BlockingRefresh: Send + Sync + 'static {
    /// Returns a new credential.
    ///
    /// # Errors
    /// If there is none; the call fails with this error.
    fn refresh(&self) -> Result<String, RefreshError>;
}

#[cfg(feature = "blocking")]
impl<F, E> BlockingRefresh for F
where
    F: Fn() -> Result<String, E> + Send + Sync + 'static,
    E: Into<RefreshError>,
{
    fn refresh(&self) -> Result<String, RefreshError> {
        self().map_err(Into::into)
    }
}

type Asked = Boxed<'static, Result<String, RefreshError>>;

/// A provider of either kind.
#[derive(Clone)]
pub(crate) struct Provider(Arc<dyn Ask>);

trait Ask: MaybeSend + MaybeSync {
    fn ask(self: Arc<Self>) -> Asked;
}

struct Awaited<R>(R);

impl<R: Refresh> Ask for Awaited<R> {
    fn ask(self: Arc<Self>) -> Asked {
        Box::pin(async move { self.0.refresh().await })
    }
}

#[cfg(feature = "blocking")]
struct Blocking<R>(R);

#[cfg(feature = "blocking")]
impl<R: BlockingRefresh> Ask for Blocking<R> {
    fn ask(self: Arc<Self>) -> Asked {
        Box::pin(async move { self.0.refresh() })
    }
}

impl Provider {
    pub(crate) fn new(refresh: impl Refresh) -> Self {
        Self(Arc::new(Awaited(refresh)))
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn blocking(refresh: impl BlockingRefresh) -> Self {
        Self(Arc::new(Blocking(refresh)))
    }

    fn ask(&self) -> Asked {
        Arc::clone(&self.0).ask()
    }
}

/// The failure of a provider, which all waiting calls share.
#[derive(Clone)]
pub(crate) struct Failure {
    setting: Box<str>,
    cause: Arc<RefreshError>,
}

impl Failure {
    fn new(setting: &str, cause: impl Into<RefreshError>) -> Self {
        Self { setting: setting.into(), cause: Arc::new(cause.into()) }
    }

    pub(crate) fn source(&self) -> &(dyn Error + 'static) {
        &**self.cause
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the provider of `{}` failed: {}", self.setting, self.cause)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
