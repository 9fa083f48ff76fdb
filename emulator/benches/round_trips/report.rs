//! Rounds in, a table out: medians, and what one side costs beside the other within the same round.

use std::{fmt::Write as _, time::Duration};

use crate::client::Trips;

/// All sides, measured one right after the other.
pub(crate) struct Round {
    /// The relay whose event is the request's body.
    pub(crate) relay: Trips,
    /// The relay whose event is as long as the emulator's.
    pub(crate) relay_of_events: Trips,
    /// The relay that takes somewhat longer.
    pub(crate) busy_relay: Trips,
    /// The emulator by its proxy integration.
    pub(crate) proxy: Trips,
    /// The emulator by its custom integration, with the workbook's mapping template.
    pub(crate) custom: Trips,
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

/// What is measured of a number of clients. Times are compared with the proxy integration's,
/// throughput with the relay's too.
pub(crate) fn table(clients: usize, rounds: &[Round]) -> String {
    let mut text = format!(
        "{clients} client(s), {} rounds: median of the rounds (quartiles)\n{:27}{:>28}{:>28}{:>28}{:>28}{:>28}\n",
        rounds.len(),
        "",
        "relay",
        "relay of proxy events",
        "busy relay",
        "proxy integration",
        "custom integration",
    );
    let mut row = |what: &str, digits: usize, value: &dyn Fn(&Round, &Trips) -> f64| {
        let sides: [fn(&Round) -> &Trips; 5] = [
            |round| &round.relay,
            |round| &round.relay_of_events,
            |round| &round.busy_relay,
            |round| &round.proxy,
            |round| &round.custom,
        ];
        let cell = |side: fn(&Round) -> &Trips| {
            Spread::of(rounds.iter().map(|round| value(round, side(round)))).cell(digits)
        };
        let _ = writeln!(text, "  {what:25}{}", sides.map(cell).concat());
    };
    row("a trip, µs", 1, &|_, side| median(side));
    row("the proxy adds to it, µs", 1, &|round, side| {
        median(&round.proxy) - median(side)
    });
    row("trips a second", 0, &|_, side| side.throughput);
    row("their share of the relay's", 3, &|round, side| {
        side.throughput / round.relay.throughput
    });
    row("the proxy's share of them", 3, &|round, side| {
        round.proxy.throughput / side.throughput
    });
    text
}
