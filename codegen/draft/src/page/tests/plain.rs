//! Copied text → blocks.

use super::check;

#[test]
fn rows_with_tabs() {
    check(
        "a.txt",
        r##"Title
Code	Text	Advice
E1	first	
E2	second
line	retry
E3	third	one
two
E4	fourth	x

E5	fifth	y
Errors{
 "a": 1
}Next
alone	here
More
name	type

id	text

no	word
"##,
        r##"
1:1 p Title
2:1 head| Code | Text | Advice
3:1 row| E1 | first | 
4:1 row| E2 | second⏎line | retry
6:1 row| E3 | third | one⏎two
8:1 row| E4 | fourth | x
10:1 row| E5 | fifth | y
11:1 p Errors
11:7 code {⏎ "a": 1⏎}
13:2 p Next
14:1 p alone⇥here
15:1 p More
16:1 head| name | type
18:1 row| id | text
20:1 row| no | word
"##,
    );
}

#[test]
fn cells_that_end_with_a_bar() {
    check(
        "a.txt",
        r##"Endpoint
Method |
URI |
Headers |
POST |
lamps/light |
default |
Field |
Type |
Description |
success |
Boolean |
true or false |
+lamp_id |
Integer |
|
Field |
Type |
one |
"##,
        r##"
1:1 p Endpoint
2:1 head| Method | URI | Headers
5:1 row| POST | lamps/light | default
8:1 head| Field | Type | Description
11:1 row| success | Boolean | true or false
14:1 row| +lamp_id | Integer | 
17:1 p Field |
18:1 p Type |
19:1 p one |
"##,
    );
}

#[test]
fn rows_with_bars() {
    check(
        "a.txt",
        r##"+----+------+
| id | name |
+----+------+
| 1  | x    |
| 2  | y    |
+----+------+
┌────┬────┐
│ h1 │ h2 │
├────┼────┤
│ a  │ b  │
│    │ b2 │
├────┼────┤
│ c  │ d  │
└────┴────┘
code | meaning
E1 | one

Home | Docs
"##,
        r##"
2:1 head| id | name
4:1 row| 1 | x
5:1 row| 2 | y
8:1 head| h1 | h2
10:1 row| a | b⏎b2
13:1 row| c | d
15:1 head| code | meaning
16:1 row| E1 | one
18:1 p Home | Docs
"##,
    );
}

#[test]
fn text_that_is_html() {
    check(
        "a.txt",
        r##"<div class="a">
<p>Hello</p>
<p>{"a":1}</p>
</div>
"##,
        r##"
2:4 p Hello
3:4 code {"a":1}
"##,
    );
}

#[test]
fn text_that_is_markdown() {
    check(
        "a.txt",
        r##"## Head
| a | b |
|---|---|
| 1 | 2 |
"##,
        r##"
1:4 h2 Head
2:1 head| a | b
4:1 row| 1 | 2
"##,
    );
}

#[test]
fn requests_and_samples() {
    check(
        "a.txt",
        r##"POST /v1/x
Host: a.example

{"q":1}

GET /v1/y HTTP/1.1
Accept: */*

{"answer":1}
POST /form HTTP/1.1
Content-Type: application/x-www-form-urlencoded

a=1&b=2
PUT /up HTTP/1.1
Content-Type: multipart/form-data; boundary=Bound

--Bound
x

y
--Bound--
GET /only
Name: no header
$ curl a.example/x
-H 'A: b'
curl 'http://a.example/open
next

[{"a":1},
{"a":2}]
["x", "y"]
{"a":1}{"b":2}
{"c": "no end
"##,
        r##"
1:1 code POST /v1/x⏎Host: a.example⏎⏎{"q":1}
6:1 code GET /v1/y HTTP/1.1⏎Accept: */*
9:1 code {"answer":1}
10:1 code POST /form HTTP/1.1⏎Content-Type: application/x-www-form-urlencoded⏎⏎a=1&b=2
14:1 code PUT /up HTTP/1.1⏎Content-Type: multipart/form-data; boundary=Bound⏎⏎--Bound⏎x⏎⏎y⏎--Bound--
22:1 p GET /only
23:1 p Name: no header
24:1 code $ curl a.example/x⏎-H 'A: b'
26:1 code curl 'http://a.example/open
27:1 p next
29:1 code [{"a":1},⏎{"a":2}]
31:1 code ["x", "y"]
32:1 code {"a":1}
32:8 code {"b":2}
33:1 p {"c": "no end
"##,
    );
}

#[test]
fn titles_of_sections_with_a_request() {
    check(
        "a.txt",
        "Harbour\nBerths and tides.\n\nBook a berth\nPOST /v1/berths\nRate limit\n\nErrors\nAll errors have a code.\n\nCancel it\nURL: https://api.harbour.example/v1/cancel\n",
        "
1:1 p Harbour
2:1 p Berths and tides.
4:1 h2 Book a berth
5:1 p POST /v1/berths
6:1 p Rate limit
8:1 p Errors
9:1 p All errors have a code.
11:1 h2 Cancel it
12:1 p URL: https://api.harbour.example/v1/cancel
",
    );
}

#[test]
fn a_path_may_have_a_line_for_each_segment() {
    check(
        "a.txt",
        "Light a lamp\n\nPOST\n/\nv1\n/\nlamps\n/\n{lamp}\n\nBody\n\nget\n/v1/lamps\n\nget\nready\n",
        "
1:1 p Light a lamp
3:1 p POST /v1/lamps/{lamp}
11:1 p Body
13:1 p GET
14:1 p /v1/lamps
16:1 p get
17:1 p ready
",
    );
}

#[test]
fn a_method_above_a_part_has_the_path_below_it() {
    check(
        "a.txt",
        "List lamps\n\nget\n\nAll of them.\n\nget\n/v1/lamps\n\npost\n\nNothing.\n",
        "
1:1 p List lamps
3:1 p GET /v1/lamps
5:1 p All of them.
7:1 p GET
8:1 p /v1/lamps
10:1 p post
12:1 p Nothing.
",
    );
}
