//! The least that can stand where the emulator stands: the same hops and processes, and nothing else.
//!
//! Rule: client → hyper → the Runtime API of one process → the process → back. The request's body is the
//! event, or one event stands for all; the result is the answer's body. Each event comes under ids of its own, which
//! the function keeps. One may be told to keep a core busy besides, which shows what a difference in throughput is worth.
//! No matching, no checks, no time-outs, no log, no record.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    path::Path,
    process::Stdio,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    header::{CONTENT_TYPE, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    sync::{mpsc, oneshot},
};

/// What `lambda_runtime` will not start without.
const VARIABLES: [(&str, &str); 5] = [
    ("AWS_LAMBDA_FUNCTION_NAME", "function"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/function"),
    ("AWS_LAMBDA_LOG_STREAM_NAME", "stream"),
];

/// What comes with every event, beside its ids. The deadline lies in the year 2100.
const NEXT: [(&str, &str); 2] = [
    ("lambda-runtime-deadline-ms", "4102444800000"),
    (
        "lambda-runtime-invoked-function-arn",
        "arn:aws:lambda:us-east-1:123456789012:function:function",
    ),
];

/// How a relay treats a request.
#[derive(Clone, Default)]
pub(crate) struct Manner {
    /// What is handed on in place of the request's body.
    pub(crate) event: Option<Bytes>,
    /// How long the relay does nothing but keep a core busy.
    pub(crate) busy: Duration,
}

/// A running relay. Dropped, it ends its processes.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    _processes: Vec<Child>,
}

/// A process, as the relay sees it: where events go in, and whom the result is for.
struct Desk {
    inbox: mpsc::UnboundedSender<Bytes>,
    events: tokio::sync::Mutex<mpsc::UnboundedReceiver<Bytes>>,
    waiting: Mutex<Option<oneshot::Sender<Bytes>>>,
}

type Idle = Mutex<Vec<Arc<Desk>>>;

impl Relay {
    /// Starts so many processes of `program` and listens.
    pub(crate) async fn start(
        program: &Path,
        processes: usize,
        manner: Manner,
    ) -> io::Result<Relay> {
        let idle = Arc::new(Idle::default());
        let mut running = Vec::new();
        for _ in 0..processes {
            let (inbox, events) = mpsc::unbounded_channel();
            let desk = Arc::new(Desk {
                inbox,
                events: events.into(),
                waiting: Mutex::default(),
            });
            lock(&idle).push(desk.clone());
            let address = listen(move |request| runtime_api(desk.clone(), request)).await?;
            let mut command = Command::new(program);
            command.env("AWS_LAMBDA_RUNTIME_API", address.to_string());
            command.envs(VARIABLES);
            running.push(command.stdin(Stdio::null()).kill_on_drop(true).spawn()?);
        }
        let address = listen(move |request| relay(idle.clone(), manner.clone(), request)).await?;
        Ok(Relay {
            address,
            _processes: running,
        })
    }
}

async fn listen<H, F>(handler: H) -> io::Result<SocketAddr>
where
    H: Fn(Request<Incoming>) -> F + Clone + Send + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let handler = handler.clone();
            let service = service_fn(move |request| {
                let answer = handler(request);
                async { Ok::<_, Infallible>(answer.await) }
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
    Ok(address)
}

/// The client's side: an idle process, the last one used first, as the emulator does.
async fn relay(
    idle: Arc<Idle>,
    manner: Manner,
    request: Request<Incoming>,
) -> Response<Full<Bytes>> {
    let body = body(request).await;
    keep_busy(manner.busy);
    let event = manner.event.unwrap_or(body);
    let desk = lock(&idle)
        .pop()
        .expect("there are as many processes as clients");
    let (sender, result) = oneshot::channel();
    *lock(&desk.waiting) = Some(sender);
    desk.inbox.send(event).expect("the desk holds both ends");
    let result = result.await.expect("every event gets a result");
    lock(&idle).push(desk);
    json(result)
}

/// The process's side.
async fn runtime_api(desk: Arc<Desk>, request: Request<Incoming>) -> Response<Full<Bytes>> {
    if request.method() == Method::GET {
        let event = desk.events.lock().await.recv().await;
        let mut answer = json(event.expect("the desk holds both ends"));
        for (name, value) in NEXT {
            let value = HeaderValue::from_static(value);
            answer.headers_mut().insert(name, value);
        }
        for (name, value) in ids() {
            let value = HeaderValue::try_from(value).expect("an id is ASCII");
            answer.headers_mut().insert(name, value);
        }
        return answer;
    }
    let result = body(request).await;
    if let Some(sender) = lock(&desk.waiting).take() {
        let _ = sender.send(result);
    }
    let mut answer = json(Bytes::from_static(b"{\"status\":\"OK\"}\n"));
    *answer.status_mut() = hyper::StatusCode::ACCEPTED;
    answer
}

/// New ids for an event, as long as AWS's.
fn ids() -> [(&'static str, String); 2] {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let number = LAST.fetch_add(1, Ordering::Relaxed);
    [
        (
            "lambda-runtime-aws-request-id",
            format!("00000000-0000-4000-8000-{number:012x}"),
        ),
        (
            "lambda-runtime-trace-id",
            format!(
                "Root=1-00000000-{number:024x};Parent={number:016x};Sampled=0;Lineage=1:00000000:0"
            ),
        ),
    ]
}

fn keep_busy(time: Duration) {
    let started = Instant::now();
    while started.elapsed() < time {
        std::hint::spin_loop();
    }
}

async fn body(request: Request<Incoming>) -> Bytes {
    let collected = request.into_body().collect().await;
    collected.expect("bodies come whole").to_bytes()
}

fn json(body: Bytes) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(body));
    let kind = HeaderValue::from_static("application/json");
    answer.headers_mut().insert(CONTENT_TYPE, kind);
    answer
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
