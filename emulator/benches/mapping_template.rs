//! The workbook's own mapping template against real Velocity: the one of `ANY /` in `stages/template.yaml`, parsed
//! once, rendered for a browser's POST with a small JSON body.
//!
//! ```text
//! cargo bench -p emulator --bench mapping_template
//! ```
//!
//! Rule: the same work on both sides, one after the other in one run. The template is parsed before; each rendering builds
//! its variables from the request, parses the body and gives a text. Either side first warms up for two seconds, which
//! Java needs, and gives the median of nine batches. `tests/peers/README.md` says what it takes; where that is missing,
//! nothing is measured.
//!
//! Measured with this command on two cores, nothing else running, in two runs: 10.1 and 10.4 µs a rendering here, 54.7
//! and 54.9 µs there, ratios of 5.4 and 5.3. The goal is 5.

#[path = "../tests/vtl/fixture.rs"]
mod fixture;
#[path = "../tests/peers/peer.rs"]
mod peer;

use std::{
    hint::black_box,
    process::ExitCode,
    time::{Duration, Instant},
};

use emulator::{
    api::Integration,
    template::{self, Source},
    vtl::Template,
};
use fixture::Fixture;
use serde_json::{Value, json};

const CALLS: u32 = 20_000;
const WARM_UP: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let fixture = Fixture {
        scope: request(),
        template: template(),
    };
    let mut velocity = peer::Peer::start(&["--repeat", &CALLS.to_string()]);
    let Some(theirs) = velocity.ask(&fixture.case()) else {
        eprintln!("There is no Velocity to compare with; what it needs stands above.");
        return ExitCode::FAILURE;
    };
    drop(velocity);
    assert_eq!(
        theirs["output"].as_str(),
        fixture.rendered().ok().as_deref()
    );
    report(nanos_a_rendering(&fixture), &theirs);
    ExitCode::SUCCESS
}

/// The mapping template of `ANY /`.
fn template() -> String {
    let source = Source {
        name: "stages/template.yaml".to_owned(),
        text: include_str!("../../stages/template.yaml").to_owned(),
    };
    let read = template::read(&source).expect("the workbook's own template is read");
    let methods = read.apis[0]
        .resources
        .iter()
        .flat_map(|resource| &resource.methods);
    let mapped = methods.filter_map(|method| match &method.integration {
        Integration::Custom { mapping, .. } => mapping.request_templates.get("application/json"),
        _ => None,
    });
    mapped
        .map(|template| template.text().to_owned())
        .next()
        .expect("`ANY /` has a template")
}

fn request() -> Value {
    json!({
        "body": "{\"name\": \"test\", \"tags\": [\"a\", \"b\"], \"address\": {\"street\": \"x/y\", \"number\": 7}}",
        "params": {
            "path": {},
            "querystring": {"id": "2", "name": "it's"},
            "header": {
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                "Accept-Encoding": "gzip, deflate, br",
                "Accept-Language": "en-US,en;q=0.5",
                "Content-Type": "application/json",
                "Cookie": "session=0123456789abcdef",
                "Host": "127.0.0.1:7878",
                "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0)",
                "X-Forwarded-For": "127.0.0.1",
            },
        },
        "stageVariables": {"version": "1"},
        "context": {
            "resourceId": "a1b2c3", "resourcePath": "/", "httpMethod": "POST", "stage": "prod",
            "accountId": "123456789012", "apiId": "a1b2c3d4e5", "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {"sourceIp": "127.0.0.1", "userAgent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0)"},
        },
    })
}

/// As `peers/Peer.java` takes its time: the median of nine batches after a warm-up.
fn nanos_a_rendering(fixture: &Fixture) -> u64 {
    let template = Template::parse(&fixture.template).expect("it parses");
    let scope = fixture.scope();
    let render = || {
        black_box(&template)
            .render(black_box(&scope))
            .expect("it renders")
    };
    let warm = Instant::now();
    while warm.elapsed() < WARM_UP {
        black_box(render());
    }
    let mut batches = [Duration::ZERO; 9].map(|_| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| drop(black_box(render())));
        start.elapsed() / CALLS
    });
    batches.sort();
    u64::try_from(batches[batches.len() / 2].as_nanos()).expect("a rendering is short")
}

#[expect(clippy::cast_precision_loss, reason = "a ratio of a few digits")]
fn report(ours: u64, theirs: &Value) {
    let nanos = |member: &str| theirs[member].as_u64().expect("the peer takes its time");
    let velocity = nanos("render_ns");
    println!("this engine   {ours:>8} ns a rendering");
    println!("Velocity 1.7  {velocity:>8} ns a rendering");
    println!(
        "              {:>8} ns when it parses the template each time",
        nanos("parse_and_render_ns")
    );
    println!("ratio         {:>8.1}", velocity as f64 / ours as f64);
}
