//! The table "Style Examples" of OpenAPI 3.1, with the values `""`, `blue`, `["blue", "black", "brown"]` and
//! `{"R": 100, "G": 200, "B": 150}`, in every place; then parameters with a media type, and paths with more than a path.

use std::collections::BTreeMap;

use stubwright_runtime::v1 as rt;
use stubwright_tests::compiled::openapi_wire_styles as styles;

use super::{empty, header, target};
use styles::types::{
    BetaRequest, Colour, ContentRequest, CookieRequest, Filter, FilterRange, FragmentRequest, HeaderRequest,
    LabelExplodedRequest, LabelRequest, MatrixExplodedRequest, MatrixRequest, QueryRequest,
    SimpleExplodedRequest, SimpleRequest, SortedPage, SortedRequest, SortedSort,
};

fn colours() -> [String; 3] {
    ["blue", "black", "brown"].map(str::to_owned)
}

fn rgb() -> Colour {
    Colour::new(100, 200, 150)
}

/// The target of a call of an operation with a text, a list and an object in its path.
macro_rules! path {
    ($request:ident, $method:ident, $text:expr) => {{
        let request = $request::new($text, colours(), rgb());
        let (sent, outcome) = call!(styles, empty(204), |client| client.$method(&request));
        outcome.expect("done");
        target(&sent).to_owned()
    }};
}

#[test]
fn in_the_path() {
    assert_eq!(path!(SimpleRequest, simple, "blue"), "/blue/blue,black,brown/R,100,G,200,B,150");
    let exploded = path!(SimpleExplodedRequest, simple_exploded, "blue");
    assert_eq!(exploded, "/exploded/blue/blue,black,brown/R=100,G=200,B=150");
    for (text, want) in [("blue", "x.blue"), ("", "x.")] {
        let label = path!(LabelRequest, label, text);
        assert_eq!(label, format!("/label/{want}/x.blue,black,brown/x.R,100,G,200,B,150"));
        let exploded = path!(LabelExplodedRequest, label_exploded, text);
        assert_eq!(exploded, format!("/label-exploded/{want}/x.blue.black.brown/x.R=100.G=200.B=150"));
    }
    for (text, want) in [("blue", ";text=blue"), ("", ";text")] {
        let matrix = path!(MatrixRequest, matrix, text);
        assert_eq!(matrix, format!("/matrix{want};list=blue,black,brown;object=R,100,G,200,B,150"));
        let exploded = path!(MatrixExplodedRequest, matrix_exploded, text);
        let want = format!("/matrix-exploded{want};list=blue;list=black;list=brown;R=100;G=200;B=150");
        assert_eq!(exploded, want);
    }
    let other = path!(SimpleRequest, simple, "a/b,c?");
    assert_eq!(other, "/a%2Fb%2Cc%3F/blue,black,brown/R,100,G,200,B,150");
    // An empty text would be another path.
    let request = SimpleRequest::new("", colours(), rgb());
    let (sent, outcome) = call!(styles, empty(204), |client| client.simple(&request));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("empty").is_request());
}

#[test]
fn in_the_query() {
    let new = QueryRequest::new;
    let filter = || Filter::new().with_name("a&b").with_range(FilterRange::new().with_gte(1)).with_sizes([2]);
    for (request, want) in [
        (new(), ""),
        (new().with_text(""), "?text="),
        (new().with_text("blue"), "?text=blue"),
        (new().with_list(colours()), "?list=blue&list=black&list=brown"),
        (new().with_list([]), ""),
        (new().with_object(rgb()), "?R=100&G=200&B=150"),
        (new().with_any(BTreeMap::from([("a b".to_owned(), 1)])), "?a%20b=1"),
        (new().with_f_text("a b"), "?f%20text=a%20b"),
        (new().with_f_list(colours()), "?f-list=blue,black,brown"),
        (new().with_f_object(rgb()), "?f%5Bobject%5D=R,100,G,200,B,150"),
        (new().with_space_list(colours()), "?space_list=blue%20black%20brown"),
        (new().with_space_object(rgb()), "?space_object=R%20100%20G%20200%20B%20150"),
        (new().with_pipe_list(colours()), "?pipe_list=blue%7Cblack%7Cbrown"),
        (new().with_pipe_object(rgb()), "?pipe_object=R%7C100%7CG%7C200%7CB%7C150"),
        (new().with_deep(rgb()), "?deep%5BR%5D=100&deep%5BG%5D=200&deep%5BB%5D=150"),
        (
            new().with_deeper(filter()),
            "?deeper%5Bname%5D=a%26b&deeper%5Brange%5D%5Bgte%5D=1&deeper%5Bsizes%5D%5B%5D=2",
        ),
        (
            new().with_json(filter()),
            "?json=%7B%22name%22%3A%22a%26b%22%2C%22range%22%3A%7B%22gte%22%3A1%7D%2C%22sizes%22%3A%5B2%5D%7D",
        ),
        (new().with_json_list(["a".to_owned()]), "?json_list=%5B%22a%22%5D"),
        (new().with_json_text("a"), "?json_text=%22a%22"),
        (new().with_plain("a b"), "?plain=a%20b"),
        (
            new().with_reserved("https://a.example/?b=c&d#e+f%"),
            "?reserved=https://a.example/?b=c%26d%23e%2Bf%25",
        ),
        (new().with_flag(true), "?flag=true"),
        (
            new().with_at("2026-12-01T08:00:00+01:00".parse::<rt::DateTime>().expect("a time")),
            "?at=2026-12-01T08%3A00%3A00%2B01%3A00",
        ),
        (new().with_empty(""), "?empty="),
    ] {
        let (sent, outcome) = call!(styles, empty(204), |client| client.query(&request));
        assert_eq!(target(&sent), format!("/query{want}"));
        outcome.expect("done");
    }
}

#[test]
fn in_headers() {
    let request = HeaderRequest::new()
        .with_x_text("")
        .with_x_list(colours())
        .with_x_object(rgb())
        .with_e_text("blue")
        .with_e_list(colours())
        .with_e_object(rgb())
        .with_x_json(Filter::new().with_name("ü").with_sizes([1, 2]));
    let (sent, _) = call!(styles, empty(204), |client| client.header(&request));
    for (name, want) in [
        ("x-text", ""),
        ("x-list", "blue,black,brown"),
        ("x-object", "R,100,G,200,B,150"),
        ("e-text", "blue"),
        ("e-list", "blue,black,brown"),
        ("e-object", "R=100,G=200,B=150"),
        ("x-json", r#"{"name":"\u00fc","sizes":[1,2]}"#),
    ] {
        assert_eq!(header(&sent, name), Some(want), "{name}: {sent}");
    }
    // Parameters of these names are ignored (Parameter Object).
    let (sent, _) = call!(styles, empty(204), |client| client.header(&HeaderRequest::new()));
    assert_eq!(header(&sent, "authorization"), None);
}

/// The pairs of a cookie are separated by `; ` (RFC 6265 section 4.2.1) and not by `&`, as `form` has them elsewhere.
#[test]
fn in_cookies() {
    let new = CookieRequest::new;
    for (request, want) in [
        (new().with_text(""), "text="),
        (new().with_text("blue"), "text=blue"),
        (new().with_list(colours()), "list=blue; list=black; list=brown"),
        (new().with_object(rgb()), "R=100; G=200; B=150"),
        (new().with_f_text("blue"), "f_text=blue"),
        (new().with_f_list(colours()), "f_list=blue,black,brown"),
        (new().with_f_object(rgb()), "f_object=R,100,G,200,B,150"),
        (new().with_json(Filter::new().with_name("a b")), "json=%7B%22name%22%3A%22a%20b%22%7D"),
    ] {
        let (sent, _) = call!(styles, empty(204), |client| client.cookie(&request));
        assert_eq!(header(&sent, "cookie"), Some(want));
    }
}

/// A name is that of one parameter: an object with a member of that name is sent in brackets.
#[test]
fn members_with_the_name_of_a_parameter() {
    let sort = SortedSort::new().with_name("asc").with_size("desc");
    let page = SortedPage::new().with_limit(5).with_size(2);
    let request = SortedRequest::new().with_name("a").with_sort(sort).with_page(page);
    let (sent, _) = call!(styles, empty(204), |client| client.sorted(&request));
    assert_eq!(target(&sent), "/sorted?name=a&sort%5Bname%5D=asc&sort%5Bsize%5D=desc&limit=5&size=2");
}

#[test]
fn a_parameter_of_the_operation_replaces_the_one_of_the_path() {
    let request = ContentRequest::new(Filter::new().with_name("a"), "last");
    let (sent, _) = call!(styles, empty(204), |client| client.content(&request));
    assert_eq!(target(&sent), "/content/%7B%22name%22%3A%22a%22%7D?page=last");
}

#[test]
fn a_fragment_is_not_sent_and_a_query_is() {
    let fragment = FragmentRequest::new("7");
    let (sent, _) = call!(styles, empty(204), |client| client.fragment(&fragment));
    assert_eq!(target(&sent), "/files/7");
    let beta = BetaRequest::new();
    let (sent, _) = call!(styles, empty(204), |client| client.beta(&beta));
    assert_eq!(target(&sent), "/responses?beta=true");
    let limited = BetaRequest::new().with_limit(5);
    let (sent, _) = call!(styles, empty(204), |client| client.beta(&limited));
    assert_eq!(target(&sent), "/responses?beta=true&limit=5");
}
