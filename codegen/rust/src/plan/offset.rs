//! Offsets from UTC.

use stubwright_spec::model::Api;
use stubwright_spec::source::Spanned;

/// Minutes that the time zone of an API is ahead of UTC, if it has one: `+08:00` → 480, `Z` → 0.
pub(super) fn minutes_east(api: &Api) -> Option<i16> {
    let offset = api.timezone.as_ref().map(Spanned::as_str)?;
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (hours, minutes) = offset.split_once(':')?;
    let ahead =
        hours.trim_start_matches(['+', '-']).parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?;
    Some(if offset.starts_with('-') { -ahead } else { ahead })
}
