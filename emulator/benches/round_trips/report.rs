//! Rounds in, a table out: medians, and what one side costs beside the other within the same round.

use std::{fmt::Write as _, time::Duration};

use crate::client::Trips;

/// All sides, measured one right after the other.
pub(crate) struct Round {
    pub(crate) emulator: Trips,
    /// The relay whose event is the request's body.
    pub(crate) relay: Trips,
    /// The relay whose event is as long as the emulator's.
    pub(crate) relay_of_events: Trips,
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

    fn cell(&self, digits: usize) -> String {
        let Spread { low, median, high } = self;
        let text = format!("{median:.digits$} ({low:.digits$}…{high:.digits$})");
        format!("{text:>28}")
    }
}

/// The median of a round's trips, in µs.
fn median(trips: &Trips) -> f64 {
    Spread::of(trips.took.iter().map(Duration::as_secs_f64)).median * 1e6
}

/// What is measured of a number of clients.
pub(crate) fn table(clients: usize, rounds: &[Round]) -> String {
    let mut text = format!(
        "{clients} client(s), {} rounds: median of the rounds (quartiles)\n{:27}{:>28}{:>28}{:>28}\n",
        rounds.len(),
        "",
        "relay",
        "relay of proxy events",
        "emulator",
    );
    let mut row = |what: &str, digits: usize, values: [&dyn Fn(&Round) -> f64; 3]| {
        let cells = values.map(|value| Spread::of(rounds.iter().map(value)).cell(digits));
        let _ = writeln!(text, "  {what:25}{}", cells.concat());
    };
    row(
        "a trip, µs",
        1,
        [
            &|r| median(&r.relay),
            &|r| median(&r.relay_of_events),
            &|r| median(&r.emulator),
        ],
    );
    row(
        "the emulator adds, µs",
        1,
        [
            &|r| median(&r.emulator) - median(&r.relay),
            &|r| median(&r.emulator) - median(&r.relay_of_events),
            &|_| 0.0,
        ],
    );
    row(
        "trips a second",
        0,
        [
            &|r| r.relay.throughput,
            &|r| r.relay_of_events.throughput,
            &|r| r.emulator.throughput,
        ],
    );
    row(
        "the emulator's share",
        3,
        [
            &|r| r.emulator.throughput / r.relay.throughput,
            &|r| r.emulator.throughput / r.relay_of_events.throughput,
            &|_| 1.0,
        ],
    );
    text
}
