//! Documents that are read leniently are written back with the same meaning.
//!
//! `PROPTEST_CASES` sets how many documents are tried.

mod documents;
mod meaning;
mod table;
mod types;

use proptest::prelude::{prop_assert_eq, proptest};
use stubwright_runtime::v1::{Json, Value, from_json, to_json};

use self::documents::document;
use self::meaning::{Kind, meaning};
use self::types::{ALL, All, EITHER, Either, PAGES, Page};

/// Reads a document and writes it; gives it as it came and as it went back, or `None` if it is refused.
fn pass<T: Value>(came: &str) -> Result<Option<String>, String> {
    let Ok(value) = from_json::<T>(came) else { return Ok(None) };
    let went = to_json(&value).map_err(|error| format!("can't be written: {error}"))?;
    let again: T = from_json(&went).map_err(|error| format!("{went} can't be read: {error}"))?;
    if to_json(&again).as_ref() != Ok(&went) {
        return Err(format!("{went} is written differently when it is read again"));
    }
    Ok(Some(went))
}

fn same_meaning<T: Value>(kind: &Kind, came: &str) -> Result<(), String> {
    let Some(went) = pass::<T>(came)? else { return Ok(()) };
    let tree = |json: &str| json.parse::<Json>().map_err(|error| format!("{json}: {error}"));
    let (before, after) = (meaning(kind, &tree(came)?), meaning(kind, &tree(&went)?));
    if before.is_some() && before == after {
        Ok(())
    } else {
        Err(format!("{came} went back as {went}: {before:?}, {after:?}"))
    }
}

proptest! {
    #[test]
    fn documents_go_back_with_the_same_meaning(json in document(&ALL)) {
        prop_assert_eq!(same_meaning::<All>(&ALL, &json), Ok(()));
    }

    #[test]
    fn lists_of_generic_structs_do_too(json in document(&PAGES)) {
        prop_assert_eq!(same_meaning::<Vec<Page<Option<stubwright_runtime::v1::Decimal>>>>(&PAGES, &json), Ok(()));
    }

    #[test]
    fn unions_do_too(json in document(&EITHER)) {
        prop_assert_eq!(same_meaning::<Either>(&EITHER, &json), Ok(()));
    }
}

/// The test would say nothing if most documents were refused.
#[test]
fn most_documents_are_read() {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let read = (0..400)
        .filter(|_| {
            let json = document(&ALL).new_tree(&mut runner).expect("a document").current();
            from_json::<All>(&json).is_ok()
        })
        .count();
    assert!((150..400).contains(&read), "{read} of 400 documents were read");
}
