//! Generates every case under `cases/ok` and `cases/openapi`, and every drafted spec under `cases/draft`, through the public
//! build-script API, and lists the results for the library to include: output that does not compile breaks the build.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use stubwright_codegen::introduction::{Example, introduce};
use stubwright_codegen::{Build, Options, generate_with, write};
use stubwright_spec::diag::render;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut specs = vec![(String::from("qiandun"), PathBuf::from("../spec/qiandun.yaml"))];
    println!("cargo::rerun-if-changed=cases/ok");
    println!("cargo::rerun-if-changed=cases/openapi");
    println!("cargo::rerun-if-changed=cases/draft");
    println!("cargo::rerun-if-changed=../spec/qiandun.yaml");
    for case in folders("cases/ok")? {
        specs.push((format!("case_{}", name_of(&case)), spec_of(&case)?));
    }
    for case in folders("cases/openapi")? {
        specs.push((format!("openapi_{}", name_of(&case)), spec_of(&case)?));
    }
    for case in folders("cases/draft")? {
        specs.push((format!("draft_{}", name_of(&case)), case.join("expected.yaml")));
    }
    let (mut list, mut examples) = (String::new(), String::new());
    for (name, spec) in specs {
        // The one custom rule of the cases; a binding that no rule asks for is nothing.
        let build = Build::new(&spec).check("known_customer", "crate::custom::known_customer");
        // The call of each method is a test of documentation.
        build.examples(format!("stubwright_tests::compiled::{name}")).out_name(&name).generate()?;
        writeln!(list, "/// `{}`", spec.display())?;
        writeln!(list, "pub mod {name} {{ ::stubwright_runtime::include_api!({name:?}); }}")?;
        example(&name, &spec, &mut examples)?;
    }
    println!("cargo::rerun-if-changed=cases/growth");
    growth(&out, &mut list)?;
    #[expect(clippy::disallowed_methods, reason = "a build script writes into its own OUT_DIR")]
    fs::write(out.join("cases.rs"), list)?;
    #[expect(clippy::disallowed_methods, reason = "a build script writes into its own OUT_DIR")]
    fs::write(out.join("examples.rs"), examples)?;
    Ok(())
}

/// The call that the README of a client shows, as a test; each spec without one is listed.
fn example(name: &str, spec: &Path, out: &mut String) -> Result<(), Box<dyn Error>> {
    let checks = [(String::from("known_customer"), String::from("crate::custom::known_customer"))].into();
    let options = Options { checks, ..Options::default() };
    let file = spec.file_name().unwrap_or_default().to_string_lossy();
    let (_, introduction) = introduce(&file, &fs::read(spec)?, &mut write::beside(spec), &options);
    let Some(example) = introduction.ok_or("a spec with errors")?.example else {
        return Ok(writeln!(out, "without!({name});")?);
    };
    let Example { settings, request, call, reply, .. } = example;
    writeln!(out, "example! {{ {name}, fake, client, {{\n{settings}{request}{reply}{call}}} }}")?;
    Ok(())
}

/// Two versions of each spec in `cases/growth`, the second with the decisions about the first, and with each of them what
/// callers wrote for the first.
fn growth(out: &Path, list: &mut String) -> Result<(), Box<dyn Error>> {
    writeln!(
        list,
        "/// What callers wrote, with two versions of a spec.\n#[allow(missing_docs)]\npub mod growth {{"
    )?;
    for case in folders("cases/growth")? {
        let name = name_of(&case);
        let uses = case.join("uses.rs").canonicalize()?;
        writeln!(list, "pub mod {name} {{")?;
        let mut options = Options::default();
        for version in ["before", "after"] {
            let spec = fs::read(case.join(version).with_extension("yaml"))?;
            let outcome = generate_with(version, &spec, &mut |_| Err(String::new()), &options);
            if outcome.files.is_empty() {
                return Err(render::short(&outcome.diagnostics, &outcome.sources).to_string().into());
            }
            let api = format!("growth_{name}_{version}");
            write::apply(&out.join(&api), &outcome.files)?;
            options.kept = outcome.kept;
            writeln!(
                list,
                "pub mod {version} {{ pub mod api {{ ::stubwright_runtime::include_api!({api:?}); }} include!({uses:?}); }}"
            )?;
        }
        list.push_str("}\n");
    }
    list.push_str("}\n");
    Ok(())
}

/// The directories in a directory, in order.
fn folders(path: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    found.retain(|path| path.is_dir());
    found.sort();
    Ok(found)
}

/// The name of a case as a module.
fn name_of(case: &Path) -> String {
    case.file_name().unwrap_or_default().to_string_lossy().replace('-', "_")
}

/// The spec of a case: `spec.yaml` or `spec.json`.
fn spec_of(case: &Path) -> Result<PathBuf, String> {
    let found =
        ["spec.yaml", "spec.json"].map(|name| case.join(name)).into_iter().find(|path| path.is_file());
    found.ok_or_else(|| format!("{} has no spec", case.display()))
}
