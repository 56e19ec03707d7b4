pub fn calls(client: &api::Client) {
    let part = api::types::Part::new("a");
    drop(client.put_part(&part.clone().into()));
    drop(client.put_part(&api::types::PutPartRequest::new(part)));
    drop(client.move_part(&api::types::MovePart::new("a")));
}
