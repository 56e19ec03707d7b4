//! Reading [`Json`] from its text.

use std::str::FromStr;

use serde_core::Deserialize;
use serde_core::de::Deserializer;

use super::members::{Members, twice};
use super::number::Number;
use super::{Json, Node};
use crate::wire::formats::deserialize;
use crate::wire::json_error::JsonError;
use crate::wire::reader::{Bracket, Done, Failed, Reader};
use crate::wire::value::{Value, from_json};
use crate::wire::writer::Writer;

impl Value for Json {
    fn blank() -> Self {
        Json::NULL
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        self.0 = match from.peek() {
            Some(b'{') => object(from)?,
            Some(b'[') => Node::List(list(from)?),
            Some(b'"') => Node::Text(from.quoted()?.into_owned()),
            Some(b'-' | b'0'..=b'9') => Node::Number(Number::new(from.number()?)),
            _ => match from.raw()? {
                "true" => Node::Bool(true),
                "false" => Node::Bool(false),
                _ => Node::Null,
            },
        };
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        self.write_to(to);
    }

    crate::std_value!();
}

fn list(from: &mut Reader<'_>) -> Result<Vec<Json>, Failed> {
    let mut items = Vec::new();
    items.read(from)?;
    Ok(items)
}

fn object(from: &mut Reader<'_>) -> Result<Node, Failed> {
    let mut members = Vec::new();
    from.open(Bracket::Object)?;
    while from.more(Bracket::Object, members.is_empty())? {
        let key = from.quoted()?.into_owned();
        from.colon()?;
        let mut value = Json::NULL;
        if Value::read(&mut value, from).is_err() {
            return Err(from.under_key(&key));
        }
        members.push((key, value));
    }
    if let Some(key) = twice(&members) {
        let _ = from.fail("duplicate key");
        return Err(from.under_key(key));
    }
    Ok(Node::Object(Members(members)))
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        deserialize(input)
    }
}

impl FromStr for Json {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        from_json(text)
    }
}
