//! Client of Plaza, a messaging platform that does not exist; its conventions do.
//!
//! Everything in [`api`] is generated from `spec/plaza.yaml`; this file is not.
//!
//! ```
//! use plaza::types::{Action, Click, Menu, Submenu, View};
//!
//! let site = View::new("Shop", "https://shop.example".parse::<plaza::runtime::Url>().unwrap());
//! let more = Submenu::new("More", [Action::from(Click::new("Hours", "hours"))]);
//! let menu = Menu::new([Action::from(site).into(), more.into()]);
//! assert_eq!(menu.button.len(), 2);
//! ```

/// The generated module.
#[rustfmt::skip]
pub mod api;

#[doc(inline)]
pub use api::*;
