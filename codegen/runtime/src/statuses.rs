//! Tables by the HTTP status of a response.

use http::StatusCode;

/// The statuses that an entry of a table applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Statuses {
    /// One status.
    Exact(u16),
    /// A class (RFC 9110 §15): 4 for 400 to 499.
    Class(u8),
    /// Every status.
    Any,
}

impl Statuses {
    fn has(self, status: StatusCode) -> bool {
        match self {
            Statuses::Exact(exact) => status.as_u16() == exact,
            Statuses::Class(class) => status.as_u16() / 100 == u16::from(class),
            Statuses::Any => true,
        }
    }
}

/// Entries by status, the more exact first, each with the number of a body; `None` for a status without one.
pub(crate) type ByStatus = &'static [(Statuses, Option<u16>)];

/// The body in the first entry for a status; `None` if no entry has the status.
pub(crate) fn entry_at(entries: ByStatus, status: StatusCode) -> Option<Option<u16>> {
    entries.iter().find(|(statuses, _)| statuses.has(status)).map(|(_, body)| *body)
}

/// The number of the body of a response with this status.
pub(crate) fn body_at(entries: ByStatus, status: StatusCode) -> Option<u16> {
    entry_at(entries, status).flatten()
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::Statuses::{Any, Class, Exact};
    use super::body_at;

    #[test]
    fn the_first_entry_that_fits_counts() {
        static ENTRIES: super::ByStatus =
            &[(Exact(404), Some(1)), (Exact(410), None), (Class(4), Some(2)), (Any, Some(3))];
        let at = |status| body_at(ENTRIES, StatusCode::from_u16(status).expect("a status"));
        assert_eq!(
            [404, 410, 400, 499, 500, 200].map(at),
            [Some(1), None, Some(2), Some(2), Some(3), Some(3)]
        );
        assert_eq!(body_at(&[(Class(5), Some(0))], StatusCode::NOT_FOUND), None);
    }
}
