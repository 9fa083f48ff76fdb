//! Numbers: Java's `Integer`, `Long`, `BigInteger`, `Double` and `BigDecimal`.
//!
//! Rule: a literal is of the smallest class that holds it.

use std::fmt;

use super::Big;
use crate::vtl::json::{Decimal, double_to_string};

/// A number of one of Java's classes.
#[derive(Debug, Clone)]
pub(crate) enum Number {
    Int(i32),
    Long(i64),
    Big(Box<Big>),
    Double(f64),
    Decimal(Box<Decimal>),
}

impl Number {
    /// An integer literal.
    pub(crate) fn integer(digits: &str) -> Self {
        match digits.parse::<i64>() {
            Ok(long) => Number::from_long(long),
            Err(_) => Number::big(Big::parse(digits).unwrap_or_default()),
        }
    }

    /// A literal with a point or an exponent.
    pub(crate) fn float(text: &str) -> Self {
        Number::Double(text.parse().unwrap_or(f64::NAN))
    }

    /// The smallest class that holds a 64-bit integer.
    pub(crate) fn from_long(long: i64) -> Self {
        i32::try_from(long).map_or(Number::Long(long), Number::Int)
    }

    pub(crate) fn big(big: Big) -> Self {
        Number::Big(Box::new(big))
    }

    pub(crate) fn is_integer(&self) -> bool {
        matches!(self, Number::Int(_) | Number::Long(_) | Number::Big(_))
    }

    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Number::Int(int) => *int == 0,
            Number::Long(long) => *long == 0,
            Number::Big(big) => big.is_zero(),
            _ => self.to_double() == 0.0,
        }
    }

    /// Java's `doubleValue()`.
    pub(crate) fn to_double(&self) -> f64 {
        match self {
            Number::Int(int) => f64::from(*int),
            #[expect(clippy::cast_precision_loss, reason = "as in Java")]
            Number::Long(long) => *long as f64,
            Number::Double(double) => *double,
            Number::Big(_) | Number::Decimal(_) => self.to_string().parse().unwrap_or(f64::NAN),
        }
    }

    /// Java's `longValue()`: integers wrap, doubles are cut and stay in range.
    #[expect(clippy::cast_possible_truncation, reason = "as in Java")]
    pub(crate) fn to_long(&self) -> i64 {
        match self {
            Number::Int(int) => i64::from(*int),
            Number::Long(long) => *long,
            Number::Big(big) => big.to_long(),
            _ => self.to_double() as i64,
        }
    }

    /// Java's `intValue()`.
    #[expect(clippy::cast_possible_truncation, reason = "as in Java")]
    pub(crate) fn to_int(&self) -> i32 {
        match self {
            Number::Double(double) => *double as i32,
            _ => self.to_long() as i32,
        }
    }

    /// As an integer of any size; what is behind the point is cut.
    pub(crate) fn to_big(&self) -> Big {
        match self {
            Number::Big(big) => Big::clone(big),
            _ => Big::from(self.to_long()),
        }
    }

    /// The Java class.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Number::Int(_) => "java.lang.Integer",
            Number::Long(_) => "java.lang.Long",
            Number::Big(_) => "java.math.BigInteger",
            Number::Double(_) => "java.lang.Double",
            Number::Decimal(_) => "java.math.BigDecimal",
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(int) => int.fmt(f),
            Number::Long(long) => long.fmt(f),
            Number::Big(big) => big.fmt(f),
            Number::Double(double) => f.write_str(&double_to_string(*double)),
            Number::Decimal(decimal) => decimal.fmt(f),
        }
    }
}
