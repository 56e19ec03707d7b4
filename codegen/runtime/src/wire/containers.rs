//! Containers: lists, optional values, boxes and maps.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use super::reader::{Bracket, Done, ENDLESS, Failed, Reader};
use super::table::Table;
use super::value::{Shown, Value, copy};
use super::writer::Writer;

/// The method of a type that is compared and copied as itself.
macro_rules! as_any {
    () => {
        fn as_any(&self) -> &dyn Any {
            self
        }
    };
}

/// A blank value.
pub(crate) fn blank<T: Value>(from: &mut Reader<'_>) -> Result<T, Failed> {
    T::fresh().ok_or_else(|| from.fail(ENDLESS))
}

/// The next value.
fn read<T: Value>(from: &mut Reader<'_>) -> Result<T, Failed> {
    let mut value = blank::<T>(from)?;
    value.read(from)?;
    Ok(value)
}

impl<T: Value> Value for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        self.clear();
        if !from.open_unless_empty(Bracket::List)? {
            return Ok(());
        }
        while from.more(Bracket::List, self.is_empty())? {
            match read::<T>(from) {
                Ok(item) => self.push(item),
                Err(Failed) => return Err(from.under_index(self.len())),
            }
        }
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        to.open_list();
        for item in self {
            to.next();
            item.write(to);
        }
        to.close_list();
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|item| Shown(item))).finish()
    }

    fn same(&self, other: &dyn Value) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| T::same_items(self, other))
    }

    fn assign(&mut self, from: &dyn Value) {
        if let Some(from) = from.as_any().downcast_ref::<Self>() {
            *self = T::copy_items(from);
        }
    }

    as_any!();
}

impl<T: Value> Value for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        *self = None;
        if from.null()? {
            return Ok(());
        }
        let mut value = blank::<T>(from)?;
        let start = from.at();
        match value.read_optional(from) {
            Ok(true) => *self = Some(value),
            Ok(false) => {}
            Err(Failed) => return from.forgive(start),
        }
        Ok(())
    }

    /// An option in an option is `None` where the inner one is: a text has one way to say so.
    fn read_optional(&mut self, from: &mut Reader<'_>) -> Result<bool, Failed> {
        self.read(from).map(|()| self.is_some())
    }

    fn become_absent(&mut self) -> bool {
        *self = None;
        true
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => f.debug_tuple("Some").field(&Shown(value)).finish(),
            None => f.write_str("None"),
        }
    }

    fn same(&self, other: &dyn Value) -> bool {
        match (self, other.as_any().downcast_ref::<Self>()) {
            (Some(a), Some(Some(b))) => a.same(b),
            (None, Some(None)) => true,
            _ => false,
        }
    }

    fn assign(&mut self, from: &dyn Value) {
        *self = from.as_any().downcast_ref::<Self>().and_then(|from| from.as_ref().map(copy));
    }

    as_any!();
}

impl<T: Value> Value for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn fresh() -> Option<Self> {
        T::fresh().map(Box::new)
    }

    fn table(&self) -> &'static Table {
        T::table(self)
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        T::read(self, from)
    }

    fn read_optional(&mut self, from: &mut Reader<'_>) -> Result<bool, Failed> {
        T::read_optional(self, from)
    }

    fn become_absent(&mut self) -> bool {
        T::become_absent(self)
    }

    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::debug(self, f)
    }

    fn same(&self, other: &dyn Value) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| T::same(self, &**other))
    }

    fn assign(&mut self, from: &dyn Value) {
        if let Some(from) = from.as_any().downcast_ref::<Self>() {
            T::assign(self, &**from);
        }
    }

    as_any!();
}

/// Reads the value of a key into a map.
fn read_entry<T: Value>(map: &mut BTreeMap<String, T>, key: String, from: &mut Reader<'_>) -> Done {
    let Ok(value) = read::<T>(from) else { return Err(from.under_key(&key)) };
    if map.contains_key(&key) {
        let _ = from.fail("duplicate key");
        return Err(from.under_key(&key));
    }
    map.insert(key, value);
    Ok(())
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn blank() -> Self {
        BTreeMap::new()
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        if let Some(key) = from.set_member(None) {
            from.fit().count_kept_keys(1);
            return read_entry(self, key, from);
        }
        self.clear();
        if !from.open_unless_empty(Bracket::Object)? {
            return Ok(());
        }
        let mut is_first = true;
        while from.more(Bracket::Object, is_first)? {
            is_first = false;
            let key = from.quoted()?.into_owned();
            from.colon()?;
            read_entry(self, key, from)?;
        }
        from.fit().count_kept_keys(self.len());
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        to.open_object();
        for (key, value) in self {
            to.key(key);
            value.write(to);
        }
        to.close_object();
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(key, value)| (key, Shown(value)))).finish()
    }

    fn same(&self, other: &dyn Value) -> bool {
        let Some(other) = other.as_any().downcast_ref::<Self>() else { return false };
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a.0 == b.0 && a.1.same(b.1))
    }

    fn assign(&mut self, from: &dyn Value) {
        if let Some(from) = from.as_any().downcast_ref::<Self>() {
            *self = from.iter().map(|(key, value)| (key.clone(), copy(value))).collect();
        }
    }

    as_any!();
}

#[cfg(test)]
mod tests {
    use std::any::Any;
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use crate::wire::reader::{Done, Reader};
    use crate::wire::value::{Value, copy, from_json, same};
    use crate::wire::writer::Writer;

    thread_local! {
        static ASKED: Cell<u32> = const { Cell::new(0) };
    }

    /// A scalar that counts how often it is asked for its type.
    #[derive(Clone, PartialEq)]
    struct Scalar(u8);

    impl Value for Scalar {
        fn blank() -> Self {
            Self(0)
        }

        fn read(&mut self, from: &mut Reader<'_>) -> Done {
            from.skip()
        }

        fn write(&self, to: &mut Writer) {
            to.null();
        }

        fn same(&self, other: &dyn Value) -> bool {
            other.as_any().downcast_ref::<Self>().is_some_and(|other| self == other)
        }

        fn same_items(items: &[Self], others: &[Self]) -> bool {
            items == others
        }

        fn copy_items(items: &[Self]) -> Vec<Self> {
            items.to_vec()
        }

        fn as_any(&self) -> &dyn Any {
            ASKED.set(ASKED.get() + 1);
            self
        }
    }

    #[test]
    fn a_list_of_scalars_is_compared_and_copied_at_once() {
        let list = vec![vec![Scalar(1), Scalar(2)], vec![Scalar(3)]];
        let copied = copy(&list);
        assert!(copied == list && same(&copied, &list));
        assert!(!same(&copied, &vec![vec![Scalar(1), Scalar(2)], vec![Scalar(4)]]));
        assert!(!same(&copied, &vec![vec![Scalar(1), Scalar(2)]]));
        assert!(!same(&copied, &Some(list)));
        assert_eq!(ASKED.get(), 0);
        let floats = vec![f64::NAN];
        assert!(!same(&floats, &copy(&floats)));
        let lists = vec![Some(vec!["a".to_owned()]), None];
        assert!(same(&lists, &copy(&lists)));
    }

    fn read<T: Value>(json: &str) -> Result<T, String> {
        from_json(json).map_err(|error| error.to_string())
    }

    #[test]
    fn containers_read_what_they_hold() {
        assert_eq!(read::<Vec<i64>>("[1,\"2\"]"), Ok(vec![1, 2]));
        assert_eq!(read::<Vec<Option<i64>>>("[1,null]"), Ok(vec![Some(1), None]));
        assert_eq!(read::<Option<Box<bool>>>("null"), Ok(None));
        assert_eq!(read::<BTreeMap<String, i32>>("{\"a\":\"1\"}"), Ok(BTreeMap::from([("a".to_owned(), 1)])));
        assert_eq!(read::<()>("{\"a\":[1]}"), Ok(()));
        let mut kept = Some(1);
        assert_eq!((kept.become_absent(), kept), (true, None));
        assert!(!vec![1].become_absent());
    }

    #[test]
    fn errors_carry_their_path_and_position() {
        assert_eq!(
            read::<BTreeMap<String, Vec<i64>>>("{\"a\":[1,\n 2.5]}"),
            Err("a[1]: expected an integer, found 2.5 at line 2 column 4".to_owned())
        );
        let twice = read::<BTreeMap<String, i64>>("{\"a b\":1,\"a b\":2}").expect_err("twice");
        assert!(twice.starts_with("[\"a b\"]: duplicate key"), "{twice}");
        assert!(read::<Vec<i64>>("\"\"").expect_err("text").starts_with("expected a list, found \"\""));
    }

    #[test]
    fn empty_lists_and_maps_come_as_null_or_as_one_another() {
        for json in ["null", "[]", "{}", "{ }"] {
            assert_eq!(read::<Vec<i64>>(json), Ok(vec![]), "{json}");
            assert_eq!(read::<BTreeMap<String, i64>>(json), Ok(BTreeMap::new()), "{json}");
        }
        assert_eq!(read::<Vec<Vec<i64>>>("[null,{},[]]"), Ok(vec![vec![], vec![], vec![]]));
        assert_eq!(read::<Option<Vec<i64>>>("null"), Ok(None));
        assert_eq!(read::<Option<Vec<i64>>>("{}"), Ok(Some(vec![])));
        for (json, want) in [
            ("[1]", "expected an object, found a list"),
            ("\"\"", "expected an object, found \"\""),
            ("0", "expected an object, found 0"),
            ("nul", "EOF while parsing a value"),
        ] {
            let error = read::<BTreeMap<String, i64>>(json).expect_err(json);
            assert!(error.starts_with(want), "{json}: {error}");
        }
        assert!(
            read::<Vec<i64>>("{\"a\":1}").expect_err("a map").starts_with("expected a list, found an object")
        );
    }

    #[test]
    fn an_empty_text_is_none_where_it_is_no_value() {
        assert_eq!(read::<Option<i64>>("\"\""), Ok(None));
        assert_eq!(read::<Option<f64>>("\"\""), Ok(None));
        assert_eq!(read::<Option<bool>>("\"\""), Ok(None));
        assert_eq!(read::<Option<Vec<i64>>>("\"\""), Ok(None));
        assert_eq!(
            read::<Option<BTreeMap<String, Option<i64>>>>("{\"a\":\"\"}"),
            Ok(Some([("a".to_owned(), None)].into()))
        );
        assert_eq!(read::<Option<String>>("\"\""), Ok(Some(String::new())));
        assert_eq!(read::<Vec<Option<Box<i64>>>>("[\"\",1]"), Ok(vec![None, Some(Box::new(1))]));
        for (json, want) in [
            ("\" \"", "expected an integer, found \" \""),
            ("[]", "expected an integer, found a list"),
            ("{}", "expected an integer, found an object"),
            ("\"-\"", "expected an integer, found \"-\""),
        ] {
            let error = read::<Option<i64>>(json).expect_err(json);
            assert!(error.starts_with(want), "{json}: {error}");
        }
    }
}
