//! The hash of a value by its wire form: every type of generated code can be serialized, but few can be hashed.

use std::fmt::{self, Display};
use std::hash::Hasher;

use serde_core::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Serializes values into a hasher. Never fails by itself.
pub(super) struct Hashing<H>(H);

impl<H: Hasher> Hashing<H> {
    pub(super) fn new(hasher: H) -> Self {
        Self(hasher)
    }

    pub(super) fn finish(&self) -> u64 {
        self.0.finish()
    }

    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        // Keeps `["ab", "c"]` and `["a", "bc"]` apart.
        self.0.write_u8(0xFF);
        value.serialize(self)
    }
}

/// A value that can't be serialized.
#[derive(Debug)]
pub(super) struct Failed;

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value can't be serialized")
    }
}

impl std::error::Error for Failed {}

impl Error for Failed {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

macro_rules! numbers {
    ($($method:ident $number:ty, $write:ident;)*) => { $(
        fn $method(self, value: $number) -> Result<(), Failed> {
            self.0.$write(value);
            Ok(())
        }
    )* };
}

impl<H: Hasher> Serializer for &mut Hashing<H> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers! {
        serialize_i8 i8, write_i8;
        serialize_i16 i16, write_i16;
        serialize_i32 i32, write_i32;
        serialize_i64 i64, write_i64;
        serialize_u8 u8, write_u8;
        serialize_u16 u16, write_u16;
        serialize_u32 u32, write_u32;
        serialize_u64 u64, write_u64;
    }

    fn serialize_bool(self, value: bool) -> Result<(), Failed> {
        self.0.write_u8(u8::from(value));
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Failed> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Failed> {
        // Both zeros are equal.
        self.0.write_u64((value + 0.0).to_bits());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Failed> {
        self.0.write_u32(value.into());
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Failed> {
        self.serialize_bytes(value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Failed> {
        self.0.write(value);
        self.0.write_usize(value.len());
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        self.part(value)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        self.0.write_u8(0xFE);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Result<(), Failed> {
        self.serialize_u32(index)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        self.0.write_u32(index);
        self.part(value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Failed> {
        Ok(self)
    }
}

macro_rules! lists {
    ($($of:ident $method:ident;)*) => { $(
        impl<H: Hasher> $of for &mut Hashing<H> {
            type Ok = ();
            type Error = Failed;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
                self.part(value)
            }

            fn end(self) -> Result<(), Failed> {
                self.serialize_unit()
            }
        }
    )* };
}

lists! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! structs {
    ($($of:ident)*) => { $(
        impl<H: Hasher> $of for &mut Hashing<H> {
            type Ok = ();
            type Error = Failed;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
                self.part(name)?;
                self.part(value)
            }

            fn end(self) -> Result<(), Failed> {
                self.serialize_unit()
            }
        }
    )* };
}

structs! { SerializeStruct SerializeStructVariant }

impl<H: Hasher> SerializeMap for &mut Hashing<H> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.part(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.part(value)
    }

    fn end(self) -> Result<(), Failed> {
        self.serialize_unit()
    }
}
