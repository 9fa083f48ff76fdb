//! A listener on the loopback address: one task a connection, stopped without losing an answer.
//!
//! Rule: a handler sees hyper's request and gives its response; it cannot fail. What a client can hold up is
//! bounded by [`Patience`].

use std::{
    convert::Infallible,
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::{JoinHandle, JoinSet},
};

use super::{
    Headers, Response,
    answer_head::Unwritten,
    in_place::InPlace,
    read_along::ReadAlong,
    request_head::{Heads, Reader},
    write_along::WriteAlong,
};

/// What a client may ask of a listener, and how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// How long it may take to send a head; `None` for ever.
    pub(crate) head: Option<Duration>,
    /// Whether the client's spelling of header names is kept, and of as many as it likes. Else they are lower case, and
    /// more than a hundred are refused by hyper, with a 431.
    pub(crate) spelling: bool,
    /// How many may be connected; further ones wait.
    pub(crate) connections: usize,
    /// Whether a client that has ended its side still gets its answer.
    pub(crate) half_closed: bool,
    /// How long requests under way have when the listener is stopped.
    pub(crate) stop: Duration,
}

/// Who sent a request, and how its headers were written.
#[derive(Debug)]
pub(crate) struct Client {
    /// Its address.
    pub(crate) ip: IpAddr,
    /// The header lines in its order and spelling, where these are kept.
    pub(super) header_lines: Option<Headers>,
}

/// How far a listener has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Serving,
    /// No new request is taken.
    Stopping,
    /// The clients are gone: what they sent is still taken.
    Draining,
}

/// A running listener. Dropped, it closes its connections at once.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    phase: watch::Sender<Phase>,
    patience: Patience,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Listens on the loopback address, on any free port where `port` is 0. `unread` hears of what is no HTTP request.
    ///
    /// # Errors
    /// The port is taken or may not be listened on.
    pub(crate) async fn start<H, F>(
        port: u16,
        patience: Patience,
        handler: H,
        unread: impl Fn(&hyper::Error) + Send + Sync + 'static,
    ) -> io::Result<Server>
    where
        H: Fn(Request<Incoming>, Client) -> F + Send + Sync + 'static,
        F: Future<Output = Response> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let phase = watch::Sender::new(Phase::Serving);
        let door = Door {
            handler: Arc::new(handler),
            unread: Arc::new(unread),
            patience,
            phase: phase.subscribe(),
        };
        let accepting = tokio::spawn(door.accept(listener));
        Ok(Server {
            address,
            phase,
            patience,
            accepting,
        })
    }

    /// Where the listener listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no new request and returns when those under way are answered, or were given up.
    pub(crate) async fn stop(self) {
        self.end(Phase::Stopping).await;
    }

    /// Takes what clients sent before they went away, also on connections that nobody has accepted yet, and
    /// returns when it is answered. For a listener whose clients have ended.
    pub(crate) async fn drain(self) {
        self.end(Phase::Draining).await;
    }

    async fn end(mut self, phase: Phase) {
        self.phase.send_replace(phase);
        let _ = tokio::time::timeout(self.patience.stop, &mut self.accepting).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// What every connection needs.
struct Door<H> {
    handler: Arc<H>,
    unread: Arc<dyn Fn(&hyper::Error) + Send + Sync>,
    patience: Patience,
    phase: watch::Receiver<Phase>,
}

impl<H, F> Door<H>
where
    H: Fn(Request<Incoming>, Client) -> F + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    async fn accept(self, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(self.patience.connections));
        let mut connections = JoinSet::new();
        let mut phase = self.phase.clone();
        loop {
            tokio::select! {
                _ = phase.wait_for(|phase| *phase != Phase::Serving) => break,
                Some(_) = connections.join_next() => {}
                (stream, peer, place) = next_client(&listener, &places) => {
                    connections.spawn(self.clone().serve(stream, peer, place));
                }
            }
        }
        if *self.phase.borrow() == Phase::Draining {
            for (stream, peer) in waiting(listener) {
                let Ok(place) = places.clone().acquire_owned().await else {
                    break;
                };
                connections.spawn(self.clone().serve(stream, peer, place));
            }
        }
        while connections.join_next().await.is_some() {}
    }

    async fn serve(self, stream: TcpStream, peer: SocketAddr, _place: OwnedSemaphorePermit) {
        // Answers are small and written whole: waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let heads = self.patience.spelling.then(Heads::default);
        let unwritten = Unwritten::default();
        let stream = ReadAlong::new(stream, heads.clone().map(Reader::new));
        let stream = WriteAlong::new(stream, unwritten.clone());
        let service = service_fn(|request| {
            let client = Client {
                ip: peer.ip(),
                header_lines: heads.as_ref().and_then(Heads::next),
            };
            let answer = (self.handler)(request, client);
            let unwritten = unwritten.clone();
            async move { Ok::<_, Infallible>(unwritten.keep(answer.await)) }
        });
        let serving = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.patience.head)
            .title_case_headers(true)
            .half_close(self.patience.half_closed)
            .serve_connection(TokioIo::new(stream), service);
        let mut serving = InPlace::new(serving);
        let mut phase = self.phase.clone();
        tokio::select! {
            biased;
            ended = &mut serving => return self.tell(&ended),
            _ = phase.wait_for(|phase| *phase == Phase::Stopping) => {
                serving.as_mut().graceful_shutdown();
            }
        }
        self.tell(&serving.await);
    }

    /// A connection that ends in another way, as by a client that goes away, is nobody's mistake.
    fn tell(&self, ended: &hyper::Result<()>) {
        if let Err(error) = ended
            && error.is_parse()
        {
            (self.unread)(error);
        }
    }
}

impl<H> Clone for Door<H> {
    fn clone(&self) -> Self {
        Door {
            handler: self.handler.clone(),
            unread: self.unread.clone(),
            patience: self.patience,
            phase: self.phase.clone(),
        }
    }
}

/// The next client, once there is a place for it.
async fn next_client(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        // Nobody closes the semaphore, so there always comes a permit.
        let Ok(place) = places.clone().acquire_owned().await else {
            continue;
        };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            // Out of descriptors, most likely: nothing tells when there are some again.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// The clients that have connected and were not accepted yet.
fn waiting(listener: TcpListener) -> Vec<(TcpStream, SocketAddr)> {
    let Ok(listener) = listener.into_std() else {
        return Vec::new();
    };
    let accept = || {
        let (stream, peer) = listener.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        Some((TcpStream::from_std(stream).ok()?, peer))
    };
    std::iter::from_fn(accept).collect()
}
