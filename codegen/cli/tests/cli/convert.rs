//! `stubwright import` and `stubwright export`: output, refusals, messages.

use std::fs;

use crate::{SPEC, project, put, run};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: A pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components: {schemas: {Pet: {type: object, required: [name], properties: {name: {type: string}}}}}
";

fn folder() -> tempfile::TempDir {
    let root = project(SPEC, None);
    put(root.path(), "openapi.yaml", DOCUMENT);
    root
}

#[test]
fn a_document_becomes_a_spec() {
    let root = folder();
    let (status, spec, said) = run(root.path(), &["import", "openapi.yaml"]);
    assert_eq!(status, 0, "{said}");
    assert!(spec.contains("get_pet:") && spec.contains("  Pet:\n    name: string\n"), "{spec}");
    let (status, out, said) = run(root.path(), &["import", "openapi.yaml", "-o", "spec/pets.yaml"]);
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("Imported openapi.yaml to spec/pets.yaml"), "{said}");
    assert_eq!(fs::read_to_string(root.path().join("spec/pets.yaml")).unwrap(), spec);
    let (status, _, said) = run(root.path(), &["generate", "spec/pets.yaml", "--out", "src/api"]);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn a_spec_becomes_a_document_and_a_spec_again() {
    let root = folder();
    for name in ["openapi.json", "again.yaml"] {
        let (status, _, said) = run(root.path(), &["export", "spec/demo.yaml", "--out", name]);
        assert_eq!(status, 0, "{said}");
        let (status, spec, said) = run(root.path(), &["import", name]);
        assert_eq!(status, 0, "{said}");
        let words =
            |text: &str| text.replace(['{', '}', '"'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&spec), words(SPEC), "{spec}");
    }
    let (_, printed, _) = run(root.path(), &["export", "spec/demo.yaml"]);
    assert_eq!(printed, fs::read_to_string(root.path().join("openapi.json")).unwrap());
}

#[test]
fn what_cannot_be_converted_is_refused() {
    let root = folder();
    put(root.path(), "taken.json", "{}");
    put(root.path(), "broken.yaml", "openapi: 2.0.0\ninfo: {}\n");
    for (args, text) in [
        (&["import", "spec/demo.yaml"][..], "`spec/demo.yaml` is not an OpenAPI document"),
        (&["import", "missing.yaml"], "missing.yaml"),
        (&["import", "broken.yaml"], "SW1301"),
        (&["import", "openapi.yaml", "--format", "json"], "`--out FILE`"),
        (&["export", "openapi.yaml"], "`openapi.yaml` is an OpenAPI document already"),
        (&["export", "spec/demo.yaml", "--out", "openapi.txt"], "neither `.json` nor `.yaml`"),
        (&["export", "spec/demo.yaml", "--out", "taken.json"], "it already exists"),
    ] {
        let (status, out, said) = run(root.path(), args);
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}: {said}");
        assert!(said.contains(text), "{args:?}: {said}");
    }
    assert_eq!(fs::read_to_string(root.path().join("taken.json")).unwrap(), "{}");
}
