//! The figures of one invocation, as the REPORT line has them.
//!
//! AWS (facts D4.1): durations with two decimals, the billed one rounded up to whole ms, a tab behind each.

use std::{fmt, time::Duration};

/// The figures of one invocation.
#[derive(Debug)]
pub(in crate::lambda) struct Report {
    pub(in crate::lambda) duration: Duration,
    pub(in crate::lambda) init: Option<Duration>,
    pub(in crate::lambda) memory_size_mb: u32,
    pub(in crate::lambda) max_memory_mb: Option<u64>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let billed = self.duration.as_nanos().div_ceil(1_000_000);
        write!(f, "Duration: ")?;
        write_ms(self.duration, f)?;
        write!(f, "\tBilled Duration: {billed} ms\t")?;
        write!(f, "Memory Size: {} MB\t", self.memory_size_mb)?;
        if let Some(memory) = self.max_memory_mb {
            write!(f, "Max Memory Used: {memory} MB\t")?;
        }
        if let Some(init) = self.init {
            write!(f, "Init Duration: ")?;
            write_ms(init, f)?;
            write!(f, "\t")?;
        }
        Ok(())
    }
}

/// With two decimals. In whole numbers, because a float's decimals cost as much as the rest of the line.
fn write_ms(duration: Duration, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let hundredths = (duration.as_nanos() + 5_000) / 10_000;
    write!(f, "{}.{:02} ms", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D4.1.
    #[test]
    fn a_report_has_two_decimals_whole_billed_ms_and_ends_with_a_tab() {
        let report = Report {
            duration: Duration::from_micros(3_010),
            init: Some(Duration::from_micros(110_100)),
            memory_size_mb: 128,
            max_memory_mb: Some(36),
        };
        assert_eq!(
            report.to_string(),
            "Duration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t\
             Init Duration: 110.10 ms\t"
        );
    }

    #[test]
    fn a_whole_ms_is_billed_as_such_and_the_last_decimal_is_rounded() {
        let report = |duration| {
            let report = Report {
                duration,
                init: None,
                memory_size_mb: 128,
                max_memory_mb: None,
            };
            report.to_string()
        };
        assert!(
            report(Duration::from_millis(4))
                .starts_with("Duration: 4.00 ms\tBilled Duration: 4 ms\t")
        );
        assert!(
            report(Duration::from_nanos(4_995_000))
                .starts_with("Duration: 5.00 ms\tBilled Duration: 5 ms\t")
        );
    }
}
