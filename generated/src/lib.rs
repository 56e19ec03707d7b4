//! Client of the qiandun (签盾) electronic signature platform.
//!
//! ```no_run
//! use qiandun::types::StartContract;
//! use qiandun::{Client, servers};
//!
//! # async fn start(request: StartContract) -> Result<(), qiandun::Error> {
//! let client = Client::new(servers::PRE_PRODUCTION)?;
//! let done = client.start_contract(&request).await?;
//! println!("contract {}", done.contract_id);
//! # Ok(())
//! # }
//! ```
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
