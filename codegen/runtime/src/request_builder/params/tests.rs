//! Parameters in every place and style.

use super::super::{RequestBuilder, header};
use super::PathStyle;
use crate::endpoint::Endpoint;
use crate::param::{AsTexts, KeepReserved};
use crate::wire::{AsJson, Json};

static SHOW: Endpoint = Endpoint::new("show", "GET", "/v1/users/{id}/contracts/{contract}");
static LIST: Endpoint = Endpoint::new("list", "GET", "/v1");

#[test]
fn a_path_parameter_is_one_segment() {
    let path = |id: &str| RequestBuilder::new(&SHOW).path("id", id).path("contract", &7).finish();
    for (id, want) in [
        ("u1", "/v1/users/u1/contracts/7"),
        ("a/b", "/v1/users/a%2Fb/contracts/7"),
        ("..\\..\\admin", "/v1/users/..%5C..%5Cadmin/contracts/7"),
        ("%2e%2e", "/v1/users/%252e%252e/contracts/7"),
        ("{contract}", "/v1/users/%7Bcontract%7D/contracts/7"),
        ("签", "/v1/users/%E7%AD%BE/contracts/7"),
    ] {
        assert_eq!(path(id).expect(id).target(), want);
    }
    for id in ["", ".", ".."] {
        assert!(path(id).expect_err(id).to_string().contains("path parameter `id`"));
    }
    let wrong = |builder: RequestBuilder| builder.finish().expect_err("a mistake").to_string();
    assert_eq!(wrong(RequestBuilder::new(&SHOW).path("id", "x")), "the path parameter `contract` is not set");
    assert!(wrong(RequestBuilder::new(&SHOW).path("nope", &1)).contains("has no parameter `nope`"));
    assert_eq!(
        wrong(RequestBuilder::new(&SHOW).path("id", &None::<i64>)),
        "the path parameter `id` is empty"
    );
    assert!(wrong(RequestBuilder::new(&SHOW).path("id", &f64::NAN)).contains("is not a finite number"));
}

#[test]
fn a_path_parameter_can_be_several_segments() {
    static FILE: Endpoint = Endpoint::new("file", "GET", "/repos/{repo}/contents/{+path}");
    let path = |value: &dyn Fn(RequestBuilder) -> RequestBuilder| {
        value(RequestBuilder::new(&FILE).path("repo", "a/b")).finish().map(|built| built.target())
    };
    for (value, want) in [
        ("src/lib.rs", "src/lib.rs"),
        ("a b/签?#%2F/{repo}", "a%20b/%E7%AD%BE%3F%23%252F/%7Brepo%7D"),
        ("a\\..\\b", "a%5C..%5Cb"),
        ("%2e%2e/x", "%252e%252e/x"),
        ("/a//b/", "/a//b/"),
        ("...", "..."),
    ] {
        let found = path(&|builder| builder.path("path", value)).expect(value);
        assert_eq!(found, format!("/repos/a%2Fb/contents/{want}"));
    }
    let found = path(&|builder| builder.path("path", &vec!["src", "a/b", "lib.rs"])).unwrap();
    assert_eq!(found, "/repos/a%2Fb/contents/src/a%2Fb/lib.rs");
    let found = path(&|builder| builder.path("path", &vec!["one/two"])).unwrap();
    assert_eq!(found, "/repos/a%2Fb/contents/one%2Ftwo");
    for value in ["..", "../x", "a/../../x", "a/./b", "a/.."] {
        let error = path(&|builder| builder.path("path", value)).expect_err(value).to_string();
        assert!(error.contains("`path` must not make a segment `.` or `..`"), "{error}");
    }
    for value in [vec![".."], vec!["a", ".", "b"]] {
        let error = path(&|builder| builder.path("path", &value)).expect_err("dots").to_string();
        assert!(error.contains("`path` must not make a segment `.` or `..`"), "{error}");
    }
    for value in [Vec::new(), vec![""], vec!["a", ""]] {
        let error = path(&|builder| builder.path("path", &value)).expect_err("nothing").to_string();
        assert!(error.contains("the path parameter `path` is empty"), "{error}");
    }
    let error = path(&|builder| builder).expect_err("it is not set").to_string();
    assert_eq!(error, "the path parameter `path` is not set");
}

#[test]
fn queries() {
    let target = |builder: RequestBuilder| builder.finish().expect("a request").target();
    let all = RequestBuilder::new(&LIST)
        .query("a b", "c&d")
        .query("n", &1)
        .query("none", &None::<String>)
        .query("each", &vec!["x", "y z"])
        .query_joined("ids", &vec!["1", "2,3"])
        .query_joined("one", "a,b")
        .query_joined("nothing", &Vec::<i64>::new())
        .query_brackets("tag", &Some(vec![true, false]));
    let want = "/v1?a%20b=c%26d&n=1&each=x&each=y%20z&ids=1,2%2C3&one=a%2Cb&tag%5B%5D=true&tag%5B%5D=false";
    assert_eq!(target(all), want);
    let wrong = RequestBuilder::new(&LIST).query("x", &f64::INFINITY).query("y", &1).finish();
    assert_eq!(wrong.expect_err("no number").to_string(), "the parameter `x` is not a finite number");
}

#[test]
fn headers() {
    for (name, value) in
        [("bad\r\nname", "x"), ("", "x"), ("x-a", "a\r\nb"), ("host", "x"), ("Content-Length", "1")]
    {
        assert!(header(name, value).is_err(), "{name:?}");
    }
    let (_, value) = header("x-app-secret", "hunter2").expect("header");
    assert!(!format!("{value:?}").contains("hunter2"));
    let sent = RequestBuilder::new(&LIST)
        .header("x-app-secret", "hunter2")
        .header("X-Ids", &vec![1, 2])
        .header("x-none", &None::<i32>)
        .header("x-empty", &Vec::<i32>::new())
        .header("x-comma", "a, b");
    let shown = format!("{sent:?}");
    assert!(shown.contains("x-app-secret") && !shown.contains("hunter2"), "{shown}");
    let value = |name: &str| sent.headers.get(name).map(|value| value.to_str().expect("text").to_owned());
    assert_eq!(value("x-ids").as_deref(), Some("1,2"));
    assert_eq!(value("x-comma").as_deref(), Some("a, b"));
    assert_eq!(sent.headers.len(), 3);
    let wrong = RequestBuilder::new(&LIST).header("X-Ids", &vec!["a,b"]).finish().expect_err("a comma");
    assert_eq!(
        wrong.to_string(),
        "the header `X-Ids` is a list or an object, and a part of it contains a comma or `=`"
    );
}

/// The values of the table "Style Examples" of OpenAPI 3.1.1, section 4.8.12.5: empty, a string, a list, an object.
const VALUES: [&str; 4] =
    [r#""""#, r#""blue""#, r#"["blue","black","brown"]"#, r#"{"R":100,"G":200,"B":150}"#];

type Styled = fn(RequestBuilder, &AsTexts<&Json>) -> RequestBuilder;

#[test]
fn styles_in_the_path() {
    static PAINT: Endpoint = Endpoint::new("paint", "GET", "/x{color}");
    let rows: [(Styled, [&str; 4]); 6] = [
        (|to, value| to.path("color", value), ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (
            |to, value| to.path_styled(PathStyle::Pairs, "color", value),
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        (
            |to, value| to.path_styled(PathStyle::Label, "color", value),
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            |to, value| to.path_styled(PathStyle::LabelRepeat, "color", value),
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            |to, value| to.path_styled(PathStyle::Matrix, "color", value),
            [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
        ),
        (
            |to, value| to.path_styled(PathStyle::MatrixRepeat, "color", value),
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
        ),
    ];
    for (styled, wanted) in rows {
        for (json, want) in VALUES.iter().zip(wanted) {
            let value: Json = json.parse().expect(json);
            let found = styled(RequestBuilder::new(&PAINT), &AsTexts(&value)).finish();
            match found {
                // Without a value there would be no segment.
                Err(wrong) => {
                    assert_eq!((want, wrong.to_string()), ("", "the path parameter `color` is empty".into()))
                }
                Ok(found) => assert_eq!(found.target(), format!("/x{want}"), "{json}"),
            }
        }
    }
    let dots = |value: &str| {
        static ALONE: Endpoint = Endpoint::new("paint", "GET", "/x/{color}");
        RequestBuilder::new(&ALONE).path_styled(PathStyle::LabelRepeat, "color", value).finish().is_err()
    };
    assert!(dots(".") && dots("") && !dots("a"));
    let own = RequestBuilder::new(&PAINT).path("color", &["a,b", "c/d"][..]).finish().expect("a list");
    assert_eq!(own.target(), "/xa%2Cb,c%2Fd");
}

#[test]
fn styles_in_the_query() {
    let rows: [(Styled, [&str; 4]); 4] = [
        (
            |to, value| to.query("color", value),
            ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
        ),
        (
            |to, value| to.query_joined("color", value),
            ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
        ),
        (
            |to, value| to.query_spaced("color", value),
            ["color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
        ),
        (
            |to, value| to.query_piped("color", value),
            ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
        ),
    ];
    for (styled, wanted) in rows {
        for (json, want) in VALUES.iter().zip(wanted) {
            let value: Json = json.parse().expect(json);
            let found = styled(RequestBuilder::new(&LIST), &AsTexts(&value)).finish().expect(json);
            assert_eq!(found.target(), format!("/v1?{want}"), "{json}");
        }
    }
    let nested: Json = r#"{"R":100,"deep":{"a b":[true,"&"]},"list":[{"n":1}]}"#.parse().expect("JSON");
    let found = RequestBuilder::new(&LIST).query_nested("c", &nested).query_nested("none", &None::<Json>);
    assert_eq!(
        found.finish().expect("an object").target(),
        "/v1?c%5BR%5D=100&c%5Bdeep%5D%5Ba%20b%5D%5B%5D=true&c%5Bdeep%5D%5Ba%20b%5D%5B%5D=%26&c%5Blist%5D%5B0%5D%5Bn%5D=1"
    );
    let kept = RequestBuilder::new(&LIST).query_joined("k", &KeepReserved(&vec!["a,b", "c/d?"]));
    assert_eq!(kept.finish().expect("a list").target(), "/v1?k=a%2Cb,c/d?");
    let deep = RequestBuilder::new(&LIST).query("color", &AsTexts(&nested)).finish().expect_err("nested");
    assert!(deep.to_string().contains("`color` has a list or an object inside"), "{deep}");
}

#[test]
fn styles_in_headers_and_cookies() {
    let sent = |styled: Styled, json: &str| {
        let value: Json = json.parse().expect(json);
        let built = styled(RequestBuilder::new(&LIST), &AsTexts(&value)).finish()?;
        let mut headers = built.headers.clone();
        built.cookies.put_into(&mut headers, &http::HeaderMap::new(), &http::HeaderMap::new());
        let text = |value: &http::HeaderValue| value.to_str().expect("text").to_owned();
        Ok::<_, crate::invalid_request::InvalidRequest>(
            headers.values().map(text).collect::<Vec<_>>().join("|"),
        )
    };
    let rows: [(Styled, [&str; 4]); 4] = [
        (|to, value| to.header("color", value), ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (|to, value| to.header_pairs("color", value), ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
        (
            |to, value| to.cookie("color", value),
            ["color=", "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"],
        ),
        (
            |to, value| to.cookie_joined("color", value),
            ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
        ),
    ];
    for (styled, wanted) in rows {
        for (json, want) in VALUES.iter().zip(wanted) {
            assert_eq!(sent(styled, json).expect(json), want, "{json}");
        }
        let error = sent(styled, r#"["a,b","c"]"#).expect_err("a comma").to_string();
        assert!(error.contains("`color`") && error.contains("a comma"), "{error}");
    }
    let error = sent(|to, value| to.header_pairs("color", value), r#"{"a=b":1}"#).expect_err("no name");
    assert!(error.to_string().contains("contains a comma or `=`"), "{error}");
    let json: Json = r#"{"a":"签😀"}"#.parse().expect("JSON");
    let built = RequestBuilder::new(&LIST).header("X-Arg", &AsJson(&json)).finish().expect("a header");
    assert_eq!(built.headers["x-arg"], r#"{"a":"\u7b7e\ud83d\ude00"}"#);
}
