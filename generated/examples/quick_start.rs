//! The main job in one command: generate the crate from `spec/qiandun.yaml`, call it, match on the typed error.
#![expect(clippy::print_stdout, reason = "it is a demonstration")]
#![expect(clippy::disallowed_methods, reason = "a program has a clock")]

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::thread;
use std::time::SystemTime;

use qiandun::runtime::{Date, Json, Malformed};
use qiandun::types::{Doc, FlowConfig, SignField, SignFieldStyle, SignFlowConfigs, Signer, StartContract};
use qiandun::{Client, ErrorCode};
use stubwright_codegen::diag;
use stubwright_codegen::{config, generate_with, write};

/// The sample request of the vendor's page.
const PAGE: &str = include_str!("../../spec/samples/start-contract.json");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    generate_the_crate()?;

    // A server that first rejects the request and then accepts it, with HTTP 200 both times, like the platform.
    let url = serve(&[
        r#"{"result":null,"code":"oc_40016","msg":"签署位置不能重复","logKey":"1891b154","success":false}"#,
        r#"{"result":{"contractId":"1897893172027068416","signersInfos":[]},"code":"200","msg":"成功","success":true}"#,
    ])?;
    let client = Client::new(&url)?;

    println!("\nthe page's own sample, which is never sent");
    let sample: StartContract = PAGE.parse::<Json>()?.read()?;
    start(&client, &sample).await?;
    println!("a valid request that the server rejects");
    let request = contract(&["PSN_TEST_001", "PSN_TEST_002"])?;
    start(&client, &request).await?;
    println!("the same request again");
    start(&client, &request).await
}

async fn start(client: &Client, request: &StartContract) -> Result<(), Box<dyn Error>> {
    match client.start_contract(request).await {
        Ok(done) => println!("  contract {}", done.contract_id),
        Err(error) => match error.kind() {
            // The same arm, whether the client or the server found it.
            Some(ErrorCode::DeadlineInPast | ErrorCode::DuplicateSignPosition) => {
                println!("  {:?}: {error}", error.origin());
                for violation in error.violations() {
                    println!("    {violation}");
                }
            }
            _ => return Err(error.into()),
        },
    }
    Ok(())
}

/// Generates the crate as `stubwright generate` does.
fn generate_the_crate() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let spec = root.join("spec/qiandun.yaml");
    let config = config::open(&root.join(config::FILE_NAME));
    let options = config.api_of(&spec).map(|api| api.options.clone()).unwrap_or_default();
    let name = "spec/qiandun.yaml";
    let outcome = generate_with(name, &std::fs::read(&spec)?, &mut write::beside(&spec), &options);
    if outcome.diagnostics.has_errors() {
        return Err(diag::render::short(&outcome.diagnostics, &outcome.sources).to_string().into());
    }
    let changes = write::apply(&root.join("generated/src/api"), &outcome.files)?;
    println!("generated/src/api from {name}: {} files, {} changed", outcome.files.len(), changes.len());
    Ok(())
}

fn contract(accounts: &[&str]) -> Result<StartContract, Malformed> {
    let file = "FC_20241212171254RkztvLleUICgRSe";
    let signers: Vec<Signer> = accounts
        .iter()
        .map(|account| Signer::new(*account, [SignField::new(file, SignFieldStyle::SinglePage)]))
        .collect();
    let configs = SignFlowConfigs::new(FlowConfig::new("测试合同").with_sign_deadline(tomorrow()?));
    Ok(StartContract::new("PDF", [Doc::new(file)], signers, configs))
}

/// The platform takes a deadline within a year.
fn tomorrow() -> Result<Date, Malformed> {
    const DAY: u64 = 86_400;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Date::from_days_since_1970(i32::try_from(now.as_secs() / DAY + 1).unwrap_or(i32::MAX))
}

/// Answers one connection after the other, each with one of the bodies; gives the base URL.
fn serve(bodies: &'static [&'static str]) -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || -> std::io::Result<()> {
        for body in bodies {
            let (mut stream, _) = listener.accept()?;
            if stream.read(&mut [0; 65536])? == 0 {
                return Ok(());
            }
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
            write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())?;
        }
        Ok(())
    });
    Ok(url)
}
