//! Words of codes and messages.

use super::lists::Words;

pub(crate) static NO_LONGER: Words = Words::of("rows", "no longer");
pub(crate) static COMPLETE: Words = Words::of("rows", "complete");
pub(crate) static VAGUE: Words = Words::of("rows", "vague");
pub(crate) static FAILED: Words = Words::of("rows", "failed");
pub(crate) static GOOD_CODES: Words = Words::of("rows", "good codes");
pub(crate) static VERDICTS: Words = Words::of("rows", "verdicts");
pub(crate) static ADVICE_CLAUSES: Words = Words::of("rows", "advice clauses");
