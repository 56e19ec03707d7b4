//! Faults of servers and networks: `tests/faults.md` is the table, `scripts` plays it over real sockets, and both
//! clients must behave as the table says.

mod calls;
mod gzip;
mod leaks;
mod memory;
mod script;
mod scripts;
mod streamed;
mod table;

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};
use stubwright_tests::faults::{Faults, Step};

use self::calls::{Adapter, Call, Outcome};
use self::script::{Place, Plan};
use self::table::Row;

/// Calls that are made at the same time. They mostly wait.
const AT_ONCE: usize = 48;

#[test]
fn every_row_of_the_table_holds() {
    let rows = table::rows();
    let begun = Instant::now();
    let plans: BTreeMap<&str, Plan> = scripts::all().into_iter().collect();
    let jobs: Vec<Job<'_>> = rows.iter().flat_map(|row| Job::all(row, &plans[row.name.as_str()])).collect();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let found = job.differs();
                    wrong.lock().expect("no thread panicked").extend(found);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().expect("no thread panicked");
    wrong.sort();
    println!("{:?} for {} rows", begun.elapsed(), rows.len());
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_row_has_a_script_and_every_script_a_row() {
    let rows = table::rows();
    let mut names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let scripts = scripts::all();
    let mut scripted: Vec<&str> = scripts.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    scripted.sort_unstable();
    assert_eq!(names, scripted);
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two rows with one name");
    assert!(names.len() >= 45);
}

/// One call of a row, by one client.
struct Job<'a> {
    row: &'a Row,
    plan: &'a Plan,
    at: usize,
    call: Call,
    adapter: Adapter,
}

impl<'a> Job<'a> {
    #[expect(clippy::print_stdout, reason = "what a test leaves out is said aloud")]
    fn all(row: &'a Row, plan: &'a Plan) -> Vec<Self> {
        if matches!(plan.place, Place::Full) && !cfg!(target_os = "linux") {
            println!("SKIPPED {}: only Linux leaves a connection to a full port waiting", row.name);
            return Vec::new();
        }
        let calls = row.calls.iter().enumerate();
        let job = |at, call, adapter| Job { row, plan, at, call, adapter };
        calls.flat_map(|(at, call)| Adapter::ALL.map(|adapter| job(at, *call, adapter))).collect()
    }

    /// The differences from the row, a line each.
    #[expect(clippy::print_stdout, reason = "says where the time of the test goes")]
    fn differs(&self) -> Vec<String> {
        let begun = Instant::now();
        let played = catch_unwind(AssertUnwindSafe(|| play(self.call, self.adapter, self.plan)));
        let differs = match played {
            Ok(played) => self.row.differs(self.at, self.adapter, &played),
            Err(_) => vec!["panicked".to_owned()],
        };
        let name = format!("{} {:?} {:?}", self.row.name, self.call, self.adapter);
        if begun.elapsed() > Duration::from_secs(3) {
            println!("slow: {name} took {:?}", begun.elapsed());
        }
        differs.into_iter().map(|what| format!("{name}: {what}")).collect()
    }
}

/// The outcome of a call, and the requests that servers saw.
struct Played {
    outcome: Outcome,
    attempts: usize,
    requests: Vec<String>,
    /// Connections to the server that nobody should have come to.
    elsewhere: usize,
}

fn play(call: Call, adapter: Adapter, plan: &Plan) -> Played {
    let other = Faults::start(vec![Step::Request]).expect("a server");
    let steps = plan.steps.iter().map(|step| pointed(step, &other)).collect();
    let server = Faults::start(steps).expect("a server");
    let held = match plan.place {
        Place::Full => Some(Held::new(Queue::Full)),
        Place::Stopped => Some(Held::new(Queue::Closed)),
        _ => None,
    };
    let base = match plan.place {
        Place::Server => format!("http://{}", server.address()),
        Place::Tls => format!("https://{}", server.address()),
        Place::Other(host) => format!("http://{host}"),
        Place::Stopped | Place::Full => format!("http://{}", held.as_ref().expect("a port").address),
    };
    let outcome = calls::outcome(call, adapter, &base, plan, &server);
    // A second attempt of a client that goes on in the background would come by now.
    thread::sleep(Duration::from_millis(20));
    Played {
        outcome,
        attempts: server.attempts(),
        requests: server.requests(),
        elsewhere: other.connections(),
    }
}

/// The step with the address of the other server in place of `{other}`.
fn pointed(step: &Step, other: &Faults) -> Step {
    match step {
        Step::Write(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Step::Write(text.replace("{other}", &other.address().to_string()).into_bytes()),
            Err(_) => step.clone(),
        },
        _ => step.clone(),
    }
}

/// A port whose queue of connections is full, or that has none: it answers nobody, or refuses everybody. It is held, so
/// that no other test gets it.
struct Held {
    address: SocketAddr,
    _socket: socket2::Socket,
    _waiting: Option<TcpStream>,
}

impl Held {
    fn new(queue: Queue) -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a port");
        let address = socket.local_addr().expect("an address").as_socket().expect("an address of IP");
        let waiting = (queue == Queue::Full).then(|| {
            socket.listen(0).expect("a listener");
            // A queue of length 0 has room for one.
            TcpStream::connect_timeout(&address, Duration::from_secs(10)).expect("a place in the queue")
        });
        Self { address, _socket: socket, _waiting: waiting }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Queue {
    Full,
    Closed,
}
