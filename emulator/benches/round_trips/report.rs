//! Rounds in, a table out: medians, and what one side costs beside the other within the same round.

use std::{fmt::Write as _, time::Duration};

use crate::client::Trips;

/// Both sides, measured one right after the other.
pub(crate) struct Round {
    pub(crate) emulator: Trips,
    pub(crate) relay: Trips,
}

/// The lower quartile, the median and the upper quartile.
struct Spread {
    low: f64,
    median: f64,
    high: f64,
}

impl Spread {
    fn of(values: impl IntoIterator<Item = f64>) -> Spread {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let at = |quarter: usize| sorted[(sorted.len() - 1) * quarter / 4];
        Spread {
            low: at(1),
            median: at(2),
            high: at(3),
        }
    }
}

/// The median of a round's trips, in µs.
fn median(trips: &Trips) -> f64 {
    Spread::of(trips.took.iter().map(Duration::as_secs_f64)).median * 1e6
}

/// The rows of a number of clients.
pub(crate) fn table(clients: usize, rounds: &[Round]) -> String {
    let row = |what: &str, digits: usize, value: &dyn Fn(&Round) -> f64| {
        let Spread { low, median, high } = Spread::of(rounds.iter().map(value));
        format!("  {what:<26}{median:>10.digits$}   ({low:.digits$} … {high:.digits$})\n")
    };
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{clients} client(s), {} rounds: median of rounds (quartiles)",
        rounds.len()
    );
    text += &row("relay, µs a trip", 1, &|r| median(&r.relay));
    text += &row("emulator, µs a trip", 1, &|r| median(&r.emulator));
    text += &row("added, µs", 1, &|r| median(&r.emulator) - median(&r.relay));
    text += &row("relay, trips/s", 0, &|r| r.relay.throughput);
    text += &row("emulator, trips/s", 0, &|r| r.emulator.throughput);
    text += &row("throughput, ratio", 3, &|r| {
        r.emulator.throughput / r.relay.throughput
    });
    text
}
