pub fn calls(client: &api::Client) {
    let part = api::types::Part::new("a");
    drop(client.check_part(&part.clone().into()));
    drop(client.check_part(&api::types::CheckPartRequest::new(part.clone())));
    drop(client.touch(&api::types::Touch::new().with_name("a")));
    drop(client.put(&part.clone().into()));
    drop(client.put(&api::types::PutRequest::new(part.clone())));
    drop(client.sketch(&api::types::SketchRequest::new(part)));
}

pub fn outcome(outcome: api::types::PutOutcome) -> Option<String> {
    match outcome {
        api::types::PutOutcome::Ok(part) => Some(part.name),
        api::types::PutOutcome::Accepted(job) => Some(job.id),
        _ => None,
    }
}

pub fn missing(error: &api::Error) -> Option<String> {
    match error.typed()? {
        Ok(api::ErrorBody::Missing(body)) => Some(body.name),
        _ => None,
    }
}
