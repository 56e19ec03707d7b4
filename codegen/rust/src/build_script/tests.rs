//! The lines for cargo, and rustc's messages for a spec with errors.

use std::fs;
use std::path::Path;

use super::{Build, BuildError, stub, warnings};
use crate::Outcome;
use stubwright_spec::diag::{Code, Diagnostic};
use stubwright_spec::source::Span;

fn broken() -> Outcome {
    let mut outcome = Outcome::default();
    let file = outcome.sources.add("spec/x.yaml", "types:\n  A: {signer: \"SignFeild\"}\n");
    let span = Span::new(file, 21, 32);
    outcome.diagnostics.push(
        Diagnostic::new(Code::YamlSyntax, span, "unknown type `Sign\nFeild`")
            .help("did you mean `SignField`?"),
    );
    outcome.diagnostics.push(Diagnostic::new(Code::UnnamedError, span, "no name\ncargo::rustc-cfg=x"));
    outcome
}

#[test]
fn the_stub_is_nothing_but_compile_errors() {
    let files = stub::files(&broken());
    let [file] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!(file.path, "mod.rs");
    let tree = syn::parse_file(&file.text).unwrap();
    assert_eq!(tree.items.len(), 1);
    let syn::Item::Macro(item) = &tree.items[0] else { panic!("{}", file.text) };
    let message: syn::LitStr = item.mac.parse_body().unwrap();
    let message = message.value();
    assert!(message.starts_with("spec/x.yaml:2:15: error[SW0103]: unknown type `Sign Feild`\n"), "{message}");
    assert!(message.contains("\n2 |   A: {signer: \"SignFeild\"}\n"), "{message}");
    assert!(message.contains("^^^^^^^^^^^"), "{message}");
    assert!(message.ends_with("help: did you mean `SignField`?"), "{message}");
    assert_eq!(message.matches("unknown type").count(), 1, "{message}");
}

#[test]
fn many_errors_are_counted() {
    let mut outcome = Outcome::default();
    for _ in 0..60 {
        outcome.diagnostics.push(Diagnostic::without_place(Code::Unreadable, "cannot read `x`").help("look"));
    }
    let text = stub::files(&outcome).remove(0).text;
    assert_eq!(text.matches("compile_error!").count(), 51);
    assert!(text.contains(r#"("error[SW0101]: cannot read `x`\n"#), "{text}");
    assert!(text.contains("10 more"));
}

#[test]
fn a_warning_is_one_line() {
    let lines = warnings(&broken());
    assert_eq!(lines, ["spec/x.yaml:2:15: warning[SW0403]: no name cargo::rustc-cfg=x"]);
}

fn report(build: Build) -> String {
    let mut out = Vec::new();
    build.report(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn stage(spec: &str) -> (tempfile::TempDir, Build) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("spec")).unwrap();
    fs::create_dir(root.path().join("out")).unwrap();
    let from = root.path().join("spec/demo.yaml");
    std::io::Write::write_all(
        &mut fs::OpenOptions::new().write(true).create_new(true).open(from).unwrap(),
        spec.as_bytes(),
    )
    .unwrap();
    let build = Build::new("spec/demo.yaml").root(root.path()).out_dir(root.path().join("out"));
    (root, build)
}

/// Writes a file, in place of one that is there.
fn put(root: &Path, name: &str, text: &str) {
    let options = fs::OpenOptions::new().write(true).create(true).truncate(true).open(root.join(name));
    std::io::Write::write_all(&mut options.unwrap(), text.as_bytes()).unwrap();
}

#[test]
fn errors_become_the_module() {
    let (root, build) = stage("stubwright: [1\n");
    let told = report(build.clone());
    assert_eq!(told.lines().next(), Some("cargo::rerun-if-changed=spec/demo.yaml"));
    let text = fs::read_to_string(root.path().join("out/demo/mod.rs")).unwrap();
    assert!(text.contains("::core::compile_error!(\"spec/demo.yaml:"), "{text}");
    let Err(BuildError::Spec(found)) = build.out_name("other").generate() else { panic!("no error") };
    assert!(found.diagnostics.has_errors());
    assert!(!root.path().join("out/other").exists());
}

#[test]
fn a_missing_spec_is_watched_and_reported() {
    let (root, _) = stage("");
    let told = report(Build::new("spec/demmo.yaml").root(root.path()).out_dir(root.path().join("out")));
    assert_eq!(told, "cargo::rerun-if-changed=spec/demmo.yaml\n");
    let text = fs::read_to_string(root.path().join("out/demmo/mod.rs")).unwrap();
    assert!(text.contains("error[SW0101]: cannot read `spec/demmo.yaml`"), "{text}");
    assert!(text.contains("did you mean `spec/demo.yaml`?"), "{text}");
}

#[test]
fn output_in_the_way_fails_the_build() {
    let (root, build) = stage("stubwright: [1\n");
    let out = root.path().join("out");
    fs::create_dir_all(out.join("demo/mod.rs")).unwrap();
    let told = report(build);
    assert!(told.contains("\ncargo::error=error[SW0812]: "), "{told}");
}

#[test]
fn a_spec_with_an_absolute_path_is_shown_from_the_root() {
    let (root, build) = stage("a: [\n");
    let build = Build { spec: root.path().join(Path::new("spec/demo.yaml")), ..build };
    assert!(report(build).starts_with("cargo::rerun-if-changed=spec/demo.yaml\n"));
}

#[test]
fn levels_of_the_configuration_hold_in_build_scripts() {
    let (root, build) = stage("stubwright: 1\napi: x\nservers: {main: \"http://api.example.com\"}\n");
    assert!(report(build.clone()).contains("cargo::warning=spec/demo.yaml:3:17: warning[SW1206]: "));
    let put = |text: &str| {
        let config = root.path().join("stubwright.toml");
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).open(config).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    };
    put("[lints]\nsecurity = 'allow'\n");
    assert!(!report(build.clone()).contains("SW1206"));
    put("[lints]\nwarnings = 'deny'\n");
    report(build);
    let text = fs::read_to_string(root.path().join("out/demo/mod.rs")).unwrap();
    assert!(text.contains("error[SW1206]: calls to this server are not encrypted"), "{text}");
}

#[test]
fn features_are_for_files_that_are_part_of_a_crate() {
    let (root, build) = stage("stubwright: 1\napi: x\nendpoints: {a: {get: /a, tag: orders}}\n");
    put(root.path(), "stubwright.toml", "[[api]]\nspec = 'spec/demo.yaml'\nout = 'x'\nfeatures = true\n");
    let error = build.generate().unwrap_err().to_string();
    assert!(error.contains("error[SW0803]: `features` "), "{error}");
    report(build);
    let text = fs::read_to_string(root.path().join("out/demo/mod.rs")).unwrap();
    assert!(text.contains("`only = [\\\"orders\\\"]` in `stubwright.toml`"), "{text}");
}

#[test]
fn included_files_are_watched_whether_they_exist_or_not() {
    let (root, build) = stage("stubwright: 1\napi: x\ninclude: [a.yaml]\n");
    let told = report(build.clone());
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        ["cargo::rerun-if-changed=spec/demo.yaml", "cargo::rerun-if-changed=spec/a.yaml"]
    );
    let text = fs::read_to_string(root.path().join("out/demo/mod.rs")).unwrap();
    assert!(text.contains("error[SW0616]: cannot read `spec/a.yaml`"), "{text}");
    let from = root.path().join("spec/a.yaml");
    std::io::Write::write_all(
        &mut fs::OpenOptions::new().write(true).create_new(true).open(from).unwrap(),
        b"types: {A: {b: string}}\n",
    )
    .unwrap();
    let built = build.generate().unwrap();
    assert_eq!(built.inputs, ["spec/demo.yaml", "spec/a.yaml"]);
    assert!(fs::read_to_string(root.path().join("out/demo/types.rs")).unwrap().contains("pub struct A "));
}

/// The overlay is an input, from the build script or the configuration, and what is set in the build script counts.
#[test]
fn an_overlay_and_a_selection_are_set_here_or_in_the_configuration() {
    let spec = "stubwright: 1\napi: x\nendpoints: {a: {post: /a, request: A}, b: {get: /b, response: B}}\ntypes: {A: {x: string}, B: {y: string}}\n";
    let (root, build) = stage(spec);
    let put = |name: &str, text: &str| put(root.path(), name, text);
    put("spec/more.yaml", "types: {A: {name: Renamed}}\n");
    put(
        "stubwright.toml",
        "[[api]]\nspec = 'spec/demo.yaml'\nout = 'x'\noverlay = 'spec/more.yaml'\nonly = ['a']\n",
    );
    let types = || fs::read_to_string(root.path().join("out/demo/types.rs")).unwrap();
    let told = report(build.clone());
    assert!(told.ends_with("\ncargo::rerun-if-changed=spec/more.yaml\n"), "{told}");
    assert!(types().contains("pub struct Renamed ") && !types().contains("pub struct B "), "{}", types());
    put("other.yaml", "types: {B: {name: Other}}\n");
    let chosen = build.clone().overlay("other.yaml").only(["b"]).out_name("second");
    let built = chosen.generate().unwrap();
    assert_eq!(built.inputs, ["spec/demo.yaml", "other.yaml"]);
    let second = fs::read_to_string(root.path().join("out/second/types.rs")).unwrap();
    assert!(second.contains("pub struct Other ") && !second.contains("pub struct A "), "{second}");
    build.clone().overlay("other.yaml").only(["b"]).all_types().out_name("third").generate().unwrap();
    let third = fs::read_to_string(root.path().join("out/third/types.rs")).unwrap();
    assert!(third.contains("pub struct Other ") && third.contains("pub struct A "), "{third}");
    put("spec/more.yaml", "types: {C: {name: Renamed}}\n");
    report(build.clone());
    let text = fs::read_to_string(root.path().join("out/demo/mod.rs")).unwrap();
    assert!(text.contains("spec/more.yaml:1:9: error[SW1308]: there is no type `C` to change"), "{text}");
    let error = build.overlay("none.yaml").out_name("fourth").generate().unwrap_err().to_string();
    assert!(error.contains("cannot read `none.yaml`"), "{error}");
}

#[test]
fn an_api_is_named_here_or_in_the_configuration() {
    let (root, build) = stage("stubwright: 1\napi: x\nendpoints: {a: {get: /a}}\n");
    let config = "[[api]]\nspec = 'spec/demo.yaml'\nout = 'x'\nname = 'configured'\n";
    put(root.path(), "stubwright.toml", config);
    build.clone().generate().unwrap();
    assert!(root.path().join("out/configured").exists());
    build.clone().name("chosen").out_dir(root.path().join("other")).generate().unwrap();
    assert!(root.path().join("other/chosen").exists());
    let error = build.name("Not A Name").out_name("second").generate().unwrap_err().to_string();
    assert!(error.contains("`Not A Name` is not the name of an API"), "{error}");
}

#[test]
fn warnings_about_a_document_are_counted() {
    let (root, _) = stage("");
    let path = |at: usize| format!("  /a{at}: {{get: {{responses: {{\"200\": {{$ref: \"#/x\"}}}}}}}}\n");
    let paths: String = (0..9).map(path).collect();
    let text = format!("openapi: 3.0.0\ninfo: {{title: Many, version: \"1\"}}\npaths:\n{paths}");
    put(root.path(), "openapi.yaml", &text);
    let told = report(Build::new("openapi.yaml").root(root.path()).out_dir(root.path().join("out")));
    assert_eq!(told.matches("cargo::warning=").count(), 1, "{told}");
    assert!(told.contains("(and 8 more findings of SW1302)"), "{told}");
    assert!(root.path().join("out/many/mod.rs").is_file(), "the name of the API is that of the document");
}

#[test]
fn what_was_decided_is_read_and_written_only_if_asked() {
    let spec =
        "stubwright: 1\napi: x\nendpoints: {a: {post: /a, request: A}}\ntypes: {A: {x: string, y: string}}\n";
    let (root, build) = stage(spec);
    let lock = root.path().join("spec/stubwright.lock");
    assert_eq!(report(build.clone()), "cargo::rerun-if-changed=spec/demo.yaml\n");
    assert!(!lock.exists());
    report(build.clone().write_lock());
    let text = fs::read_to_string(&lock).unwrap();
    assert!(text.ends_with("\n[demo.yaml]\narguments A = x y\n"), "{text}");
    let put = |text: &str| {
        let mut file = fs::OpenOptions::new().write(true).truncate(true).open(&lock).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    };
    let types = || fs::read_to_string(root.path().join("out/demo/types.rs")).unwrap();
    put("[demo.yaml]\narguments A = y x\n");
    let told = report(build.clone());
    assert!(told.contains("stubwright.lock") && !told.contains("warning"), "{told}");
    assert!(types().contains("pub fn new(y: impl Into<String>, x: impl Into<String>) -> Self {"));
    put("[demo.yaml]\narguments A = y\n");
    let told = report(build.clone());
    assert!(told.contains("cargo::warning=warning[SW0823]: ") && told.contains("is out of date"), "{told}");
    assert!(types().contains("pub fn new(y: impl Into<String>, x: impl Into<String>) -> Self {"));
    put("nonsense\n");
    assert!(!report(build.clone()).contains("warning"));
    let text = fs::read_to_string(root.path().join("out/demo/mod.rs")).unwrap();
    assert!(text.contains("1:1: error[SW0804]: this is not the name of a spec"), "{text}");
}

/// A directory with specs, and the builds of each.
fn several(specs: &[(&str, &str)]) -> (tempfile::TempDir, Vec<Build>) {
    let root = tempfile::tempdir().unwrap();
    let mut builds = Vec::new();
    for (name, api) in specs {
        let from = root.path().join(name);
        fs::create_dir_all(from.parent().unwrap()).unwrap();
        let text = format!("stubwright: 1\napi: {api}\ntypes: {{{}: {{x: i32}}}}\n", api.to_uppercase());
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(from).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        builds.push(Build::new(*name).root(root.path()).out_dir(root.path().join("out")));
    }
    (root, builds)
}

#[test]
fn two_specs_of_one_name_are_an_error_that_names_both() {
    let (root, builds) = several(&[("a/api.yaml", "aaa"), ("b/api.yaml", "bbb")]);
    let types = || fs::read_to_string(root.path().join("out/api/types.rs")).unwrap();
    assert!(!report(builds[0].clone()).contains("cargo::error"));
    let told = report(builds[1].clone());
    let expected = "cargo::error=error[SW0803]: `a/api.yaml` and `b/api.yaml` are both generated into `api`";
    assert!(told.contains(expected), "{told}");
    assert!(told.contains("cargo::rerun-if-changed=b/api.yaml\n"), "{told}");
    assert!(told.contains(r#"`Build::new("b/api.yaml").out_name("api_2")`"#), "{told}");
    let Err(BuildError::SameOutput { specs, .. }) = builds[1].generate() else { panic!("no error") };
    assert_eq!(specs, ["a/api.yaml", "b/api.yaml"]);
    assert!(types().contains("struct AAA") || types().contains("struct Aaa"), "{}", types());

    // The remedy in the help works, and the first build stays as it was.
    let built = builds[1].clone().out_name("api_2").generate().unwrap();
    assert!(built.dir.join("mod.rs").is_file());
    builds[0].generate().unwrap();
}

#[test]
fn directories_overlap_however_they_are_written() {
    let (_root, builds) = several(&[("a.yaml", "one"), ("b.yaml", "two"), ("c.yaml", "three")]);
    builds[0].clone().out_name("x").generate().unwrap();
    for name in ["./x", "y/../x", "x/y"] {
        let Err(BuildError::SameOutput { specs, .. }) = builds[1].clone().out_name(name).generate() else {
            panic!("{name}")
        };
        assert_eq!(specs, ["a.yaml", "b.yaml"]);
    }
    builds[2].clone().out_name("xy").generate().unwrap();
}

#[test]
fn a_spec_is_generated_twice_with_the_same_settings_only() {
    let (_root, builds) = several(&[("a.yaml", "one")]);
    builds[0].generate().unwrap();
    builds[0].generate().unwrap();
    let other = builds[0].clone().check("x", "crate::x").generate().unwrap_err();
    let expected = "error[SW0803]: `a.yaml` is generated into `a` twice, with different settings (help: ";
    assert!(other.to_string().starts_with(expected), "{other}");
}

#[test]
fn the_name_of_the_api_is_a_name_to_include() {
    let specs = [("v1/first.yaml", "shop"), ("plaza.yaml", "plaza"), ("x.yaml", "y"), ("y.yaml", "z")];
    let (root, builds) = several(&specs);
    for build in &builds {
        report(build.clone());
    }
    let text = |name: &str| fs::read_to_string(root.path().join("out").join(name)).unwrap();
    assert!(text("shop/mod.rs").ends_with("\n\n::core::include!(\"../first/mod.rs\");\n"));
    assert!(text("plaza/mod.rs").contains("mod client;"));
    // The name of a file is stronger than the name of an API, in whatever order they come.
    assert!(text("y/mod.rs").contains("mod client;"), "{}", text("y/mod.rs"));
    assert!(text("y/types.rs").contains("struct Z"));

    let (root, builds) = several(&[("a.yaml", "same"), ("b.yaml", "same"), ("c.yaml", "other")]);
    for build in [&builds[0], &builds[1], &builds[0], &builds[1]] {
        build.generate().unwrap();
    }
    let text = fs::read_to_string(root.path().join("out/same/mod.rs")).unwrap();
    assert!(
        text.contains("compile_error!(\"several specs have the name `same` (`a.yaml`, `b.yaml`): "),
        "{text}"
    );
    builds[2].clone().out_name("set").generate().unwrap();
    assert!(!root.path().join("out/other").exists());
}

#[test]
fn errors_are_included_by_the_name_of_the_api_too() {
    let (root, build) = stage("stubwright: 1\napi: shop\ntypes: {A: {b: Missing}}\n");
    report(build);
    let text = fs::read_to_string(root.path().join("out/shop/mod.rs")).unwrap();
    assert!(text.contains("../demo/mod.rs"), "{text}");
}

#[test]
fn the_runtime_path_is_set_or_refused() {
    let (root, build) = stage("stubwright: 1\napi: shop\ntypes: {A: {b: i32}}\n");
    report(build.clone().out_name("renamed").runtime_path("sw"));
    for file in ["mod.rs", "types.rs", "errors.rs", "client.rs", "blocking.rs"] {
        let text = fs::read_to_string(root.path().join("out/renamed").join(file)).unwrap();
        assert!(text.contains(" ::sw::v1 as r") && !text.contains("stubwright_runtime"), "{file}: {text}");
    }
    let error = build.runtime_path("super::sw").generate().unwrap_err().to_string();
    let expected =
        "error[SW0803]: `super::sw` is not the path of the crate `stubwright-runtime` (help: in build.rs: ";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn the_path_of_the_client_is_set_or_refused() {
    let (root, build) = stage("stubwright: 1\napi: shop\nendpoints: {ping: {get: /ping}}\n");
    let text = |name: &str| fs::read_to_string(root.path().join("out").join(name).join("client.rs")).unwrap();
    report(build.clone().out_name("shown"));
    assert!(!text("shown").contains("```no_run"), "{}", text("shown"));
    report(build.clone().out_name("tested").examples("shop::api"));
    assert!(text("tested").contains("/// use shop::api::types;\n"), "{}", text("tested"));
    let error = build.examples("crate::api").generate().unwrap_err().to_string();
    let expected = "error[SW0803]: `crate::api` is not the path of a client (help: in build.rs: ";
    assert!(error.starts_with(expected), "{error}");
}
