//! The canonical form of specs.

use std::path::{Path, PathBuf};

use stubwright_spec::diag::render;
use stubwright_spec::front::native::fmt::format;

/// Every spec and case, those with mistakes included.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("cases"), root.join("../spec")];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|end| end == "yaml") {
                files.push(entry);
            }
        }
    }
    files.sort();
    files
}

/// A bug would be reported if the meaning had changed.
#[test]
fn every_spec_has_a_canonical_form() {
    let mut formatted = 0;
    for path in files() {
        let bytes = std::fs::read(&path).expect("a file");
        let (reading, text) = format("spec.yaml", &bytes);
        let said = render::short(&reading.diagnostics, &reading.sources).to_string();
        assert!(!said.contains("SW0001"), "{}: {said}", path.display());
        let Some(text) = text else { continue };
        formatted += 1;
        let (_, again) = format("spec.yaml", text.as_bytes());
        assert_eq!(again.as_deref(), Some(text.as_str()), "{}", path.display());
        // Every comment is still there.
        let comments = |text: &str| text.matches(" # ").count() + text.matches("\n# ").count();
        assert_eq!(
            comments(&text),
            comments(&String::from_utf8_lossy(&bytes)),
            "{}:\n{text}",
            path.display()
        );
    }
    assert!(formatted > 200, "{formatted}");
}
