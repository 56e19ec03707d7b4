//! Whatever rule is broken, that rule and no other reports it, at the right place.

use proptest::prelude::{prop_assert_eq, proptest};
use serde_json::{Value, json};
use stubwright_tests::compiled::case_preflight::types::Order;
use stubwright_tests::compiled::case_preflight::{ErrorCode, runtime::Origin};

use super::breaking::BREAKS;
use super::{facts, found, kept, now};

#[test]
fn every_row_with_a_rule_is_broken() {
    let broken: Vec<&str> = BREAKS.iter().map(|(row, _)| *row).collect();
    let checked: Vec<&str> = Order::CHECKED.iter().map(|code| code.as_str()).collect();
    assert_eq!(broken, checked);
    assert_eq!(ErrorCode::ALL.len(), checked.len() + 1);
}

proptest! {
    /// Long lists are compared in another way than short ones.
    #[test]
    fn one_broken_rule_is_one_violation(rule in 0..BREAKS.len(), pick in 0_usize..1_000, count in 2_usize..40) {
        let mut request = kept(count);
        prop_assert_eq!(found(&request), []);
        let (row, breaks) = BREAKS[rule];
        let place = breaks(&mut request, pick, count);
        prop_assert_eq!(found(&request), [(row.to_owned(), place)]);
    }

    /// Of several broken rules each is found, in the order of the table, and the first is the error.
    #[test]
    fn all_broken_rules_are_found(one in 0..BREAKS.len(), other in 0..BREAKS.len(), pick in 0_usize..1_000) {
        let (first, second) = (one.min(other), one.max(other));
        let mut request = kept(3);
        let mut expected = vec![(BREAKS[first].0.to_owned(), BREAKS[first].1(&mut request, pick, 3))];
        // Two rules about one value may conflict.
        let before = request.clone();
        let place = if first == second { String::new() } else { BREAKS[second].1(&mut request, pick, 3) };
        let touches_one_value = ["compare_times", "span"].contains(&BREAKS[first].0);
        if before != request && !touches_one_value {
            expected.push((BREAKS[second].0.to_owned(), place));
            prop_assert_eq!(found(&request), expected);
        }
    }
}

#[test]
fn each_rule_is_broken_in_every_way() {
    for (row, breaks) in BREAKS {
        for (pick, count) in (0..6).zip([2, 3, 40].into_iter().cycle()) {
            let mut request = kept(count);
            let place = breaks(&mut request, pick, count);
            assert_eq!(found(&request), [((*row).to_owned(), place)], "{pick} of {count}");
        }
    }
}

#[test]
fn what_is_absent_or_empty_or_no_time_passes() {
    let whole = kept(2);
    let asks_for_others = ["card", "lat", "lng", "couponOwner"];
    for name in whole.as_object().expect("an object").keys() {
        if !asks_for_others.contains(&name.as_str()) {
            let mut request = whole.clone();
            request.as_object_mut().expect("an object").remove(name);
            assert_eq!(found(&request), [], "without {name}");
        }
    }
    for name in ["phone", "login", "site", "mail", "birthday", "zip", "advert", "card", "couponOwner", "memo"]
    {
        let mut request = whole.clone();
        request[name] = json!("");
        assert_eq!(found(&request), [], "an empty {name}");
    }
    let mut request = whole;
    request["docs"] = json!([{"code": "NEW", "file": "no extension"}]);
    request["numbers"] = json!([]);
    assert_eq!(found(&request), []);
    assert_eq!(found(&json!({"card": "1"})), []);
}

#[test]
fn the_error_is_the_one_of_the_server() {
    let mut request: Value = kept(3);
    request["lines"][1]["name"] = json!("");
    request["lines"][2]["name"] = json!("");
    request["phone"] = json!("x");
    let order: Order = serde_json::from_value(request).expect("decodes");
    let error = order.check_with(now(), &facts()).expect_err("refused");
    assert_eq!(error.kind(), Some(ErrorCode::Present));
    assert_eq!(
        (error.code(), error.message(), error.solution()),
        (Some("present"), Some("缺少名称"), Some("填写名称"))
    );
    assert_eq!((error.origin(), error.is_retryable()), (Origin::Preflight, false));
    assert_eq!(
        error.to_string(),
        "[present] 缺少名称 (solution: 填写名称) at lines[1].name: missing or empty (and 2 more)"
    );
    let codes: Vec<ErrorCode> = error.violations().iter().map(|found| found.code()).collect();
    assert_eq!(codes, [ErrorCode::Present, ErrorCode::Present, ErrorCode::Digits]);
    // Without facts the rule that asks for one is kept.
    let mut request = kept(2);
    request["docs"][0]["code"] = json!("SINGLE");
    let order: Order = serde_json::from_value(request).expect("decodes");
    assert!(order.check(now()).is_ok() && order.check_with(now(), &facts()).is_err());
}
