//! No sequence of failures makes a call do what it must not.

use std::time::Duration;

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::{Budget, Failed, Next, Processed, Repeat, RetryState};
use crate::codes::Retry;
use crate::retry::RetryPolicy;
use crate::transport::Sent;

fn failures() -> impl Strategy<Value = Failed> {
    let retry = prop_oneof![
        Just(Retry::Never),
        Just(Retry::Safe),
        Just(Retry::Idempotent),
        Just(Retry::Throttle),
        Just(Retry::RefreshAuth),
        Just(Retry::CheckFirst),
    ];
    let processed = prop_oneof![Just(Processed::No), Just(Processed::Maybe)];
    let sent = prop_oneof![Just(Sent::No), Just(Sent::Maybe), Just(Sent::Yes)];
    let after = prop_oneof![
        3 => Just(None),
        2 => (0_u64..5).prop_map(|seconds| Some(Duration::from_secs(seconds))),
        1 => any::<u64>().prop_map(|seconds| Some(Duration::from_secs(seconds))),
    ];
    (retry, processed, sent, after).prop_map(|(retry, processed, sent, retry_after)| Failed {
        retry,
        processed,
        sent,
        retry_after,
    })
}

fn repeats() -> impl Strategy<Value = Repeat> {
    prop_oneof![Just(Repeat::No), Just(Repeat::InThisCall), Just(Repeat::Always)]
}

proptest! {
    #[test]
    fn a_call_keeps_its_rules(
        failures in proptest::collection::vec((failures(), 0_u64..20_000, any::<u64>()), 1..12),
        attempts in 0_u32..6,
        repeat in repeats(),
        budget in 0_u32..4,
        total in 1_u64..120,
    ) {
        let (policy, total) = (RetryPolicy::new().with_attempts(attempts), Duration::from_secs(total));
        let mut retry_state = RetryState::new(policy, total, repeat);
        let purse = Budget::of(budget);
        let (mut elapsed, mut paused) = (Duration::ZERO, Duration::ZERO);
        let (mut pauses, mut refreshes, mut sends) = (0, 0, 0);
        for (failed, took, random) in failures {
            if retry_state.left(elapsed).is_none() {
                break;
            }
            retry_state.sending();
            sends += 1;
            elapsed += Duration::from_millis(took);
            match retry_state.next(failed, elapsed, random, &purse) {
                Next::GiveUp => break,
                Next::Refresh => {
                    refreshes += 1;
                    prop_assert_eq!(failed.retry, Retry::RefreshAuth);
                }
                Next::Pause(pause) => {
                    pauses += 1;
                    paused += pause;
                    prop_assert!(failed.processed == Processed::No || repeat != Repeat::No);
                    let again = [Retry::Safe, Retry::Idempotent, Retry::Throttle].contains(&failed.retry);
                    prop_assert!(again, "{failed:?}");
                    prop_assert!(failed.retry_after.is_none_or(|after| pause >= after));
                    let is_told = failed.retry != Retry::Throttle || failed.retry_after.is_some();
                    prop_assert!(is_told || pause >= policy.throttle());
                    prop_assert!(elapsed + pause < total);
                    elapsed += pause;
                }
            }
        }
        prop_assert!(refreshes <= 1 && pauses < attempts.max(1) && pauses <= budget);
        prop_assert!(refreshes == 0 || attempts > 1);
        prop_assert!(sends <= pauses + refreshes + 1 && retry_state.attempts() == sends);
        prop_assert!(paused < total);
    }

    #[test]
    fn nothing_that_may_have_been_processed_goes_out_twice(
        failures in proptest::collection::vec((failures(), any::<u64>()), 1..12),
    ) {
        let policy = RetryPolicy::new().with_attempts(100);
        let mut retry_state = RetryState::new(policy, Duration::from_secs(1 << 30), Repeat::No);
        let mut doubtful = false;
        for (failed, random) in failures {
            prop_assert!(!doubtful, "sent again");
            retry_state.sending();
            if retry_state.next(failed, Duration::ZERO, random, &Budget::default()) == Next::GiveUp {
                break;
            }
            // A credential that is refused was refused before anything else.
            doubtful = failed.processed == Processed::Maybe && failed.retry != Retry::RefreshAuth;
        }
    }
}

const FAILED: Failed =
    Failed { retry: Retry::Safe, processed: Processed::No, sent: Sent::No, retry_after: None };

#[test]
fn a_pause_that_is_too_long_ends_the_call_at_once() {
    let mut retry_state = RetryState::new(RetryPolicy::new(), Duration::from_secs(10), Repeat::No);
    let after = |seconds| Failed { retry_after: Some(Duration::from_secs(seconds)), ..FAILED };
    let budget = Budget::default();
    assert_eq!(retry_state.next(after(4), Duration::ZERO, 0, &budget), Next::Pause(Duration::from_secs(4)));
    assert_eq!(retry_state.left(Duration::ZERO), Some(Duration::from_secs(6)), "pauses count");
    assert_eq!(retry_state.next(after(6), Duration::ZERO, 0, &budget), Next::GiveUp);
    assert_eq!(retry_state.next(after(u64::MAX), Duration::ZERO, u64::MAX, &budget), Next::GiveUp);
    assert_eq!(retry_state.next(after(5), Duration::ZERO, 0, &budget), Next::Pause(Duration::from_secs(5)));
    assert_eq!(retry_state.left(Duration::from_secs(10)), None);
}

#[test]
fn the_greatest_of_what_was_sent_stays() {
    let mut retry_state = RetryState::new(RetryPolicy::new(), Duration::from_secs(60), Repeat::Always);
    let doubtful =
        Failed { retry: Retry::Idempotent, processed: Processed::Maybe, sent: Sent::Maybe, ..FAILED };
    let budget = Budget::default();
    assert_eq!(retry_state.next(doubtful, Duration::ZERO, 0, &budget), Next::Pause(Duration::ZERO));
    assert_eq!(retry_state.next(FAILED, Duration::ZERO, 0, &budget), Next::Pause(Duration::ZERO));
    assert_eq!((retry_state.sent(), retry_state.processed()), (Sent::Maybe, Processed::Maybe));
    assert_eq!(retry_state.next(FAILED, Duration::ZERO, 0, &budget), Next::GiveUp, "three attempts");
}
