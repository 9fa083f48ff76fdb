//! Integers beyond 64 bits.
//!
//! Rule: as much of Java's `BigInteger` as arithmetic in a template can reach; plain schoolbook methods, because
//! nobody multiplies large numbers in a mapping template. Size is bounded by the engine, not here.

use std::{cmp::Ordering, fmt};

/// Nine decimal digits in each limb.
const BASE: u64 = 1_000_000_000;
const DIGITS: usize = 9;

/// An integer of any size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Big {
    negative: bool,
    /// The lowest nine digits first; no zero at the end; nothing for zero.
    limbs: Vec<u32>,
}

impl Big {
    /// Reads `-?[0-9]+`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let chunks = digits.as_bytes().rchunks(DIGITS);
        let limbs = chunks.map(|chunk| {
            chunk
                .iter()
                .fold(0, |limb, digit| limb * 10 + u32::from(digit - b'0'))
        });
        Some(Big::new(text.starts_with('-'), limbs.collect()))
    }

    fn new(negative: bool, mut limbs: Vec<u32>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        let negative = negative && !limbs.is_empty();
        Big { negative, limbs }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    /// About how many decimal digits it has.
    pub(crate) fn digits(&self) -> usize {
        self.limbs.len() * DIGITS
    }

    /// The lowest 64 bits, as Java's `longValue()`.
    pub(crate) fn to_long(&self) -> i64 {
        let size = self.limbs.iter().rev().fold(0_u64, |size, limb| {
            size.wrapping_mul(BASE).wrapping_add(u64::from(*limb))
        });
        let size = size.cast_signed();
        if self.negative {
            size.wrapping_neg()
        } else {
            size
        }
    }

    pub(crate) fn negated(&self) -> Self {
        Big::new(!self.negative, self.limbs.clone())
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        if self.negative == other.negative {
            return Big::new(self.negative, sum(&self.limbs, &other.limbs));
        }
        match size(&self.limbs, &other.limbs) {
            Ordering::Less => Big::new(other.negative, difference(&other.limbs, &self.limbs)),
            _ => Big::new(self.negative, difference(&self.limbs, &other.limbs)),
        }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut product = vec![0_u32; self.limbs.len() + other.limbs.len() + 1];
        for (i, a) in self.limbs.iter().enumerate() {
            let mut carry = 0;
            for j in 0..=other.limbs.len() {
                let b = other.limbs.get(j).copied().unwrap_or(0);
                let limb = u64::from(product[i + j]) + u64::from(*a) * u64::from(b) + carry;
                product[i + j] = low(limb);
                carry = limb / BASE;
            }
        }
        Big::new(self.negative != other.negative, product)
    }

    /// Quotient and remainder, cut towards zero; `None` for a division by zero.
    pub(crate) fn divided_by(&self, other: &Self) -> Option<(Self, Self)> {
        if other.is_zero() {
            return None;
        }
        let divisor = Big::new(false, other.limbs.clone());
        let mut quotient = vec![0; self.limbs.len()];
        let mut rest = Big::default();
        for index in (0..self.limbs.len()).rev() {
            rest.limbs.insert(0, self.limbs[index]);
            rest = Big::new(false, rest.limbs);
            quotient[index] = divisor.times_in(&rest);
            let taken = divisor.times(&Big::new(false, vec![quotient[index]]));
            rest = rest.plus(&taken.negated());
        }
        let quotient = Big::new(self.negative != other.negative, quotient);
        Some((quotient, Big::new(self.negative, rest.limbs)))
    }

    /// How many times it fits into something less than [`BASE`] times as large.
    fn times_in(&self, whole: &Self) -> u32 {
        let (mut low, mut high) = (0_u32, BASE as u32);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            match size(
                &self.times(&Big::new(false, vec![middle])).limbs,
                &whole.limbs,
            ) {
                Ordering::Greater => high = middle,
                _ => low = middle,
            }
        }
        low
    }
}

impl From<i64> for Big {
    fn from(long: i64) -> Self {
        let mut rest = long.unsigned_abs();
        let mut limbs = Vec::new();
        while rest > 0 {
            limbs.push(low(rest));
            rest /= BASE;
        }
        Big::new(long < 0, limbs)
    }
}

impl Ord for Big {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(&self.limbs, &other.limbs),
            (true, true) => size(&other.limbs, &self.limbs),
        }
    }
}

impl PartialOrd for Big {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Big {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut limbs = self.limbs.iter().rev();
        let Some(first) = limbs.next() else {
            return f.write_str("0");
        };
        write!(f, "{}{first}", if self.negative { "-" } else { "" })?;
        limbs.try_for_each(|limb| write!(f, "{limb:09}"))
    }
}

fn low(limb: u64) -> u32 {
    (limb % BASE) as u32
}

fn size(a: &[u32], b: &[u32]) -> Ordering {
    let by_length = a.len().cmp(&b.len());
    by_length.then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn sum(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut carry = 0;
    let mut limbs = Vec::with_capacity(a.len().max(b.len()) + 1);
    for index in 0..=a.len().max(b.len()) {
        let pair = [a, b].map(|limbs| u64::from(limbs.get(index).copied().unwrap_or(0)));
        let limb = pair[0] + pair[1] + carry;
        limbs.push(low(limb));
        carry = limb / BASE;
    }
    limbs
}

/// The larger minus the smaller.
fn difference(large: &[u32], small: &[u32]) -> Vec<u32> {
    let mut borrow = 0;
    let mut limbs = Vec::with_capacity(large.len());
    for (index, limb) in large.iter().enumerate() {
        let taken = u64::from(small.get(index).copied().unwrap_or(0)) + borrow;
        borrow = u64::from(u64::from(*limb) < taken);
        limbs.push(low(u64::from(*limb) + borrow * BASE - taken));
    }
    limbs
}

#[cfg(test)]
mod tests {
    use super::Big;

    fn big(text: &str) -> Big {
        Big::parse(text).unwrap()
    }

    #[test]
    fn large_integers_add_and_subtract_across_limbs() {
        let (a, b) = (big("999999999999999999999"), big("-1000000000000000000000"));
        assert_eq!(a.plus(&big("1")).to_string(), "1000000000000000000000");
        assert_eq!(a.plus(&b).to_string(), "-1");
        assert_eq!(b.plus(&b.negated()).to_string(), "0");
    }

    #[test]
    fn large_integers_multiply_and_divide_towards_zero() {
        let a = big("-123456789012345678901234567890");
        let product = a.times(&big("987654321098765432109"));
        assert_eq!(
            product.to_string(),
            "-121932631137021795226076817523485749121223746380010"
        );
        let (quotient, rest) = a.divided_by(&big("10000000000000")).unwrap();
        assert_eq!(quotient.to_string(), "-12345678901234567");
        assert_eq!(rest.to_string(), "-8901234567890");
    }

    #[test]
    fn a_large_integer_wraps_to_64_bits_as_in_java() {
        assert_eq!(big("18446744073709551617").to_long(), 1);
        assert_eq!(big("9223372036854775808").to_long(), i64::MIN);
        assert_eq!(Big::from(i64::MIN).to_string(), "-9223372036854775808");
    }
}
