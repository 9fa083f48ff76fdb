//! What the emulator costs beside a bare relay: whole trips through real processes.
//!
//! ```text
//! cargo bench -p emulator --bench round_trips
//! ```
//!
//! All sides serve the same client with the same function over the same hops, `client → listener → Runtime
//! API → process → back`. The relay does nothing else: it hands the request's body on as the event and the
//! result back as the answer's body. The emulator does all that API Gateway and Lambda do in between.
//!
//! A proxy event is some ten times as long as that body, and the function has to read it: its own time, which
//! no emulator could save. A second relay therefore hands on, whatever is asked, one proxy event that the
//! emulator has built before. Beside it the function does the same work, and what is left is the emulator's.
//!
//! A time alone says little: it is mostly the kernel's and the machine's, and changes with whatever else runs.
//! So the sides take turns, one right after the other, and are compared within each round; what counts are the
//! differences and ratios, with their spread over the rounds. Goals: at one client at most 40 µs added at the
//! median; at 16 clients at least 0.85 of the relay's throughput.
//!
//! `ROUNDS=60` in the environment makes more of them.

mod client;
mod relay;
mod report;

use std::{io, net::SocketAddr, path::Path, time::Duration};

use emulator::{
    Emulator, Settings,
    lambda::Program,
    template::{self, Source},
};
use hyper::body::Bytes;
use tokio::runtime::Runtime;

use self::{client::Trips, relay::Relay, report::Round};

const FUNCTION: &str = env!("CARGO_BIN_EXE_scripted-function");
/// The most clients, and the processes of each side.
const CONCURRENCY: usize = 16;
/// The function's orders: to answer at once.
const ORDER: &str =
    r#"{"returns": {"statusCode": 200, "body": "{\"id\":\"2\",\"name\":\"test\"}"}}"#;
/// To answer so late that each of the requests sent at once needs a process of its own.
const WARMING: &str = r#"{"takes_ms": 500, "returns": {"statusCode": 200}}"#;
/// One side's part of a round.
const TURN: Duration = Duration::from_millis(250);

fn main() -> io::Result<()> {
    // `cargo test --benches` only wants to know whether this runs.
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let asked = std::env::var("ROUNDS").ok();
    let rounds = match asked.and_then(|rounds| rounds.parse().ok()) {
        _ if !measuring => 1,
        Some(rounds) => rounds,
        None => 20,
    };
    let runtime = Runtime::new()?;
    let emulator = runtime.block_on(start_emulator())?;
    let address = emulator.address().replace("http://", "");
    let address = address.parse().map_err(io::Error::other)?;
    client::at_once(address, 1, ORDER)?;
    let [relay, relay_of_events] = runtime.block_on(start_relays(built_event(&emulator)))?;
    let sides = Sides {
        emulator: address,
        relay: relay.address,
        relay_of_events: relay_of_events.address,
    };
    sides.warm()?;
    for clients in [1, CONCURRENCY] {
        println!(
            "{}",
            report::table(clients, &sides.compare(clients, rounds)?)
        );
    }
    runtime.block_on(emulator.stop());
    Ok(())
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
        ..Settings::new(template, Program::at(FUNCTION))
    };
    Emulator::start(settings).await
}

/// The event of the latest exchange.
fn built_event(emulator: &Emulator) -> Option<Bytes> {
    let exchange = emulator.exchanges().pop()?;
    Some(exchange.invocation.as_ref()?.event.clone())
}

async fn start_relays(event: Option<Bytes>) -> io::Result<[Relay; 2]> {
    let program = Path::new(FUNCTION);
    Ok([
        Relay::start(program, CONCURRENCY, None).await?,
        Relay::start(program, CONCURRENCY, event).await?,
    ])
}

/// Where they listen.
struct Sides {
    emulator: SocketAddr,
    relay: SocketAddr,
    relay_of_events: SocketAddr,
}

impl Sides {
    /// Leaves every execution environment started and used, and all sides' code in the caches.
    fn warm(&self) -> io::Result<()> {
        for address in [self.emulator, self.relay, self.relay_of_events] {
            client::at_once(address, CONCURRENCY, WARMING)?;
            turn(address, CONCURRENCY)?;
        }
        Ok(())
    }

    /// Rounds in which they take turns; every other one in the opposite order.
    fn compare(&self, clients: usize, rounds: usize) -> io::Result<Vec<Round>> {
        let round = |number: usize| {
            let mut sides = [self.relay, self.emulator, self.relay_of_events];
            let backwards = !number.is_multiple_of(2);
            if backwards {
                sides.reverse();
            }
            let [first, emulator, last] = sides.map(|address| turn(address, clients));
            let (relay, relay_of_events) = if backwards {
                (last?, first?)
            } else {
                (first?, last?)
            };
            Ok(Round {
                emulator: emulator?,
                relay,
                relay_of_events,
            })
        };
        (0..rounds).map(round).collect()
    }
}

fn turn(address: SocketAddr, clients: usize) -> io::Result<Trips> {
    client::keep_going(address, clients, ORDER, TURN)
}
