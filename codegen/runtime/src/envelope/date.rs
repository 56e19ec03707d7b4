//! `Retry-After`: seconds, or a date (RFC 9110 §10.2.3 and §5.6.7).

use std::time::Duration;

use http::HeaderMap;
use http::header::DATE;

use crate::clock::{Clock, since_1970};
use crate::wire::days_since_1970;

/// The time to wait: `8`, `1.5` or an HTTP date. A date counts from the `Date` of the same response, or, without one,
/// from the clock; one in the past is zero.
pub(crate) fn wait(text: &str, headers: &HeaderMap) -> Option<Duration> {
    let text = text.trim_ascii();
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    {
        let seconds: f64 = text.parse().ok()?;
        // More than a duration can hold is still a very long time.
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let until = seconds(text)?;
    let sent = headers.get(DATE).and_then(|value| value.to_str().ok()).and_then(seconds);
    Some(Duration::from_secs(
        until.saturating_sub(sent.unwrap_or_else(|| since_1970(Clock::default().now()).as_secs())),
    ))
}

/// Seconds since 1970, and not before, of an HTTP date in any of its three forms:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
fn seconds(text: &str) -> Option<u64> {
    let words: Vec<&str> = text.split([' ', '-', ',']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, time) = match *words.as_slice() {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let mut clock = time.split(':').map(|part| number(part, 60));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let year = match (year.len(), number(year, 9999)?) {
        (2, year) if year < 70 => year + 2000,
        (2, year) => year + 1900,
        (_, year) => year,
    };
    let days = days_since_1970(year, month_number(month)?, number(day, 31).filter(|day| *day > 0)?);
    let seconds = u64::try_from(days * 86_400 + hour * 3_600 + minute * 60 + second).ok();
    seconds.filter(|_| hour < 24 && minute < 60)
}

fn number(text: &str, most: i64) -> Option<i64> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|value| digits && *value <= most)
}

fn month_number(name: &str) -> Option<i64> {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    months.iter().position(|month| *month == name).and_then(|at| i64::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::{HeaderMap, HeaderValue};

    use super::{seconds, wait};

    #[test]
    fn dates_in_all_three_forms() {
        for text in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(seconds(text), Some(784_111_777), "{text}");
        }
        assert_eq!(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(seconds("Tue, 29 Feb 2000 23:59:60 GMT"), Some(951_868_800));
        for text in
            ["", "soon", "Sun, 06 Nov 1994", "Sun, 06 Foo 1994 08:49:37 GMT", "x, 1 Jan 1969 0:0:0 GMT"]
        {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn waiting_times() {
        let mut headers = HeaderMap::new();
        headers.insert("date", HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert_eq!(wait("8", &headers), Some(Duration::from_secs(8)));
        assert_eq!(wait(" 1.5 ", &headers), Some(Duration::from_millis(1500)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:51:00 GMT", &headers), Some(Duration::from_secs(83)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:00:00 GMT", &headers), Some(Duration::ZERO));
        for text in ["", "-1", "1e400", "later", "1.2.3"] {
            assert_eq!(wait(text, &headers), None, "{text}");
        }
        assert_eq!(wait("Sun, 06 Nov 1994 08:51:00 GMT", &HeaderMap::new()), Some(Duration::ZERO));
    }
}
