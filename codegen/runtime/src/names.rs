//! `Names`: the names of headers without their values, for `Debug`.

use std::fmt;

use http::{HeaderMap, HeaderName};

/// Shows the names of headers, but no values: a value can be a credential or a cookie.
pub(crate) struct Names<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys().map(HeaderName::as_str)).finish()
    }
}
