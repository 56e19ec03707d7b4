//! The English words of messages, by which they become names.

use super::lists::words;

words! { "naming":
    ARTICLES DETERMINERS COPULAS AUXILIARIES MODALS PARTICIPLES ADVERBS JOINTS COMPLEX STATES COMMANDS UNSAYING BARE LABELS CONTRACTED
}
