//! Output of hostile specs in a crate of its own: edition 2021 (the cases are compiled under 2024 by the build script),
//! every warning an error, no unsafe code, and no documentation test in it. The lints about look-alike letters compare
//! the names of a whole crate, so those cases have a crate each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stubwright_codegen::write;

use crate::cases;
use crate::outside::PLAIN;

/// Cases that share the library.
const TOGETHER: &[&str] = &[
    "hostile-texts",
    "hostile-samples",
    "odd-names",
    "enums",
    "std-names",
    "codes",
    "joiners",
    "wire-names",
];

/// Cases with a crate each.
const EACH: &[&str] = &["look-alikes", "joiners"];

const LINTS: &str = "#![deny(warnings, missing_docs, rustdoc::all, clippy::all)]\n#![forbid(unsafe_code)]\n";

fn manifest() -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/runtime");
    format!(
        "[package]\nname = \"alone\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n\
         stubwright-runtime = {{ path = {runtime:?}, default-features = false, features = [\"ureq\"] }}\n"
    )
}

/// Generates a case into the crate and gives the line that declares it.
fn module(dir: &Path, name: &str) -> String {
    let outcome = cases::named(name).run();
    let module = name.replace('-', "_");
    write::apply(&dir.join("out").join(&module), &outcome.files).unwrap();
    format!("#[path = \"../out/{module}/mod.rs\"]\npub mod {module};\n")
}

#[expect(clippy::disallowed_methods, reason = "the test writes its own crate")]
fn new_crate(dir: &Path) {
    for folder in ["src", "examples"] {
        fs::create_dir_all(dir.join(folder)).unwrap();
    }
    let modules: String = TOGETHER.iter().map(|name| format!("/// A case.\n{}", module(dir, name))).collect();
    fs::write(dir.join("Cargo.toml"), manifest()).unwrap();
    fs::write(dir.join("src/lib.rs"), format!("//! Cases.\n{LINTS}\n{modules}")).unwrap();
    for name in EACH {
        let text = format!("//! A case.\n{LINTS}\n/// A case.\n{}\nfn main() {{}}\n", module(dir, name));
        fs::write(dir.join("examples").join(format!("{name}.rs")), text).unwrap();
    }
    let lock: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, dir.join("Cargo.lock")).unwrap();
}

#[test]
fn hostile_output_compiles_alone_and_has_no_doctest() {
    let root = tempfile::tempdir().unwrap();
    new_crate(root.path());
    for args in [["build", "--examples"], ["test", "--doc"]] {
        let run = Command::new(env!("CARGO"))
            .args(args)
            .args(["--quiet", "--offline"])
            .current_dir(root.path())
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside"))
            .envs(PLAIN)
            .output()
            .unwrap();
        let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "{args:?}: {out}\n{err}");
        if args[0] == "test" {
            assert!(out.contains("running 0 tests"), "{out}");
        }
    }
}
