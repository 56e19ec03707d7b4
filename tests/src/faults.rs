//! A loopback server of faults: every connection gets the same script, byte by byte, and everything that arrives is
//! counted.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::SockRef;

/// How long a thread sleeps before it looks whether it should stop.
const BLINK: Duration = Duration::from_millis(20);

/// No connection lives longer.
const LIFE: Duration = Duration::from_secs(30);

/// One thing that a server does with a connection. After the last it closes it.
#[derive(Debug, Clone)]
pub enum Step {
    /// Reads the head of a request and nothing after it, as far as that can be told.
    Head,
    /// Waits until something has come, and does not read it.
    Arrival,
    /// Reads a whole request; its body is as long as `content-length` says.
    Request,
    /// Writes bytes.
    Write(Vec<u8>),
    /// Writes these bytes again and again, at most so often, until the client has enough.
    Repeat(Vec<u8>, usize),
    /// Writes these bytes again and again, with a pause after each time, until the client has enough.
    Every(Vec<u8>, Duration),
    /// Writes these bytes one at a time, with a pause after each.
    Drip(Vec<u8>, Duration),
    /// Does nothing until the client goes away.
    Hang,
    /// Ends the connection in good order: says that no more comes, and takes what still comes.
    Close,
    /// Resets the connection, whatever is under way.
    Reset,
}

/// The server; it stops when it is dropped.
#[derive(Debug)]
pub struct Faults {
    address: SocketAddr,
    seen: Arc<Seen>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Seen {
    stop: AtomicBool,
    connections: AtomicUsize,
    closed: AtomicUsize,
    requests: Mutex<Vec<String>>,
}

impl Faults {
    /// Starts a server on a port of its own.
    ///
    /// # Errors
    ///
    /// When no port of the loopback interface can be had.
    pub fn start(script: Vec<Step>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let seen = Arc::new(Seen::default());
        let shared = Arc::clone(&seen);
        let thread = thread::spawn(move || accept(&listener, &script.into(), &shared));
        Ok(Self { address, seen, thread: Some(thread) })
    }

    /// Host and port.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections came so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// The requests so far, as far as they were read, as text.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until this server has closed a connection, at most ten seconds.
    pub fn wait_for_close(&self) {
        let end = Instant::now() + Duration::from_secs(10);
        while self.seen.closed.load(Ordering::SeqCst) == 0 && Instant::now() < end {
            thread::sleep(BLINK);
        }
    }

    /// How often a client tried: the connections, or the requests where a connection carried several.
    #[must_use]
    pub fn attempts(&self) -> usize {
        self.connections().max(self.requests().len())
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        self.seen.stop.store(true, Ordering::SeqCst);
        // Wakes the thread from `accept`.
        let _ = TcpStream::connect_timeout(&self.address, LIFE);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn accept(listener: &TcpListener, script: &Arc<[Step]>, seen: &Arc<Seen>) {
    let mut threads = Vec::new();
    while let Ok((stream, _)) = listener.accept() {
        if seen.stop.load(Ordering::SeqCst) {
            break;
        }
        seen.connections.fetch_add(1, Ordering::SeqCst);
        let (script, seen) = (Arc::clone(script), Arc::clone(seen));
        threads.push(thread::spawn(move || {
            let mut connection = Connection { stream, left: Vec::new(), end: Instant::now() + LIFE, seen };
            // An error says that the client has gone, which ends the script.
            let _ = connection.play(&script);
        }));
    }
    for thread in threads {
        let _ = thread.join();
    }
}

struct Connection {
    stream: TcpStream,
    /// Bytes that were read and belong to no request yet.
    left: Vec<u8>,
    end: Instant,
    seen: Arc<Seen>,
}

impl Connection {
    fn play(&mut self, script: &[Step]) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        self.stream.set_read_timeout(Some(BLINK))?;
        self.stream.set_write_timeout(Some(BLINK))?;
        for step in script {
            match step {
                Step::Head => drop(self.head()?),
                Step::Arrival => self.arrival()?,
                Step::Request => self.request()?,
                Step::Write(bytes) => self.write(bytes)?,
                Step::Repeat(bytes, times) => (0..*times).try_for_each(|_| self.write(bytes))?,
                Step::Every(bytes, pause) => loop {
                    self.write(bytes)?;
                    thread::sleep(*pause);
                    self.go_on(io::ErrorKind::TimedOut.into())?;
                },
                Step::Drip(bytes, pause) => bytes.iter().try_for_each(|byte| {
                    self.write(&[*byte])?;
                    thread::sleep(*pause);
                    Ok::<_, io::Error>(())
                })?,
                Step::Hang => self.hang(),
                Step::Close => break,
                Step::Reset => return SockRef::from(&self.stream).set_linger(Some(Duration::ZERO)),
            }
        }
        self.close()
    }

    /// Reads up to the empty line, notes the request, and gives the length that its body has.
    fn head(&mut self) -> io::Result<usize> {
        loop {
            if let Some(at) = self.left.windows(4).position(|four| four == b"\r\n\r\n") {
                let head: Vec<u8> = self.left.drain(..at + 4).collect();
                let head = String::from_utf8_lossy(&head).into_owned();
                let length = head
                    .lines()
                    .filter_map(|line| line.split_once(':'))
                    .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                    .and_then(|(_, value)| value.trim().parse().ok());
                self.seen.requests.lock().unwrap_or_else(PoisonError::into_inner).push(head);
                return Ok(length.unwrap_or(0));
            }
            self.more()?;
        }
    }

    fn arrival(&self) -> io::Result<()> {
        loop {
            match self.stream.peek(&mut [0]) {
                Ok(_) => return Ok(()),
                Err(error) => self.go_on(error)?,
            }
        }
    }

    fn request(&mut self) -> io::Result<()> {
        let length = self.head()?;
        while self.left.len() < length {
            self.more()?;
        }
        let body: Vec<u8> = self.left.drain(..length).collect();
        if let Some(last) = self.seen.requests.lock().unwrap_or_else(PoisonError::into_inner).last_mut() {
            last.push_str(&String::from_utf8_lossy(&body));
        }
        Ok(())
    }

    fn more(&mut self) -> io::Result<()> {
        let mut buffer = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => {
                    self.left.extend_from_slice(buffer.get(..count).unwrap_or_default());
                    return Ok(());
                }
                Err(error) => self.go_on(error)?,
            }
        }
    }

    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.stream.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(error) => self.go_on(error)?,
            }
        }
        Ok(())
    }

    /// Waits without reading, so that what the client sends stays on the way; ends when the client has gone.
    fn hang(&self) {
        let mut buffer = [0; 1];
        let mut waiting = true;
        while waiting && self.go_on(io::ErrorKind::TimedOut.into()).is_ok() {
            waiting = match self.stream.peek(&mut buffer) {
                Ok(0) => false,
                Ok(_) => {
                    thread::sleep(BLINK);
                    true
                }
                Err(error) => matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut),
            };
        }
    }

    fn close(&mut self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)?;
        self.seen.closed.fetch_add(1, Ordering::SeqCst);
        // Closing with something unread would reset the connection.
        loop {
            self.left.clear();
            self.more()?;
        }
    }

    /// Whether an error was only a blink, and there is still somebody to serve.
    fn go_on(&self, error: io::Error) -> io::Result<()> {
        let blink = matches!(
            error.kind(),
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
        );
        let on = blink && Instant::now() < self.end && !self.seen.stop.load(Ordering::SeqCst);
        if on { Ok(()) } else { Err(error) }
    }
}
