//! Every diagnostic code has a case under `cases/err`, named after it; its message is a snapshot.

use std::collections::BTreeSet;
use std::path::Path;

use insta::{Settings, assert_snapshot, glob};
use stubwright_codegen::write;
use stubwright_spec::diag::{Code, Severity, render};

use crate::cases::{Case, codes, run};

/// Codes without a case, the file that tests them instead, and what it says when it does.
const ELSEWHERE: &[(Code, &str, &str)] = &[
    (Code::Bug, "tests/it/hostile.rs", "Code::Bug"),
    (Code::Unreadable, "codegen/rust/src/write/tests.rs", "Code::Unreadable"),
    (Code::NotYet, "tests/it/rows.rs", "[Code::NotYet]"),
    (Code::FileTooLarge, "tests/it/diagnostics.rs", "fn huge_files_are_refused"),
    (Code::ConfigSyntax, "codegen/rust/src/config/tests.rs", "SW0801"),
    (Code::UnknownSetting, "codegen/rust/src/config/tests.rs", "SW0802"),
    (Code::BadSetting, "codegen/rust/src/config/tests.rs", "SW0803"),
    (Code::BrokenLock, "codegen/rust/src/lock_file/tests.rs", "SW0804"),
    (Code::NotFormatted, "codegen/cli/tests/cli/openapi.rs", "SW0114"),
    (Code::UnknownSelection, "codegen/cli/tests/cli/openapi.rs", "SW0805"),
    (Code::UnknownTarget, "codegen/cli/tests/cli/openapi.rs", "SW1308"),
    (Code::TakenName, "codegen/cli/tests/cli/openapi.rs", "SW1309"),
    (Code::ForeignFile, "codegen/rust/src/write/tests.rs", "Code::ForeignFile"),
    (Code::CannotWrite, "tests/it/diagnostics.rs", "fn a_directory_in_the_way_is_named"),
    (Code::StaleOutput, "codegen/cli/tests/cli/main.rs", "SW0821"),
    (Code::StaleLock, "codegen/cli/tests/cli/lock.rs", "SW0823"),
    (Code::Unformatted, "codegen/cli/tests/cli/fmt.rs", "SW0824"),
    (Code::ForeignDirectory, "codegen/cli/tests/cli/init.rs", "SW0825"),
    (Code::BadCrateName, "codegen/cli/tests/cli/init.rs", "SW0826"),
    (Code::PageDiffers, "codegen/cli/tests/cli/draft.rs", "SW0827"),
    (Code::MissingFeature, "codegen/cli/tests/cli/features.rs", "SW0828"),
    (Code::CannotChange, "codegen/cli/tests/cli/fix.rs", "SW0822"),
];

/// Cases whose JSON form is in the snapshot too: one with labels, one with a fix, one with neither, one warning.
const JSON_TOO: &[&str] = &["SW0105-error-row", "SW0201-typo", "SW0204-missing-bracket", "SW0402-spellings"];

#[test]
fn cases() {
    glob!("../cases/err", "SW*", |path| check(&Case::at(path)));
}

fn check(case: &Case) {
    let outcome = case.run();
    let found = codes(&outcome);
    let wanted = case.name.split('-').next().and_then(Code::parse).unwrap();
    assert_eq!(found.first(), Some(&wanted), "{}: the first finding is not the one of its name", case.name);
    assert_eq!(outcome.files.is_empty(), outcome.diagnostics.has_errors(), "{}", case.name);
    let mut text = render::pretty(&outcome.diagnostics, &outcome.sources, false).to_string();
    text.push_str(&render::short(&outcome.diagnostics, &outcome.sources));
    if JSON_TOO.contains(&case.name.as_str()) {
        text.push('\n');
        text.push_str(&render::json(&outcome.diagnostics, &outcome.sources));
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/err");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!("says", text));
}

/// One mistake, one finding: a case that gives more says so here.
const SEVERAL: &[(&str, usize)] = &[
    ("SW0112-endpoint", 2),
    ("SW0112-in-braces", 5),
    ("SW0112-indentation", 2),
    ("SW0112-json", 2),
    ("SW0112-pasted-page", 5),
    ("SW0112-values", 9),
    ("SW0201-from-other-formats", 12),
    ("SW0201-words-of-openapi", 7),
    ("SW0203-servers-and-enums", 2),
    ("SW0204-other-notations", 8),
    ("SW0204-too-deep", 2),
    ("SW0204-words-of-others", 12),
    ("SW0908-other-engines", 3),
    ("SW0301-foreign", 2),
    ("SW0301-in-parts", 7),
    ("SW0304-union-of-itself", 2),
    ("SW0310-bytes", 2),
    ("SW0310-no-number", 9),
    ("SW0212-tag-kinds", 4),
    ("SW0212-values", 5),
    ("SW0313-several-values", 2),
    ("SW0313-tag-of-another-kind", 3),
    ("SW0313-union-in-a-union", 5),
    ("SW0213-enum-of-numbers", 2),
    ("SW0213-tags", 2),
    ("SW0309-number-and-dates", 3),
    ("SW0402-same-number", 2),
    ("SW0311-direction", 2),
    ("SW0314-kinds", 6),
    ("SW0402-spellings", 6),
    ("SW0403-collision", 4),
    ("SW0406-joiners", 2),
    ("SW0421-native", 3),
    ("SW0611-events", 4),
    ("SW0612-style", 7),
    ("SW0619-scheme-name", 3),
    ("SW0620-too-few-values", 2),
    ("SW1305-kinds", 5),
    ("SW0620-unknown-field", 2),
    ("SW0622-paths", 14),
    ("SW0622-ways", 4),
    ("SW0624-statuses", 5),
    ("SW0625-no-failure", 4),
    ("SW0626-statuses", 6),
    ("SW0627-headers", 3),
    ("SW0628-always-sent", 2),
    ("SW0701-five-fields", 4),
    ("SW0701-same-look", 4),
    ("SW0701-variants-of-one-type", 3),
    ("SW0703-row", 2),
    ("SW0901-never-kept", 13),
    ("SW0903-received", 2),
    ("SW0912-never-broken", 15),
    ("SW0704-fields", 3),
    ("SW1204-types-and-params", 3),
    ("SW1207-price", 3),
    ("SW1209-examples", 2),
    ("SW1210-flags", 2),
    ("SW1217-categories", 3),
    ("SW1223-marks", 8),
];

#[test]
fn one_mistake_gives_one_finding() {
    glob!("../cases/err", "SW*", |path| {
        let case = Case::at(path);
        let wanted = SEVERAL.iter().find(|(name, _)| *name == case.name).map_or(1, |(_, count)| *count);
        let outcome = case.run();
        let said = render::short(&outcome.diagnostics, &outcome.sources);
        assert_eq!(codes(&outcome).len(), wanted, "{}:\n{said}", case.name);
    });
}

#[test]
fn every_code_has_a_case() {
    let cases = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/err")).unwrap();
    let covered: BTreeSet<Code> = cases
        .map(Result::unwrap)
        // The files that cases include are in directories.
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy()[..6].to_owned())
        .map(|code| Code::parse(&code).unwrap_or_else(|| panic!("{code} is not a code")))
        .chain(ELSEWHERE.iter().map(|(code, ..)| *code))
        .collect();
    // Findings on pages have their own cases and their own test: `draft::every_finding_about_a_page_has_a_case`. So
    // have those of `diff`: `diff::every_change_has_a_case`.
    let is_about_specs = |code: &Code| !["SW10", "SW11"].iter().any(|start| code.as_str().starts_with(start));
    let all: BTreeSet<Code> = Code::ALL.iter().copied().filter(is_about_specs).collect();
    assert_eq!(all.difference(&covered).collect::<Vec<_>>(), Vec::<&Code>::new(), "codes without a case");
    for (code, file, words) in ELSEWHERE {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
        assert!(std::fs::read_to_string(path).unwrap().contains(words), "{file} does not test {code}");
    }
}

/// For whoever runs the tests: an administrator may write into directories that are read-only to others.
#[test]
fn a_directory_in_the_way_is_named() {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(root.path().join("types.rs/inside")).unwrap();
    let outcome = run("x.yaml", b"stubwright: 1\napi: x\n");
    let error = write::apply(root.path(), &outcome.files).unwrap_err();
    assert_eq!(error.diagnostic().code, Code::CannotWrite, "{error}");
    assert!(error.to_string().contains("types.rs"), "{error}");
}

/// Somebody who reads a finding learns what to do next, from the help or from the message itself.
#[test]
fn every_error_has_a_help() {
    glob!("../cases/err", "SW*", |path| {
        let case = Case::at(path);
        let outcome = case.run();
        for item in outcome.diagnostics.sorted() {
            let message = &item.message;
            assert!(!item.help.is_empty(), "{}: no help: {message}", case.name);
            let starts_low = !message.starts_with(|c: char| c.is_ascii_uppercase())
                || ["GET", "HEAD"].iter().any(|verb| message.starts_with(verb));
            assert!(!message.ends_with('.') && !message.contains('\n'), "{}: {message}", case.name);
            assert!(starts_low || message.starts_with("JSON"), "{}: {message}", case.name);
        }
    });
}

#[test]
fn ten_mistakes_of_one_page() {
    let wanted = [
        ("1:13", Code::UnknownFormat),
        ("5:15", Code::BadServer),
        ("7:11", Code::MissingKey),
        ("10:33", Code::UnknownWord),
        ("12:37", Code::UnknownKey),
        ("15:10", Code::BadUrlPath),
        ("17:24", Code::UnknownErrorCode),
        ("20:19", Code::UnknownType),
        ("22:5", Code::DuplicateField),
        ("25:24", Code::DuplicateValue),
    ];
    mistakes("ten-mistakes.yaml", &wanted);
}

/// A type that cannot be resolved hides no other mistake, and gives none of its own where it is used.
#[test]
fn twenty_mistakes_of_all_passes() {
    let wanted = [
        ("2:6", Code::BadApiName),
        ("4:53", Code::BadServer),
        ("6:34", Code::BadParam),
        ("7:16", Code::BadHeaderName),
        ("11:43", Code::WrongRule),
        ("12:42", Code::UnknownField),
        ("14:77", Code::UnknownErrorCode),
        ("14:102", Code::BadKey),
        ("15:15", Code::UndeclaredParam),
        ("15:67", Code::UnknownType),
        ("16:69", Code::UnknownTable),
        ("17:34", Code::UnknownType),
        ("19:29", Code::UnknownType),
        ("19:52", Code::BadRange),
        ("19:112", Code::BadDefault),
        ("20:12", Code::FileOutsideForm),
        ("20:24", Code::BadFormBody),
        ("22:10", Code::BadVariant),
        ("22:45", Code::NameCollision),
        ("23:47", Code::BadVariant),
    ];
    mistakes("twenty-mistakes.yaml", &wanted);
}

/// A spec has these errors and no other findings.
fn mistakes(file: &str, wanted: &[(&str, Code)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(file);
    let outcome = Case::at(&path).run();
    let place = |span| outcome.sources.place(span).replace(&format!("{file}:"), "");
    let found: Vec<(String, Code)> = outcome
        .diagnostics
        .sorted()
        .iter()
        .map(|item| (place(item.primary.as_ref().unwrap().span), item.code))
        .collect();
    let wanted: Vec<(String, Code)> = wanted.iter().map(|(at, code)| ((*at).to_owned(), *code)).collect();
    assert_eq!(found, wanted);
    assert_eq!(outcome.diagnostics.count(Severity::Error), wanted.len());
    assert!(outcome.files.is_empty());
}

#[test]
fn huge_files_are_refused() {
    let outcome = run("huge.yaml", &vec![b'#'; (64 << 20) + 1]);
    assert_eq!(codes(&outcome), [Code::FileTooLarge]);
    assert_eq!(
        render::short(&outcome.diagnostics, &outcome.sources),
        "error[SW0110]: huge.yaml is 64 MiB; the limit is 64 MiB (help: split the description into several files)\n"
    );
}
