//! A loopback HTTP server that gives prepared answers, one a connection, and remembers the requests.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// No test waits longer for bytes.
const PATIENCE: Duration = Duration::from_secs(10);

/// The answer to one connection: the bytes of an HTTP response, whole or broken.
#[derive(Debug, Clone)]
pub struct Answer(Vec<u8>);

impl Answer {
    /// A response with a JSON body.
    #[must_use]
    pub fn json(status: u16, body: &str) -> Self {
        Self::typed(status, "application/json", body)
    }

    /// A response with a body of any content type.
    #[must_use]
    pub fn typed(status: u16, content_type: &str, body: &str) -> Self {
        let length = body.len();
        Self::raw(format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        ))
    }

    /// These bytes and nothing else.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }
}

/// The server; it stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    url: String,
    address: std::net::SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that answers one connection after the other, the last answer again and again.
    ///
    /// # Errors
    ///
    /// When no port of the loopback interface can be had.
    pub fn start(answers: Vec<Answer>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (seen, stopped) = (Arc::clone(&requests), Arc::clone(&stop));
        let thread = thread::spawn(move || serve(&listener, &answers, &seen, &stopped));
        Ok(Self { url: format!("http://{address}"), address, requests, stop, thread: Some(thread) })
    }

    /// The base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The requests so far, head and body as text.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread from `accept`.
        let _ = TcpStream::connect_timeout(&self.address, PATIENCE);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(listener: &TcpListener, answers: &[Answer], seen: &Mutex<Vec<String>>, stop: &AtomicBool) {
    let mut next = 0;
    while let Ok((mut stream, _)) = listener.accept() {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let Ok(request) = read_request(&mut stream) else { continue };
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        if let Some(Answer(bytes)) = answers.get(next.min(answers.len().saturating_sub(1))) {
            let _ = stream.write_all(bytes);
        }
        next += 1;
    }
}

/// Reads head and body; the body is as long as `content-length` says.
fn read_request(stream: &mut TcpStream) -> io::Result<String> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return Ok(text.into_owned());
            }
        }
        match stream.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}
