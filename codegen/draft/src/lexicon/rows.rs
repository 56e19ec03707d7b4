//! Words of codes and messages.

use super::lists::words;

words! { "rows":
    NO_LONGER COMPLETE VAGUE FAILED GOOD_CODES VERDICTS ADVICE_CLAUSES
}
