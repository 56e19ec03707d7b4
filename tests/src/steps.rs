//! A loopback HTTP server whose answers are written step by step, by a function.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// No test waits longer for bytes.
const PATIENCE: Duration = Duration::from_secs(10);

/// The server. Each connection has one request, and a thread of its own.
#[derive(Debug)]
pub struct Steps {
    url: String,
    address: std::net::SocketAddr,
    count: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
}

impl Steps {
    /// Starts a server that answers each request by this function, which gets the number of the request, from 0.
    ///
    /// # Errors
    ///
    /// When no port of the loopback interface can be had.
    pub fn start(
        answer: impl Fn(usize, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (count, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (counted, stopped, seen, answer) =
            (Arc::clone(&count), Arc::clone(&stop), Arc::clone(&heads), Arc::new(answer));
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (counted, seen, answer) = (Arc::clone(&counted), Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || {
                    let Ok(head) = read_head(&mut stream) else { return };
                    seen.lock().unwrap_or_else(PoisonError::into_inner).push(head);
                    let number = counted.fetch_add(1, Ordering::SeqCst);
                    // A client that closes the connection is what some tests are about.
                    let _ = answer(number, &mut stream);
                });
            }
        });
        Ok(Self { url: format!("http://{address}"), address, count, heads, stop })
    }

    /// The base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The number of requests so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    /// The heads of the requests so far.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread from `accept`.
        let _ = TcpStream::connect_timeout(&self.address, PATIENCE);
    }
}

/// Writes the head of a response without a length, whose body ends with the connection.
///
/// # Errors
///
/// When the client has closed the connection.
pub fn head(stream: &mut TcpStream, status: u16, headers: &str) -> io::Result<()> {
    write!(stream, "HTTP/1.1 {status} Status\r\n{headers}connection: close\r\n\r\n")?;
    stream.flush()
}

/// Waits until the client closes the connection.
///
/// # Errors
///
/// When it does not.
pub fn until_closed(stream: &mut TcpStream) -> io::Result<()> {
    let mut buffer = [0; 64];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).into_owned();
    // A body that is not read would make closing the connection a reset.
    let length = head.lines().filter_map(|line| line.split_once(':'));
    let length = length.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.filter_map(|(_, value)| value.trim().parse().ok()).next().unwrap_or(0);
    stream.read_exact(&mut vec![0; length])?;
    Ok(head)
}
