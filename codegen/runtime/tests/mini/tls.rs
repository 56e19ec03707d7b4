//! TLS: a server whose certificate the system does not know, and one whose certificate it knows. The certificates and the
//! key in `tls` are for these tests alone.

use std::error::Error as StdError;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use stubwright_runtime::v1::{RetryPolicy, Sent};

use crate::api::types::ShowContract;
use crate::api::{Client, Error};

/// Names the server for the process that makes the call.
const TASK: &str = "STUBWRIGHT_TLS";

/// Answers every connection with an empty success.
fn serve() -> Result<String, Box<dyn StdError>> {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("tls/server.pem"))?;
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/server.key"))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?;
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("https://localhost:{}", listener.local_addr()?.port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(connection) = ServerConnection::new(Arc::clone(&config)) else { return };
            let Ok(stream) = stream else { return };
            let mut stream = StreamOwned::new(connection, stream);
            if stream.read(&mut [0; 4096]).is_ok() {
                let body = r#"{"success":true,"result":null}"#;
                let head = "HTTP/1.1 200 OK\r\nconnection: close";
                // A client that does not trust the server is gone.
                let _ = write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            }
        }
    });
    Ok(url)
}

fn call(url: &str) -> Result<(), Error> {
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Client::new(url)?.configure(|config| config.retry(RetryPolicy::off()));
    executor.block_on(client.show_contract(&ShowContract::new("1"))).map(drop)
}

#[test]
fn an_unknown_certificate_is_refused() {
    let error = call(&serve().unwrap()).unwrap_err();
    assert!(error.is_transport() && error.sent() == Sent::No && !error.is_timeout(), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("while connecting: invalid peer certificate: UnknownIssuer"), "{text}");
}

/// On Linux, the system's certificates can be chosen for a process.
#[cfg(target_os = "linux")]
#[test]
fn a_known_certificate_is_trusted() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::call_a_server", "--nocapture"])
        .env(TASK, serve().unwrap())
        .env("SSL_CERT_FILE", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mini/tls/ca.pem"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Does nothing unless it is started by the test above.
#[test]
fn call_a_server() {
    let Ok(url) = std::env::var(TASK) else { return };
    call(&url).unwrap();
}
