//! From JSON, and to what leaves the engine.
//!
//! Rule: a value made from JSON is new each time: nobody else holds its lists and maps.

use super::{
    Big, List, Map, Number, Source, Style, Unprintable, Value, spend, text_of, walk::Walk,
};
use crate::vtl::json::Json;

/// What is in the body stays there: its texts are lent, and its maps too until somebody looks into them.
impl<'a> From<&'a Json> for Value<'a> {
    fn from(json: &'a Json) -> Self {
        spend(1);
        match json {
            Json::String(text) => Value::text(text.as_str()),
            Json::List(items) => {
                let items = items.iter().map(Value::from).collect();
                Value::List(List::new(Style::Json, items))
            }
            Json::Map(members) => Value::Map(Map::lent(Source::Body(members))),
            scalar => of_scalar(scalar),
        }
    }
}

/// What was read for this once.
impl From<Json> for Value<'_> {
    fn from(json: Json) -> Self {
        spend(1);
        match json {
            Json::String(text) => Value::text(text),
            Json::List(items) => {
                let items = items.into_iter().map(Value::from).collect();
                Value::List(List::new(Style::Json, items))
            }
            Json::Map(members) => {
                let members = members.into_iter();
                let member = |(key, value)| (Value::text(key), Value::from(value));
                Value::Map(Map::new(members.map(member)))
            }
            scalar => of_scalar(&scalar),
        }
    }
}

fn of_scalar<'a>(json: &Json) -> Value<'a> {
    Value::Number(match json {
        Json::Integer(integer) => Number::from_long(*integer),
        Json::BigInteger(digits) => Number::big(Big::parse(digits).unwrap_or_default()),
        Json::Double(double) => Number::Double(*double),
        Json::BigDecimal(decimal) => Number::Decimal(Box::new(decimal.clone())),
        Json::Bool(bool) => return Value::Bool(*bool),
        _ => return Value::Null,
    })
}

/// A value as JSON; a text where JSON has no such thing.
pub(crate) fn to_json(value: &Value<'_>) -> Result<serde_json::Value, Unprintable> {
    json(value, &mut Walk::default())
}

fn json(value: &Value<'_>, walk: &mut Walk) -> Result<serde_json::Value, Unprintable> {
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
