//! Macros that keep or drop parts of generated code by the features of this crate: `cfg(feature)` in generated code
//! would test the features of the crate that contains it.

/// Keeps its content, since the feature `hyper` is on.
#[cfg(feature = "hyper")]
#[macro_export]
macro_rules! with_hyper {
    ($($content:tt)*) => { $($content)* };
}

/// Drops its content, since the feature `hyper` is off.
#[cfg(not(feature = "hyper"))]
#[macro_export]
macro_rules! with_hyper {
    ($($content:tt)*) => {};
}

/// Keeps its content, since the feature `blocking` is on.
#[cfg(feature = "blocking")]
#[macro_export]
macro_rules! with_blocking {
    ($($content:tt)*) => { $($content)* };
}

/// Drops its content, since the feature `blocking` is off.
#[cfg(not(feature = "blocking"))]
#[macro_export]
macro_rules! with_blocking {
    ($($content:tt)*) => {};
}

/// Keeps its content, since the feature `testing` is on.
#[cfg(feature = "testing")]
#[macro_export]
macro_rules! with_testing {
    ($($content:tt)*) => { $($content)* };
}

/// Drops its content, since the feature `testing` is off.
#[cfg(not(feature = "testing"))]
#[macro_export]
macro_rules! with_testing {
    ($($content:tt)*) => {};
}

/// Keeps its content, since the feature `ureq` is on.
#[cfg(feature = "ureq")]
#[macro_export]
macro_rules! with_ureq {
    ($($content:tt)*) => { $($content)* };
}

/// Drops its content, since the feature `ureq` is off.
#[cfg(not(feature = "ureq"))]
#[macro_export]
macro_rules! with_ureq {
    ($($content:tt)*) => {};
}

/// The regular expression of a rule: a static of generated code.
#[cfg(feature = "regex")]
#[macro_export]
macro_rules! preflight_pattern {
    ($pattern:literal) => {
        $crate::v1::preflight::Pattern::new($pattern)
    };
}

/// Fails with the name of the missing feature, since the feature `regex` is off.
#[cfg(not(feature = "regex"))]
#[macro_export]
macro_rules! preflight_pattern {
    ($pattern:literal) => {
        ::core::compile_error!(::core::concat!(
            "a rule of the error table is a regular expression (",
            $pattern,
            "): turn on the feature `regex` of stubwright-runtime"
        ))
    };
}

/// The first item of generated code: expands to nothing if this runtime supports the code, and otherwise to one
/// readable error.
///
/// The first argument is the module of the runtime that the code names, the second the level of that module it needs.
/// Levels only grow, and a runtime accepts the levels whose code it can still compile: 0.1 accepts level 8.
#[macro_export]
macro_rules! generated_for {
    (v1, 8) => {};
    (v1, $level:tt) => {
        ::core::compile_error!(::core::concat!(
            "this code is for level ",
            ::core::stringify!($level),
            " of stubwright-runtime `v1`, and the runtime in use has level 8: run `cargo update -p stubwright-runtime` if ",
            "that is less, and generate the code again otherwise"
        ));
    };
    ($($other:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "this code was generated for stubwright-runtime `",
            ::core::stringify!($($other)*),
            "`, which the runtime in use does not have: run `cargo update -p stubwright-runtime`, or generate the code ",
            "again with the generator of the same release"
        ));
    };
}

/// Includes the client that a build script generated into `OUT_DIR`.
///
/// ```text
/// pub mod qiandun {
///     stubwright_runtime::include_api!("qiandun");
/// }
/// ```
///
/// The name is the file name of the spec without its ending (`"qiandun"` for `spec/qiandun.yaml`), or the name that the
/// spec has in `api:`; the file's name wins if it is the `api:` of another spec. `Build::out_name` of the build script
/// sets another name, and then only that one is included. An error such as "couldn't read `…/qiandn/mod.rs`" means that
/// no spec of the build script has the name.
#[macro_export]
macro_rules! include_api {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, "/mod.rs"));
    };
}
