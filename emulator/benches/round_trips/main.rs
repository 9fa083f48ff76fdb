//! What the emulator costs beside a bare relay: whole trips through real processes.
//!
//! ```text
//! cargo bench -p emulator --bench round_trips
//! ```
//!
//! Both sides serve the same client and the same function over the same hops, `client → listener → Runtime
//! API → process → back`. The relay hands the request's body on as the event and the result back as the
//! answer's body; the emulator does all that API Gateway and Lambda do in between. So the difference is the
//! emulator's own work, and what the function has to read more: a proxy event is longer than its body.
//!
//! A time alone says little: it is mostly the kernel's and the machine's, and changes with whatever else runs.
//! Therefore the two take turns, a round of each right after the other, and are compared within each round;
//! what counts are the differences and ratios, with their spread over the rounds. Goals: at one client at most
//! 40 µs added at the median; at 16 clients at least 0.85 of the relay's throughput.
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
use tokio::runtime::Runtime;

use self::{client::Trips, relay::Relay, report::Round};

const FUNCTION: &str = env!("CARGO_BIN_EXE_scripted-function");
/// The most clients, and the execution environments on each side.
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
    let (emulator, relay) = runtime.block_on(start())?;
    let address = emulator.address().replace("http://", "");
    let sides = Sides {
        emulator: address.parse().map_err(io::Error::other)?,
        relay: relay.address,
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

async fn start() -> io::Result<(Emulator, Relay)> {
    let source = Source {
        name: "stages/template.yaml".to_owned(),
        text: include_str!("../../../stages/template.yaml").to_owned(),
    };
    let template = template::read(&source).map_err(|error| io::Error::other(error.to_string()))?;
    let program = Program {
        path: FUNCTION.into(),
        arguments: Vec::new(),
    };
    let settings = Settings {
        concurrency: CONCURRENCY,
        ..Settings::new(template, program)
    };
    let emulator = Emulator::start(settings).await?;
    let relay = Relay::start(Path::new(FUNCTION), CONCURRENCY).await?;
    Ok((emulator, relay))
}

/// Where the two listen.
struct Sides {
    emulator: SocketAddr,
    relay: SocketAddr,
}

impl Sides {
    /// Leaves every execution environment started and used, and both sides' code in the caches.
    fn warm(&self) -> io::Result<()> {
        for address in [self.emulator, self.relay] {
            client::at_once(address, CONCURRENCY, WARMING)?;
            turn(address, CONCURRENCY)?;
        }
        Ok(())
    }

    /// Rounds in which the two take turns; who is first alternates too.
    fn compare(&self, clients: usize, rounds: usize) -> io::Result<Vec<Round>> {
        let round = |number: usize| {
            if number.is_multiple_of(2) {
                let emulator = turn(self.emulator, clients)?;
                let relay = turn(self.relay, clients)?;
                Ok(Round { emulator, relay })
            } else {
                let relay = turn(self.relay, clients)?;
                let emulator = turn(self.emulator, clients)?;
                Ok(Round { emulator, relay })
            }
        };
        (0..rounds).map(round).collect()
    }
}

fn turn(address: SocketAddr, clients: usize) -> io::Result<Trips> {
    client::keep_going(address, clients, ORDER, TURN)
}
