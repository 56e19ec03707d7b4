//! Words above tables of codes that are not those of the API.

use super::lists::words;

words! { "spaces":
    HTTP SOCKET DELIVERY STATES FAILING CODE_WORDS
}
