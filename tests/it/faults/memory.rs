//! The cost of a bomb: a gibibyte of zeros in a megabyte of gzip must end in an error, and in little memory. Each
//! client meets it in a process of its own, whose peak the system has counted.

use std::process::Command;

use stubwright_tests::faults::{Faults, Step};

use super::calls::{self, Adapter, Call};
use super::gzip::bomb;
use super::script::{answer, plan, response};

/// Bytes that a call may add to the resident memory of its process.
const MOST: u64 = 64 << 20;

/// Names the client and the server for the process that makes the call.
const TASK: &str = "STUBWRIGHT_BOMB";

#[test]
fn a_bomb_costs_little_memory() {
    if !cfg!(target_os = "linux") {
        println!("SKIPPED: the peak of a process is read from /proc, which only Linux has");
        return;
    }
    let script = vec![Step::Request, response("200 OK\r\ncontent-encoding: gzip", bomb())];
    let server = Faults::start(script).expect("a server");
    for (call, says) in [("start_contract", "start_contract"), ("download_media", "download_media")] {
        for adapter in ["hyper", "reqwest", "ureq"] {
            let output = Command::new(std::env::current_exe().expect("this program"))
                .args(["--exact", "faults::memory::meet_a_bomb", "--nocapture"])
                .env(TASK, format!("{adapter} {call} http://{}", server.address()))
                .output()
                .expect("this program runs");
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{adapter} {call}: {text}");
            let told = text.lines().find_map(|line| line.split_once("grew by ")).expect("what it cost").1;
            let (grown, error) = told.split_once(": ").expect("an error");
            println!("{adapter} {call}: {grown} bytes, {error}");
            assert!(grown.parse::<u64>().expect("a number") < MOST, "{adapter} {call}: {told}");
            assert!(error.starts_with(says) && error.contains("the limit is 8388608 bytes"), "{told}");
        }
    }
}

/// Does nothing unless it is started by the test above.
#[test]
fn meet_a_bomb() {
    let Ok(task) = std::env::var(TASK) else { return };
    let words: Vec<&str> = task.split(' ').collect();
    let [adapter, call, base] = words.as_slice() else { panic!("three words: {task}") };
    let adapter = match *adapter {
        "ureq" => Adapter::Ureq,
        "reqwest" => Adapter::Reqwest,
        _ => Adapter::Hyper,
    };
    let call = Call::ALL.iter().find(|(name, _)| name == call).expect("a call").1;
    let mut plan = plan([]);
    plan.limits = qiandun::runtime::Limits::new();
    // The allocations of a first call are not a cost of the bomb.
    let quiet = Faults::start(answer("200 OK", "{}").steps).expect("a server");
    calls::outcome(call, adapter, &format!("http://{}", quiet.address()), &plan, &quiet);
    let before = resident("VmRSS:");
    let outcome = calls::outcome(call, adapter, base, &plan, &quiet);
    println!("\ngrew by {}: {}", resident("VmHWM:").saturating_sub(before), outcome.text);
}

/// A size in bytes out of `/proc/self/status`.
fn resident(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect(name);
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}
