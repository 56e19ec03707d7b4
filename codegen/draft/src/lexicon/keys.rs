//! Words of keys, paths and file names, which are English on every page.

use super::lists::words;

words! { "keys":
    IDENTIFYING OF_FILES NOT_OF_FILES PAST KEY_UNITS FILE_TYPES FILE_NAMES LISTS_OF OF_TIMES LIST_WORDS
    CHANGES FREE METHOD_VERBS OF_IDS PAYLOADS CONTAINERS TIME_ENDS ROLES TIMES
}
