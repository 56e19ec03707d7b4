//! Documents of OpenAPI, as their users have them: the part that is generated, the overlay, and the messages about
//! both.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{put, run, texts};

const PETS: &str = r##"openapi: 3.1.0
info: {title: "Pet Store – 宠物", version: "2.0"}
servers: [{url: https://pets.example.com/v2}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pet Things]
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/pet-list"}}}}
        default: {description: failed, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
    post:
      operationId: createPet
      tags: [Pet Things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewPet"}}}}
      responses:
        "201": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  /orders/{id}:
    get:
      operationId: getOrder
      tags: [orders]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}, kind: {$ref: "#/components/schemas/Kind"}}}
    NewPet: {type: object, required: [name], properties: {name: {type: string}, chip_token: {type: string}}}
    Kind: {type: string, enum: [cat, "+1"]}
    pet-list: {type: object, required: [items], properties: {items: {type: array, items: {$ref: "#/components/schemas/Pet"}}, next: {type: string}}}
    Order: {type: object, properties: {id: {type: string}}}
    Problem: {type: object, properties: {code: {type: string}, message: {type: string}}}
    Unused: {type: object, properties: {a: {type: string}}}
"##;

const OVERLAY: &str = r#"envelope: {success: {http: 2xx}, code: code, message: message, data: "."}
auth: {header: X-Pet-Key, name: pet_key}
errors:
  long: {name: NameTooLong, retry: never, check: {length: {name: {max: 20}}, on: [register_pet]}}
  none: {name: NoSuchOrder, category: not_found}
endpoints:
  listPets: {pages: {items: items, cursor: cursor, next: next}, params: {cursor: {name: after}}}
  create_pet: {name: register_pet, errors: [long], doc: Registers a pet.}
types:
  pet-list: {name: PetPage}
  NewPet: {fields: {chip_token: {secret: true, name: chip}}}
  Kind: {values: {"+1": {name: PlusOne}}}
"#;

fn pets(config: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "vendor/pets.yaml", PETS);
    put(root.path(), "spec/errors.yaml", OVERLAY);
    put(root.path(), "stubwright.toml", config);
    root
}

fn configured(more: &str) -> tempfile::TempDir {
    pets(&format!("[[api]]\nspec = \"vendor/pets.yaml\"\nout = \"src/api\"\n{more}"))
}

fn text(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join(file)).unwrap_or_default()
}

#[test]
fn an_overlay_says_what_the_document_does_not() {
    let root = configured("name = \"pets\"\noverlay = \"spec/errors.yaml\"\n");
    let root = root.path();
    let (code, _, err) = run(root, &["generate"]);
    assert_eq!(code, 0, "{err}");
    let types = text(root, "src/api/types.rs");
    for part in
        ["pub struct PetPage {", "PlusOne = \"+1\"", "pub chip: Option<String>", "\"chip_token\" secret"]
    {
        assert!(types.contains(part), "{part}: {types}");
    }
    let operations = text(root, "src/api/pet_things.rs");
    for part in ["pub fn register_pet", "Registers a pet.", "fn list_pets_items(", "pub after: Option<"] {
        assert!(operations.contains(part) || types.contains(part), "{part}: {operations}");
    }
    assert!(text(root, "src/api/errors.rs").contains("NameTooLong"));
    assert!(text(root, "src/api/client.rs").contains("pub fn with_pet_key("));
    assert!(
        text(root, "src/api/preflight.rs").contains("RegisterPet"),
        "{}",
        text(root, "src/api/preflight.rs")
    );
    // The same by arguments and from another directory.
    let args = ["generate", "vendor/pets.yaml", "--out", "again", "--overlay", "spec/errors.yaml"];
    assert_eq!(run(root, &args).0, 0);
    assert_eq!(texts(&root.join("src/api")), texts(&root.join("again")));
    assert_eq!(run(root, &["generate", "--check"]).0, 0);
    // The overlay is a file like the spec: the output depends on it.
    put(root, "spec/errors.yaml", &OVERLAY.replace("PlusOne", "ThumbsUp"));
    let (code, _, err) = run(root, &["generate", "--check"]);
    assert_eq!(code, 1, "{err}");
}

/// A new crate gets the overlay next to the document, whose name it does not have.
#[test]
fn a_crate_is_made_with_an_overlay() {
    let root = pets("");
    let root = root.path();
    put(root, "errors/pet-store.yaml", OVERLAY);
    let init = |more: &[&'static str]| {
        let from = ["init", "--crate", "pet-store", "--from", "vendor/pets.yaml"];
        run(root, &[&from, more].concat())
    };
    for (dir, more) in [("a", &[][..]), ("b", &["--build-rs"])] {
        let (code, _, err) = init(&[&["--overlay", "errors/pet-store.yaml", dir], more].concat());
        assert_eq!(code, 0, "{err}");
        let dir = root.join(dir);
        assert_eq!(text(&dir, "spec/pet-store.yaml"), PETS);
        assert_eq!(text(&dir, "spec/pet-store-2.yaml"), OVERLAY);
        let config = text(&dir, "stubwright.toml");
        assert!(config.contains("\noverlay = \"spec/pet-store-2.yaml\"\n"), "{config}");
        assert_eq!(run(&dir, &["check"]).0, 0);
    }
    assert!(text(root, "a/src/api/types.rs").contains("pub struct PetPage {"));
    assert_eq!(run(&root.join("a"), &["generate", "--check"]).0, 0);
    // The configuration of a crate is left alone.
    let (code, _, err) = init(&["--overlay", "spec/errors.yaml", "a"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("write `overlay = \"spec/errors.yaml\"` in its stubwright.toml"), "{err}");
    let (code, _, err) = init(&["--overlay", "none.yaml", "c"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("cannot read `none.yaml`") && !root.join("c").exists(), "{err}");
}

#[test]
fn an_overlay_is_about_something_that_is_there() {
    let root = configured("overlay = \"spec/errors.yaml\"\n");
    let root = root.path();
    for (overlay, finding) in [
        (
            "endpoints: {listPetz: {doc: x}}",
            "spec/errors.yaml:1:13: error[SW1308]: there is no endpoint `listPetz` to change (help: did you mean `listPets`?)",
        ),
        (
            "types: {pet-lists: {doc: x}}",
            "spec/errors.yaml:1:9: error[SW1308]: there is no type `pet-lists` to change (help: did you mean `pet-list`?)",
        ),
        (
            "types: {Pet: {fields: {nam: {doc: x}}}}",
            "error[SW1308]: there is no field `nam` to change (help: did you mean `name`?)",
        ),
        (
            "types: {Kind: {fields: {cat: {doc: x}}}}",
            "error[SW1308]: there is no field `cat` to change (help: remove it)",
        ),
        (
            "endpoints: {get_order: {params: {order: {doc: x}}}}",
            "error[SW1308]: there is no parameter `order` to change (help: there are `id`)",
        ),
        ("types: {Pet: {name: Order}}", "error[SW1309]: there is another type `Order`"),
        (
            "endpoints: {listPets: {name: create_pet}}",
            "error[SW1309]: there is another endpoint `create_pet`",
        ),
        ("endpoints: {listPets: {get: /pets}}", "error[SW0201]: a change of an endpoint has no key `get`"),
        ("paths: {}", "error[SW0201]: an overlay has no key `paths`"),
        ("[", "spec/errors.yaml:1:1: error[SW0103]"),
    ] {
        put(root, "spec/errors.yaml", overlay);
        let (code, _, err) = run(root, &["check", "--format", "short"]);
        assert_eq!(code, 2, "{overlay}: {err}");
        assert!(err.contains(finding), "{overlay}: {err}");
        assert_eq!(err.matches("error[").count(), 1, "{err}");
    }
    // Two types that change their names with each other.
    put(root, "spec/errors.yaml", "types: {Pet: {name: Order}, Order: {name: Pet}}");
    let (code, _, err) = run(root, &["check"]);
    assert_eq!(code, 0, "{err}");
    fs::remove_file(root.join("spec/errors.yaml")).unwrap();
    let (code, _, err) = run(root, &["check", "--format", "short"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("error[SW0101]: cannot read `spec/errors.yaml`"), "{err}");
}

#[test]
fn only_selects_operations_and_what_they_use() {
    let root = configured("overlay = \"spec/errors.yaml\"\nonly = [\"orders\"]\n");
    let root = root.path();
    assert_eq!(run(root, &["generate"]).0, 0);
    let types = text(root, "src/api/types.rs");
    assert!(types.contains("pub struct Order ") && !types.contains("struct PetPage"), "{types}");
    assert!(!root.join("src/api/pet_things.rs").exists());
    let (_, out, err) = run(root, &["check", "--stats"]);
    assert!(out.contains("operations   1 of 3 generated"), "{out}{err}");
    // The names of the tags and of the operations, in Rust and in the document.
    for only in ["pet_things", "Pet Things", "listPets,createPet", "list_pets,register_pet"] {
        let args = ["check", "vendor/pets.yaml", "--only", only, "--overlay", "spec/errors.yaml", "--stats"];
        let (code, out, err) = run(root, &args);
        assert_eq!(code, 0, "{only}: {err}");
        assert!(out.contains("operations   2 of 3 generated"), "{only}: {out}");
    }
    let (code, _, err) = run(root, &["check", "vendor/pets.yaml", "--only", "getOrdr", "--format", "short"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("error[SW0805]: `only` names `getOrdr`") && err.contains("did you mean `getOrder`?"),
        "{err}"
    );
    let args = ["generate", "vendor/pets.yaml", "--out", "all", "--all-types"];
    assert_eq!(run(root, &args).0, 0);
    assert!(text(root, "all/types.rs").contains("pub struct Unused "));
    let (code, _, err) = run(root, &["generate", "--only", "orders"]);
    assert_eq!(code, 2);
    assert!(err.contains("name it: `stubwright generate spec/example.yaml --only orders`"), "{err}");
}

/// A native spec is selected from like a document; whatever is only about operations that are left out is not a mistake.
#[test]
fn only_selects_from_a_native_spec() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let spec = "stubwright: 1\napi: demo\nenvelope: {success: {http: 2xx}, code: code}\n\
        errors:\n  long: {name: Long, check: {length: {name: {max: 3}}}}\n  odd: {name: Odd, check: {present: id, on: [b]}}\n\
        endpoints:\n  a: {post: /a, request: A, tag: first}\n  b: {post: /b, request: B}\n  c: {get: /c}\n\
        types: {A: {name: string}, B: {id: string}}\n";
    put(root, "spec.yaml", spec);
    let (code, _, err) = run(root, &["generate", "spec.yaml", "--out", "all"]);
    assert_eq!(code, 0, "{err}");
    let lock = text(root, "stubwright.lock");
    let (code, _, err) = run(root, &["generate", "spec.yaml", "--out", "part", "--only", "b,c"]);
    assert_eq!(code, 0, "{err}");
    let types = text(root, "part/types.rs");
    assert!(types.contains("pub struct B ") && !types.contains("pub struct A "), "{types}");
    // Decisions about the rest stay.
    assert_eq!(text(root, "stubwright.lock"), lock);
    let (code, _, err) = run(root, &["generate", "spec.yaml", "--out", "all", "--check", "--locked"]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = run(root, &["check", "spec.yaml", "--only", "second"]);
    assert_eq!(code, 2);
    assert!(err.contains("neither a tag nor an operation"), "{err}");
}

#[test]
fn the_numbers_are_for_people_and_programs() {
    let root = configured("overlay = \"spec/errors.yaml\"\n");
    let (_, out, err) = run(root.path(), &["check", "--stats"]);
    let expected = "vendor/pets.yaml:\n  operations   3 of 3 generated; tags: 2\n  types        6 generated; structs: 5, \
        enums: 1, unions: 0, aliases: 0\n  schemas      7 declared; used by no operation: 1\n  \
        error rows   2; checked before sending: 1\n  warnings     0\n";
    assert_eq!(out, expected, "{err}");
    let (_, out, _) = run(root.path(), &["check", "--stats", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    assert_eq!(line["operations"]["generated"], 3);
    assert_eq!(line["types"]["unused"], 1);
    assert_eq!(line["format"], "openapi");
}

#[test]
fn documents_are_not_formatted() {
    let root = configured("overlay = \"spec/errors.yaml\"\n");
    let root = root.path();
    let (code, _, err) = run(root, &["fmt", "vendor/pets.yaml"]);
    assert_eq!(code, 2);
    assert!(err.contains("SW0114") && err.contains("a document of OpenAPI"), "{err}");
    // Overlays are: those of the configuration, next to its specs.
    let (code, _, err) = run(root, &["fmt"]);
    assert_eq!(code, 0, "{err}");
    let formatted = text(root, "spec/errors.yaml");
    assert!(
        formatted.contains("create_pet: {name: register_pet, doc: Registers a pet., errors: [long]}"),
        "{formatted}"
    );
    assert_eq!(run(root, &["fmt", "--check"]).0, 0);
    assert_eq!(text(root, "vendor/pets.yaml"), PETS);
    let (code, _, err) = run(root, &["check", "--fix=all"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(text(root, "vendor/pets.yaml"), PETS);
}

#[test]
fn a_crate_begins_with_a_document() {
    let root = configured("");
    let root = root.path();
    let (code, _, err) = run(root, &["init", "--crate", "pet-client", "--from", "vendor/pets.yaml"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(text(root, "pet-client/spec/pet-client.yaml"), PETS);
    let dir = root.join("pet-client");
    for args in [["generate", "--check"], ["fmt", "--check"]] {
        let (code, _, err) = run(&dir, &args);
        assert_eq!(code, 0, "{args:?}: {err}");
    }
    put(root, "page.md", "| code | message |\n|---|---|\n| e1 | It failed. |\n");
    let (code, _, err) = run(root, &["draft", "page.md", "--into", "vendor/pets.yaml"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("a document of OpenAPI is not updated"), "{err}");
}

#[test]
fn rows_of_an_overlay_are_explained() {
    let root = configured("overlay = \"spec/errors.yaml\"\n");
    let (code, out, err) = run(root.path(), &["explain", "NoSuchOrder"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("code        none\n") && out.contains("spec        spec/errors.yaml:5:3"), "{out}");
}

fn git(root: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "user.name=a", "-c", "user.email=a@example.com"]).args(args);
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn versions_are_compared_with_the_overlay_that_each_had() {
    let root =
        configured("overlay = \"spec/errors.yaml\"\nonly = [\"listPets\", \"createPet\", \"getOrder\"]\n");
    let root = root.path();
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "first"]);
    assert_eq!(run(root, &["generate"]).0, 0);
    // An operation that the old version lacks, in the document, the overlay and the selection.
    let order = "  /orders:\n    post: {operationId: addOrder, responses: {\"204\": {description: ok}}}\ncomponents:\n";
    put(root, "vendor/pets.yaml", &PETS.replace("components:\n", order));
    put(root, "spec/errors.yaml", &OVERLAY.replace("types:\n", "  addOrder: {idempotent: true}\ntypes:\n"));
    let config = text(root, "stubwright.toml").replace("\"getOrder\"", "\"getOrder\", \"addOrder\"");
    put(root, "stubwright.toml", &config);
    let (code, out, err) = run(root, &["diff"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("new endpoint `add_order`"), "{err}");
    assert!(out.starts_with("vendor/pets.yaml: minor:"), "{out}{err}");
    // A change of the overlay alone is a change of the client.
    put(root, "vendor/pets.yaml", PETS);
    put(root, "spec/errors.yaml", &OVERLAY.replace("NoSuchOrder", "OrderGone"));
    put(root, "stubwright.toml", &config.replace(", \"addOrder\"", ""));
    let (code, _, err) = run(root, &["generate"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("Verdict major"), "{err}");
    // Two documents.
    put(
        root,
        "vendor/new.yaml",
        &PETS.replace(
            "required: [name], properties: {name: {type: string}, chip",
            "required: [name, chip_token], properties: {name: {type: string}, chip",
        ),
    );
    let (code, out, err) = run(root, &["diff", "vendor/pets.yaml", "vendor/new.yaml", "--fail-on", "major"]);
    assert_eq!(code, 1, "{out}{err}");
}

#[test]
fn references_lead_to_files_below_the_document() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let path = |name: &str, reference: &str| {
        format!(
            "  /{name}: {{get: {{responses: {{\"200\": {{description: ok, content: {{application/json: {{schema: {{$ref: \"{reference}\"}}}}}}}}}}}}}}\n"
        )
    };
    let mut document = String::from("openapi: 3.0.0\ninfo: {title: \"日本\", version: \"1\"}\npaths:\n");
    for (name, reference) in [
        ("a", "parts/a.yaml#/A"),
        ("b", "parts/none.yaml#/B"),
        ("c", "../outside.yaml#/C"),
        ("d", "https://example.com/d.yaml"),
        ("e", "/etc/passwd"),
        ("f", "#/components/schemas/L"),
        ("g", "#"),
        ("h", "parts/link.yaml"),
    ] {
        document.push_str(&path(name, reference));
    }
    document.push_str("components:\n  schemas: {L: {$ref: \"#/components/schemas/M\"}, M: {$ref: \"#/components/schemas/L\"}}\n");
    put(root, "api/openapi.yaml", &document);
    put(
        root,
        "api/parts/a.yaml",
        "A: {type: object, properties: {b: {$ref: \"b.yaml#/B\"}, me: {$ref: \"#/A\"}}}\n",
    );
    put(root, "api/parts/b.yaml", "B: {type: object, properties: {a: {$ref: \"../parts/a.yaml#/A\"}}}\n");
    put(root, "outside.yaml", "C: {type: object, properties: {secret: {type: string}}}\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("outside.yaml"), root.join("api/parts/link.yaml")).unwrap();
    let (code, _, err) = run(root, &["generate", "api/openapi.yaml", "--out", "out", "--format", "short"]);
    assert_eq!(code, 0, "{err}");
    for said in [
        "SW1302]: cannot read `api/parts/none.yaml`: ",
        "SW1302]: `../outside.yaml#/C` leads outside of the directory of the document",
        "SW1302]: `https://example.com/d.yaml` leads nowhere (help: stubwright opens no URL",
        "SW1302]: `/etc/passwd` is not a relative path",
        "SW1302]: `#/components/schemas/L` leads through other references back to itself",
        "SW1302]: cannot read `api/parts/link.yaml`: ",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    let types = text(root, "out/types.rs");
    assert!(types.contains("pub struct A ") && types.contains("pub struct B "), "{types}");
    assert!(!types.contains("secret"), "{types}");
}

/// Vendors repeat themselves; a terminal doesn't.
#[test]
fn warnings_about_a_document_are_counted() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let mut document = String::from("openapi: 3.0.0\ninfo: {title: Many, version: \"1\"}\npaths:\n");
    for at in 0..9 {
        document.push_str(&format!(
            "  /a{at}: {{get: {{responses: {{\"200\": {{description: ok, content: {{application/json: {{schema: {{$ref: \"#/x{at}\"}}}}}}}}}}}}}}\n"
        ));
    }
    put(root, "openapi.yaml", &document);
    let (code, _, err) = run(root, &["generate", "openapi.yaml", "--out", "out"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(err.matches("SW1302]").count(), 1, "{err}");
    assert!(err.contains("`#/x0` leads nowhere (and 8 more findings of SW1302)"), "{err}");
    assert!(
        err.contains("9 warnings of 1 kind; `--warnings` and `stubwright check openapi.yaml` show all"),
        "{err}"
    );
    for args in [
        &["generate", "openapi.yaml", "--out", "out", "--warnings"][..],
        &["generate", "openapi.yaml", "--out", "out", "--format", "short"],
        &["check", "openapi.yaml"],
    ] {
        let (_, _, err) = run(root, args);
        assert_eq!(err.matches("SW1302]").count(), 9, "{args:?}: {err}");
    }
}
