pub fn reads() -> Option<api::types::PutPart> {
    let read: api::types::PutPart = api::runtime::from_json(r#"{"name":"a"}"#).ok()?;
    let _ = api::types::GetPartRequest::new(1);
    (read == api::types::PutPart::new("a")).then(|| read.clone())
}
