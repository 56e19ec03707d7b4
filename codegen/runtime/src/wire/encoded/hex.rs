//! Hexadecimal digits (RFC 4648 §8).

/// Two small digits a byte.
pub(super) fn encode(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// The bytes; `None` if the number of digits is odd, or there is anything else.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(|pair| pair.iter().try_fold(0, |sum, digit| Some(sum << 4 | value(*digit)?))).collect()
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn both_ways() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)), Some(all.clone()));
        assert_eq!(decode(&encode(&all).to_uppercase()), Some(all));
        assert_eq!((decode(""), encode(&[0, 161])), (Some(Vec::new()), "00a1".to_owned()));
        for text in ["0", "0g", "0x10", " 00", "00 ", "é", "００", "a\u{300}"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
