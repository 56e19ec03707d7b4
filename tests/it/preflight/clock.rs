//! The page's own request, by the clock.

use std::time::SystemTime;

use qiandun::ErrorCode;
use qiandun::runtime::{Facts, Origin, Sent};
use qiandun::types::{SignFieldStyle, StartContract};

use super::at;
use crate::page::page_request;

fn request() -> StartContract {
    serde_json::from_value(page_request()).expect("the page's request decodes")
}

fn codes(now: SystemTime) -> Vec<&'static str> {
    let error = request().check(now).expect_err("the sample breaks a rule");
    error.violations().iter().map(|found| found.code().info().code()).collect()
}

#[test]
fn the_pages_request_breaks_its_own_rules() {
    assert_eq!(codes(at("2024-12-12T08:00:00Z")), ["oc_40001", "oc_40016"]);
    assert_eq!(codes(at("2024-12-30T15:54:59Z")), ["oc_40001", "oc_40016"]);
    // Within the skew of the day on which the deadline is twelve months away, until the deadline is over in China.
    for kept in
        ["2024-12-30T15:55:00Z", "2025-06-01T00:00:00Z", "2025-12-31T15:59:59Z", "2025-12-31T16:04:00Z"]
    {
        assert_eq!(codes(at(kept)), ["oc_40016"], "{kept}");
    }
    for late in ["2025-12-31T16:05:00Z", "2026-11-24T00:00:00Z", "9000-01-01T00:00:00Z"] {
        assert_eq!(codes(at(late)), ["oc_40002", "oc_40016"], "{late}");
    }
}

#[test]
fn the_error_says_where_and_what() {
    let error = request().check(at("2025-06-01T00:00:00Z")).expect_err("refused");
    assert_eq!(
        error.to_string(),
        "[oc_40016] 签署位置不能重复 (solution: 检查参数) at signers[2].signFields[1]: same as signFields[0]"
    );
    assert_eq!(error.kind(), Some(ErrorCode::DuplicateSignPosition));
    assert_eq!((error.origin(), error.sent()), (Origin::Preflight, Sent::No));
    let error = request().check(at("2026-11-24T00:00:00Z")).expect_err("refused");
    assert_eq!(
        error.to_string(),
        "[oc_40002] 签署截止时间不能小于当前时间 (solution: 检查参数) at signFlowConfigs.flowConfig.signDeadline: \
         before now (and 1 more)"
    );
}

#[test]
fn the_pages_of_a_file_are_a_fact() {
    let mut request = request();
    request.signers[0].sign_fields[1].sign_field_style = SignFieldStyle::CrossPage;
    let pages = |pages| Facts::new().with("pages", "FC_20241212171254RkztvLleUICgRSe", pages);
    let found = |facts: &Facts| {
        let error = request.check_with(at("2025-06-01T00:00:00Z"), facts).expect_err("oc_40016 at least");
        error.violations().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let position = "[oc_40016] signers[2].signFields[1]: same as signFields[0]";
    assert_eq!(found(&Facts::new()), [position]);
    assert_eq!(found(&pages(2)), [position]);
    assert_eq!(
        found(&pages(1)),
        [position, "[oc_40020] signers[0].signFields[1].fileCode: pages: less than 2"]
    );
}
