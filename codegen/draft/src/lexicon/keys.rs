//! Words of keys, paths and file names, which are English on every page.

use super::lists::Words;

pub(crate) static IDENTIFYING: Words = Words::of("keys", "identifying");
pub(crate) static OF_FILES: Words = Words::of("keys", "of files");
pub(crate) static NOT_OF_FILES: Words = Words::of("keys", "not of files");
pub(crate) static PAST: Words = Words::of("keys", "past");
pub(crate) static KEY_UNITS: Words = Words::of("keys", "key units");
pub(crate) static FILE_TYPES: Words = Words::of("keys", "file types");
pub(crate) static FILE_NAMES: Words = Words::of("keys", "file names");
pub(crate) static LISTS_OF: Words = Words::of("keys", "lists of");
pub(crate) static OF_TIMES: Words = Words::of("keys", "of times");
pub(crate) static LIST_WORDS: Words = Words::of("keys", "list words");
pub(crate) static METHOD_VERBS: Words = Words::of("keys", "method verbs");
pub(crate) static OF_IDS: Words = Words::of("keys", "of ids");
pub(crate) static PAYLOADS: Words = Words::of("keys", "payloads");
pub(crate) static CONTAINERS: Words = Words::of("keys", "containers");
pub(crate) static TIME_ENDS: Words = Words::of("keys", "time ends");
pub(crate) static ROLES: Words = Words::of("keys", "roles");
pub(crate) static TIMES: Words = Words::of("keys", "times");
