//! A double as Java prints it.
//!
//! Rule: Java's `Double.toString`: plainly from 10^-3 up to 10^7, else `1.0E10`, always with a digit behind the
//! point. The digits are the fewest that name the double, but at least two: 5e-324 prints as `4.9E-324`, which is
//! nearer to it. Java before 19 prints one digit too many for a few doubles; that is not repeated here.

/// The text of `double` in Java.
pub fn double_to_string(double: f64) -> String {
    if double.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if double.is_sign_negative() { "-" } else { "" };
    let size = double.abs();
    if size.is_infinite() {
        return format!("{sign}Infinity");
    }
    if size == 0.0 || (1e-3..1e7).contains(&size) {
        // Rust's `{:?}` writes `1.0` too, and plainly in this range.
        return format!("{sign}{size:?}");
    }
    let shortest = format!("{size:e}");
    let text = match shortest.contains('.') {
        true => shortest,
        false => format!("{size:.1e}"),
    };
    format!("{sign}{}", text.replace('e', "E"))
}
