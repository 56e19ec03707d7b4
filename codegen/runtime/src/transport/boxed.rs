//! The object-safe counterpart of `Transport`, so that a client is not generic over it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::future::Boxed;
use super::{Body, Limits, Transport, TransportError};
use crate::platform::{MaybeSend, MaybeSync};

trait Erased: MaybeSend + MaybeSync {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Bytes>, TransportError>>;

    fn open(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Body>, TransportError>>;

    fn upload(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Body>, TransportError>>;

    fn sleep(&self, pause: Duration) -> Boxed<'_, ()>;
}

impl<T: Transport> Erased for T {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move { Transport::send(self, request, &limits).await })
    }

    fn open(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move { Transport::open(self, request, &limits).await })
    }

    fn upload(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move { Transport::upload(self, request, &limits).await })
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

    pub(crate) fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Bytes>, TransportError>> {
        self.0.send(request, limits)
    }

    pub(crate) fn open(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Body>, TransportError>> {
        self.0.open(request, limits)
    }

    pub(crate) fn upload(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> Boxed<'_, Result<http::Response<Body>, TransportError>> {
        self.0.upload(request, limits)
    }

    pub(crate) fn sleep(&self, pause: Duration) -> Boxed<'_, ()> {
        self.0.sleep(pause)
    }
}
