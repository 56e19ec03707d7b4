//! A downstream crate: generates in its build script, calls a server, matches on the typed error.
#![deny(warnings, missing_docs)]

use std::io::{Read, Write};
use std::net::TcpListener;

/// The generated client.
pub mod qiandun {
    stubwright_runtime::include_api!("qiandun");
}

use qiandun::types::{Doc, FlowConfig, SignFlowConfigs, Signer, StartContract};
use qiandun::{ErrorCode, blocking};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let server = std::thread::spawn(move || -> std::io::Result<()> {
        let (mut stream, _) = listener.accept()?;
        if stream.read(&mut [0; 65536])? == 0 {
            return Ok(());
        }
        let body = r#"{"code":"oc_40003","msg":"duplicate","success":false}"#;
        let length = body.len();
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
    });
    let configs = SignFlowConfigs::new(FlowConfig::new("contract"));
    let request = StartContract::new("PDF", [Doc::new("FC_1")], [Signer::new("PSN_1", [])], configs);
    match blocking::Client::new(&url)?.start_contract(&request) {
        Ok(done) => println!("contract {}", done.contract_id),
        Err(error) if error.kind() == Some(ErrorCode::DuplicateSigner) => println!("matched {error}"),
        Err(error) => return Err(error.into()),
    }
    server.join().map_err(|_| "the server panicked")??;
    Ok(())
}
