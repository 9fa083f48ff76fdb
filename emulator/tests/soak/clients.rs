//! Clients that send one request after the other, each with a token of its own, and read each answer once.

use std::{io::Write, net::TcpStream, thread};

use crate::{
    faults::Request,
    support::{Deployment, Reply, client},
};

/// Lets so many clients send so many requests each, of which one in `one_in` is a fault; returns how many were.
#[track_caller]
pub(crate) fn run(api: &Deployment, clients: usize, each: usize, one_in: usize) -> usize {
    thread::scope(|scope| {
        let clients: Vec<_> = (0..clients)
            .map(|client| scope.spawn(move || send_all(api, client, each, one_in)))
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().expect("all is well"))
            .sum()
    })
}

fn send_all(api: &Deployment, client: usize, each: usize, one_in: usize) -> usize {
    let mut stream = TcpStream::connect(api.address()).expect("the API listens");
    let mut faults = 0;
    for number in 0..each {
        let token = format!("{client}/{number}");
        let request = if number % one_in == one_in - 1 {
            faults += 1;
            Request::bad(client + faults, &token)
        } else {
            Request::good(&token)
        };
        let body = request.command.to_string();
        let bytes = client::request("POST /prod/soak", &[], body.as_bytes());
        stream.write_all(&bytes).expect("the request goes out");
        let reply = client::read(&mut stream, false);
        assert!(
            request.is_answered_by(&reply),
            "{}",
            told(api, &request, &reply)
        );
    }
    nothing_follows(&stream);
    faults
}

/// What is known of a request that went wrong.
fn told(api: &Deployment, request: &Request, reply: &Reply) -> String {
    let id = reply.header("x-amzn-RequestId").unwrap_or_default();
    let exchanges = api.exchanges();
    let exchange = exchanges.iter().find(|exchange| exchange.request_id == id);
    let why = exchange.and_then(|exchange| exchange.explanation.clone());
    let why = why.map(|why| why.to_string());
    format!(
        "{} is answered {} {}: {why:?}",
        request.command,
        reply.status,
        reply.text()
    )
}

/// No request is answered twice.
fn nothing_follows(stream: &TcpStream) {
    stream.set_nonblocking(true).expect("a socket");
    let found = stream.peek(&mut [0]);
    let nothing = matches!(&found, Err(error) if error.kind() == std::io::ErrorKind::WouldBlock);
    assert!(nothing, "an answer too many: {found:?}");
}
