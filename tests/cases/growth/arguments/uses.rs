pub fn texts() -> Vec<String> {
    let parts = api::types::Parts::new("p");
    let full = api::types::Move::new("s", "t", Some("n".to_owned()), 1, parts.clone());
    let text = |value: &api::types::Move| api::runtime::to_json(value).unwrap_or_default();
    let null = api::types::Move::new("s", "t", None, 1, parts);
    let find = format!("{:?}", api::types::FindRequest::new("name", "shelf"));
    let (name, shelf) = (find.find("\"name\""), find.find("\"shelf\""));
    let is_right = find.contains("shelf: \"shelf\"") && name.is_some() && shelf.is_some();
    vec![text(&full), text(&null), is_right.to_string()]
}
