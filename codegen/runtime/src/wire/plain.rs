//! Where a string stops being plain.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The end of the plain characters from `from` on: a quote, a backslash, a control character, or the end of the text.
#[inline]
pub(crate) fn plain_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(chunk) = chunk(bytes, at) {
        if let Some(hit) = first_hit(chunk) {
            return at + hit;
        }
        at += 8;
    }
    // The last eight once more: where there are as many, none of those that were looked at is a hit.
    match bytes.len().checked_sub(8).filter(|last| *last >= from) {
        Some(last) => chunk(bytes, last).and_then(first_hit).map_or(bytes.len(), |hit| last + hit),
        None => {
            while bytes.get(at).is_some_and(|byte| *byte >= 0x20 && !matches!(byte, b'"' | b'\\')) {
                at += 1;
            }
            at
        }
    }
}

#[inline]
fn chunk(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8).and_then(|chunk| chunk.try_into().ok()).map(u64::from_le_bytes)
}

/// The first of eight bytes that is not plain.
///
/// A subtraction borrows from the high bit of each byte that is less than what is looked for. The lowest hit is exact, and only
/// it is used.
#[inline]
fn first_hit(word: u64) -> Option<usize> {
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = word ^ (ONES * u64::from(b'"'));
    let slash = word ^ (ONES * u64::from(b'\\'));
    let hit = control | (quote.wrapping_sub(ONES) & !quote) | (slash.wrapping_sub(ONES) & !slash);
    let hit = hit & HIGH;
    (hit != 0).then(|| (hit.trailing_zeros() / 8) as usize)
}

#[cfg(test)]
mod tests {
    use super::plain_end;

    /// Every byte at every place of texts around the length of a chunk.
    #[test]
    fn the_first_byte_that_is_not_plain_is_found() {
        let is_plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
        for len in 0..26 {
            for place in 0..len {
                for byte in 0..=255 {
                    let mut bytes = vec![b'a'; len];
                    bytes[place] = byte;
                    for from in 0..len {
                        let want = if is_plain(byte) || place < from { len } else { place };
                        assert_eq!(plain_end(&bytes, from), want, "{bytes:?} from {from}");
                    }
                }
            }
        }
    }
}
