//! Output depends on the bytes of the spec and on its file name, and on nothing else.

use stubwright_codegen::GeneratedFile;
use stubwright_codegen::{Options, generate_with};

use crate::cases::{self, Case};

fn files(case: &Case, name: &str, bytes: &[u8]) -> Vec<GeneratedFile> {
    let outcome = case.run_as(name, bytes);
    assert!(!outcome.files.is_empty(), "{name}");
    outcome.files
}

#[test]
fn every_run_gives_the_same_bytes() {
    for case in cases::sound() {
        let first = files(&case, &case.file, &case.bytes);
        for _ in 0..2 {
            assert_eq!(first, files(&case, &case.file, &case.bytes), "{}", case.name);
        }
    }
}

#[test]
fn the_directory_does_not_matter() {
    let case = cases::named("qiandun");
    let first = files(&case, "qiandun.yaml", &case.bytes);
    for name in ["spec/qiandun.yaml", "/srv/build/7/spec/qiandun.yaml", "C:\\api\\qiandun.yaml"] {
        assert_eq!(first, files(&case, name, &case.bytes), "{name}");
    }
    assert_ne!(first, files(&case, "other.yaml", &case.bytes));
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    for case in cases::sound() {
        let text = String::from_utf8(case.bytes.clone()).unwrap();
        let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let first = files(&case, &case.file, plain.as_bytes());
        let windows = plain.replace('\n', "\r\n");
        for other in [windows.clone(), format!("\u{feff}{plain}"), format!("\u{feff}{windows}")] {
            assert_eq!(first, files(&case, &case.file, other.as_bytes()), "{}", case.name);
        }
        assert!(first.iter().all(|file| !file.text.contains('\r')), "{}", case.name);
    }
}

#[test]
fn threads_do_not_matter() {
    let case = cases::named("qiandun");
    let first = files(&case, &case.file, &case.bytes);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| files(&case, &case.file, &case.bytes))).collect();
        for run in runs {
            assert_eq!(first, run.join().unwrap());
        }
    });
}

/// The hash in `mod.rs` is of what the files say: whatever means the same has the same bytes.
#[test]
fn comments_and_layout_do_not_matter() {
    let main = b"stubwright: 1\napi: x\ninclude: [a.yaml]\n";
    let with = |text: &'static str| {
        let outcome =
            generate_with("x.yaml", main, &mut |_: &str| Ok(text.as_bytes().to_vec()), &Options::default());
        assert_eq!(outcome.inputs, ["x.yaml", "a.yaml"]);
        outcome.files
    };
    let first = with("types: {A: {b: string}}\n");
    for same in [
        "\u{feff}types: {A: {b: string}}\r\n",
        "types: {A: {b: string}} # a comment\n",
        "# One\ntypes:\n  A:\n    b: 'string'\n",
    ] {
        assert_eq!(first, with(same), "{same}");
    }
    let other = with("types: {A: {b: {type: string, doc: Documented.}}}\n");
    let changed = first.iter().zip(&other).filter(|(one, other)| one != other);
    assert_eq!(changed.map(|(one, _)| one.path.as_str()).collect::<Vec<_>>(), ["mod.rs", "types.rs"]);
}
