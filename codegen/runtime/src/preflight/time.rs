//! Times as a server may read them: as a range that covers every reading, in favor of the request.

use std::time::{Duration, SystemTime};

use super::order::Order;
use crate::wire::{
    Date, DateTime, UnixMillis, UnixSeconds, Written, day_at, days_in, days_since_1970, written,
};

const DAY: i64 = 86_400;

/// Further away than any time in a text; computing from here can't overflow.
const FAR: i64 = 1_000_000_000 * DAY;

/// More months than a `u32` of years.
const MANY_MONTHS: i64 = 12 << 32;

/// The zone of times without an offset: minutes ahead of UTC, or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    least: i64,
    most: i64,
}

/// A time as the range from the earliest to the latest second that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    earliest: i64,
    latest: i64,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days; a limit extends to the end of its day.
    Days,
    /// Weeks of seven days; like days.
    Weeks,
    /// Calendar months; like days.
    Months,
    /// Calendar years; like days.
    Years,
}

impl Zone {
    /// An unknown zone: from UTC-12:00 to UTC+14:00, the offsets in civil use.
    pub const ANYWHERE: Self = Self { least: -12 * 3_600, most: 14 * 3_600 };

    /// A zone by its minutes ahead of UTC, 480 for `+08:00`.
    #[must_use]
    pub const fn east(minutes: i16) -> Self {
        let seconds = minutes as i64 * 60;
        Self { least: seconds, most: seconds }
    }

    /// The range of a value. A date is its whole day, a time without seconds its whole minute; a value that is not a
    /// time can be any time.
    #[must_use]
    pub fn read<T: Timed + ?Sized>(self, value: &T) -> Window {
        value.window(self)
    }

    /// A time this long after the call. If a month does not have such a day, both its last day and the days after it
    /// are meant.
    #[must_use]
    pub fn after(self, clock: Window, count: u32, unit: TimeUnit) -> Window {
        self.moved(clock, i64::from(count), unit)
    }

    /// A time this long before the call; see [`after`](Self::after).
    #[must_use]
    pub fn before(self, clock: Window, count: u32, unit: TimeUnit) -> Window {
        self.moved(clock, -i64::from(count), unit)
    }

    /// Whether the comparison may hold.
    #[must_use]
    pub fn may_be<A, B>(self, left: &A, order: Order, right: &B) -> bool
    where
        A: Timed + ?Sized,
        B: Timed + ?Sized,
    {
        let (a, b) = (self.read(left), self.read(right));
        match order {
            Order::Less => a.earliest < b.latest,
            Order::LessOrEqual => a.earliest <= b.latest,
            Order::Greater => a.latest > b.earliest,
            Order::GreaterOrEqual => a.latest >= b.earliest,
            Order::Equal => a.earliest <= b.latest && b.earliest <= a.latest,
            // Windows leave out fractions, and servers may compare texts. A value that is not a time satisfies the rule.
            Order::NotEqual => a == Window::ANY || left.wire_form() != right.wire_form(),
        }
    }

    /// Whether `to` may be no later than this long after `from`. It may if it is before `from`.
    #[must_use]
    pub fn may_be_within<A, B>(self, from: &A, to: &B, count: u32, unit: TimeUnit) -> bool
    where
        A: Timed + ?Sized,
        B: Timed + ?Sized,
    {
        self.read(to).earliest <= self.moved(self.read(from), i64::from(count), unit).latest
    }

    /// Whether two times may be this far apart, in either order.
    #[must_use]
    pub fn may_be_apart<A, B>(self, from: &A, to: &B, count: u32, unit: TimeUnit) -> bool
    where
        A: Timed + ?Sized,
        B: Timed + ?Sized,
    {
        let (from, to) = (self.read(from), self.read(to));
        to.latest >= self.moved(from, i64::from(count), unit).earliest
            || from.latest >= self.moved(to, i64::from(count), unit).earliest
    }

    /// The window moved by a length of time, and widened to whole days if the unit asks for it.
    fn moved(self, window: Window, count: i64, unit: TimeUnit) -> Window {
        if window == Window::ANY {
            return window;
        }
        let by = |seconds: i64| window.shifted(count.saturating_mul(seconds));
        match unit {
            TimeUnit::Seconds => by(1),
            TimeUnit::Minutes => by(60),
            TimeUnit::Hours => by(3_600),
            TimeUnit::Days => self.whole_days(by(DAY)),
            TimeUnit::Weeks => self.whole_days(by(7 * DAY)),
            TimeUnit::Months => self.whole_days(self.by_months(window, count)),
            TimeUnit::Years => self.whole_days(self.by_months(window, count.saturating_mul(12))),
        }
    }

    fn by_months(self, window: Window, months: i64) -> Window {
        // The date depends on the place; between the ends of the world there are three dates at most.
        let places = [self.least, self.least.max(0).min(self.most), self.most];
        let earliest = places.map(|east| add_months(window.earliest, east, months).earliest);
        let latest = places.map(|east| add_months(window.latest, east, months).latest);
        let [a, b, c] = earliest;
        let [x, y, z] = latest;
        Window { earliest: a.min(b).min(c), latest: x.max(y).max(z) }
    }

    /// From the start of the first day to the end of the last one.
    fn whole_days(self, window: Window) -> Window {
        if self.least != self.most {
            return Window {
                earliest: window.earliest.saturating_sub(DAY - 1),
                latest: window.latest.saturating_add(DAY - 1),
            };
        }
        let start = |second: i64| (second.saturating_add(self.least)).div_euclid(DAY).saturating_mul(DAY);
        Window {
            earliest: start(window.earliest).saturating_sub(self.least),
            latest: start(window.latest).saturating_sub(self.least).saturating_add(DAY - 1),
        }
    }
}

/// The same time of day this many months later, by the calendar of a place `east` of UTC.
fn add_months(second: i64, east: i64, months: i64) -> Window {
    let local = second.clamp(-FAR, FAR) + east;
    let (day, in_day) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let (year, month, day_of_month) = day_at(day);
    let months = year * 12 + month - 1 + months.clamp(-MANY_MONTHS, MANY_MONTHS);
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let at = |day: i64| days_since_1970(year, month, day) * DAY + in_day - east;
    Window { earliest: at(day_of_month.min(days_in(year, month))), latest: at(1) + (day_of_month - 1) * DAY }
}

impl Window {
    /// Any time, which is neither before nor after any other.
    const ANY: Self = Self { earliest: i64::MIN, latest: i64::MAX };

    /// The seconds that a text may mean; any time if it is not a time.
    fn of(written: Option<Written>, zone: Zone) -> Self {
        let Some(Written { day, from, to, east }) = written else { return Self::ANY };
        let zone = east.map_or(zone, |east| Zone { least: east, most: east });
        Self { earliest: day * DAY + from - zone.most, latest: day * DAY + to - zone.least }
    }

    /// The time of the call on a clock that differs from ours by up to `skew` seconds.
    #[must_use]
    pub fn around(now: SystemTime, skew: u32) -> Self {
        let Self { earliest, latest } = Self::at(now);
        Self { earliest: earliest - i64::from(skew), latest: latest + i64::from(skew) }
    }

    fn at(now: SystemTime) -> Self {
        let seconds = |span: Duration| i64::try_from(span.as_secs()).unwrap_or(FAR).min(FAR);
        match now.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::rounded(seconds(after), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let second = -seconds(before) - i64::from(before.subsec_nanos() > 0);
                Self::rounded(second, before.subsec_nanos())
            }
        }
    }

    /// Whether it is certainly before the limit.
    #[must_use]
    pub fn is_before(self, limit: Self) -> bool {
        self.latest < limit.earliest
    }

    /// Whether it is certainly after the limit.
    #[must_use]
    pub fn is_after(self, limit: Self) -> bool {
        self.earliest > limit.latest
    }

    fn rounded(second: i64, fraction: u32) -> Self {
        Self { earliest: second, latest: second.saturating_add(i64::from(fraction > 0)) }
    }

    fn shifted(self, by: i64) -> Self {
        Self { earliest: self.earliest.saturating_add(by), latest: self.latest.saturating_add(by) }
    }
}

/// Types that rules read as times: dates, times, Unix times, and texts that hold a date or a time.
pub trait Timed {
    /// Its range; any time if it is not a time.
    fn window(&self, zone: Zone) -> Window;

    /// Its wire format: the same text is the same time for every server.
    fn wire_form(&self) -> WireForm<'_>;
}

/// A time in its wire format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireForm<'a> {
    /// A text.
    Text(&'a str),
    /// Unix time in seconds.
    Seconds(i64),
    /// Unix time in milliseconds.
    Millis(i64),
    /// Unix time with a fraction, in nanoseconds.
    Nanoseconds(i128),
}

impl Timed for str {
    fn wire_form(&self) -> WireForm<'_> {
        WireForm::Text(self)
    }

    fn window(&self, zone: Zone) -> Window {
        Window::of(written(self.trim()), zone)
    }
}

impl Timed for String {
    fn wire_form(&self) -> WireForm<'_> {
        WireForm::Text(self.as_str())
    }

    fn window(&self, zone: Zone) -> Window {
        self.as_str().window(zone)
    }
}

impl Timed for Date {
    fn wire_form(&self) -> WireForm<'_> {
        WireForm::Text(self.as_str())
    }

    fn window(&self, zone: Zone) -> Window {
        Window::of(self.written(), zone)
    }
}

impl Timed for DateTime {
    fn wire_form(&self) -> WireForm<'_> {
        WireForm::Text(self.as_str())
    }

    fn window(&self, zone: Zone) -> Window {
        Window::of(self.written(), zone)
    }
}

impl Timed for UnixSeconds {
    fn wire_form(&self) -> WireForm<'_> {
        match self.nanoseconds() % 1_000_000_000 {
            0 => WireForm::Seconds(self.get()),
            _ => WireForm::Nanoseconds(self.nanoseconds()),
        }
    }

    fn window(&self, _: Zone) -> Window {
        Window::rounded(self.get(), u32::from(self.nanoseconds() % 1_000_000_000 != 0))
    }
}

impl Timed for UnixMillis {
    fn wire_form(&self) -> WireForm<'_> {
        match self.nanoseconds() % 1_000_000 {
            0 => WireForm::Millis(self.get()),
            _ => WireForm::Nanoseconds(self.nanoseconds()),
        }
    }

    fn window(&self, _: Zone) -> Window {
        let has_fraction = self.nanoseconds() % 1_000_000_000 != 0;
        Window::rounded(self.get().div_euclid(1_000), u32::from(has_fraction))
    }
}

#[cfg(test)]
mod tests;
