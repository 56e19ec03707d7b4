@readme@

/// The generated client. The build script makes it from `spec/@spec@`.
pub mod api {
    stubwright_runtime::include_api!("@stem@");
}

#[doc(inline)]
pub use api::*;
