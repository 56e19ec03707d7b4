//! The parts of Rust that a plan consists of: types, expressions, arguments. Values that can be compared and sent to
//! another thread; how they are written in a file, and on how many lines, is for `print` to say.

mod expr;
mod path;
mod ty;

pub use expr::{Closure, Expr, Pattern};
pub use path::{Path, Std};
pub use ty::{Argument, RustType};
