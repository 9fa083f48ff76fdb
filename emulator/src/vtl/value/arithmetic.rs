//! `+ - * / %` on numbers.
//!
//! Rule: integers widen instead of wrapping; `/` of two integers cuts towards zero; with a double it is double.
//!
//! Mirrors `MathUtils` of Velocity 1.7: a result is at least as wide as the wider operand.

use super::{Big, Number};

/// Operands brought to one class.
enum Pair {
    Longs(i64, i64),
    Bigs(Big, Big),
    Doubles(f64, f64),
}

fn pair(a: &Number, b: &Number) -> Pair {
    if !(a.is_integer() && b.is_integer()) {
        Pair::Doubles(a.to_double(), b.to_double())
    } else if matches!((a, b), (Number::Big(_), _) | (_, Number::Big(_))) {
        Pair::Bigs(a.to_big(), b.to_big())
    } else {
        Pair::Longs(a.to_long(), b.to_long())
    }
}

/// A 64-bit result, in the wider class of the operands or in the next that holds it.
fn wrap(result: i64, a: &Number, b: &Number) -> Number {
    match (a, b) {
        (Number::Int(_), Number::Int(_)) => Number::from_long(result),
        _ => Number::Long(result),
    }
}

fn integer(
    result: Option<i64>,
    (a, b): (&Number, &Number),
    beyond: impl Fn(&Big, &Big) -> Big,
) -> Number {
    match result {
        Some(result) => wrap(result, a, b),
        None => Number::big(beyond(&a.to_big(), &b.to_big())),
    }
}

pub(crate) fn plus(a: &Number, b: &Number) -> Number {
    match pair(a, b) {
        Pair::Longs(x, y) => integer(x.checked_add(y), (a, b), Big::plus),
        Pair::Bigs(x, y) => Number::big(x.plus(&y)),
        Pair::Doubles(x, y) => Number::Double(x + y),
    }
}

pub(crate) fn minus(a: &Number, b: &Number) -> Number {
    match pair(a, b) {
        Pair::Longs(x, y) => integer(x.checked_sub(y), (a, b), |x, y| x.plus(&y.negated())),
        Pair::Bigs(x, y) => Number::big(x.plus(&y.negated())),
        Pair::Doubles(x, y) => Number::Double(x - y),
    }
}

pub(crate) fn times(a: &Number, b: &Number) -> Number {
    match pair(a, b) {
        Pair::Longs(x, y) => integer(x.checked_mul(y), (a, b), Big::times),
        Pair::Bigs(x, y) => Number::big(x.times(&y)),
        Pair::Doubles(x, y) => Number::Double(x * y),
    }
}

/// `None` for a division by zero, of doubles too.
pub(crate) fn divide(a: &Number, b: &Number) -> Option<Number> {
    if b.is_zero() {
        return None;
    }
    match pair(a, b) {
        Pair::Longs(x, y) => Some(wrap(x.wrapping_div(y), a, b)),
        Pair::Bigs(x, y) => Some(Number::big(x.divided_by(&y)?.0)),
        Pair::Doubles(x, y) => Some(Number::Double(x / y)),
    }
}

/// `None` for a remainder of a division by zero, of doubles too. Of integers beyond 64 bits it is never negative, and the
/// divisor is positive.
pub(crate) fn modulo(a: &Number, b: &Number) -> Option<Number> {
    if b.is_zero() {
        return None;
    }
    match pair(a, b) {
        Pair::Longs(x, y) => Some(wrap(x.wrapping_rem(y), a, b)),
        Pair::Bigs(x, y) => {
            let rest = x.divided_by(&y)?.1;
            let negative = rest < Big::default();
            Some(Number::big(if negative { rest.plus(&y) } else { rest }))
        }
        Pair::Doubles(x, y) => Some(Number::Double(x % y)),
    }
}
