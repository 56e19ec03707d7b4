//! Base64 (RFC 4648 §4 and §5).

/// The 64 digits in their order.
pub(super) type Alphabet = &'static [u8; 64];

pub(super) const STANDARD: Alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
pub(super) const FOR_URLS: Alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whether the last group is filled up with `=`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Padding {
    Written,
    Omitted,
}

/// Three bytes become four digits.
pub(super) fn encode(bytes: &[u8], alphabet: Alphabet, padding: Padding) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = alphabet[(bits >> (18 - 6 * at) & 63) as usize];
            match at <= group.len() {
                true => out.push(char::from(digit)),
                false if padding == Padding::Written => out.push('='),
                false => {}
            }
        }
    }
    out
}

/// Four digits become three bytes. Line breaks, tabs and spaces are ignored; padding can be missing, but has to fit if
/// it is there. `None` if the text contains anything else, or ends within a byte.
pub(super) fn decode(text: &str, alphabet: Alphabet) -> Option<Vec<u8>> {
    let values = values(alphabet);
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut bits, mut digits, mut padding) = (0_u32, 0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'\r' | b'\n' | b'\t' | b' ' => continue,
            b'=' => {
                padding += 1;
                continue;
            }
            _ if padding > 0 => return None,
            _ => {}
        }
        let value = values[usize::from(byte)];
        if value == NONE {
            return None;
        }
        bits = bits << 6 | u32::from(value);
        digits += 1;
        if digits % 4 == 0 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            bits = 0;
        }
    }
    match digits % 4 {
        0 => {}
        1 => return None,
        2 => out.push((bits >> 4) as u8),
        _ => out.extend_from_slice(&[(bits >> 10) as u8, (bits >> 2) as u8]),
    }
    (padding == 0 || (digits % 4 != 0 && digits % 4 + padding == 4)).then_some(out)
}

/// The value of other characters than digits.
const NONE: u8 = 255;

/// The value of each byte as a digit.
fn values(alphabet: Alphabet) -> [u8; 256] {
    let mut values = [NONE; 256];
    for (value, digit) in (0_u8..).zip(alphabet) {
        values[usize::from(*digit)] = value;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{FOR_URLS, Padding, STANDARD, decode, encode};

    #[test]
    fn the_examples_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes(), STANDARD, Padding::Written), text);
            assert_eq!(encode(bytes.as_bytes(), FOR_URLS, Padding::Omitted), text.trim_end_matches('='));
            for form in [text, text.trim_end_matches('=')] {
                assert_eq!(decode(form, STANDARD).as_deref(), Some(bytes.as_bytes()), "{form}");
            }
        }
        assert_eq!(decode("Zm9v\r\nYmFy\n", STANDARD).as_deref(), Some(b"foobar".as_slice()));
    }

    #[test]
    fn every_byte_in_every_place() {
        for length in 0..=6 {
            for byte in 0..=255 {
                let bytes = vec![byte; length];
                for (alphabet, padding) in [(STANDARD, Padding::Written), (FOR_URLS, Padding::Omitted)] {
                    assert_eq!(decode(&encode(&bytes, alphabet, padding), alphabet), Some(bytes.clone()));
                }
            }
        }
    }

    #[test]
    fn what_is_no_base64() {
        for text in [
            "A",
            "AAAAA",
            "=",
            "====",
            "Zg=",
            "Zg===",
            "Zm9v=",
            "Zm9v====",
            "Zg==Zg==",
            "Zg=a",
            "Z*==",
            "Zm9v-_",
            "ＡＡＡＡ",
            "é",
            "AA\0A",
        ] {
            assert_eq!(decode(text, STANDARD), None, "{text}");
        }
        assert_eq!(decode("+/+/", FOR_URLS), None);
    }
}
