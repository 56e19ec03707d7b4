//! `mod.rs`: the modules, and what is reached without them.

use super::file::Part;
use super::flat::Runtime;
use super::words::REEXPORTED;
use crate::plan::Module;

/// The version of the contract between generated code and the runtime.
const LEVEL: usize = 8;

/// `mod.rs`.
pub(super) fn parts(module: &Module) -> Vec<Part<'_>> {
    let mut parts = vec![
        Part::item(|out| out.code("$::generated_for!(v1, $);", &[&Runtime, &LEVEL])),
        Part::item(|out| {
            let private = module.checks.iter().map(|checks| &checks.module);
            for module in private {
                out.code("#[rustfmt::skip]\nmod $;", &[module]);
            }
            out.code(
                "
                #[rustfmt::skip]
                mod client;
                #[rustfmt::skip]
                mod errors;
                /// The types of the API, by the names its documentation gives them.
                #[rustfmt::skip]
                pub mod types;
                ",
                &[],
            );
            for tag in &module.tags {
                out.cfg(&tag.gate);
                out.code("#[rustfmt::skip]\nmod $;", &[&tag.module]);
            }
            if module.tests.is_some() {
                out.code("#[cfg(test)]\n#[rustfmt::skip]\nmod tests;", &[]);
            }
        }),
        Part::item(|out| {
            out.code(REEXPORTED, &[]);
            if module.client.servers.is_empty() {
                out.code("pub use self::client::Client;", &[]);
            } else {
                out.code("pub use self::client::{Client, servers};", &[]);
            }
            out.code(REEXPORTED, &[]);
            out.code(
                match &module.errors.bodies {
                    Some(_) => "pub use self::errors::{Error, ErrorBody, ErrorCode};",
                    None => "pub use self::errors::{Error, ErrorCode};",
                },
                &[],
            );
            out.code(REEXPORTED, &[]);
            out.code("pub use $::v1 as runtime;", &[&Runtime]);
        }),
    ];
    let blocking = Part::line(
        "
        /// The blocking client: the same methods, which return when the call is done.
        #[rustfmt::skip]
        pub mod blocking;
        ",
    );
    parts
        .extend(Part::inside(Part::item(|out| out.code("$::v1::with_blocking! {", &[&Runtime])), [blocking]));
    parts
}
