//! Valid configurations, and the findings for others.

use std::path::{Path, PathBuf};

use super::{Api, find, open, parse};
use crate::options::{ClientPath, Examples, Features, Options, RuntimePath, Tests};
use stubwright_spec::choices::Types;
use stubwright_spec::diag::render::short;
use stubwright_spec::lint::{Level, Levels};

fn findings(text: &str) -> String {
    let config = parse(Path::new("p/stubwright.toml"), text.as_bytes());
    short(&config.diagnostics, &config.sources).to_string()
}

#[test]
fn paths_are_relative_to_the_file() {
    let text = "[[api]]\nspec = \"spec/a.yaml\"\nout = \"src/a\"\n\n[[api]]\nspec = 'b.yaml'\nout = '../b'\n";
    let config = parse(Path::new("p/stubwright.toml"), text.as_bytes());
    assert_eq!(short(&config.diagnostics, &config.sources), "");
    let api = |spec: &str, out: &str| Api {
        spec: PathBuf::from(spec),
        out: PathBuf::from(out),
        options: Options::default(),
    };
    assert_eq!(config.apis, [api("p/spec/a.yaml", "p/src/a"), api("p/b.yaml", "p/../b")]);
    let beside = parse(Path::new("stubwright.toml"), text.as_bytes());
    assert_eq!(beside.apis.first(), Some(&api("spec/a.yaml", "src/a")));
}

#[test]
fn options_are_read() {
    let text = "[[api]]\nspec = 'a.yaml'\nout = 'a'\ntests = true\nfeatures = true\n[api.checks]\nknown = 'crate::checks::known'\n";
    let config = parse(Path::new("stubwright.toml"), text.as_bytes());
    assert_eq!(short(&config.diagnostics, &config.sources), "");
    let options = &config.apis.first().unwrap().options;
    assert_eq!(options.tests, Tests::Written);
    assert_eq!(options.features, Features::ByTag);
    assert_eq!(options.checks.get("known").map(String::as_str), Some("crate::checks::known"));
    let wrong = "[[api]]\nspec = 'a.yaml'\nout = 'a'\ntests = 1\n[api.checks]\nknown = 'f()'\n";
    let said = findings(wrong);
    assert!(said.contains("stubwright.toml:4:9: error[SW0803]: `tests` must be `true` or `false`"), "{said}");
    assert!(
        said.contains("stubwright.toml:6:9: error[SW0803]: `known` is not the path of a function"),
        "{said}"
    );
}

#[test]
fn choices_are_read() {
    let text = "[[api]]\nspec = 'a.yaml'\nout = 'a'\nname = 'pet-store'\nonly = ['pets', 'getOrder']\nall_types = true\noverlay = 'none.yaml'\n";
    let config = parse(Path::new("p/stubwright.toml"), text.as_bytes());
    assert_eq!(short(&config.diagnostics, &config.sources), "");
    let choices = &config.apis.first().unwrap().options.choices;
    assert_eq!(choices.name.as_deref(), Some("pet-store"));
    assert_eq!(choices.selection.only, ["pets", "getOrder"]);
    assert_eq!(choices.selection.types, Types::All);
    // That it cannot be read is found with the spec.
    let overlay = choices.overlay.as_ref().unwrap();
    assert_eq!((overlay.name.as_str(), overlay.bytes.is_err()), ("p/none.yaml", true));
    for (setting, message) in [
        ("name = 'Pet Store'", "`name` must be the name of an API"),
        ("only = 'pets'", "`only` must be a list of tags and operations"),
        ("only = []", "`only` must be a list of tags and operations"),
        ("only = [1]", "`only` must be a list of tags and operations"),
        ("all_types = 1", "`all_types` must be `true` or `false`"),
        ("overlay = ''", "`overlay` must be a path in quotes"),
    ] {
        let said = findings(&format!("[[api]]\nspec = 'a.yaml'\nout = 'a'\n{setting}\n"));
        assert!(said.contains("p/stubwright.toml:4:") && said.contains(message), "{said}");
    }
}

#[test]
fn examples_are_left_out_shown_or_tested() {
    let read = |line: &str| {
        let text = format!("[[api]]\nspec = 'a.yaml'\nout = 'a'\n{line}");
        let config = parse(Path::new("stubwright.toml"), text.as_bytes());
        let said = short(&config.diagnostics, &config.sources).to_string();
        (config.apis.first().unwrap().options.examples.clone(), said)
    };
    let said = |examples| (examples, String::new());
    assert_eq!(read(""), said(Examples::Shown));
    assert_eq!(read("examples = true"), said(Examples::Shown));
    assert_eq!(read("examples = false"), said(Examples::Left));
    let path = ClientPath::new("shop::api").unwrap();
    assert_eq!(read("examples = 'shop::api'"), said(Examples::Tested(path)));
    for wrong in ["1", "'crate::api'", "'my-shop'"] {
        let (examples, said) = read(&format!("examples = {wrong}"));
        assert_eq!(examples, Examples::Shown);
        assert!(
            said.starts_with("stubwright.toml:4:12: error[SW0803]: `examples` must be the path"),
            "{wrong}: {said}"
        );
    }
}

#[test]
fn findings_name_the_place_and_the_way_out() {
    for (text, expected) in [
        ("", "p/stubwright.toml:1:1: error[SW0803]: missing `[[api]]`"),
        (
            "[api]\nspec = 1",
            "p/stubwright.toml:1:2: error[SW0803]: `api` must be an array of tables (help: write `[[api]]`",
        ),
        ("api = [1]", "p/stubwright.toml:1:8: error[SW0803]: an API must be a table"),
        (
            "[[api]]\nspce = 'a'\nout = 'b'",
            "p/stubwright.toml:2:1: error[SW0802]: unknown key `spce` in `[[api]]` (help: did you mean `spec`?)",
        ),
        (
            "[[apis]]\n",
            "p/stubwright.toml:1:3: error[SW0802]: unknown key `apis` at the top of the file (help: did you mean `api`?)",
        ),
        (
            "[[api]]\nspec = 'a'\nout = 'b'\nzzz = 1",
            "p/stubwright.toml:4:1: error[SW0802]: unknown key `zzz` in `[[api]]` (help: expected one of `spec`, `out`, `name`, `overlay`, `only`, `all_types`, `tests`, `features`, `examples`, `runtime`, `checks`)",
        ),
        (
            "[[api]]\nspec = 'a'\n",
            "p/stubwright.toml:1:1: error[SW0803]: missing `out` in `[[api]]` (help: out = \"src/api\")",
        ),
        (
            "[[api]]\nspec = 'a'\nout = 3\n",
            "p/stubwright.toml:3:7: error[SW0803]: `out` must be a path in quotes",
        ),
        (
            "[[api]]\nspec = 'a'\nout = ''\n",
            "p/stubwright.toml:3:7: error[SW0803]: `out` must be a path in quotes",
        ),
        (
            "[[api]]\nspec = 'a'\nout = 'b'\nruntime = 'sw-runtime'",
            "p/stubwright.toml:4:11: error[SW0803]: `runtime` must be the path of the crate `stubwright-runtime` \
             (help: runtime = \"stubwright_runtime\", or its name in your Cargo.toml, with `_` for `-`)",
        ),
        (
            "[[api]]\nspec = 'a'\nout = 'b'\nruntime = 1",
            "p/stubwright.toml:4:11: error[SW0803]: `runtime` must be the path of the crate `stubwright-runtime`",
        ),
        ("[[api]\n", "p/stubwright.toml:1:7: error[SW0801]: unclosed array table, expected `]` (help: "),
        ("[[api]]\nspec = spec/a.yaml\n", "p/stubwright.toml:2:8: error[SW0801]: "),
    ] {
        let found = findings(text);
        assert_eq!(found.lines().count(), 1, "{text:?} gives {found}");
        assert!(found.starts_with(expected), "{text:?} gives\n{found}, not\n{expected}");
    }
}

#[test]
fn levels_hold_for_all_specs() {
    let api = "[[api]]\nspec = 'a.yaml'\nout = 'a'\n";
    let lints = "[lints]\nrows = 'deny'\nSW0419 = 'allow'\n";
    let mut levels = Levels::default();
    levels.set("rows", Level::Deny).unwrap();
    levels.set("SW0419", Level::Allow).unwrap();
    let config = parse(Path::new("p/stubwright.toml"), format!("{api}{lints}").as_bytes());
    assert_eq!(short(&config.diagnostics, &config.sources), "");
    assert_eq!(config.apis[0].options.lints, levels);
    assert_eq!(config.options_of(Path::new("p/other.yaml")).lints, levels);
    // A build script needs nothing else.
    let alone = parse(Path::new("p/stubwright.toml"), lints.as_bytes());
    assert!(alone.diagnostics.is_empty() && alone.apis.is_empty());
    assert_eq!(alone.options_of(Path::new("p/a.yaml")).lints, levels);
}

#[test]
fn levels_that_cannot_be_set_are_named() {
    for (line, expected) in [
        ("lints = 1", ":1:1: error[SW0803]: `lints` must be a table of lints and levels"),
        (
            "[lints]\nSW0149 = 'warn'",
            ":2:1: error[SW0802]: there is no lint `SW0149` (help: did you mean `SW0419`?)",
        ),
        (
            "[lints]\nSW0201 = 'allow'",
            ":2:1: error[SW0803]: `SW0201` is an error (an unknown key), and the level of errors cannot be lowered",
        ),
        (
            "[lints]\nSW0201 = 'deny'",
            ":2:1: error[SW0803]: `SW0201` is always an error, so `deny` has nothing to change",
        ),
        ("[lints]\nSW1101 = 'deny'", ":2:1: error[SW0803]: `SW1101` is not a lint (something new in a spec)"),
        (
            "[lints]\nrows = 'wran'",
            ":2:8: error[SW0803]: the level of `rows` must be `allow`, `warn` or `deny`, in quotes \
             (help: did you mean `warn`?)",
        ),
        ("[lints]\nrows = true", ":2:8: error[SW0803]: the level of `rows` must be"),
    ] {
        let found = findings(line);
        assert_eq!(found.lines().count(), 1, "{line:?} gives {found}");
        assert!(found.starts_with(&format!("p/stubwright.toml{expected}")), "{line:?} gives {found}");
    }
}

#[test]
fn a_directory_has_one_owner() {
    let text = "[[api]]\nspec = 'a'\nout = 'src/x'\n[[api]]\nspec = 'b'\nout = 'src/./y/../x/z'\n";
    let found = findings(text);
    assert!(found.starts_with("p/stubwright.toml:6:7: error[SW0803]: "), "{found}");
    assert_eq!(findings(&text.replace("x/z", "xz")), "");
}

#[test]
fn what_is_no_text_is_said() {
    let config = parse(Path::new("stubwright.toml"), b"[[api]]\n\xFF");
    assert!(short(&config.diagnostics, &config.sources).contains("SW0102"));
    let with_mark = parse(Path::new("stubwright.toml"), "\u{FEFF}[[api]]\nspec='a'\nout='b'".as_bytes());
    assert!(with_mark.diagnostics.is_empty());
}

#[test]
fn the_nearest_file_counts() {
    let root = tempfile::tempdir().unwrap();
    let deep = root.path().join("a/b/c");
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::create_dir_all(root.path().join("a/b/stubwright.toml")).unwrap();
    assert_eq!(find(&deep), None);
    let file = root.path().join("a/stubwright.toml");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), &file).unwrap();
    assert_eq!(find(&deep), Some(file));
    let missing = open(&root.path().join("stubwrigt.toml"));
    assert!(short(&missing.diagnostics, &missing.sources).contains("error[SW0101]: cannot read"));
}

#[test]
fn the_runtime_has_the_name_of_the_dependency() {
    let text = "[[api]]\nspec = 'a.yaml'\nout = 'a'\nruntime = 'sw'\n";
    let config = parse(Path::new("p/stubwright.toml"), text.as_bytes());
    assert_eq!(short(&config.diagnostics, &config.sources), "");
    assert_eq!(Some(config.apis[0].options.runtime.clone()), RuntimePath::new("sw"));
}
