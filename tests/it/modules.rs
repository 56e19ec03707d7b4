//! No two modules of a crate import each other, in however many steps: a circle is a missing third module.
//!
//! Imports that the compiler has to follow count, read from the text of the crate:
//!
//! - Each module is a node: a file, an inline `mod name { … }`, a parent and its children alike.
//! - `use` imports a module, and so does a path in code that begins with `crate::`, `super::`, `self::` or the name of a
//!   child. `$crate::` counts in macros that only the crate itself can use; an exported macro expands elsewhere.
//! - An import through a re-export (`pub use`, or a private `use` that a child sees) is an import of the module that
//!   defines the item.
//! - A visibility, as in `pub(in crate::path) fn`, is not an import.
//! - `mod child;` and `pub use child::Item;` alone don't count as imports, so that a parent can be the façade of its
//!   children. It is one when the parent uses the name itself.
//! - Modules under `#[cfg(test)]` are read like others; nothing imports them, so no circle passes through them.
//!
//! Not seen: macros found by textual order, methods called on a value whose type is never named, and macros' arguments
//! that become paths only when they are expanded.

mod graph;
mod text;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use self::graph::Graph;

#[test]
fn no_modules_import_each_other() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut crates = Vec::new();
    find_crates(&workspace.join("codegen"), &mut crates);
    let mut report = String::new();
    assert!(crates.len() >= 5, "{crates:?}");
    for (name, folder) in crates {
        let graph = Graph::read(&folder.join("src"), &workspace);
        assert!(graph.imports() > 0, "{name}: no imports were found in {}", folder.display());
        report.extend(graph.circles().iter().map(|circle| format!("{name}: {circle}\n")));
    }
    assert!(
        report.is_empty(),
        "modules import each other; what they share wants a module of its own\n{report}"
    );
}

/// Whoever reads specs compiles no generator of Rust code: neither macros nor what they are written with.
#[test]
fn the_tree_of_the_spec_has_no_proc_macro() {
    let tree = tree("stubwright-spec", "normal");
    for line in tree.lines() {
        assert!(
            !["syn", "quote", "proc-macro2"].contains(&package(line)) && !line.contains("(proc-macro)"),
            "{tree}"
        );
    }
}

/// Whoever calls an API compiles a transport, one back-end of TLS, and little else: as many crates as the README says.
#[cfg(target_os = "linux")]
#[test]
fn the_tree_of_a_client_is_small() {
    let tree = tree("qiandun", "normal,build");
    let crates: BTreeSet<&str> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    for line in &crates {
        let banned = ["aws-lc-sys", "h2", "openssl-sys", "reqwest", "syn", "url"];
        assert!(!banned.contains(&package(line)), "{tree}");
    }
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("it is {} crates", crates.len())), "{} crates: {tree}", crates.len());
}

/// The dependencies of a package with its default features, a line each.
fn tree(package: &str, edges: &str) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "-p", package, "-e", edges, "--prefix", "none"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && tree.starts_with(&format!("{package} ")), "{output:?}");
    tree
}

fn package(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

/// The packages below a folder, with their names.
fn find_crates(folder: &Path, found: &mut Vec<(String, PathBuf)>) {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    if let Some(name) = name {
        found.push((name.to_owned(), folder.to_owned()));
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for entry in entries.iter().filter(|entry| entry.is_dir() && !entry.ends_with("src")) {
        find_crates(entry, found);
    }
}

/// The circles of a made-up crate.
fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let mut graph = Graph::default();
    for (file, text) in files {
        graph.add(file, text);
    }
    graph.circles()
}

#[test]
fn a_circle_is_named_with_its_lines() {
    let found = circles(&[
        ("lib.rs", "mod a;\nmod b;\nmod c;\nmod d;\n"),
        ("a.rs", "//! A.\n\nuse std::fmt;\n\nuse crate::b::{B, Other as Renamed};\npub struct A;\n"),
        ("b.rs", "pub struct B;\nfn f() -> crate::c::C { loop {} }\n"),
        ("c.rs", "use super::a::A;\npub struct C(A);\n"),
        ("d.rs", "use crate::a::A;\n"),
    ]);
    assert_eq!(found, ["a → b → c → a\n  a.rs:5: a imports b\n  b.rs:2: b imports c\n  c.rs:1: c imports a"]);
}

#[test]
fn a_parent_and_its_child_are_two_modules() {
    let parent = |import: &str| {
        let text = format!("mod child;\n{import}\npub struct P;\n");
        circles(&[
            ("lib.rs", "mod parent;"),
            ("parent.rs", &text),
            ("parent/child.rs", "use super::P;\npub fn build() -> P { P }\npub struct Child;"),
        ])
    };
    for façade in ["", "pub use self::child::Child;", "pub(crate) use child::{Child, build};"] {
        assert!(parent(façade).is_empty(), "{façade}");
    }
    for import in [
        "use self::child::Child;",
        "use child::build;",
        "fn f() { child::build(); }",
        "fn f() { self::child::build(); }",
        "pub use self::child::Child;\nfn f(_: Child) {}",
        "pub(crate) use self::child::build;\nfn f() { build(); }",
    ] {
        assert_eq!(parent(import).len(), 1, "{import}");
    }
}

#[test]
fn re_exports_lead_to_the_module_of_the_item() {
    let files = |left: &'static str| {
        [
            ("lib.rs", "mod a;"),
            (
                "a.rs",
                "mod left; mod right;\npub use self::left::Left;\nuse std::fmt;\npub use self::right::*;",
            ),
            ("a/left.rs", left),
            ("a/right.rs", "use super::Left;\nuse crate::a::fmt;\npub struct Right(Left);"),
        ]
    };
    assert!(circles(&files("pub struct Left;")).is_empty());
    let found = circles(&files("use super::right::Right;\npub struct Left(Right);"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("a::left → a::right → a::left\n"), "{}", found[0]);
}

#[test]
fn a_visibility_imports_nothing() {
    let found = |child: &str| {
        let parent = "mod child;\nfn f() { child::build(); }";
        circles(&[("lib.rs", "mod parent;"), ("parent.rs", parent), ("parent/child.rs", child)])
    };
    for seen in ["pub(in crate::parent)", "pub(in super)", "pub(in crate::parent::child)"] {
        let child =
            format!("{seen} fn build() {{}}\npub struct S {{ {seen} field: u8 }}\n{seen} use std::fmt;");
        assert!(found(&child).is_empty(), "{seen}");
    }
    assert_eq!(found("pub(in crate::parent) fn build() { crate::parent::f(); }").len(), 1);
    assert_eq!(found("pub(in crate::parent) use crate::parent::f;\npub fn build() { f(); }").len(), 1);
}

#[test]
fn inline_modules_and_macros() {
    let found =
        |text: &str| circles(&[("lib.rs", "mod a; mod b;"), ("a.rs", text), ("b.rs", "use crate::a::A;")]);
    assert!(found("pub struct A;\nmod inner { use super::A; }").is_empty());
    assert!(found("pub struct A;\n#[cfg(test)]\nmod tests { use crate::b; }").is_empty());
    assert!(found("#[macro_export]\nmacro_rules! m { () => { $crate::b::B }; }").is_empty());
    assert_eq!(found("macro_rules! m { () => { $crate::b::B }; }").len(), 1);
    assert_eq!(found("mod inner { pub use crate::b::B; }\nfn f(_: inner::B) {}\npub struct A;").len(), 1);
}

#[test]
fn texts_and_comments_import_nothing() {
    let text = r####"
        //! [`crate::b::B`]
        /* use crate::b::B; /* nested */ use crate::b; */
        const A: &str = "use crate::b::B;\" \\";
        const R: &str = r#"crate::b::B "quoted""#;
        const Q: char = '"';
        fn f<'a>(x: &'a str) -> char { '\'' }
        pub struct A<'a>(&'a str);
    "####;
    let files = [("lib.rs", "mod a; mod b;"), ("a.rs", text), ("b.rs", "use crate::a::A;")];
    assert!(circles(&files).is_empty());
}
