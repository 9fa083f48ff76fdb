//! The steps of one trip, each by itself: what the gateway computes for every request.
//!
//! ```text
//! cargo bench -p emulator --bench steps
//! ```
//!
//! All but the last are pure functions, so their times are CPU and allocations only. The last is an answer
//! without a function: a request over a socket that matches no stage. It holds what no public function does
//! alone, the listener and the spelling of header names both ways.

use std::{
    hint::black_box,
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, TcpStream},
};

use divan::{Bencher, counter::BytesCount};
use emulator::{
    Emulator, Settings,
    api::{Resource, ResourcePath, Segment},
    gateway::{
        context::Arrival,
        matching, proxy,
        request::{headers, query},
    },
    host::Host,
    http::Request,
    lambda::Program,
    template::{self, Source, Template},
};

fn main() {
    divan::main();
}

const RESULT: &str = r#"{"statusCode": 200, "headers": {"Content-Type": "application/json", "X-Name": "test"},
    "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}, "body": "{\"id\":\"2\",\"name\":\"test\"}"}"#;

/// The workbook's own API.
fn template() -> Template {
    let source = Source {
        name: "stages/template.yaml".to_owned(),
        text: include_str!("../../stages/template.yaml").to_owned(),
    };
    template::read(&source).expect("the workbook's own template is read")
}

/// What a browser sends, with as many bytes of body.
fn request(body: usize) -> Request {
    let headers = [
        ("Host", "127.0.0.1:7878"),
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0)"),
        ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
        ("Accept-Language", "en-US,en;q=0.5"),
        ("Accept-Encoding", "gzip, deflate, br"),
        ("Content-Type", "application/json"),
        ("Cookie", "session=0123456789abcdef"),
        ("Connection", "keep-alive"),
    ];
    Request {
        http_method: "POST".to_owned(),
        raw_path: "/prod/test".to_owned(),
        raw_query: Some("id=2&name=a%20b".to_owned()),
        headers: headers.into_iter().collect(),
        body: vec![b'x'; body].into(),
        source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

#[divan::bench(args = [2, 50])]
fn match_among(bencher: Bencher, resources: usize) {
    let mut apis = template().apis;
    let greedy = apis[0].resources.pop().expect("{proxy+} is the last");
    while apis[0].resources.len() < resources - 1 {
        let name = format!("r{}", apis[0].resources.len());
        let path = ResourcePath::new(vec![
            Segment::Literal(name),
            Segment::Parameter("id".to_owned()),
        ]);
        let resource = Resource {
            path,
            ..greedy.clone()
        };
        apis[0].resources.push(resource);
    }
    apis[0].resources.push(greedy);
    let request = request(0);
    bencher.bench(|| matching::find(black_box(&apis), black_box(&request)).is_ok());
}

#[divan::bench]
fn arrive(bencher: Bencher) {
    let (request, host) = (request(0), Host::default());
    bencher.bench(|| Arrival::of(black_box(&request), &host));
}

#[divan::bench]
fn read_headers_and_query(bencher: Bencher) {
    let (apis, request) = (template().apis, request(0));
    let arrival = Arrival::of(&request, &Host::default());
    bencher.bench(|| {
        let headers = headers(black_box(&request), &apis[0], &arrival);
        (headers.is_empty(), query(&request).is_empty())
    });
}

#[divan::bench(args = [0, 1_000, 100_000])]
fn build_the_event(bencher: Bencher, body: usize) {
    let (apis, request) = (template().apis, request(body));
    let arrival = Arrival::of(&request, &Host::default());
    let matched = matching::find(&apis, &request).expect("{proxy+} takes it");
    bencher
        .counter(BytesCount::new(body))
        .bench(|| proxy::event(black_box(&request), &matched, &arrival));
}

#[divan::bench]
fn map_the_answer(bencher: Bencher) {
    let request = request(0);
    bencher.bench(|| proxy::answer(black_box(RESULT.as_bytes()), &request, &[]).is_ok());
}

/// Over a socket, without a function.
#[divan::bench(sample_size = 100)]
fn refuse_an_unknown_stage(bencher: Bencher) {
    let runtime = emulator::threads::runtime().expect("threads can be started");
    let settings = Settings::new(template(), Program::at("never-started"));
    let emulator = runtime
        .block_on(Emulator::start(settings))
        .expect("a port is free");
    let address = emulator.address().replace("http://", "");
    let mut stream = TcpStream::connect(address).expect("the emulator listens");
    let head = request(0)
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect::<String>();
    let head = format!("GET /nowhere HTTP/1.1\r\n{head}\r\n");
    let mut answer = [0; 4096];
    // The answer is small and written at once: one read gets it whole.
    bencher.bench_local(|| {
        stream
            .write_all(head.as_bytes())
            .expect("it takes a request");
        stream.read(&mut answer).expect("it answers")
    });
}
