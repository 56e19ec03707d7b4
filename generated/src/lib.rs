//! Client of the qiandun (签盾) electronic signature platform.
//!
//! Everything in [`api`] is generated from `spec/qiandun.yaml`; this file is not.
//!
//! ```
//! use qiandun::{ErrorCode, types::StartContract};
//!
//! assert!(StartContract::ERRORS.contains(&ErrorCode::DuplicateSigner));
//! assert_eq!(ErrorCode::DuplicateSigner.info().solution(), Some("检查参数"));
//! ```

/// The generated module.
#[rustfmt::skip]
pub mod api;

#[doc(inline)]
pub use api::*;
