//! Answers over HTTP: what may be asked, how long a client may take, and the stream that tells pages of changes.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::service::{Service, service_fn};
use hyper::{Method, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::AbortHandle;
use tokio_io_timeout::TimeoutStream;

use super::Desk;
use super::answer::{Answer, answer, answer_or_fault};
use super::preview::Preview;

/// More than the tabs of a writer take, and little enough that they cost nothing.
const CONNECTIONS: usize = 128;

/// The connections that may wait for changes: others are always left to answer.
const STREAMS: usize = 64;

/// How many pages are drawn at once.
const DRAWN_AT_ONCE: usize = 4;

/// How long a client may take to ask, and may let an answer wait.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the lines of a request may be, all together.
const HEAD: usize = 32 << 10;

const CLIENT: &str = include_str!("client.js");

/// What each answer is made from.
#[derive(Clone)]
struct Room {
    desk: Arc<Desk>,
    shown: watch::Receiver<Arc<Preview>>,
    streams: Arc<Semaphore>,
    drawings: Arc<Semaphore>,
}

/// Answers until the program ends.
///
/// # Errors
/// When the system gives no means to wait for clients.
pub fn serve(listener: TcpListener, desk: Arc<Desk>, shown: watch::Receiver<Arc<Preview>>) -> io::Result<Infallible> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_io().enable_time().max_blocking_threads(DRAWN_AT_ONCE).build()?;
    runtime.block_on(accept(listener, desk, shown))
}

async fn accept(
    listener: TcpListener,
    desk: Arc<Desk>,
    shown: watch::Receiver<Arc<Preview>>,
) -> io::Result<Infallible> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (streams, drawings) = (Arc::new(Semaphore::new(STREAMS)), Arc::new(Semaphore::new(DRAWN_AT_ONCE)));
    let room = Room { desk, shown, streams, drawings };
    let router = Router::new()
        .route("/_recueil/events", get(events))
        .route("/_recueil/client.js", get(client))
        .fallback(site)
        .layer(middleware::from_fn_with_state(room.clone(), guarded))
        .with_state(room);
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    let mut silent: VecDeque<Silent> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The client is gone, or there are no more files to open: others will be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        silent.retain(Silent::is_here);
        // Who has taken longest to ask makes room: nobody has to wait until such clients are given up.
        if free.available_permits() == 0
            && let Some(oldest) = silent.pop_front()
        {
            oldest.task.abort();
        }
        let permit = free.clone().acquire_owned().await.expect("nobody closes the semaphore");
        // Small answers go at once.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(PATIENCE));
        let (answers, has_asked) = (TowerToHyperService::new(router.clone()), Arc::new(AtomicBool::new(false)));
        let asks = has_asked.clone();
        let service = service_fn(move |request| {
            asks.store(true, Ordering::Relaxed);
            answers.call(request)
        });
        let task = tokio::spawn(async move {
            let io = TokioIo::new(Box::pin(stream));
            let mut builder = hyper::server::conn::http1::Builder::new();
            builder.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD);
            // A client that breaks off or talks nonsense is no news.
            let _ = builder.serve_connection(io, service).await;
            drop(permit);
        });
        silent.push_back(Silent { has_asked, task: task.abort_handle() });
    }
}

/// A connection whose client has asked for nothing yet.
struct Silent {
    has_asked: Arc<AtomicBool>,
    task: AbortHandle,
}

impl Silent {
    fn is_here(&self) -> bool {
        !self.has_asked.load(Ordering::Relaxed) && !self.task.is_finished()
    }
}

/// Refuses what the guard refuses, and says of each answer that it is for now and for here.
async fn guarded(State(room): State<Room>, request: Request, next: Next) -> Response {
    let refused = room.desk.guard.refuses(request.method(), request.uri(), request.headers());
    let mut response = match refused {
        Some((status, words)) => (status, format!("{words}\n")).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    if refused.is_some_and(|(status, _)| status == StatusCode::METHOD_NOT_ALLOWED) {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("referrer-policy", HeaderValue::from_static("same-origin"));
    response
}

async fn client() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], CLIENT).into_response()
}

/// A page or a file of the site, made away from those who wait. A client that goes away while it waits for its turn takes
/// none: what waits goes with the connection.
async fn site(State(room): State<Room>, request: Request) -> Response {
    let turn = room.drawings.clone().acquire_owned().await.expect("nobody closes the semaphore");
    let preview = room.shown.borrow().clone();
    let (path, is_head) = (request.uri().path().to_owned(), request.method() == Method::HEAD);
    let (desk, of) = (room.desk.clone(), preview);
    let made = tokio::task::spawn_blocking(move || {
        let answer = answer_or_fault(&desk, &of, || answer(&desk, &of, &path, Instant::now()));
        // Nobody else begins before this is done, though the client may be gone.
        drop(turn);
        answer
    });
    let Ok(answer) = made.await else {
        // Only where the program ends meanwhile: what fails is caught.
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match answer {
        Answer::Bytes { bytes, media, found } => {
            let status = if found { StatusCode::OK } else { StatusCode::NOT_FOUND };
            let length = bytes.len();
            let body = if is_head { Body::empty() } else { Body::from(bytes) };
            (status, [(CONTENT_TYPE, media), (hyper::header::CONTENT_LENGTH, length.to_string())], body).into_response()
        }
        Answer::Fault(page) => {
            (StatusCode::INTERNAL_SERVER_ERROR, [(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        }
        Answer::Redirect(to) => {
            let to = request.uri().query().map(|query| format!("{to}?{query}")).unwrap_or(to);
            (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to)]).into_response()
        }
    }
}

/// Tells which state is shown, now and whenever it changes.
async fn events(State(room): State<Room>) -> Response {
    let Ok(permit) = room.streams.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let mut shown = room.shown;
    shown.mark_changed();
    Sse::new(changes(shown, room.desk, permit)).keep_alive(KeepAlive::new()).into_response()
}

fn changes(
    shown: watch::Receiver<Arc<Preview>>,
    desk: Arc<Desk>,
    permit: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((shown, desk, permit), |(mut shown, desk, permit)| async move {
        shown.changed().await.ok()?;
        let number = shown.borrow_and_update().number;
        let event = Event::default().data(format!("{}-{number}", desk.run));
        Some((Ok(event), (shown, desk, permit)))
    })
}
