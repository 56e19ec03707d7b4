//! The SARIF log keeps to the standard, and its regions and fixes mean what the findings mean.
//!
//! `sarif/rules.json` states what the standard asks of the parts that are written; what a schema cannot say is checked
//! here.

use jsonschema::Validator;
use serde_json::Value;
use stubwright_codegen::{Outcome, generate};
use stubwright_spec::diag::{Code, Diagnostic, render};
use stubwright_spec::source::Span;

use crate::cases;

fn rules() -> Validator {
    let rules: Value = serde_json::from_str(include_str!("sarif/rules.json")).unwrap();
    jsonschema::validator_for(&rules).unwrap()
}

/// The log of these runs as JSON; it holds.
fn log(outcomes: &[&Outcome]) -> Value {
    let specs: Vec<_> = outcomes.iter().map(|outcome| (&outcome.diagnostics, &outcome.sources)).collect();
    let log: Value = serde_json::from_str(&render::sarif(&specs)).unwrap();
    let broken: Vec<String> =
        rules().iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(broken.is_empty(), "{broken:#?}\n{log:#}");
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    for result in log["runs"][0]["results"].as_array().unwrap() {
        // Section 3.27.6.
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        // Section 3.28.2: the ids of one result differ.
        let ids = result["relatedLocations"].as_array().into_iter().flatten().map(|place| &place["id"]);
        assert!(ids.enumerate().all(|(at, id)| *id == at), "{result}");
    }
    log
}

/// Columns count characters, a byte order mark does not count, and the end is the character after the last one.
fn region(text: &str, span: Span) -> Value {
    let place = |at: u32| {
        let before = text[..at as usize].trim_start_matches('\u{feff}');
        let line = before.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() + 1;
        (line, before.rsplit(['\n', '\r']).next().unwrap_or_default().chars().count() + 1)
    };
    let ((line, column), (end_line, end_column)) = (place(span.start), place(span.end));
    serde_json::json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
}

/// All cases are in one log, because each log has the whole table of rules, and checking that takes longest.
#[test]
fn every_case_keeps_to_the_standard() {
    let cases = cases::mistaken();
    let outcomes: Vec<Outcome> = cases.iter().map(|case| case.run()).collect();
    let log = log(&outcomes.iter().collect::<Vec<_>>());
    let mut results = log["runs"][0]["results"].as_array().unwrap().iter();
    for (case, outcome) in cases.iter().zip(&outcomes) {
        let found = outcome.diagnostics.sorted();
        let of_case: Vec<&Value> = results.by_ref().take(found.len()).collect();
        assert_eq!(of_case.len(), found.len(), "{}", case.name);
        for (result, item) in of_case.into_iter().zip(found) {
            says(result, item, outcome, &case.name);
        }
    }
    assert_eq!(results.next(), None);
}

/// Holds a result against the finding that it shows.
fn says(result: &Value, item: &Diagnostic, outcome: &Outcome, case: &str) {
    assert_eq!(result["ruleId"], item.code.as_str());
    let text = result["message"]["text"].as_str().unwrap().replace("{{", "{").replace("}}", "}");
    assert!(text.starts_with(&item.message.replace("](", "] (")), "{text}");
    assert!(item.help.iter().all(|help| text.contains(&help.replace("](", "] ("))), "{text}");
    let Some(label) = &item.primary else { return };
    let file = outcome.sources.get(label.span.file).unwrap();
    let source = file.text();
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], file.name());
    assert_eq!(place["region"], region(source, label.span), "{case}");
    for (at, label) in item.secondary.iter().enumerate() {
        let place = &result["relatedLocations"][at]["physicalLocation"];
        let source = outcome.sources.get(label.span.file).unwrap().text();
        assert_eq!(place["region"], region(source, label.span), "{case}");
    }
    let mut fixes = item.fixes.clone();
    fixes.sort_by_key(|fix| fix.span);
    for (at, fix) in fixes.iter().enumerate() {
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][at];
        assert_eq!(replacement["deletedRegion"], region(source, fix.span), "{case}");
        let text = replacement["insertedContent"]["text"].as_str().unwrap_or_default();
        assert_eq!(text, fix.replacement);
    }
}

#[test]
fn every_rule_is_in_the_log() {
    let log = log(&[]);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Code::ALL.len());
    for (rule, code) in rules.iter().zip(Code::ALL) {
        assert_eq!(rule["id"], code.as_str());
        assert!(rule["help"]["text"].as_str().is_some_and(|text| text.len() > 20), "{code}");
    }
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

/// Two specs, one run; paths with every character that a URI cannot have; a mark and line ends of another system.
#[test]
fn paths_and_columns_of_odd_files() {
    let text = "\u{feff}stubwright: 1\r\napi: x\r\nerrors: {\"😀\": {retry: nevr}}\r\n";
    let names = ["spec/签 盾.yaml", "a:b/%41#?.yaml", "/abs/a:b.yaml", "C:/x/[a].yaml"];
    let uris = [
        "spec/%E7%AD%BE%20%E7%9B%BE.yaml",
        "a%3Ab/%2541%23%3F.yaml",
        "file:///abs/a:b.yaml",
        "file:///C:/x/%5Ba%5D.yaml",
    ];
    let outcomes = names.map(|name| generate(name, text.as_bytes()));
    let both = log(&outcomes.each_ref());
    let results = both["runs"][0]["results"].as_array().unwrap();
    for uri in uris {
        let result = results.iter().find(|result| {
            result["ruleId"] == "SW0206"
                && result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
        });
        let region = &result.expect(uri)["locations"][0]["physicalLocation"]["region"];
        let wanted = serde_json::json!({"startLine": 3, "startColumn": 23, "endLine": 3, "endColumn": 27});
        assert_eq!(*region, wanted);
    }
    let first = generate("x.yaml", "\u{feff}stubwrihgt: 1\napi: x\n".as_bytes());
    let log = log(&[&first]);
    assert_eq!(log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"], 1);
}
