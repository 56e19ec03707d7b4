//! Lists, objects and unions as parameters, in every style of OpenAPI 3.1, over sockets and with both clients.

use std::collections::BTreeMap;

use stubwright_runtime::v1 as rt;
use stubwright_tests::compiled::case_styles as styles;
use stubwright_tests::server::Answer;

use styles::types::{
    Colour, Created, Filter, InCookiesRequest, InHeadersRequest, InPathRequest, InQueryRequest, Level,
    NameOrNumber, OneOrMany, Range,
};

fn answer() -> Answer {
    Answer::json(200, "{}")
}

/// The line of the request.
fn line(sent: String) -> String {
    sent.lines().next().unwrap_or_default().to_owned()
}

fn colours() -> [String; 3] {
    ["blue", "black", "brown"].map(str::to_owned)
}

fn rgb() -> Colour {
    Colour::new(100, 200).with_b(150)
}

/// The table "Style Examples" of the Style Values of OpenAPI 3.1, as far as it is about the query.
#[test]
fn in_the_query() {
    let new = InQueryRequest::new;
    for (request, want) in [
        (new(), ""),
        (new().with_repeated(colours()), "?repeated=blue&repeated=black&repeated=brown"),
        (new().with_repeated([String::new()]), "?repeated="),
        (new().with_repeated([]), ""),
        (new().with_spread(rgb()), "?R=100&G=200&B=150"),
        (new().with_commas(colours()), "?commas=blue,black,brown"),
        (new().with_commas(["a,b".to_owned(), "c&d".to_owned()]), "?commas=a%2Cb,c%26d"),
        (new().with_comma_colour(rgb()), "?comma_colour=R,100,G,200,B,150"),
        (new().with_spaces(colours()), "?spaces=blue%20black%20brown"),
        (new().with_space_colour(rgb()), "?space_colour=R%20100%20G%20200%20B%20150"),
        (new().with_pipes(colours()), "?pipes=blue%7Cblack%7Cbrown"),
        (new().with_pipe_map([("a b".to_owned(), 1)]), "?pipe_map=a%20b%7C1"),
        (new().with_bracket_list([Level::Low, Level::High]), "?bracket_list%5B%5D=1&bracket_list%5B%5D=2"),
        (new().with_created(Created::from(7)), "?created=7"),
        (
            new().with_created(Created::from(Range::new().with_gte(7).with_lt(9))),
            "?created%5Bgte%5D=7&created%5Blt%5D=9",
        ),
        (
            new().with_metadata(BTreeMap::from([("k&".to_owned(), rt::Json::from(true))])),
            "?metadata%5Bk%26%5D=true",
        ),
        (new().with_any_text(NameOrNumber::from("a b".to_owned())), "?any_text=a%20b"),
        (new().with_any_text(NameOrNumber::from(5)), "?any_text=5"),
        (new().with_some(OneOrMany::from("one".to_owned())), "?some=one"),
        (new().with_some(OneOrMany::from(colours().to_vec())), "?some=blue,black,brown"),
        (new().with_json(Filter::new().with_is_new(true)), "?json=%7B%22is_new%22%3A1%7D"),
        (
            new().with_url("https://a.example/b?c=d&e#f".parse::<rt::Url>().expect("a URL")),
            "?url=https://a.example/b?c=d%26e%23f",
        ),
        (new().with_fields(["a/b".to_owned(), "c,d".to_owned()]), "?fields=a/b,c%2Cd"),
    ] {
        let (sent, outcome) = call!(styles, answer(), |client| client.in_query(&request));
        assert_eq!(line(sent), format!("GET /query{want} HTTP/1.1"));
        outcome.expect("an answer");
    }
    let deep = Filter::new()
        .with_name("a=b")
        .with_is_new(false)
        .with_range(Range::new().with_lt(5))
        .with_sizes([1, 2]);
    let (sent, _) = call!(styles, answer(), |client| client.in_query(&new().with_deep(deep.clone())));
    let want = "deep%5Bname%5D=a%3Db&deep%5Bis_new%5D=0&deep%5Brange%5D%5Blt%5D=5&deep%5Bsizes%5D%5B%5D=1&deep%5Bsizes%5D%5B%5D=2";
    assert_eq!(line(sent), format!("GET /query?{want} HTTP/1.1"));
}

/// The same table in the path: simple, label and matrix, each with and without `explode`.
#[test]
fn in_the_path() {
    let request = |list: &[String]| {
        InPathRequest::new(
            list,
            rgb(),
            list,
            rgb(),
            list,
            rgb(),
            rgb(),
            NameOrNumber::from("a/b".to_owned()),
            3,
        )
    };
    let (sent, _) = call!(styles, answer(), |client| client.in_path(&request(&colours())));
    let want = "/path/blue,black,brown/R,100,G,200,B,150/x.blue,black,brown/x.R=100.G=200.B=150\
                /x;matrix=blue,black,brown/x;R=100;G=200;B=150/R=100,G=200,B=150/a%2Fb;v=3";
    assert_eq!(line(sent), format!("GET {want} HTTP/1.1"));
    let (sent, _) =
        call!(styles, answer(), |client| client.in_path(&request(&["..".to_owned(), "a;b,c".to_owned()])));
    assert!(line(sent).starts_with("GET /path/..,a%3Bb%2Cc/R,100"), "a list is one segment");
    let (sent, outcome) = call!(styles, answer(), |client| client.in_path(&request(&[])));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("empty").to_string().contains("the path parameter `plain` is empty"));
}

#[test]
fn in_headers() {
    let request = InHeadersRequest::new(colours(), Filter::new().with_name("签\n"))
        .with_x_colour(rgb())
        .with_x_pairs(rgb());
    let (sent, _) = call!(styles, answer(), |client| client.in_headers(&request));
    for want in [
        "\nx-list: blue,black,brown\n",
        "\nx-colour: R,100,G,200,B,150\n",
        "\nx-pairs: R=100,G=200,B=150\n",
        "\nx-arg: {\"name\":\"\\u7b7e\\n\"}\n",
    ] {
        assert!(sent.contains(want), "{want}: {sent}");
    }
}

#[test]
fn in_cookies() {
    let request = InCookiesRequest::new("s3cret/=")
        .with_seen(colours())
        .with_tags([1, 2])
        .with_colour(rgb())
        .with_since(rt::UnixSeconds::new(1_733_961_600));
    let (sent, _) = call!(styles, answer(), |client| client.in_cookies(&request));
    let want = "session=s3cret/=; seen=blue; seen=black; seen=brown; tags=1,2; R=100; G=200; B=150; since=1733961600";
    assert!(sent.contains(&format!("\ncookie: {want}\n")), "{sent}");
    // One header of cookies leaves, whoever has set which.
    let alone = InCookiesRequest::new("mine");
    let (sent, _) = call!(
        styles,
        answer(),
        |client| client.configure(|config| config.header("cookie", "a=1; session=other")),
        |client| client.in_cookies(&alone)
    );
    assert!(sent.contains("\ncookie: session=mine; a=1\n"), "{sent}");
    for hostile in ["a; admin=1", "x y", "a\r\nx: y", "签", "a,b"] {
        let (sent, outcome) =
            call!(styles, answer(), |client| client.in_cookies(&InCookiesRequest::new(hostile)));
        assert_eq!(sent, "");
        let error = outcome.expect_err(hostile).to_string();
        assert!(error.contains("the cookie `session` has a") && !error.contains(hostile), "{error}");
    }
}
