//! Words above tables of codes that are not those of the API.

use super::lists::words;

words! { "spaces":
    HTTP SOCKET DELIVERY STATES NOTICES PARTNERS FAILING CODE_WORDS CODE_ENDS PLAIN_TITLES STATUSES PHRASES
}
