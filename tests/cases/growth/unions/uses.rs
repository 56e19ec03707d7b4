pub fn card() -> bool {
    let card: api::types::Card = api::types::Card::new("1");
    matches!(api::types::Pay::from(card.clone()), api::types::Pay::Card(held) if held == card)
}
