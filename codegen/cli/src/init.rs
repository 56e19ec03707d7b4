//! The files of a crate around a spec, which `stubwright init` makes. Their texts are in `init/templates/`.

mod crate_name;
mod description;
mod files;
mod fill;
mod layout;
mod manifest;
mod readme;
mod source;

pub(crate) use crate_name::CrateName;
pub(crate) use files::{File, Origin, files};
pub(crate) use layout::Layout;
pub(crate) use source::{Making, Source, own, read};
