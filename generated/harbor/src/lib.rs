//! Client of Harbor, a marketplace that does not exist; its conventions do.
//!
//! ```no_run
//! use harbor::runtime::{Bytes, http::Request};
//! use harbor::types::ListOrdersRequest;
//! use harbor::{Client, servers};
//!
//! # async fn orders() -> Result<(), harbor::Error> {
//! let client = Client::new(servers::PRODUCTION)?
//!     .with_app_key("key")
//!     .with_access_token("token")
//!     .with_signer(|_request: &mut Request<Bytes>| Ok(()));
//! let orders = client.list_orders(&ListOrdersRequest::new()).await?;
//! println!("{} orders", orders.items.len());
//! # Ok(())
//! # }
//! ```
//!
//! Everything in [`api`] is generated from `spec/harbor.yaml`; this file is not.
//!
//! ```
//! use harbor::types::{ListOrdersRequest, OrderStatus};
//!
//! let first = ListOrdersRequest::new().with_status([OrderStatus::Paid, OrderStatus::Shipped]);
//! assert_eq!(first.limit, 50);
//! ```

/// The generated module.
#[rustfmt::skip]
pub mod api;

#[doc(inline)]
pub use api::*;
