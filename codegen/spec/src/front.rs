//! Front-ends: each turns a document into the same [`crate::ast`].

pub(crate) mod extensions;
pub mod files;
pub mod gfm;
pub mod native;
mod openapi;
mod sample;
