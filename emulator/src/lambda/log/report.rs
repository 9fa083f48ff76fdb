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
        let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
        let duration = ms(self.duration);
        write!(
            f,
            "Duration: {duration:.2} ms\tBilled Duration: {:.0} ms\t",
            duration.ceil()
        )?;
        write!(f, "Memory Size: {} MB\t", self.memory_size_mb)?;
        if let Some(memory) = self.max_memory_mb {
            write!(f, "Max Memory Used: {memory} MB\t")?;
        }
        match self.init {
            Some(init) => write!(f, "Init Duration: {:.2} ms\t", ms(init)),
            None => Ok(()),
        }
    }
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
}
