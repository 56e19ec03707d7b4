//! A server on the loopback interface that does what a script says, byte by byte.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// No server lives longer.
const LIFE: Duration = Duration::from_secs(30);

/// A step of the server on a connection, which is closed after the last step.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Reads a whole request.
    Read,
    /// Reads a few bytes only, so that closing resets the connection.
    Nibble,
    /// Writes a text.
    Write(&'static str),
    /// Writes bytes.
    Bytes(&'static [u8]),
    /// Writes a kibibyte this many times, until the client has enough.
    Flood(usize),
    /// Waits.
    Pause(Duration),
}

pub(crate) struct Server {
    url: String,
    seen: Arc<Seen>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    stop: AtomicBool,
    request: Mutex<Vec<u8>>,
}

impl Server {
    pub(crate) fn start(script: &'static [Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        listener.set_nonblocking(true).unwrap();
        let seen = Arc::new(Seen::default());
        let shared = Arc::clone(&seen);
        let thread = thread::spawn(move || serve(&listener, script, &shared));
        Self { url, seen, thread: Some(thread) }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// How many connections came so far.
    pub(crate) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// The last request, as text.
    pub(crate) fn request(&self) -> String {
        String::from_utf8_lossy(&self.seen.request.lock().unwrap()).into_owned()
    }

    /// The body of the last request.
    pub(crate) fn body(&self) -> Vec<u8> {
        let request = self.seen.request.lock().unwrap();
        let head = end_of_head(&request).unwrap_or(request.len());
        request[head..].to_vec()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.seen.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(listener: &TcpListener, script: &[Act], seen: &Seen) {
    let end = Instant::now() + LIFE;
    while Instant::now() < end && !seen.stop.load(Ordering::SeqCst) {
        match listener.accept() {
            Ok((stream, _)) => {
                seen.connections.fetch_add(1, Ordering::SeqCst);
                // A client that gives up first is what some scripts are for.
                let _ = play(stream, script, seen);
            }
            Err(_) => thread::sleep(Duration::from_millis(2)),
        }
    }
}

fn play(mut stream: TcpStream, script: &[Act], seen: &Seen) -> std::io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_write_timeout(Some(Duration::from_secs(5)))?;
    for act in script {
        match act {
            Act::Read => {
                let request = read_request(&mut stream)?;
                *seen.request.lock().unwrap() = request;
            }
            Act::Nibble => {
                stream.read_exact(&mut [0; 8])?;
                // Until the rest is in the buffer: closing with unread bytes resets.
                thread::sleep(Duration::from_millis(100));
            }
            Act::Write(text) => stream.write_all(text.as_bytes())?,
            Act::Bytes(bytes) => stream.write_all(bytes)?,
            Act::Flood(times) => {
                for _ in 0..*times {
                    stream.write_all(&[b'x'; 1024])?;
                }
            }
            Act::Pause(time) => thread::sleep(*time),
        }
    }
    Ok(())
}

/// Where the body of a request begins.
fn end_of_head(request: &[u8]) -> Option<usize> {
    request.windows(4).position(|bytes| bytes == b"\r\n\r\n").map(|at| at + 4)
}

fn read_request(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    for _ in 0..1000 {
        let read = stream.read(&mut piece)?;
        bytes.extend_from_slice(&piece[..read]);
        if let Some(head) = end_of_head(&bytes) {
            let text = String::from_utf8_lossy(&bytes[..head]);
            let length = text.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            if bytes.len() - head >= length.unwrap_or(0) {
                return Ok(bytes);
            }
        }
        if read == 0 {
            break;
        }
    }
    Ok(bytes)
}
