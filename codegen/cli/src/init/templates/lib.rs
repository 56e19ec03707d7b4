@readme@

/// The generated client. `stubwright generate` writes it from `spec/@spec@`.
#[rustfmt::skip]
pub mod api;

#[doc(inline)]
pub use api::*;
