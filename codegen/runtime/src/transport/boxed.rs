//! The object-safe counterpart of `Transport`, so that a client is not generic over it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{Limits, Transport, TransportError};

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

trait Erased: Send + Sync {
    fn send<'a>(
        &'a self,
        request: http::Request<Bytes>,
        limits: &'a Limits,
    ) -> Boxed<'a, Result<http::Response<Bytes>, TransportError>>;

    fn sleep(&self, pause: Duration) -> Boxed<'_, ()>;
}

impl<T: Transport> Erased for T {
    fn send<'a>(
        &'a self,
        request: http::Request<Bytes>,
        limits: &'a Limits,
    ) -> Boxed<'a, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(Transport::send(self, request, limits))
    }

    fn sleep(&self, pause: Duration) -> Boxed<'_, ()> {
        Box::pin(Transport::sleep(self, pause))
    }
}

/// Any transport, shared by the clones of a client.
#[derive(Clone)]
pub(crate) struct Shared(Arc<dyn Erased>);

impl Shared {
    pub(crate) fn new(transport: impl Transport) -> Self {
        Shared(Arc::new(transport))
    }

    pub(crate) async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        self.0.send(request, limits).await
    }

    pub(crate) async fn sleep(&self, pause: Duration) {
        self.0.sleep(pause).await;
    }
}
