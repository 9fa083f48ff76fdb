//! An API and its function, running: one port, and behind it the gateway, the Invoke API and a page.
//!
//! Rule: this is where the parts are put together; each of them stands elsewhere.

mod invoke;
mod unstoppable;

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use hyper::{
    Request as HyperRequest,
    body::{Body, Incoming},
};

use tokio::task::JoinSet;

use crate::{
    exchange::{Exchange, Exchanges, Expected},
    gateway::{Gateway, Served, failure::Failure},
    host::Host,
    http::{Answer, BodyError, Client, Patience, Request, Response, Server, Unreadable, read_body},
    lambda::{Lambda, Program, invoke_api},
    observer::SharedObserver,
    template::Template,
};

use self::unstoppable::Unstoppable;

/// What to serve, and how.
#[derive(Debug)]
pub struct Settings {
    /// The API and its function.
    pub template: Template,
    /// The program that is the function.
    pub program: Program,
    /// The port on the loopback address; 0 for any free one.
    pub port: u16,
    /// How many execution environments there may be.
    pub concurrency: usize,
    /// Time, ids and limits.
    pub host: Host,
    /// Who hears of exchanges and log lines.
    pub observer: SharedObserver,
}

impl Settings {
    /// `template` with `program` as its function, on any free port, ten environments at most, in silence.
    pub fn new(template: Template, program: Program) -> Settings {
        Settings {
            template,
            program,
            port: 0,
            concurrency: 10,
            host: Host::default(),
            observer: SharedObserver::none(),
        }
    }
}

/// A running emulator. Dropped, it ends its processes at once; [`Emulator::stop`] lets it finish.
#[derive(Debug)]
pub struct Emulator {
    server: Server,
    inside: Arc<Inside>,
    _halting: Halting,
}

/// Dropped, it takes the busy processes along: an unfinished trip would keep them.
#[derive(Debug)]
struct Halting(Arc<Lambda>);

impl Drop for Halting {
    fn drop(&mut self) {
        self.0.halt();
    }
}

/// What every request needs.
#[derive(Debug)]
struct Inside {
    gateway: Gateway,
    lambda: Arc<Lambda>,
    host: Host,
    observer: SharedObserver,
    exchanges: Arc<Exchanges>,
    /// The invocations that nobody waits for.
    queue: Mutex<JoinSet<()>>,
}

impl Emulator {
    /// Starts to listen. No process of the function is started before the first request.
    ///
    /// # Errors
    /// The port is taken or may not be listened on.
    pub async fn start(settings: Settings) -> io::Result<Emulator> {
        let Settings {
            template,
            program,
            port,
            concurrency,
            host,
            observer,
        } = settings;
        let function = template.function;
        let lambda = Lambda::new(
            function,
            program,
            concurrency,
            host.clone(),
            observer.clone(),
        );
        let lambda = Arc::new(lambda);
        let inside = Arc::new(Inside {
            gateway: Gateway::new(template.apis, lambda.clone(), host.clone()),
            lambda,
            exchanges: Arc::new(Exchanges::new(&host.limits)),
            host: host.clone(),
            observer,
            queue: Mutex::default(),
        });
        let answering = inside.clone();
        let patience = Patience {
            head: Some(host.limits.request_time),
            spelling: true,
            connections: host.limits.connections,
            half_closed: true,
            stop: host.limits.stop,
        };
        let told = inside.clone();
        let server = Server::start(
            port,
            patience,
            move |request, client| answer(answering.clone(), request, client),
            move |error| told.observer.no_request(&error.to_string()),
        )
        .await?;
        Ok(Emulator {
            server,
            _halting: Halting(inside.lambda.clone()),
            inside,
        })
    }

    /// `http://127.0.0.1:<port>`, without a path.
    pub fn address(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The latest exchanges, oldest first. Waits until every request that has its answer by now is recorded.
    pub async fn exchanges(&self) -> Vec<Arc<Exchange>> {
        self.inside.exchanges.all().await
    }

    /// Ends every execution environment, answers what is under way and stops to listen.
    pub async fn stop(self) {
        self.inside.lambda.stop().await;
        self.inside.empty_queue().await;
        self.server.stop().await;
        // Nobody shall miss the record of an answer that went out.
        let limit = self.inside.host.limits.stop;
        let _ = tokio::time::timeout(limit, self.inside.exchanges.all()).await;
    }
}

/// Answers one request. A client that goes away does not end the trip.
async fn answer(inside: Arc<Inside>, request: HyperRequest<Incoming>, client: Client) -> Response {
    let limits = inside.host.limits;
    // What a future does not keep, it need not carry along.
    let (request, body) = {
        let (parts, body) = request.into_parts();
        (Request::new(&parts, client), body)
    };
    let declared = body.size_hint().exact();
    let started = inside.host.clock.instant();
    let body = read_body(body, limits.request_body, limits.request_time).await;
    let is_invoke = invoke_api::owns(&request.raw_path);
    let head_too_large = !is_invoke && request.head_size() > limits.request_head;
    let took = started.elapsed();
    let trip = async move {
        match body {
            _ if head_too_large => inside.reject(request, Unreadable::HeadTooLarge, took),
            Ok(body) => inside.take(Request { body, ..request }).await,
            Err(BodyError::TooLarge) if is_invoke => inside.refuse_invoke(request, declared),
            Err(BodyError::TooLarge) => inside.reject(request, Unreadable::BodyTooLarge, took),
            Err(BodyError::TooSlow) => inside.reject(request, Unreadable::TooSlow, took),
            // The client is gone or does not speak HTTP: nobody reads this.
            Err(BodyError::Broken) => Answer::empty(400).response(),
        }
    };
    // A trip that panics is our own fault: the panic is on stderr, the client gets what AWS says for its own.
    Unstoppable::new(trip)
        .await
        .unwrap_or_else(|_| Failure::InternalServerError.answer().response())
}

impl Inside {
    async fn take(self: &Arc<Self>, request: Request) -> Response {
        // Who sends something else to the root has left out the stage.
        let is_read = ["GET", "HEAD"].contains(&request.http_method.as_str());
        match request.raw_path.as_str() {
            "/" if is_read => self.page().response(),
            "/favicon.ico" if is_read => Answer::empty(404).response(),
            path if invoke_api::owns(path) => self.invoke(request).await,
            _ => self.serve(self.gateway.handle(request).await),
        }
    }

    fn reject(self: &Arc<Self>, request: Request, why: Unreadable, took: Duration) -> Response {
        self.serve(self.gateway.reject(request, why, took))
    }

    /// The answer, as soon as it is there. The trip is recorded when the function is through.
    fn serve(self: &Arc<Self>, served: Served) -> Response {
        let Served {
            exchange,
            running,
            queued,
        } = served;
        let response = exchange.answer.response();
        let mut exchange = Arc::new(exchange);
        match (running, queued) {
            (Some(running), _) => {
                let (inside, promised) = (self.clone(), self.exchanges.expect());
                running.when_told(move |invocation| {
                    // Nobody else has it yet, so nothing is copied.
                    Arc::make_mut(&mut exchange).invocation = Some(invocation);
                    inside.keep(promised, exchange);
                });
            }
            (None, Some(queued)) => {
                self.record(exchange.clone());
                self.enqueue(queued, Arc::unwrap_or_clone(exchange));
            }
            (None, None) => self.record(exchange),
        }
        response
    }

    fn record(&self, exchange: impl Into<Arc<Exchange>>) {
        self.keep(self.exchanges.expect(), exchange.into());
    }

    fn keep(&self, promised: Expected, exchange: Arc<Exchange>) {
        self.observer.exchange(&exchange);
        promised.keep(exchange);
    }

    /// What stands at the address itself, where AWS has nothing.
    fn page(&self) -> Answer {
        let stages = self.gateway.apis().iter().map(|api| &api.stage.name);
        let links: String = stages
            .map(|stage| format!("<li><a href=\"/{stage}/\">/{stage}</a></li>\n"))
            .collect();
        let body = format!(
            "<!doctype html>\n<meta charset=\"utf-8\">\n<title>API Gateway, here</title>\n\
             <h1>Invoke URL</h1>\n<ul>\n{links}</ul>\n"
        );
        Answer {
            body: body.into(),
            ..Answer::empty(200)
        }
        .with("Content-Type", "text/html; charset=utf-8")
    }
}
