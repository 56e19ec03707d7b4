//! The generated module.

::stubwright_runtime::generated_for!(v1, 8);

#[rustfmt::skip]
mod client;
#[rustfmt::skip]
mod errors;
#[rustfmt::skip]
pub mod types;
#[rustfmt::skip]
pub mod values;

pub use self::client::{Client, servers};
pub use self::errors::{Error, ErrorCode};
pub use ::stubwright_runtime::v1 as runtime;

::stubwright_runtime::v1::with_blocking! {
    /// The blocking client.
    #[rustfmt::skip]
    pub mod blocking;
}
