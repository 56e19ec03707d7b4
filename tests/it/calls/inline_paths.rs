//! Paths that lead through inline values: of checks, of idempotency keys, of pages.

use stubwright_tests::compiled::case_inline_paths as inline;
use stubwright_tests::server::{Answer, Server};

use inline::types::{Base, Head, Line, Money, Paging, Pay, Search};

fn pay(total: i64) -> Pay {
    let lines = ["a", "b", "a"].map(|sku| Line::new(Base::new(sku), 1));
    Pay::new(Head::new("n1", Money::new(total)).with_lines(lines), ["long".to_owned()])
}

fn answer(data: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"code":0,"data":{data}}}"#))
}

#[test]
fn checks_name_what_is_on_the_wire() {
    let (sent, outcome) = call!(inline, answer("null"), |client| client.pay(&pay(2000)));
    assert_eq!(sent, "");
    let error = outcome.expect_err("four violations");
    let found: Vec<(&str, &str)> =
        error.violations().iter().map(|found| (found.code().info().code(), found.path())).collect();
    assert_eq!(found, [("1", "total"), ("2", "note"), ("3", "tags[0]"), ("4", "lines[2]")]);
    assert_eq!(
        inline::runtime::to_json(&pay(7)).as_deref(),
        Ok(
            r#"{"number":"n1","total":7,"lines":[{"sku":"a","count":1},{"sku":"b","count":1},{"sku":"a","count":1}],"tags":["long"]}"#
        )
    );
}

#[test]
fn a_key_inside_of_an_inline_value() {
    let fine = |number: &str| Pay::new(Head::new(number, Money::new(1).with_note("x")), []);
    // A server that fails is asked again only where the key is set.
    for (number, attempts) in [("n1", 2), ("", 1)] {
        let server = Server::start(vec![Answer::json(503, "{}"), answer("null")]).expect("a server");
        let client = inline::blocking::Client::new(server.url()).expect("a client");
        let outcome = client.pay(&fine(number));
        assert_eq!((server.requests().len(), outcome.is_ok()), (attempts, attempts == 2), "{number:?}");
    }
}

#[test]
fn pages_inside_of_inline_values() {
    let page = |row: &str| answer(&format!(r#"{{"rows":["{row}"],"pages":2}}"#));
    let server = Server::start(vec![page("a"), page("b")]).expect("a server");
    let client = inline::blocking::Client::new(server.url()).expect("a client");
    let items: Result<Vec<String>, _> = client.search_items(&Search::new("t", Paging::new())).collect();
    assert_eq!(items.expect("items"), ["a", "b"]);
    let sent = server.requests();
    assert!(
        sent[0].ends_with(r#"{"text":"t"}"#) && sent[1].ends_with(r#"{"text":"t","pageNo":2}"#),
        "{sent:?}"
    );
}
