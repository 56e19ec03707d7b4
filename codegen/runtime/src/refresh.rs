//! Credentials that a provider of the user gives: asked once for all clones of a client, however many calls wait.

mod cache;
mod fetch;
mod flight;
mod held;
#[cfg(feature = "blocking")]
mod wait;

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub(crate) use self::cache::CredentialCache;
pub(crate) use self::fetch::Fetch;
pub(crate) use self::held::Held;
#[cfg(feature = "blocking")]
pub(crate) use self::wait::wait;

/// Why a provider has no credential: any error.
pub type RefreshError = Box<dyn Error + Send + Sync>;

/// Gives a credential of a client, such as an access token; see [`Config::refresh`](crate::v1::Config::refresh). Any
/// function that returns a future of `Result<String, E>` is one.
///
/// It is asked when a call needs the credential and there is none yet, and when the server refuses the one in use. All
/// clones of a client share what it gives, and it is asked once however many calls wait for it. When all of them are dropped,
/// its future is dropped too.
///
/// It bounds its own time: what it takes counts for [`Limits::total`](crate::v1::Limits::total), and is not cut short by
/// it. It must not call an endpoint that needs the same credential, which would wait for itself. The text of its error is
/// shown, and should hold no secret.
///
/// ```
/// # use stubwright_runtime::v1 as rt;
/// # async fn log_in() -> Result<String, std::io::Error> { Ok(String::from("t")) }
/// fn configure(config: rt::Config) -> rt::Config {
///     config.refresh("access_token", log_in)
/// }
/// ```
pub trait Refresh: Send + Sync + 'static {
    /// A new credential.
    ///
    /// # Errors
    /// Why there is none; the call fails with it.
    fn refresh(&self) -> impl Future<Output = Result<String, RefreshError>> + Send;
}

impl<F, R, E> Refresh for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<String, E>> + Send,
    E: Into<RefreshError>,
{
    async fn refresh(&self) -> Result<String, RefreshError> {
        self().await.map_err(Into::into)
    }
}

/// Gives a credential of a blocking client; the twin of [`Refresh`]. Any function that returns `Result<String, E>` is one.
///
/// It runs on the thread of the call that needs the credential first, and others wait for it.
#[cfg(feature = "blocking")]
pub trait BlockingRefresh: Send + Sync + 'static {
    /// A new credential.
    ///
    /// # Errors
    /// Why there is none; the call fails with it.
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

type Asked = Pin<Box<dyn Future<Output = Result<String, RefreshError>> + Send>>;

/// Either kind of provider.
#[derive(Clone)]
pub(crate) struct Provider(Arc<dyn Fn() -> Asked + Send + Sync>);

impl Provider {
    pub(crate) fn new(refresh: impl Refresh) -> Self {
        let refresh = Arc::new(refresh);
        Self(Arc::new(move || {
            let refresh = Arc::clone(&refresh);
            Box::pin(async move { refresh.refresh().await })
        }))
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn blocking(refresh: impl BlockingRefresh) -> Self {
        let refresh = Arc::new(refresh);
        Self(Arc::new(move || {
            let refresh = Arc::clone(&refresh);
            Box::pin(async move { refresh.refresh() })
        }))
    }

    fn ask(&self) -> Asked {
        (self.0)()
    }
}

/// A provider has failed. Everybody who waited for it gets the same.
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
