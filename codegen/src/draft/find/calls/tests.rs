//! Each way of printing a call, with places.

use std::collections::BTreeSet;

use crate::diag::Diagnostics;
use crate::diag::render::short;
use crate::draft::find::calls;
use crate::draft::found::{Body, Call, Found};
use crate::draft::page::{Block, Text};
use crate::source::SourceMap;

/// Finds what stands in a page that is one block of code.
fn code(page: &str) -> (Found, String) {
    let mut sources = SourceMap::default();
    let file = sources.add("page", page);
    let block = Block::Code(Text::of(file, page, 0..page.len()));
    run(&sources, &[&block])
}

fn run(sources: &SourceMap, blocks: &[&Block]) -> (Found, String) {
    let (mut found, mut diags) = (Found::default(), Diagnostics::default());
    calls::find(blocks, &BTreeSet::new(), &mut found, &mut diags);
    (found, short(&diags, sources))
}

fn show(call: &Call) -> String {
    let url = &call.url;
    let pairs = |pairs: &[(crate::source::Spanned<String>, crate::source::Spanned<String>)]| {
        pairs
            .iter()
            .map(|(name, value)| format!("{}={}", name.value, value.value))
            .collect::<Vec<_>>()
            .join("&")
    };
    let body = match &call.body {
        Body::None => "none".to_owned(),
        Body::Json(value, faults) => format!("json@{}+{}", value.span.range().start, faults.len()),
        Body::Form(form) => format!("form {}", pairs(form)),
        Body::Multipart(parts) => parts
            .iter()
            .map(|(n, v, file)| format!("{}={}:{file}", n.value, v.value))
            .collect::<Vec<_>>()
            .join("&"),
        Body::Other(_) => "other".to_owned(),
    };
    format!(
        "{} {}|{}|{}?{} [{}] {body}",
        call.method.as_ref().map_or("-", |method| method.value.as_str()),
        url.scheme.as_deref().unwrap_or("-"),
        url.host.as_ref().map_or("-", |host| host.value.as_str()),
        url.path.value,
        pairs(&url.query),
        pairs(&call.headers),
    )
}

#[test]
fn curl_is_read_with_its_places() {
    let (found, diags) = code(concat!(
        "}curl --location --request POST 'h.example/v1/visit/:id' \\\n",
        "--header 'X-T: <token>' -H'Empty;' -u a:b \\\n",
        "--data-raw '{\n\"a\": 1,\n}'{\n\"code\": 0\n}\n",
        "$ curl -sSG https://h.example/rest \\\n  -d key=K -d 'q=a%20b' # why\n",
        "curl -XPUT \"{{base}}/x/${id}\" -d \"{\\\"a\\\": \\\"b\\\"}\"\n",
        "curl --insecure https://h.example/f -F 'file=@a.pdf;type=application/pdf' -F n=1\n",
        "curl -I localhost:80/<who>\n",
        "curl https://h.example/form --data-urlencode 'title=Where to + eat?' -d s=%5B%5D\n",
        "curl is a tool\n",
    ));
    let shown: Vec<String> = found.calls.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "POST -|h.example|/v1/visit/{id}? [X-T=<token>&Empty=] json@115+1",
            "GET https|h.example|/rest?key=K&q=a b [] none",
            "PUT -|-|/x/{id}? [] json@242+0",
            "POST https|h.example|/f? [] file=a.pdf:true&n=1:false",
            "HEAD -|localhost:80|/{who}? [] none",
            "POST https|h.example|/form? [] form title=Where to + eat?&s=[]",
        ]
    );
    assert_eq!(diags.lines().next().unwrap(), "page:1:36: warning[SW1002]: the URL has no scheme");
    assert!(found.calls[0].is_basic);
}
