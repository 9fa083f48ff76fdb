//! JSON as a mapping template sees it: the values that json-smart, Jayway's own JSON library, makes of a text.
//!
//! Rule: a value prints as it does in Java. Objects keep the order in which their keys came; integers are exact
//! at any size; a number with a point or an exponent is a double, or, written in more than 18 characters, an
//! exact decimal. Values are at most [`MAX_DEPTH`] deep when they come from a text, so no walk through one
//! overflows the stack.

mod convert;
mod decimal;
mod double;
mod error;
mod number;
mod ordered;
mod print;
mod quoted;
mod reader;

pub use self::{decimal::Decimal, error::Error, ordered::Ordered, print::double_to_string};

/// How deep lists and objects in a text may nest: json-smart's own limit.
pub const MAX_DEPTH: usize = 400;

/// A JSON value. [`Display`](std::fmt::Display) prints it as Java's `toString` does, and so as `$x` does, but
/// for null, which a template never prints.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` and `false`.
    Bool(bool),
    /// What Java holds in an `Integer` or, outside of 32 bits, in a `Long`.
    Integer(i64),
    /// An integer beyond 64 bits, Java's `BigInteger`: its digits, with a `-` in front where it is negative.
    BigInteger(String),
    /// Java's `Double`; as in Java, a literal may be too large for it and be infinite, and `NaN` is one.
    Double(f64),
    /// An exact decimal, Java's `BigDecimal`.
    BigDecimal(Decimal),
    /// A text.
    String(String),
    /// A list.
    List(Vec<Json>),
    /// An object: its members in the order in which they came.
    Map(Members),
}

/// The members of an object.
pub type Members = Ordered<String, Json>;

impl Json {
    /// Reads JSON, and nothing but JSON.
    ///
    /// # Errors
    /// The text is not JSON, or nested too deep.
    pub fn parse(text: &str) -> Result<Self, Error> {
        serde_json::from_str::<serde::de::IgnoredAny>(text).map_err(Error::strict)?;
        reader::read(text)
    }

    /// Reads a text as Jayway reads a body: `{a:'b',}` is an object, `a=b&c=d` is a text, and what follows the
    /// first list, object or quoted text is ignored.
    ///
    /// # Errors
    /// Jayway refuses the text: it is empty, null as a whole, broken, or nested too deep.
    pub fn parse_leniently(text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Err(Error::empty());
        }
        match Self::parse_part(text)? {
            Self::Null => Err(Error::null()),
            json => Ok(json),
        }
    }

    /// Reads a text as Jayway reads a literal inside a path: leniently, and null is a value too.
    pub(crate) fn parse_part(text: &str) -> Result<Self, Error> {
        reader::read(text)
    }

    /// The member `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(members) => members.get(key),
            _ => None,
        }
    }

    /// What Java's `doubleValue()` gives for a number; `None` for anything else.
    pub fn as_double(&self) -> Option<f64> {
        match self {
            Self::Integer(integer) => Some(*integer as f64),
            Self::BigInteger(digits) => digits.parse().ok(),
            Self::Double(double) => Some(*double),
            Self::BigDecimal(decimal) => decimal.to_string().parse().ok(),
            _ => None,
        }
    }
}
