//! The features of the crate around a client, as `Cargo.toml` has them.

pub use crate::plan::names::{ALL_TAGS, CRATE_FEATURES};

/// As wide as a line of a manifest gets.
const WIDTH: usize = 90;

/// A list of features as a value of `Cargo.toml`: on one line if it fits, or on several.
#[must_use]
pub fn feature_list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let line = quoted.join(", ");
    if line.len() <= WIDTH {
        return format!("[{line}]");
    }
    let mut lines = vec![String::from("   ")];
    for name in quoted {
        if lines.last().is_some_and(|line| line.len() + name.len() >= WIDTH) {
            lines.push(String::from("   "));
        }
        if let Some(line) = lines.last_mut() {
            line.extend([" ", &name, ","]);
        }
    }
    format!("[\n{}\n]", lines.join("\n"))
}
