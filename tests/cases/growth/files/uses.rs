pub fn read() -> Option<String> {
    let upload: api::types::Upload = api::runtime::from_json(r#"{"title":"a"}"#).ok()?;
    api::runtime::to_json(&upload.clone()).ok()
}
