//! Requests that objects describe, and URLs and lines that are no calls.

use super::{drafted, has, lacks, yaml};

const ANSWER: &str = "\n## Response\n\n```json\n{\"lamp\": 7}\n```\n";

#[test]
fn an_object_may_describe_a_request() {
    let sent = "{\n  \"method\": \"post\",\n  \"url\": \"https://api.lantern.example/v2/lamps\",\n  \"headers\": {\"Authorization\": \"Bearer x\"},\n  \"query\": {\"dry_run\": true},\n  \"body\": {\"name\": \"bow\", \"level\": 4}\n}";
    let yaml = yaml(&format!("# Hang a lamp\n\n## Try it\n\n```json\n{sent}\n```\n{ANSWER}"));
    has(
        &yaml,
        &["post: /v2/lamps", "main: \"https://api.lantern.example\"", "dry_run", "name: string", "level: "],
    );
    lacks(&yaml, &["method", "headers", "body: "]);
}

#[test]
fn a_title_says_that_an_object_is_a_request() {
    let sent = "{\"method\": \"get\", \"baseUrl\": \"https://api.lantern.example\", \"url\": \"/v2/lamps\"}";
    let page = |info: &str| format!("# List the lamps\n\n```json{info}\n{sent}\n```\n{ANSWER}");
    has(&yaml(&page(" http")), &["get: /v2/lamps", "main: \"https://api.lantern.example\""]);
    let form = "{\"method\": \"POST\", \"url\": \"https://api.lantern.example/lamps\", \"headers\": {\"Content-Type\": \"application/x-www-form-urlencoded\"}, \"body\": {\"name\": \"bow\"}}";
    let yaml = yaml(&format!("# Hang a lamp\n\n```json http\n{form}\n```\n{ANSWER}"));
    has(&yaml, &["post: /lamps", "request: {form: CreateLamp}", "name: string"]);
}

#[test]
fn an_answer_or_a_body_may_have_a_method_and_a_url() {
    let object = "{\"method\": \"PUT\", \"url\": \"https://store.lantern.example/u/9\", \"headers\": {\"X-Part\": \"1\"}}";
    let answered = yaml(&format!(
        "# Reserve a place\n\n`POST https://api.lantern.example/places`\n\n## Response\n\n```json\n{object}\n```\n"
    ));
    has(&answered, &["post: /places", "method: string", "url: url"]);
    lacks(&answered, &["/u/9"]);
    let sent = yaml(&format!(
        "# Add a hook\n\n`POST https://api.lantern.example/hooks`\n\n## Request\n\n| Field | Type |\n|---|---|\n| method | string |\n| url | string |\n\n```json\n{object}\n```\n{ANSWER}"
    ));
    has(&sent, &["post: /hooks", "method"]);
    lacks(&sent, &["/u/9"]);
}

#[test]
fn a_film_is_no_call() {
    let yaml = yaml(
        "# Hang a lamp\n\n`POST https://api.lantern.example/lamps`\n\n## Film\n\nhttps://youtu.be/9aBcDeF\n",
    );
    lacks(&yaml, &["9aBcDeF", "youtu"]);
}

#[test]
fn a_link_to_another_page_may_have_its_call_behind_it() {
    let page = "# Hang a lamp\n\n`POST https://api.lantern.example/lamps`\n\n## Next\n\n- [Light a lamp](./light.md) - `PUT /lamps/{lamp}`\n";
    lacks(&yaml(page), &["put:"]);
    // A page of links alone has the calls.
    let page = "# Lamps\n\n- [Hang a lamp](./hang.md) - `POST /lamps`\n- [Light a lamp](./light.md) - `PUT /lamps/{lamp}`\n";
    has(&yaml(page), &["post: /lamps", "put: /lamps/{lamp}"]);
    // So has one that links to its own parts.
    let page = "# Lamps\n\n`POST https://api.lantern.example/lamps`\n\n- [Light a lamp](#light) - `PUT /lamps/{lamp}`\n";
    has(&yaml(page), &["put: /lamps/{lamp}"]);
}

#[test]
fn what_a_text_tells_of_is_no_type() {
    let page = "# Hang a lamp\n\n`POST https://api.lantern.example/lamps`\n\n## Request\n\n- `keeper` (string, required): Who hangs it\n- `caller`: Phone Number of the keeper\n";
    let (yaml, _) = drafted(&[page]);
    lacks(&yaml, &["f64", "doc: Number"]);
}

#[test]
fn a_sentence_about_something_else_lists_no_fields() {
    let page = |line: &str| {
        format!(
            "# Hang a lamp\n\n`POST https://api.lantern.example/lamps`\n\n## Request Body\n\n| Field | Type |\n|---|---|\n| mount | string |\n\n```json\n{{\"mount\": \"m1\"}}\n```\n\n{line}\n\n1. **deck**: Its number\n2. **mast**: Its height\n"
        )
    };
    let (yaml, said) = drafted(&[&page("Here is the mount for each place:")]);
    lacks(&yaml, &["deck", "mast"]);
    has(&said, &["0.md:17"]);
    has(&super::yaml(&page("Body parameters:")), &["deck", "mast"]);
}
