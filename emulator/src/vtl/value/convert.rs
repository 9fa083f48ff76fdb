//! From JSON, and to what leaves the engine.
//!
//! Rule: a value made from JSON is new each time: nobody else holds its lists and maps.

use super::{
    Big, List, Map, Number, Style, Unprintable, Value, text_of,
    walk::{Walk, spend},
};
use crate::vtl::json::Json;

impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        spend(1);
        match json {
            Json::Null => Value::Null,
            Json::Bool(bool) => Value::Bool(*bool),
            Json::Integer(integer) => Value::Number(Number::from_long(*integer)),
            Json::BigInteger(digits) => {
                Value::Number(Number::Big(Big::parse(digits).unwrap_or_default()))
            }
            Json::Double(double) => Value::Number(Number::Double(*double)),
            Json::BigDecimal(decimal) => Value::Number(Number::Decimal(decimal.clone())),
            Json::String(text) => Value::text(text.as_str()),
            Json::List(items) => Value::List(List::new(
                Style::Json,
                items.iter().map(Value::from).collect(),
            )),
            Json::Map(members) => Value::Map(Map::new(members.iter().map(member))),
        }
    }
}

fn member((key, value): (&String, &Json)) -> (Value, Value) {
    (Value::text(key.as_str()), Value::from(value))
}

impl Map {
    /// `$context` or a map in it: it prints as nothing.
    pub(crate) fn context(members: &serde_json::Map<String, serde_json::Value>) -> Self {
        let members = members.iter();
        Map::silent(members.map(|(key, value)| (Value::text(key.as_str()), in_context(value))))
    }

    /// Puts members of `$context` into a map of it.
    pub(crate) fn put_all<'a>(
        &self,
        members: impl IntoIterator<Item = (&'a String, &'a serde_json::Value)>,
    ) {
        for (key, value) in members {
            self.put(Value::text(key.as_str()), in_context(value));
        }
    }
}

fn in_context(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Object(members) => Value::Map(Map::context(members)),
        serde_json::Value::String(text) => Value::text(text.as_str()),
        other => Value::from(&Json::from(other.clone())),
    }
}

/// A value as JSON; a text where JSON has no such thing.
pub(crate) fn to_json(value: &Value) -> Result<serde_json::Value, Unprintable> {
    json(value, &mut Walk::default())
}

fn json(value: &Value, walk: &mut Walk) -> Result<serde_json::Value, Unprintable> {
    Ok(match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(bool) => (*bool).into(),
        Value::Number(Number::Int(int)) => (*int).into(),
        Value::Number(Number::Long(long)) => (*long).into(),
        Value::Number(Number::Double(double)) => (*double).into(),
        Value::List(list) => {
            let items = |walk: &mut Walk| {
                let items = list.items();
                items.iter().map(|item| json(item, walk)).collect()
            };
            walk.into(items).unwrap_or(Err(Unprintable::TooDeep))?
        }
        Value::Map(map) => {
            let members = |walk: &mut Walk| {
                let entries = map.entries();
                let members = entries
                    .iter()
                    .map(|(key, value)| Ok((text_of(key)?.to_string(), json(value, walk)?)));
                members.collect::<Result<serde_json::Map<_, _>, _>>()
            };
            walk.into(members)
                .unwrap_or(Err(Unprintable::TooDeep))?
                .into()
        }
        _ => text_of(value)?.to_string().into(),
    })
}
