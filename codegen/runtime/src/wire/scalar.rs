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
    }

    #[test]
    fn what_is_no_integer_is_named() {
        let cases = [
            ("null", "expected an integer, found null"),
            ("1.5", "expected an integer, found 1.5"),
            ("1.0", "expected an integer, found 1.0"),
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
        assert!(read::<String>("7").expect_err("a number").contains("expected a string, found 7"));
        assert_eq!(read::<bool>("true"), Ok(true));
        assert!(
            read::<bool>("\"true\"").expect_err("text").contains("expected true or false, found \"true\"")
        );
    }

    #[test]
    fn long_texts_are_cut_in_messages() {
        let error = read::<i64>(&format!("\"{}\"", "长".repeat(300))).expect_err("text");
        assert!(error.chars().count() < 110, "{error}");
    }
}
