//! Client of Harbor, a marketplace that does not exist; its conventions do.
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
