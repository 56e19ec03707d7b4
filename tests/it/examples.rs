//! The calls in the documentation of methods. `cargo test --doc -p stubwright-tests` compiles those of every case.

use stubwright_codegen::options::{ClientPath, Examples};
use stubwright_codegen::{GeneratedFile, Options, generate_with};

use crate::cases::{self, Case};

/// The files of a case with its calls shown in one way.
fn files(case: &Case, examples: Examples) -> Vec<GeneratedFile> {
    let options = Options { examples, ..case.options() };
    let mut load = stubwright_codegen::write::beside(&case.path);
    generate_with(&case.file, &case.bytes, &mut load, &options).files
}

fn tested() -> Examples {
    Examples::Tested(ClientPath::new("shop::api").unwrap())
}

/// The documentation of a method of the asynchronous client.
fn docs(case: &Case, examples: Examples, method: &str) -> String {
    let files = files(case, examples);
    let head = format!("pub fn {method}");
    let text = files.iter().map(|file| &file.text).find(|text| text.contains(&head)).unwrap();
    let (before, _) = text.split_once(&head).unwrap();
    let lines = before.lines().rev().skip(1).map(str::trim_start).skip_while(|line| line.starts_with("#["));
    let mut lines: Vec<&str> =
        lines.take_while(|line| line.starts_with("///")).map(|line| &line[3..]).collect();
    lines.reverse();
    lines.join("\n")
}

/// Whatever is shown, the code is the same.
#[test]
fn calls_are_only_documentation() {
    let code = |files: Vec<GeneratedFile>| -> Vec<(String, String)> {
        let lines = |text: &str| -> String {
            let is_code =
                |line: &&str| !line.trim_start().starts_with("///") && !line.starts_with("// @generated");
            text.lines().filter(is_code).flat_map(|line| [line, "\n"]).collect()
        };
        files.into_iter().map(|file| (file.path, lines(&file.text))).collect()
    };
    for case in cases::sound() {
        let left = files(&case, Examples::Left);
        let is_shown = |file: &GeneratedFile| {
            ["no_run", "let request = ", "has an example"].iter().any(|words| file.text.contains(words))
        };
        let shown = left.iter().find(|file| file.path != "tests.rs" && is_shown(file));
        assert!(shown.is_none(), "{}: {}", case.name, shown.unwrap().path);
        let left = code(left);
        assert_eq!(left, code(files(&case, Examples::Shown)), "{}", case.name);
        assert_eq!(left, code(files(&case, tested())), "{}", case.name);
    }
}

/// Everything that is not deprecated has a call, and what is compiled is what is shown.
#[test]
fn each_method_has_a_call() {
    for case in cases::sound() {
        let text = |examples| files(&case, examples).into_iter().map(|file| file.text).collect::<String>();
        let (shown, tested) = (text(Examples::Shown), text(tested()));
        let methods =
            |text: &str| text.matches(" -> rt::Call<'a, ").count() + text.matches(" -> rt::Items<").count();
        // `call` takes any operation.
        let lines: Vec<&str> = shown.lines().map(str::trim_start).collect();
        let is_deprecated = |pair: &&[&str]| pair[0].starts_with("#[deprecated") && pair[1] == "#[inline]";
        // Both clients have the method.
        let deprecated = lines.windows(2).filter(is_deprecated).count() / 2;
        let expected = methods(&shown) - 1 - deprecated;
        assert_eq!(tested.matches("/// # async fn example(client: ").count(), expected, "{}", case.name);
        assert_eq!(shown.matches("```text\n").count() - tested.matches("```text\n").count(), expected + 2);
    }
}

/// Codes that all endpoints have say little about one of them, and the rows at the end of a table more than those before.
#[test]
fn a_call_tells_apart_what_few_endpoints_answer() {
    const SPEC: &str = "stubwright: 1
api: shop
errors:
  E1: {name: Busy, message: busy}
  E2: {name: NotThere, message: not there}
  E3: {name: Sold, message: sold}
  E4: {name: Moved, message: moved, deprecated: true}
  E5: {name: BadName, message: bad, check: {length: {name: {max: 9}}}}
endpoints:
  get: {get: /things, errors: [E1, E2]}
  drop: {delete: /things, errors: [E1, E2]}
  buy: {post: /things, errors: [E1, E2, E3, E4]}
  none: {get: /none, errors: []}
  add: {put: /things, request: Thing}
types:
  Thing: {name: string}
";
    let case =
        Case { name: "shop".into(), file: "shop.yaml".into(), path: "shop.yaml".into(), bytes: SPEC.into() };
    let arm = |method: &str| {
        let found = docs(&case, Examples::Shown, method);
        let arm = found.lines().find_map(|line| line.trim_start().strip_prefix("Some("));
        arm.map(|arm| arm.split(')').next().unwrap_or_default().to_owned())
    };
    assert_eq!(arm("get<").as_deref(), Some("ErrorCode::Busy | ErrorCode::NotThere"));
    assert_eq!(arm("buy<").as_deref(), Some("ErrorCode::NotThere | ErrorCode::Sold"));
    assert_eq!(arm("none<"), None);
    // It lists no codes, and is checked for one.
    assert_eq!(arm("add<").as_deref(), Some("ErrorCode::BadName"));
}

#[test]
fn a_request_that_is_too_deep_is_an_argument() {
    let case = cases::named("deep");
    let expected = " ```no_run
 # async fn example(client: &shop::api::Client, request: shop::api::types::DigRequest) -> Result<(), Box<dyn std::error::Error>> {
 use shop::api::ErrorCode;
 match client.dig(&request).await {
     Ok(answer) => println!(\"{answer:?}\"),
     Err(error) => match error.kind() {
         Some(ErrorCode::TooDeep) => eprintln!(\"{error}\"),
         _ => return Err(error.into()),
     },
 }
 # Ok(()) }
 ```
";
    let found = docs(&case, tested(), "dig<");
    assert!(found.contains(expected), "{found}");
}
