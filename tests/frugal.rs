//! The allocations of a check; a program of its own, because the allocator that counts is the whole program's.

use std::time::{Duration, SystemTime};

use qiandun::runtime::Json;
use qiandun::types::StartContract;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// 2024-12-12, when the sample of the page was written.
const NOW: Duration = Duration::from_secs(1_733_961_600);

/// The sample of the page, put in order.
fn request() -> Result<StartContract> {
    let page = include_str!("../spec/samples/start-contract.json").replace("2025-12-31", "2025-06-30");
    let mut request: StartContract = page.parse::<Json>()?.read()?;
    let fields = request.signers.iter_mut().flat_map(|signer| &mut signer.sign_fields);
    for (field, number) in fields.zip(0..) {
        let position = field.sign_field_position.as_mut().ok_or("a field without a position")?;
        position.position_x = number;
    }
    Ok(request)
}

#[test]
fn a_check_that_finds_nothing_allocates_nothing() -> Result<()> {
    let (request, now) = (request()?, SystemTime::UNIX_EPOCH + NOW);
    let mut found = None;
    let info = allocation_counter::measure(|| found = Some(request.check(now)));
    found.ok_or("not checked")??;
    assert_eq!(info.count_total, 0);
    let later = now + Duration::from_secs(365 * 86_400);
    let info = allocation_counter::measure(|| drop(request.check(later)));
    assert!(info.count_total > 0, "whoever finds something says so");
    Ok(())
}
