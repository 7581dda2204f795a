//! A small HTTP server for faults that well-behaved servers and libraries cannot be talked into.
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// A request as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// `GET`.
    pub method: String,
    /// Without query.
    pub path: String,
    /// Decoded.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As sent.
    pub body: Vec<u8>,
}

impl Request {
    /// The first query parameter of that name.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
    /// The header of that name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
    /// The body read as a form.
    pub fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(&self.body).into_owned().collect()
    }
}

/// What the server does with a request.
#[derive(Debug)]
pub enum Reply {
    /// A whole answer.
    Answer {
        /// HTTP status.
        status: u16,
        /// Beside `Content-Length`.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// Reads the request and never answers.
    Silence,
    /// Closes the connection in the middle of the body.
    Half(Vec<u8>),
    /// A body of so many bytes, in pieces, for as long as the client reads.
    Flood(u64),
    /// A body in pieces as they come, without an end until the sender is dropped. The text is the media type.
    Pieces(&'static str, mpsc::UnboundedReceiver<Vec<u8>>),
}

impl Reply {
    /// 200 with JSON.
    pub fn json(value: &serde_json::Value) -> Self {
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        Self::Answer { status: 200, headers, body: value.to_string().into_bytes() }
    }
    /// A status with a plain body.
    pub fn status(status: u16, body: &str) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
    }
    /// The same answer with one more header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

/// A running server. It stops when dropped.
pub struct StandIn {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    written: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

type Answers = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

impl StandIn {
    /// Starts on a free port of loopback and answers each request with what `answers` says.
    pub async fn start(answers: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let (seen, written): (Arc<Mutex<Vec<Request>>>, Arc<AtomicU64>) = Default::default();
        let answers: Answers = Arc::new(answers);
        let (to_seen, to_written) = (seen.clone(), written.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Head and body go out apart; without this each answer would wait for the client's delayed acknowledgement.
                stream.set_nodelay(true).expect("a fresh connection takes options");
                tokio::spawn(serve(stream, answers.clone(), to_seen.clone(), to_written.clone()));
            }
        });
        Self { address, seen, written, task }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All requests so far.
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Bytes of bodies the clients took.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::SeqCst)
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves one connection until either side closes it. A client that goes away is no fault of the server's.
async fn serve(stream: TcpStream, answers: Answers, seen: Arc<Mutex<Vec<Request>>>, written: Arc<AtomicU64>) {
    let mut stream = BufReader::new(stream);
    while let Ok(Some(request)) = read(&mut stream).await {
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        let reply = answers(&request);
        if !matches!(reply, Reply::Answer { .. }) {
            let _ = write_oddly(&mut stream, reply, &written).await;
            return;
        }
        if write(&mut stream, reply, &written).await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<Request>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut parts = line.split_whitespace();
    let (method, target) = (parts.next().unwrap_or_default().to_owned(), parts.next().unwrap_or_default());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut request = Request { method, path: path.to_owned(), query, ..Request::default() };
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    request.body = vec![0; length];
    stream.read_exact(&mut request.body).await?;
    Ok(Some(request))
}

async fn write(stream: &mut BufReader<TcpStream>, reply: Reply, written: &AtomicU64) -> std::io::Result<()> {
    let Reply::Answer { status, headers, body } = reply else { return Ok(()) };
    let mut head = format!("HTTP/1.1 {status} So\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).await?;
    stream.write_all(&body).await?;
    written.fetch_add(body.len() as u64, Ordering::SeqCst);
    stream.flush().await
}

async fn write_oddly(stream: &mut BufReader<TcpStream>, reply: Reply, written: &AtomicU64) -> std::io::Result<()> {
    match reply {
        Reply::Silence => {
            // Until the client gives up.
            let mut byte = [0];
            let _ = stream.read(&mut byte).await?;
        }
        Reply::Half(body) => {
            let head = format!("HTTP/1.1 200 So\r\nContent-Length: {}\r\n\r\n", body.len() * 2);
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&body).await?;
        }
        Reply::Flood(bytes) => {
            stream.write_all(b"HTTP/1.1 200 So\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
            let piece = vec![b' '; 16 * 1024];
            for _ in 0..bytes / piece.len() as u64 {
                write_chunk(stream, &piece).await?;
                written.fetch_add(piece.len() as u64, Ordering::SeqCst);
            }
        }
        Reply::Pieces(media_type, mut pieces) => {
            let head = format!("HTTP/1.1 200 So\r\nContent-Type: {media_type}\r\nTransfer-Encoding: chunked\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            while let Some(piece) = pieces.recv().await {
                write_chunk(stream, &piece).await?;
            }
            stream.write_all(b"0\r\n\r\n").await?;
        }
        Reply::Answer { .. } => {}
    }
    stream.flush().await
}

async fn write_chunk(stream: &mut BufReader<TcpStream>, piece: &[u8]) -> std::io::Result<()> {
    stream.write_all(format!("{:x}\r\n", piece.len()).as_bytes()).await?;
    stream.write_all(piece).await?;
    stream.write_all(b"\r\n").await?;
    stream.flush().await
}
