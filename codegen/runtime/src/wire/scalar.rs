//! Scalars: booleans, integers (also as digit strings), floats and strings.

use super::reader::{Done, Reader};
use super::value::Value;
use super::writer::Writer;

impl Value for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        *self = from.flag()?;
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        to.flag(*self);
    }

    crate::std_value!();
}

macro_rules! integers {
    ($($integer:ty: $write:ident, $expected:literal;)*) => { $(
        impl Value for $integer {
            fn blank() -> Self {
                0
            }

            fn read(&mut self, from: &mut Reader<'_>) -> Done {
                *self = from.integer_of($expected)?;
                Ok(())
            }

            fn write(&self, to: &mut Writer) {
                to.$write((*self).into());
            }

            crate::std_value!();
        }
    )* };
}

integers! {
    i32: integer, "an integer of 32 bits";
    i64: integer, "an integer of 64 bits";
    u32: unsigned, "a non-negative integer of 32 bits";
    u64: unsigned, "a non-negative integer of 64 bits";
}

impl Value for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        *self = from.float()?;
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        to.float(*self);
    }

    crate::std_value!();
}

impl Value for String {
    fn blank() -> Self {
        String::new()
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        *self = from.string()?.into_owned();
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        to.string(self);
    }

    crate::std_value!();
}

#[cfg(test)]
mod tests {
    use crate::wire::value::{Value, from_json};

    fn read<T: Value>(json: &str) -> Result<T, String> {
        from_json(json).map_err(|error| error.to_string())
    }

    #[test]
    fn integers_come_as_numbers_or_digit_strings() {
        assert_eq!(read::<i64>("1897893172027068416"), Ok(1_897_893_172_027_068_416));
        assert_eq!(read::<i64>("\"1897893172027068416\""), Ok(1_897_893_172_027_068_416));
        assert_eq!(read::<i64>("\"-7\""), Ok(-7));
        assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(read::<u64>("\"18446744073709551615\""), Ok(u64::MAX));
        assert_eq!(read::<i32>("\"007\""), Ok(7));
        assert_eq!(read::<u32>("4294967295"), Ok(u32::MAX));
        for (json, want) in
            [("1.0", 1), ("1e3", 1000), ("-2.50e1", -25), ("-0", 0), ("1700000000.0", 1_700_000_000)]
        {
            assert_eq!(read::<i64>(json), Ok(want), "{json}");
        }
    }

    #[test]
    fn what_is_no_integer_is_named() {
        let cases = [
            ("null", "expected an integer, found null"),
            ("1.5", "expected an integer, found 1.5"),
            ("1e-1", "expected an integer, found 1e-1"),
            ("1.00000000000000000000001", "expected an integer, found 1.00000000000000000000001"),
            ("1e99", "expected an integer, found 1e99"),
            ("1e19", "expected an integer of 64 bits, found 10000000000000000000"),
            ("true", "expected an integer, found true"),
            ("\"+7\"", "expected an integer, found \"+7\""),
            ("\" 7\"", "expected an integer, found \" 7\""),
            ("\"\"", "expected an integer, found \"\""),
            ("\"1e3\"", "expected an integer, found \"1e3\""),
            ("[]", "expected an integer, found a list"),
            ("{}", "expected an integer, found an object"),
            ("9223372036854775808", "expected an integer of 64 bits, found 9223372036854775808"),
        ];
        for (json, want) in cases {
            let error = read::<i64>(json).expect_err(json);
            assert!(error.starts_with(want), "{json}: {error}");
        }
        assert!(read::<i32>("3000000000").expect_err("range").contains("32 bits, found 3000000000"));
        assert!(
            read::<u32>("-1").expect_err("range").contains("a non-negative integer of 32 bits, found -1")
        );
    }

    #[test]
    fn floats_strings_and_booleans() {
        assert_eq!(read::<f64>("1"), Ok(1.0));
        assert_eq!(read::<f64>("-2.5e3"), Ok(-2500.0));
        assert_eq!(read::<f64>("\"0.10\""), Ok(0.1));
        for json in ["\"NaN\"", "\"inf\"", "\"\"", "null", "\"1e999\"", "true", "[1]"] {
            assert!(read::<f64>(json).is_err(), "{json}");
        }
        assert_eq!(read::<String>("\"a\\n\""), Ok("a\n".to_owned()));
        for (json, want) in [("7", "7"), ("-1.50e3", "-1.50e3"), ("true", "true"), ("false", "false")] {
            assert_eq!(read::<String>(json), Ok(want.to_owned()));
        }
        for (json, want) in [("null", "null"), ("[]", "a list"), ("{}", "an object")] {
            let error = read::<String>(json).expect_err(json);
            assert!(error.starts_with(&format!("expected a string, found {want}")), "{error}");
        }
        assert!(read::<String>("01").is_err() && read::<String>("tru").is_err());
        for json in ["true", "1", "\"1\"", "\"true\"", "\"True\""] {
            assert_eq!(read::<bool>(json), Ok(true), "{json}");
        }
        for json in ["false", "0", "\"0\"", "\"false\""] {
            assert_eq!(read::<bool>(json), Ok(false), "{json}");
        }
        for json in ["2", "1.0", "\"yes\"", "\"\"", "null", "[]"] {
            let error = read::<bool>(json).expect_err(json);
            assert!(error.starts_with("expected true or false, 1 or 0, found "), "{error}");
        }
    }

    #[test]
    fn long_texts_are_cut_in_messages() {
        let error = read::<i64>(&format!("\"{}\"", "长".repeat(300))).expect_err("text");
        assert!(error.chars().count() < 110, "{error}");
    }
}
