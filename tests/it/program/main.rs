//! A program that uses one call of its clients, which are private modules, under lints that are errors.
#![deny(warnings, clippy::all)]

mod client {
    sw::include_api!("shop");
}

mod second {
    sw::include_api!("second");
}

mod committed;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shop = client::blocking::Client::new("http://127.0.0.1:1")?;
    let second = second::blocking::Client::new("http://127.0.0.1:1")?;
    let committed = committed::blocking::Client::new("http://127.0.0.1:1")?;
    let mut errors = Vec::new();
    errors.extend(shop.is_open(&client::types::IsOpenRequest::new()).err().map(|error| error.to_string()));
    errors.extend(second.ask(&second::types::AskRequest::new()).err().map(|error| error.to_string()));
    errors.extend(committed.into_pdf(&committed::types::IntoPdfRequest::new()).err().map(|error| error.to_string()));
    for error in errors {
        println!("{}", error.split(':').next().unwrap_or_default());
    }
    Ok(())
}
