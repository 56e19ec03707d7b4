//! The public API of a generated module as data.
//!
//! Items of every module are left out: the constructors and the configuration of the clients, `ErrorCode::ALL`,
//! `ERRORS` of requests, the traits of enums and unions.

use std::fmt;

/// The public API of a generated module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicItems {
    /// The items, in the order of the spec.
    pub items: Vec<Item>,
}

/// A type, or a group of functions and constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The kind: `struct`, `untagged enum`, `mod`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// Where callers find it: `types::`, or nothing for what the module itself has.
    pub module: &'static str,
    /// The traits that it implements because of what it is made of.
    pub traits: Vec<&'static str>,
    /// Its fields, variants, functions, constants and conversions.
    pub members: Vec<Member>,
}

/// A field, variant, function, constant or conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The text that callers write: `amount`, `with_amount`, `From<Part>`.
    pub name: String,
    /// Its declaration on one line.
    pub text: String,
    /// The arguments of a constructor, each as it is declared.
    pub arguments: Vec<String>,
    /// The value on the wire, or those of the tag, which callers don't name.
    pub wire: Option<String>,
    /// The feature with which a method is compiled.
    pub feature: Option<String>,
}

/// The constant of a request whose rules are checked before it is sent.
pub(crate) const CHECKED: &str = "CHECKED";
/// The functions that check it.
pub(crate) const CHECKS: [&str; 2] = ["check", "check_with"];

/// The kind of the item that has the features of the crate, and its name.
pub(crate) const FEATURES: &str = "features";

/// The name for the target of an alias.
pub(crate) const ALIASED: &str = "=";

impl Item {
    /// The path of the item: `types::Contract`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}{}", self.module, self.name)
    }

    /// The path of a member: `types::Contract::amount`, `impl From<Part> for types::PutPart`.
    #[must_use]
    pub fn path_of(&self, member: &Member) -> String {
        if member.name == ALIASED {
            return self.path();
        }
        if self.kind == FEATURES {
            return format!("feature = \"{}\"", member.name);
        }
        if member.name.starts_with("From<") {
            return format!("impl {} for {}", member.name, self.path());
        }
        format!("{}::{}", self.path(), member.name)
    }
}

/// The items as lines, for reviews. The form may change.
impl fmt::Display for PublicItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Item { kind, name, module: _, traits, members } in &self.items {
            let what = if *kind == FEATURES { name.clone() } else { format!("{kind} {name}") };
            f.write_str(&what)?;
            if !traits.is_empty() {
                write!(f, ": {}", traits.join(" + "))?;
            }
            if *kind != "type" {
                writeln!(f)?;
            }
            for member in members {
                let indent = if *kind == "type" { " " } else { "    " };
                let wire = member.wire.as_ref().map(|wire| format!(" = {wire}")).unwrap_or_default();
                let feature = member.feature.as_ref().map(|name| format!(" [{name}]")).unwrap_or_default();
                writeln!(f, "{indent}{}{wire}{feature}", member.text)?;
            }
        }
        Ok(())
    }
}
