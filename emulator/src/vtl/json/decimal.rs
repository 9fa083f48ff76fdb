//! An exact decimal number: as much of Java's `BigDecimal` as reading, comparing and printing need.
//!
//! Rule: `digits × 10^-scale`. The scale is part of the number: 1.50 prints as `1.50`; compared, it is 1.5.

use std::{cmp::Ordering, fmt};

/// An exact decimal number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Without zeros in front; `0` for zero.
    digits: String,
    scale: i32,
}

impl Decimal {
    /// Reads what Java's `new BigDecimal(text)` reads: `-1.50`, `1e3`, `.5`, `1.`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        let digits = all.trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        Some(Self {
            negative: negative && digits != "0",
            digits: digits.to_owned(),
            scale,
        })
    }

    /// As Java's `compareTo`: 1.50 equals 1.5.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self.sign(), other.sign()) {
            (a, b) if a != b => a.cmp(&b),
            (-1, _) => other.compare_size(self),
            _ => self.compare_size(other),
        }
    }

    /// Java's `intValue()`, for numbers that fit.
    pub(crate) fn as_integer(&self) -> Option<i64> {
        let whole = match usize::try_from(self.scale) {
            Ok(cut) => match self.digits.len().checked_sub(cut) {
                Some(length) if length > 0 => self.digits[..length].to_owned(),
                _ => "0".to_owned(),
            },
            Err(_) if self.scale < -18 => return None,
            Err(_) => self.digits.clone() + &"0".repeat(self.scale.unsigned_abs() as usize),
        };
        let size: i64 = whole.parse().ok()?;
        Some(if self.negative { -size } else { size })
    }

    fn sign(&self) -> i8 {
        match (self.digits.as_str(), self.negative) {
            ("0", _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }

    fn compare_size(&self, other: &Self) -> Ordering {
        let by_magnitude = self.exponent().cmp(&other.exponent());
        by_magnitude.then_with(|| {
            let (a, b) = (
                self.digits.trim_end_matches('0'),
                other.digits.trim_end_matches('0'),
            );
            a.cmp(b)
        })
    }

    /// The power of ten of the first digit.
    fn exponent(&self) -> i64 {
        self.digits.len() as i64 - 1 - i64::from(self.scale)
    }
}

/// As Java's `BigDecimal.toString`: plainly, unless it is tiny or ends before its unit.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let exponent = self.exponent();
        match usize::try_from(self.scale) {
            Ok(0) => f.write_str(&self.digits),
            Ok(scale) if exponent >= -6 => match self.digits.len().checked_sub(scale) {
                Some(whole) if whole > 0 => {
                    write!(f, "{}.{}", &self.digits[..whole], &self.digits[whole..])
                }
                _ => write!(f, "0.{:0>scale$}", self.digits),
            },
            _ => {
                f.write_str(&self.digits[..1])?;
                if self.digits.len() > 1 {
                    write!(f, ".{}", &self.digits[1..])?;
                }
                if exponent == 0 {
                    return Ok(());
                }
                write!(f, "E{exponent:+}")
            }
        }
    }
}
