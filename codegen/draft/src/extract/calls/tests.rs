//! Each way of printing a call, with places.

use crate::extract::calls;
use crate::extract::tables::Used;
use crate::found::{Body, Call, Found};
use crate::page::{Block, Text};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::diag::render::short;
use stubwright_spec::source::SourceMap;

/// Finds what is in a page that is one block of code.
fn code(page: &str) -> (Found, String) {
    let mut sources = SourceMap::default();
    let file = sources.add("page", page);
    let block = Block::Code(Text::of(file, page, 0..page.len()));
    run(&sources, &[&block])
}

fn run(sources: &SourceMap, blocks: &[&Block]) -> (Found, String) {
    let (mut found, mut diags) = (Found::default(), Diagnostics::default());
    calls::extract(blocks, &Used::default(), Vec::new(), &mut found, &mut diags);
    (found, short(&diags, sources).to_string())
}

fn show(call: &Call) -> String {
    let url = &call.url;
    let pairs =
        |pairs: &[(stubwright_spec::source::Spanned<String>, stubwright_spec::source::Spanned<String>)]| {
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
        Body::Other => "other".to_owned(),
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
    assert!(diags.starts_with("page:1:34: warning[SW1002]: the URL has no scheme"), "{diags}");
    assert!(found.calls[0].is_basic);
}

#[test]
fn commands_of_httpie_are_read() {
    let (found, diags) = code(concat!(
        "$ http POST h.example/ships name=Ada lamps:='[\"red\", 2]' lit:=true X-T:t page==2 \\\n  crew=@crew.txt\n",
        "HTTP/1.1 201 Created\nContent-Type: application/json\n\n{\"id\": 1}\n",
        "https -A bearer -a token --timeout 3 h.example/ships/{ship}\n",
        "http -a me:word -f PUT :8080/ships a=1\n",
        "http https://h.example/photos photo@ada.png\n",
        "http requests are many\nhttp GET requests are some\nhttp and/or https\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "POST http|h.example|/ships?page=2 [X-T=t] json@2+0",
            "GET https|h.example|/ships/{ship}? [Authorization=Bearer token] none",
            "PUT http|localhost:8080|/ships? [] form a=1",
            "POST https|h.example|/photos? [] photo=ada.png:true",
        ]
    );
    let Body::Json(body, _) = &found.calls[0].body else { panic!("no JSON") };
    assert_eq!(
        body.canonical(),
        "{\"crew\"Blank\"lamps\"[Text(\"red\")Number(\"2\")]\"lit\"Bool(true)\"name\"Text(\"Ada\")}"
    );
    assert_eq!((diags.as_str(), found.calls[2].is_basic), ("", true));
}

/// Reads a page in which each line is a paragraph.
fn prose(page: &str) -> (Found, String) {
    let mut sources = SourceMap::default();
    let file = sources.add("page", page);
    let lines = Text::of(file, page, 0..page.len()).lines();
    let blocks: Vec<Block> = lines.into_iter().map(Block::Paragraph).collect();
    let blocks: Vec<&Block> = blocks.iter().collect();
    run(&sources, &blocks)
}

fn shown(found: &Found) -> Vec<String> {
    found.calls.iter().map(show).collect()
}

#[test]
fn a_comment_is_no_part_of_a_host() {
    let (found, _) = code("POST /lamps HTTP/1.1\nHost: lamp.example # or your own\n\n{\"a\": 1}\n");
    assert!(shown(&found)[0].starts_with("POST -|lamp.example|/lamps? "), "{:?}", shown(&found));
}

#[test]
fn headers_below_a_label_are_those_of_the_request_above() {
    let (found, _) = code(concat!(
        "POST https://h.example/v3/lamps\n\nPOST data:\n{\n  \"lamp\": 7\n}\n\n[no cookies]\n\nRequest Headers:\nX-Key: k\nlamp: l\n\n",
        "GET https://h.example/v3/jars\n\nResponse:\n{\"jar\": 1}\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "POST https|h.example|/v3/lamps? [X-Key=k&lamp=l] json@44+0",
            "GET https|h.example|/v3/jars? [] none",
        ]
    );
}

#[test]
fn requests_of_http_are_read() {
    let (found, diags) = code(concat!(
        "POST /point/grant?n=1 HTTP/1.1\nHost: p.example\nX-T: x\n\na=M1&items%5B%5D=A\n\n",
        "GET http://h.example/x HTTP/1.1\nAccept: */*\n\n{\"an\": \"answer\"}\n",
        "PUT api.h.example/y HTTP/1.1\nContent-Type: application/json\n\n{\"a\": 1}\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "POST -|p.example|/point/grant?n=1 [Host=p.example&X-T=x] form a=M1&items[]=A",
            "GET http|h.example|/x? [Accept=*/*] none",
            "PUT -|api.h.example|/y? [Content-Type=application/json] json@198+0",
        ]
    );
    assert!(diags.starts_with("page:11:5: warning[SW1002]"), "{diags}");
}

#[test]
fn lines_name_calls() {
    let (found, diags) = prose(concat!(
        "`PUT http://hub.h.example/ingest//readings`\n",
        "请求地址：https://a.example/print/create，请求方式：POST\n",
        "**请求URL：**\n`http://b.example/card/balance`\n**请求方式：**\nGET\n",
        "接口地址\nhttps://c.example/api/send\n请求方法\nPOST\n",
        "网关：https://d.example/router/rest（HTTP POST，表单）\n",
        "주소: api.e.example/pickup/orders (POST)\n",
        "[POST] /notice/{appKey}/sender\n",
        "- METHOD: POST\n- URL: /v1/x\n",
        "https://f.example/badge/issue?access_token=T\n",
        "Read https://docs.example/guide and use POST:\nСтатус: GET\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "PUT http|hub.h.example|/ingest//readings? [] none",
            "POST https|a.example|/print/create? [] none",
            "GET http|b.example|/card/balance? [] none",
            "POST https|c.example|/api/send? [] none",
            "POST https|d.example|/router/rest? [Content-Type=application/x-www-form-urlencoded] form ",
            "POST -|api.e.example|/pickup/orders? [] none",
            "POST -|-|/notice/{appKey}/sender? [] none",
            "POST -|-|/v1/x? [] none",
            "- https|f.example|/badge/issue?access_token=T [] none",
        ]
    );
    let lines: Vec<&str> = diags.lines().filter_map(|line| line.split(" (").next()).collect();
    assert_eq!(
        lines,
        [
            "page:1:33: warning[SW1003]: an empty segment in the path",
            "page:12:5: warning[SW1002]: the URL has no scheme",
        ]
    );
}

#[test]
fn labels_have_words_in_front() {
    let label = super::labels::label;
    for text in [
        "完整请求地址",
        "HTTP 请求的方法",
        "Full request URL",
        "요청 주소",
        "リクエストURL",
        "Ruta",
        "接口链接：",
    ] {
        assert!(label(text).is_some(), "{text}");
    }
    for text in ["请求", "请求说明", "Requests", "apiurls", "Full", "A", "Call"] {
        assert!(label(text).is_none(), "{text}");
    }
}

#[test]
fn a_block_of_code_names_a_call_in_brackets_or_on_two_lines() {
    let (found, _) = prose(concat!(
        "# Lamps\n\n```\n[POST] /lamps\n```\n\n",
        "```\nGET\nhttps://a.example/lamps/{lamp}?since={since}\n```\n\n",
        "`PUT` https://b.example/hives/YOUR_HIVE/token/SEU_TOKEN/lid/FORM_TOKEN/RATE_LIMIT\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "POST -|-|/lamps? [] none",
            "GET https|a.example|/lamps/{lamp}?since={since} [] none",
            "PUT https|b.example|/hives/{YOUR_HIVE}/token/{SEU_TOKEN}/lid/{FORM_TOKEN}/RATE_LIMIT? [] none",
        ]
    );
}

#[test]
fn servers_headers_and_zones_are_said() {
    let (found, _) = prose(concat!(
        "开放平台，测试环境 https://sandbox.p.example，正式环境 https://api.p.example。\n",
        "개발: https://dev-api.s.example\n운영: https://api.s.example\n",
        "Base URL: https://api.f.example/v3 — send your key in X-Fern-Key.\n",
        "Host: api.oak.example:8443\nHeader X-Partner: 77 is needed in every call.\n",
        "认证 | Authorization: Bearer {t}\nSee https://other.example/page for more.\n",
        "时间戳，格式为yyyy，时区为GMT+8\n`prices` is keyed by the id.\ntraces 以日期为键\n",
    ));
    let servers: Vec<String> = found
        .servers
        .iter()
        .map(|server| {
            let host = server.url.host.as_ref().map_or("-", |host| host.value.as_str());
            format!("{} {host}{}", server.name.as_deref().unwrap_or("-"), server.url.path.value)
        })
        .collect();
    assert_eq!(
        servers,
        [
            "sandbox sandbox.p.example",
            "production api.p.example",
            "development dev-api.s.example",
            "production api.s.example",
            "- api.f.example/v3",
            "- api.oak.example:8443",
        ]
    );
    let headers: Vec<String> =
        found.headers.iter().map(|h| format!("{} {:?} {:?}", h.name.value, h.value, h.kind)).collect();
    assert_eq!(
        headers,
        [
            "X-Fern-Key None Credential",
            "X-Partner Some(\"77\") Other",
            "Authorization Some(\"Bearer {t}\") Credential",
        ]
    );
    assert_eq!(found.timezone.map(|zone| zone.value).as_deref(), Some("+08:00"));
    let maps: Vec<&str> = found.maps.iter().map(|map| map.value.as_str()).collect();
    assert_eq!(maps, ["prices", "traces"]);
    assert!(found.calls.is_empty());
}

#[test]
fn urls_of_environments_are_calls_where_a_method_stands_by() {
    let (found, _) = prose(concat!(
        "测试环境：http://t.g.example/api/order/create\n正式环境：https://g.example/api/order/create\n请求方式：POST\n",
        "Content-Type: application/x-www-form-urlencoded\n",
        "The base endpoint is: https://api.k.example/v2\n",
        "`GET /groups/{Group ID}/members`\n例: GET: /groups/7の場合\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "POST http|t.g.example|/api/order/create? [Content-Type=application/x-www-form-urlencoded] form ",
            "GET -|-|/groups/{Group_ID}/members? [] none",
            "GET -|-|/groups/7? [] none",
        ]
    );
    let hosts: Vec<String> = found
        .servers
        .iter()
        .map(|server| {
            let host = server.url.host.as_ref().map_or("-", |host| host.value.as_str());
            format!("{} {host}{}", server.name.as_deref().unwrap_or("-"), server.url.path.value)
        })
        .collect();
    assert_eq!(hosts, ["test t.g.example", "production g.example", "- api.k.example/v2"]);
}

#[test]
fn commands_go_on_behind_empty_lines() {
    let (found, diags) = code("上传文件 curl -X POST h.example/up \\\n\n  -H 'X-A;' \\\n\n  -F 'f=@a.jpg'\n");
    assert_eq!(shown(&found), ["POST -|h.example|/up? [X-A=] f=a.jpg:true"]);
    assert!(diags.contains("warning[SW1017]: a header without a value"), "{diags}");
}

/// As browsers copy a request: quotes with escapes, cookies, bearer tokens, and JSON whose own quotes are bare.
#[test]
fn curl_is_read_as_browsers_copy_it() {
    let (found, _) = code(concat!(
        "curl 'https://h.example/a' -b 'sid=1' --data-raw $'{\"a\":\"it\\\'s\\u0021\"}'\n",
        "curl https://h.example/b --oauth2-bearer T -d \"{\"a\": 1}\"\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "POST https|h.example|/a? [Cookie=sid=1] json@51+0",
            "POST https|h.example|/b? [Authorization=Bearer T] json@119+0",
        ]
    );
}

#[test]
fn a_label_needs_no_colon_and_a_path_no_slash() {
    let (found, _) = prose("Method POST\nURL: v1/orders/create\n");
    assert_eq!(shown(&found), ["POST -|-|/v1/orders/create? [] none"]);
}

#[test]
fn calls_may_be_below_a_title_about_methods() {
    let (found, _) = prose(
        "## API methods\n\n### POST /crates\n\n### GET /crates\n\n## Method\n\nPUT\n\n## URL\n\n/lamps\n",
    );
    assert_eq!(
        shown(&found),
        ["POST -|-|/crates? [] none", "GET -|-|/crates? [] none", "PUT -|-|/lamps? [] none"]
    );
}

#[test]
fn words_of_another_script_between_slashes_are_variables() {
    let (found, _) = prose(
        "GET /v1/shops/门店编号/lamps/灯号\n\nGET /v1/lamps/または/v1/crates\n\nGET /v1/crates/注文を取得\n",
    );
    let paths: Vec<&str> = found.calls.iter().map(|call| call.url.path.value.as_str()).collect();
    assert_eq!(
        paths,
        ["/v1/shops/{门店编号}/lamps/{灯号}", "/v1/lamps/または/v1/crates", "/v1/crates/注文を取得"]
    );
}

#[test]
fn a_host_that_stands_for_another_leaves_its_path() {
    let (found, diags) = prose(concat!(
        "POST http://****/ferry/book\n**POST http://ip:port/ferry/cancel**\n",
        "测试环境 https://your-domain.com/v1\nPOST http://{pier}.f.example/ferry/list?page=1\n",
        "POST http://ip:port/ferry/move\n",
    ));
    assert_eq!(
        shown(&found),
        [
            "POST http|-|/ferry/book? [] none",
            "POST http|-|/ferry/cancel? [] none",
            "POST http|-|/ferry/list?page=1 [] none",
            "POST http|-|/ferry/move? [] none",
        ]
    );
    assert!(found.servers.is_empty());
    let lines: Vec<&str> = diags.lines().filter_map(|line| line.split(" stands for").next()).collect();
    assert_eq!(
        lines,
        [
            "page:1:13: warning[SW1020]: `****`",
            "page:2:15: warning[SW1020]: `ip:port`",
            "page:3:14: warning[SW1020]: `your-domain.com`",
            "page:4:13: warning[SW1020]: `{pier}.f.example`",
        ]
    );
}

#[test]
fn what_an_object_behind_a_url_has_is_no_call() {
    let (found, _) = code(
        "```\nHarbour.post('https://<HOST>/bells', body: {\n  name: 'stern',\n  url: 'https://bells.example/rung'\n}.to_json)\n```\n",
    );
    assert!(!shown(&found).iter().any(|call| call.contains("/rung")), "{:?}", shown(&found));
}
