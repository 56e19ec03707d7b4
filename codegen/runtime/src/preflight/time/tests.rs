//! Months, days, zones and clocks at their edges.

use std::time::{Duration, SystemTime};

use proptest::prelude::{any, prop_assert, proptest};

use super::{DAY, TimeUnit, Window, Zone, add_months};
use crate::preflight::Order;
use crate::wire::{Date, DateTime, UnixMillis, UnixSeconds};

const CHINA: Zone = Zone::east(480);

/// The time of a call, by a clock that everybody shares.
fn at(text: &str) -> Window {
    around(text, 0)
}

fn around(text: &str, skew: u32) -> Window {
    let since = Duration::from_secs(seconds(text).unsigned_abs());
    Window::around(SystemTime::UNIX_EPOCH + since, skew)
}

fn seconds(text: &str) -> i64 {
    text.parse::<DateTime>().expect(text).unix_seconds(0)
}

#[test]
fn a_date_is_its_whole_day() {
    let limit = at("2024-12-12T15:59:59Z");
    assert!(!CHINA.read("2024-12-12").is_before(limit), "the day ends at midnight in China");
    assert!(CHINA.read("2024-12-12").is_before(at("2024-12-12T16:00:00Z")));
    assert!(!CHINA.read("2024-12-12").is_before(around("2024-12-12T16:04:00Z", 300)), "skew");
    // Where the day is nobody knows, it ends in the Pacific.
    let date: Date = "2024-12-12".parse().expect("date");
    assert!(!Zone::ANYWHERE.read(&date).is_before(at("2024-12-13T11:59:59Z")));
    assert!(Zone::ANYWHERE.read(&date).is_before(at("2024-12-13T12:00:00Z")));
    assert!(!Zone::ANYWHERE.read(&date).is_after(at("2024-12-11T10:00:00Z")));
    assert!(Zone::ANYWHERE.read(&date).is_after(at("2024-12-11T09:59:59Z")));
}

#[test]
fn twelve_months_reach_to_the_end_of_their_day() {
    let limit = CHINA.after(at("2024-12-12T01:00:00Z"), 12, TimeUnit::Months);
    assert!(!CHINA.read("2025-12-12").is_after(limit));
    assert!(!CHINA.read("2025-12-12 23:59:59").is_after(limit));
    assert!(CHINA.read("2025-12-13").is_after(limit));
    assert!(CHINA.read("2025-12-31").is_after(limit), "the page's own sample");
    // A clock that is five minutes fast has the next day already, and only then.
    let limit = |now| CHINA.after(around(now, 300), 12, TimeUnit::Months);
    assert!(CHINA.read("2025-12-13").is_after(limit("2024-12-12T15:54:59Z")));
    assert!(!CHINA.read("2025-12-13").is_after(limit("2024-12-12T15:55:00Z")));
}

#[test]
fn months_are_clamped_and_run_over() {
    let months = |text, months| {
        let window = add_months(seconds(text), 0, months);
        [window.earliest, window.latest]
            .map(|second| DateTime::from_unix_seconds(second).expect("time").date().as_str().to_owned())
    };
    assert_eq!(months("2024-01-31T08:00:00Z", 1), ["2024-02-29", "2024-03-02"]);
    assert_eq!(months("2024-02-29T08:00:00Z", 12), ["2025-02-28", "2025-03-01"]);
    assert_eq!(months("2024-03-31T08:00:00Z", -1), ["2024-02-29", "2024-03-02"]);
    assert_eq!(months("2024-12-12T08:00:00Z", 12), ["2025-12-12", "2025-12-12"]);
    assert_eq!(months("2024-01-12T08:00:00Z", -13), ["2022-12-12", "2022-12-12"]);
    // Late on the last evening of January it is February in China already.
    let limit = Zone::east(0).after(at("2024-01-31T20:00:00Z"), 1, TimeUnit::Months);
    let china = CHINA.after(at("2024-01-31T20:00:00Z"), 1, TimeUnit::Months);
    assert!(limit.latest > china.latest);
    let anywhere = Zone::ANYWHERE.after(at("2024-01-31T20:00:00Z"), 1, TimeUnit::Months);
    assert!(anywhere.latest >= limit.latest && anywhere.earliest <= china.earliest);
}

#[test]
fn short_units_do_not_reach_to_the_end_of_a_day() {
    let limit = CHINA.after(at("2024-12-12T01:00:00Z"), 90, TimeUnit::Minutes);
    assert!(!CHINA.read("2024-12-12 10:30:00").is_after(limit));
    assert!(CHINA.read("2024-12-12 10:30:01").is_after(limit));
    assert!(!CHINA.read("2024-12-12 10:30").is_after(limit), "the whole minute");
    assert!(CHINA.read("2024-12-12T02:30:01Z").is_after(limit), "an offset wins over the zone");
    let limit = CHINA.before(at("2024-12-12T01:00:00Z"), 1, TimeUnit::Days);
    assert!(!CHINA.read("2024-12-11 00:00:00").is_before(limit));
    assert!(CHINA.read("2024-12-10 23:59:59").is_before(limit));
}

#[test]
fn what_is_no_time_passes() {
    for text in ["", "soon", "20241212", "2024-02-30", "12.12.2024", "0"] {
        let window = CHINA.read(text);
        let limit = CHINA.after(at("2024-12-12T01:00:00Z"), 12, TimeUnit::Months);
        assert!(!window.is_before(limit) && !window.is_after(limit), "{text}");
        assert!(CHINA.may_be(text, Order::Less, "2024-12-12"), "{text}");
        assert!(CHINA.may_be_within(text, "2024-12-12", 1, TimeUnit::Months), "{text}");
        assert!(CHINA.may_be_apart(text, "2024-12-12", 1, TimeUnit::Years), "{text}");
    }
}

#[test]
fn orders_of_times() {
    use Order::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};

    let may = |a: &str, order, b: &str| CHINA.may_be(a, order, b);
    assert!(may("2024-12-12", Less, "2024-12-12"), "a day may be read as its start and as its end");
    assert!(!may("2024-12-13", Less, "2024-12-12") && !may("2024-12-13", LessOrEqual, "2024-12-12"));
    assert!(!may("2024-12-11", Greater, "2024-12-12") && !may("2024-12-11", GreaterOrEqual, "2024-12-12"));
    assert!(!may("2024-12-12 08:00:00", Less, "2024-12-12T00:00:00Z"));
    assert!(may("2024-12-12 08:00:00", LessOrEqual, "2024-12-12T00:00:00Z"));
    assert!(may("2024-12-12 08:00:00", Equal, "2024-12-12T00:00:00Z"));
    // The same instant, but not for a server that compares texts.
    assert!(may("2024-12-12 08:00:00", NotEqual, "2024-12-12T00:00:00Z"));
    assert!(may("2024-12-12 08:00:00", Equal, "2024-12-12T00:00:00Z"));
    assert!(may("2024-12-12T08:00:00.3Z", NotEqual, "2024-12-12T08:00:00.7Z"));
    assert!(!may("2024-12-12T08:00:00.3Z", NotEqual, "2024-12-12T08:00:00.3Z"));
    assert!(may("2024-12-12T08:00Z", NotEqual, "2024-12-12T08:00:00Z"));
    let millis = |a, b| CHINA.may_be(&UnixMillis::new(a), NotEqual, &UnixMillis::new(b));
    assert!(millis(1001, 1002) && !millis(1001, 1001));
    assert!(CHINA.may_be(&UnixSeconds::new(1), NotEqual, &UnixMillis::new(1_000)));
    assert!(!may("2024-12-12", Equal, "2024-12-13") && !may("2024-12-12", NotEqual, "2024-12-12"));
    assert!(may("2024-12-12", NotEqual, "2024-12-13"));
}

#[test]
fn spans() {
    let within = |a: &str, b: &str| CHINA.may_be_within(a, b, 31, TimeUnit::Days);
    assert!(within("2024-01-01", "2024-02-01") && !within("2024-01-01", "2024-02-02"));
    assert!(within("2024-02-02", "2024-01-01"), "the order is the business of another rule");
    let apart = |a: &str, b: &str| CHINA.may_be_apart(a, b, 2, TimeUnit::Hours);
    assert!(apart("2024-01-01 08:00:00", "2024-01-01 10:00:00"));
    assert!(!apart("2024-01-01 08:00:00", "2024-01-01 09:59:59"));
    assert!(apart("2024-01-01 10:00:00", "2024-01-01 08:00:00"));
}

proptest! {
    #[test]
    fn nothing_overflows(a: i64, b: i64, count: u32, east in -1_439_i16..1_440, forward: bool) {
        let units = [TimeUnit::Seconds, TimeUnit::Hours, TimeUnit::Days, TimeUnit::Weeks, TimeUnit::Months, TimeUnit::Years];
        for zone in [Zone::east(east), Zone::ANYWHERE] {
            let windows = [zone.read(&UnixSeconds::new(a)), zone.read(&UnixMillis::new(b))];
            for unit in units {
                let count = if forward { i64::from(count) } else { -i64::from(count) };
                for window in windows {
                    let moved = zone.moved(window, count, unit);
                    prop_assert!(moved.earliest <= moved.latest);
                    let _ = (moved.is_after(window), moved.is_before(window));
                }
                let (count, a, b) = (count.unsigned_abs() as u32, UnixSeconds::new(a), UnixMillis::new(b));
                let _ = (zone.may_be_within(&a, &b, count, unit), zone.may_be_apart(&a, &b, count, unit));
            }
        }
    }

    #[test]
    fn anywhere_is_wider_than_any_place(second in -10_000 * DAY..200_000 * DAY, months in 0_u32..30, east in -720_i16..=840) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(second.unsigned_abs());
        for unit in [TimeUnit::Minutes, TimeUnit::Days, TimeUnit::Months] {
            let clock = Window::around(now, 0);
            let anywhere = Zone::ANYWHERE.after(clock, months, unit);
            let somewhere = Zone::east(east).after(clock, months, unit);
            prop_assert!(anywhere.earliest <= somewhere.earliest && somewhere.latest <= anywhere.latest);
        }
    }

    #[test]
    fn any_clock_can_be_read(seconds in any::<u64>(), nanos in 0_u32..1_000_000_000, back: bool) {
        let span = Duration::new(seconds, nanos);
        let now = if back { SystemTime::UNIX_EPOCH.checked_sub(span) } else { SystemTime::UNIX_EPOCH.checked_add(span) };
        let now = now.unwrap_or(SystemTime::UNIX_EPOCH);
        let (window, wide) = (Window::around(now, 0), Window::around(now, u32::MAX));
        prop_assert!(wide.earliest < window.earliest && window.latest < wide.latest);
        prop_assert!(window.earliest <= window.latest && window.latest - window.earliest <= 1);
    }
}
