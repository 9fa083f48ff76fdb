//! What the emulator costs beside a bare relay, and one integration beside the other: whole trips through real
//! processes.
//!
//! ```text
//! cargo bench -p emulator --bench round_trips
//! ```
//!
//! All sides serve the same client with the same function over the same hops, `client → listener → Runtime
//! API → process → back`. The function is what a stage is: a handler under `lambda_runtime`. The relay does
//! nothing else: it hands the request's body on as the event and the result back as the answer's body. The
//! emulator does all that API Gateway and Lambda do in between.
//!
//! A proxy event is some fifty times as long as that body. To make values of all of it would be most of what the
//! function does, and no emulator could save it: so the function takes of an event what it needs, and serde skips the
//! rest. What is left of the length, a second relay shows: whatever is asked, it hands on one proxy event that the
//! emulator has built before.
//!
//! A time alone says little: it is mostly the kernel's and the machine's, and changes with whatever else runs.
//! So the sides take turns, one right after the other, and are compared within each round; what counts are the
//! differences and ratios, with their spread over the rounds. Goals: at one client at most 40 µs added at the
//! median; at 16 clients at least 0.85 of the relay's throughput; the custom integration takes at most 1.15 times
//! as long as the proxy integration.
//!
//! At 16 clients both cores of a small machine are busy, and a share of the relay's throughput is time of a core: what
//! it is worth, a third relay shows, which keeps one busy for 20 µs a trip, and does nothing else more.
//!
//! Measured with this command and `ROUNDS=60` on two cores, nothing else running, in four runs: at one client the proxy
//! integration adds -14, -24, -19 and -18 µs to the relay; the custom integration takes 1.11, 1.09, 1.09 and 1.11 times as
//! long as the proxy integration, at 16 clients 1.06, 1.05, 1.06 and 1.05 times. At 16 clients the proxy integration has
//! 0.91, 0.89, 0.88 and 0.90 of the relay's throughput. Runs of 20 rounds scatter more: eleven of them had from 0.82 to
//! 0.92, one of these less than the goal.
//!
//! Each side runs as its programs do: the relay as any program with tokio; the emulator on half as many threads, which
//! interrupt nobody when they are woken, nor do its functions, see [`emulator::threads`]. That is a part of what it does,
//! and a good part of these figures. With `ALIKE=1` in the environment the relays and their functions have all of it too,
//! and what is left is the emulator's own work: then the proxy integration adds 8 µs to one client, and at 16 has 0.78 of
//! the relay's throughput (`ALIKE=1 ROUNDS=40`, one run).
//!
//! `ROUNDS=60` in the environment makes more of them.

mod client;
mod function;
mod relay;
mod report;

use std::{io, time::Duration};

use emulator::{
    Emulator, Settings,
    lambda::Program,
    template::{self, Source},
    threads,
};
use hyper::body::Bytes;
use tokio::runtime::{Builder, Runtime};

use self::{
    client::{Door, Trips},
    relay::{Manner, Relay},
    report::Round,
};

/// The most clients, and the processes of each side.
const CONCURRENCY: usize = 16;
/// The body of a request.
const BODY: &str = r#"{"id": 2, "name": "test"}"#;
/// That of one which is answered so late that each of those sent at once needs a process of its own.
const WARMING: &str = function::SLOWLY;
/// How much longer the busy relay takes.
const BUSY: Duration = Duration::from_micros(20);
/// One side's part of a round.
const TURN: Duration = Duration::from_millis(250);

fn main() -> io::Result<()> {
    if function::is_wanted() {
        return function::run();
    }
    // `cargo test --benches` only wants to know whether this runs.
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let rounds = match asked("ROUNDS") {
        _ if !measuring => 1,
        Some(rounds) => rounds,
        None => 20,
    };
    let runtime = relays_runtime()?;
    let emulators_own = threads::runtime()?;
    let emulator = emulators_own.block_on(start_emulator())?;
    let address = emulator.address().replace("http://", "");
    let address = address.parse().map_err(io::Error::other)?;
    let proxy = Door {
        address,
        path: "/prod/test?id=2",
    };
    client::at_once(proxy, 1, BODY)?;
    let exchanges = emulators_own.block_on(emulator.exchanges());
    let event = exchanges.last().and_then(|exchange| exchange.event.clone());
    // By its own threads, from which the processes have how they are scheduled.
    let relays = runtime.block_on(runtime.spawn(start_relays(event)));
    let [relay, relay_of_events, busy_relay] = relays.map_err(io::Error::other)??;
    let to = |relay: &Relay| Door {
        address: relay.address,
        ..proxy
    };
    let sides = Sides([
        to(&relay),
        to(&relay_of_events),
        to(&busy_relay),
        proxy,
        Door {
            address,
            path: "/prod/?id=2",
        },
    ]);
    sides.warm()?;
    for clients in [1, CONCURRENCY] {
        println!(
            "{}",
            report::table(clients, &sides.compare(clients, rounds)?)
        );
    }
    emulators_own.block_on(emulator.stop());
    Ok(())
}

/// A number in the environment.
fn asked(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

fn relays_runtime() -> io::Result<Runtime> {
    match asked("ALIKE") {
        Some(1) => threads::runtime(),
        _ => Builder::new_multi_thread().enable_all().build(),
    }
}

async fn start_emulator() -> io::Result<Emulator> {
    let source = Source {
        name: "stages/template.yaml".to_owned(),
        text: include_str!("../../../stages/template.yaml").to_owned(),
    };
    let template = template::read(&source).map_err(|error| io::Error::other(error.to_string()))?;
    let settings = Settings {
        // One that has answered, but on a busy machine comes to ask for its next event only after 100 ms, counts
        // as busy until then: a client must not be throttled for that.
        concurrency: 2 * CONCURRENCY,
        ..Settings::new(template, Program::at(std::env::current_exe()?))
    };
    Emulator::start(settings).await
}

/// A bare relay, one whose every event is this, and one that takes [`BUSY`] longer.
async fn start_relays(event: Option<Bytes>) -> io::Result<[Relay; 3]> {
    let program = std::env::current_exe()?;
    let bare = Manner::default();
    let of_events = Manner {
        event,
        ..bare.clone()
    };
    let busy = Manner {
        busy: BUSY,
        ..bare.clone()
    };
    Ok([
        Relay::start(&program, CONCURRENCY, bare).await?,
        Relay::start(&program, CONCURRENCY, of_events).await?,
        Relay::start(&program, CONCURRENCY, busy).await?,
    ])
}

/// The relay, the relay of events, the busy relay, the proxy and the custom integration.
struct Sides([Door; 5]);

impl Sides {
    /// Leaves every execution environment started and used, and all sides' code in the caches.
    fn warm(&self) -> io::Result<()> {
        for side in self.0 {
            client::at_once(side, CONCURRENCY, WARMING)?;
            turn(side, CONCURRENCY)?;
        }
        Ok(())
    }

    /// Rounds in which they take turns; every other one in the opposite order.
    fn compare(&self, clients: usize, rounds: usize) -> io::Result<Vec<Round>> {
        let round = |number: usize| {
            let mut order = [0, 1, 2, 3, 4];
            if !number.is_multiple_of(2) {
                order.reverse();
            }
            let mut trips = [const { None }; 5];
            for side in order {
                trips[side] = Some(turn(self.0[side], clients)?);
            }
            let [relay, relay_of_events, busy_relay, proxy, custom] =
                trips.map(|trips| trips.expect("each side has had its turn"));
            Ok(Round {
                relay,
                relay_of_events,
                busy_relay,
                proxy,
                custom,
            })
        };
        (0..rounds).map(round).collect()
    }
}

fn turn(side: Door, clients: usize) -> io::Result<Trips> {
    client::keep_going(side, clients, BODY, TURN)
}
