//! From and to `serde_json`'s values, for what comes from elsewhere than a body.
//!
//! Rule: the same value, its keys in the same order. Two things have no counterpart there: a number beyond 64 bits
//! becomes the nearest double, and one that is infinite or `NaN` becomes null.

use serde_json::{Number, Value};

use super::Json;

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(bool) => Self::Bool(bool),
            Value::Number(number) => from_number(&number),
            Value::String(text) => Self::String(text),
            Value::Array(elements) => Self::List(elements.into_iter().map(Self::from).collect()),
            Value::Object(members) => {
                let members = members.into_iter();
                Self::Map(members.map(|(key, value)| (key, value.into())).collect())
            }
        }
    }
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(bool) => Self::Bool(bool),
            Json::Integer(integer) => integer.into(),
            Json::Double(double) => Number::from_f64(double).map_or(Self::Null, Self::Number),
            Json::BigInteger(digits) => to_number(&digits),
            Json::BigDecimal(decimal) => to_number(&decimal.to_string()),
            Json::String(text) => Self::String(text),
            Json::List(elements) => elements.into_iter().map(Self::from).collect(),
            Json::Map(members) => {
                let members = members.into_iter();
                Self::Object(members.map(|(key, value)| (key, value.into())).collect())
            }
        }
    }
}

fn from_number(number: &Number) -> Json {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(integer), ..) => Json::Integer(integer),
        (_, Some(large), _) => Json::BigInteger(large.to_string()),
        (_, _, double) => Json::Double(double.unwrap_or(f64::NAN)),
    }
}

/// A `serde_json` number holds 64 bits; beyond them it is the nearest double.
fn to_number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}
