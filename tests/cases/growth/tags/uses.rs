pub fn uses(pay: &api::types::Pay) -> bool {
    let card = api::types::Card::new("1");
    let either = api::types::Either::from(card.clone());
    let is_card = matches!(either, api::types::Either::Card(held) if held == card);
    match pay {
        api::types::Pay::Card(card) => is_card && card.number.is_empty(),
        api::types::Pay::Cash(cash) => cash.amount.to_string().is_empty() && pay.tag() == "cash",
        _ => !pay.is_known(),
    }
}
