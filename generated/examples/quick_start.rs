//! The main job in one command: generate the crate from `spec/qiandun.yaml`, call it, match on the typed error.
#![expect(clippy::print_stdout, reason = "it is a demonstration")]

use std::error::Error;
use std::path::Path;

use qiandun::types::{Doc, FlowConfig, SignField, SignFieldStyle, SignFlowConfigs, Signer, StartContract};
use qiandun::{Client, ErrorCode};
use stubwright_codegen::{diag, generate, write};
use stubwright_tests::server::{Answer, Server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    generate_the_crate()?;

    // A server that refuses first, and accepts then. It answers HTTP 200 both times, as the platform does.
    let server = Server::start(vec![
        Answer::json(
            200,
            r#"{"result":null,"code":"oc_40003","msg":"签署方不可重复","logKey":"1891b154","success":false}"#,
        ),
        Answer::json(
            200,
            r#"{"result":{"contractId":"1897893172027068416","signersInfos":[]},"code":"200","msg":"成功","success":true}"#,
        ),
    ])?;
    let client = Client::new(server.url())?;
    println!("\ncalling {} with one signer twice", server.url());
    match client.start_contract(&contract(&["PSN_TEST_001", "PSN_TEST_001"])).await {
        Ok(done) => println!("contract {}", done.contract_id),
        Err(error) => match error.kind() {
            Some(code @ ErrorCode::DuplicateSigner) => println!("  ErrorCode::{code:?}: {error}"),
            _ => return Err(error.into()),
        },
    }
    println!("calling again with two signers");
    let done = client.start_contract(&contract(&["PSN_TEST_001", "PSN_TEST_002"])).await?;
    println!("  contract {}", done.contract_id);
    Ok(())
}

/// What `stubwright generate` does.
fn generate_the_crate() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let spec = "spec/qiandun.yaml";
    let outcome = generate(spec, &std::fs::read(root.join(spec))?);
    print!("{}", diag::render::short(&outcome.diagnostics, &outcome.sources));
    let changes = write::apply(&root.join("generated/src/api"), &outcome.files)?;
    println!("generated/src/api from {spec}: {} files, {} changed", outcome.files.len(), changes.len());
    Ok(())
}

fn contract(accounts: &[&str]) -> StartContract {
    let file = "FC_20241212171254RkztvLleUICgRSe";
    let signers: Vec<Signer> = accounts
        .iter()
        .map(|account| Signer::new(*account, [SignField::new(file, SignFieldStyle::SinglePage)]))
        .collect();
    let configs = SignFlowConfigs::new(FlowConfig::new("测试合同").with_sign_deadline("2030-12-31"));
    StartContract::new("PDF", [Doc::new(file)], signers, configs)
}
