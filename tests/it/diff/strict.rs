//! Checks in sentences, and whether a check that is different refuses more calls or fewer.

use stubwright_codegen::diff::{Report, Revision};
use stubwright_codegen::{Options, inspect};
use stubwright_spec::model::dump::sentence;

/// A spec with one check.
fn spec(check: &str) -> String {
    format!(
        "stubwright: 1\napi: shop\nenvelope: {{success: {{code: 0}}, code: code, message: msg}}\n\
         errors: {{oc_1: {{name: Bad, check: {check}}}}}\n\
         endpoints: {{put: {{post: \"/put\", params: {{q?: string}}, request: Put}}}}\n\
         types:\n  Put: {{name?: string, a?: i64, b?: i64, from?: datetime, to?: datetime, file?: string, \
         tags?: [string], signers?: [Signer], grid?: [[i64]]}}\n  \
         Signer: {{id?: string, page?: i64, fields?: [Field]}}\n  Field: {{page?: i64, x?: i64, y?: i64}}\n"
    )
}

#[test]
fn rules_are_sentences() {
    let cases = [
        ("{present: name}", "`name` is present"),
        ("{present: q}", "parameter `q` is present"),
        ("{one_of: {name: [A, B, C]}}", "`name` is one of `A`, `B` or `C`"),
        ("{one_of: {name: [A, B]}}", "`name` is `A` or `B`"),
        ("{extension: {file: [png, jpg]}}", "`file` ends with `.png` or `.jpg`"),
        ("{format: {name: digits}}", "`name` consists of digits"),
        ("{format: {name: email}}", "`name` is an email address"),
        ("{format: {name: {regex: \"^[A-Z]\"}}}", "`name` matches `^[A-Z]`"),
        ("{range: {a: {min: 1, max: 500}}}", "`a` is at least 1 and at most 500"),
        ("{range: {a: {min: 2}}, fact: pages}", "the fact `pages` of `a` is at least 2"),
        ("{length: {name: {max: 20}}}", "`name` has at most 20 characters"),
        ("{length: {name: {min: 1, max: 1, unit: gbk}}}", "`name` has exactly 1 byte of GBK"),
        ("{items: {tags: {max: 9}}}", "`tags` has at most 9 items"),
        ("{contains: {name: [STOP, \"080\"]}}", "`name` contains `STOP` or `080`"),
        ("{unique: tags}", "no two items of `tags` are the same"),
        ("{unique: {signers: id}}", "no two items of `signers` have the same `id`"),
        ("{unique: \"grid[*]\"}", "within each item of `grid`, no two items are the same"),
        (
            "{unique: {\"signers[*].fields\": [page, x, y]}}",
            "within each item of `signers`, no two `fields` have the same `page`, `x` and `y`",
        ),
        (
            "{unique: {\"signers[*].fields\": page}, across: signers}",
            "no two items of `signers[*].fields` have the same `page`",
        ),
        ("{uniform: \"signers[*].id\"}", "either all items of `signers` have `id`, or none has"),
        (
            "{uniform: \"signers[*].fields[*].x\"}",
            "within each item of `signers`, either all `fields` have `x`, or none has",
        ),
        (
            "{time: {to: {max: now+12mo}}}",
            "`to` is at most 12 months from now (clocks may differ by 5 minutes)",
        ),
        (
            "{time: {to: {min: now-1d, max: now}}, skew: 1h}",
            "`to` is not before 1 day ago and not after now (clocks may differ by 1 hour)",
        ),
        ("{time: {to: {min: 2020-01-01}}, skew: 0s}", "`to` is not before `2020-01-01`"),
        ("{compare: \"a <= b\"}", "`a` is at most `b`"),
        ("{compare: \"a != b\"}", "`a` differs from `b`"),
        ("{span: {from: from, to: to, max: 31d}}", "`to` is at most 31 days after `from`"),
        ("{choose: {at_least: 1, of: [a, b]}}", "at least 1 of `a` and `b` is present"),
        ("{together: [a, b]}", "either all of `a` and `b` are present, or none is"),
        ("{requires: {a: [b, name]}}", "if `a` is present, so are `b` and `name`"),
        (
            "{present: a, when: {name: [X, Y], b: present, q: absent}}",
            "`a` is present, if `name` is `X` or `Y` and `b` is present and parameter `q` is absent",
        ),
    ];
    for (check, expected) in cases {
        let (reading, api) = inspect("shop.yaml", spec(check).as_bytes());
        let api = api.unwrap_or_else(|| panic!("{check}: {:?}", reading.diagnostics));
        let [check_of_put] = api.preflight.as_slice() else { panic!("{check}: {:?}", reading.diagnostics) };
        assert_eq!(sentence(check_of_put), expected, "{check}");
    }
}

/// The note about the change of a check.
fn behaviour(old: &str, new: &str) -> Option<String> {
    let read = |check: &str| {
        let text = spec(check);
        Revision::read("shop.yaml", text.as_bytes(), &mut stubwright_spec::alone, &Options::default())
    };
    let report = Report::of(&read(old), &read(new)).unwrap_or_else(|| panic!("{old} {new}"));
    let [at] = report.changes.as_slice() else { panic!("{old} {new}: {:#?}", report.changes) };
    assert_eq!(at.change.code.as_str(), "SW1132");
    at.change.effects.behaviour.clone()
}

#[test]
fn a_stricter_check_refuses_more_calls() {
    // Each of the first refuses all that the second does, and more.
    let stricter = [
        ("{length: {name: {max: 8}}}", "{length: {name: {max: 9}}}"),
        ("{length: {name: {min: 2, max: 9}}}", "{length: {name: {max: 9}}}"),
        ("{range: {a: {max: 9}}}", "{range: {a: {max: 10}}}"),
        ("{range: {a: {min: 2, max: 9}}}", "{range: {a: {min: 1, max: 10}}}"),
        ("{items: {tags: {min: 3}}}", "{items: {tags: {min: 2}}}"),
        ("{one_of: {name: [A]}}", "{one_of: {name: [A, B]}}"),
        ("{contains: {name: [A]}}", "{contains: {name: [A, B]}}"),
        ("{extension: {file: [png]}}", "{extension: {file: [png, jpg]}}"),
        ("{time: {to: {max: now+12mo}}}", "{time: {to: {max: now+24mo}}}"),
        ("{time: {to: {max: now+30d}}}", "{time: {to: {max: now+2mo}}}"),
        ("{time: {to: {min: now}}}", "{time: {to: {min: now-1d}}}"),
        ("{time: {to: {min: 2021-01-01}}}", "{time: {to: {min: 2020-01-01}}}"),
        ("{time: {to: {max: now}}, skew: 1m}", "{time: {to: {max: now}}, skew: 1h}"),
        ("{span: {from: from, to: to, max: 30d}}", "{span: {from: from, to: to, max: 31d}}"),
        ("{compare: \"a < b\"}", "{compare: \"a <= b\"}"),
        ("{compare: \"a < b\"}", "{compare: \"a != b\"}"),
        ("{compare: \"a == b\"}", "{compare: \"a >= b\"}"),
        ("{unique: {signers: id}}", "{unique: {signers: [id, page]}}"),
        ("{choose: {at_least: 2, of: [a, b, name]}}", "{choose: {at_least: 1, of: [a, b, name]}}"),
        ("{choose: {at_most: 1, of: [a, b, name]}}", "{choose: {at_most: 2, of: [a, b, name]}}"),
        ("{together: [a, b, name]}", "{together: [a, b]}"),
        ("{requires: {a: [b, name]}}", "{requires: {a: b}}"),
        ("{present: a}", "{present: a, when: {b: present}}"),
        ("{length: {name: {max: 8}}}", "{length: {name: {max: 9}}, when: {b: present}}"),
    ];
    let said = |which: &str| Some(format!("{which} calls than before are refused before they are sent"));
    for (more, fewer) in stricter {
        assert_eq!(behaviour(fewer, more), said("more"), "{fewer} {more}");
        assert_eq!(behaviour(more, fewer), said("fewer"), "{more} {fewer}");
    }
    let other = [
        ("{length: {name: {min: 2, max: 9}}}", "{length: {name: {min: 1, max: 8}}}"),
        ("{length: {name: {max: 8}}}", "{length: {name: {max: 9, unit: gbk}}}"),
        ("{length: {name: {max: 8}}}", "{length: {file: {max: 8}}}"),
        ("{length: {name: {max: 8}}, when: {b: present}}", "{length: {name: {max: 7}}, when: {a: present}}"),
        ("{one_of: {name: [A, B]}}", "{one_of: {name: [A, C]}}"),
        ("{time: {to: {max: now+30d}}}", "{time: {to: {max: now+1mo}}}"),
        ("{compare: \"a < b\"}", "{compare: \"a > b\"}"),
        ("{format: {name: digits}}", "{format: {name: ascii}}"),
        ("{present: name}", "{length: {name: {max: 8}}}"),
    ];
    for (one, another) in other {
        assert_eq!(behaviour(one, another), said("other"), "{one} {another}");
    }
    assert_eq!(behaviour("{one_of: {name: [A, B]}}", "{one_of: {name: [B, A]}}"), None);
}
