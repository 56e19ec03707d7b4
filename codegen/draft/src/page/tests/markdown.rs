//! Markdown → blocks.

use super::check;

#[test]
fn two_bars_between_texts_are_part_of_a_cell() {
    check(
        "a.md",
        "| code | message | note |\n|---|---|---|\n| 7 | no mast || no sail | ask |\n| 8 || x |\n| 9 | a | b \\| c |\n",
        r"
1:1 head| code | message | note
3:1 row| 7 | no mast || no sail | ask
4:1 row| 8 |  | x
5:1 row| 9 | a | b | c
",
    );
}

#[test]
fn code_without_fences() {
    check(
        "a.md",
        r##"| code | message |
|---|---|
| E1 | one |
{
"a": [
{"b": 1}
]
}curl -X POST 'api.a.example/x' \
-H 'A: b' \
--data-raw '{
"a": "it's"
}'{
"code": 0
}错误说明
Text
Response: {"ok":true}
`POST /x`
"##,
        r##"
1:1 head| code | message
3:1 row| E1 | one
4:1 code {⏎"a": [⏎{"b": 1}⏎]⏎}
8:2 code curl -X POST 'api.a.example/x' \⏎-H 'A: b' \⏎--data-raw '{⏎"a": "it's"⏎}'
12:3 code {⏎"code": 0⏎}
14:2 p 错误说明⏎Text
16:1 p Response:
16:11 code {"ok":true}
17:2 p POST /x
"##,
    );
}

#[test]
fn prose_stays_prose() {
    check(
        "a.md",
        r##"Send {"a":1} to us. {name} is yours [1], see [here](http://a.example).
{id} begins a line.
[1] is a note.
[1]

The path is /users/{id} and `{"b":2}` is code.
curl is a tool. Use curl -X GET http://a.example to call.

| in | a cell |
|---|---|
| x | {"c":3} |
"##,
        r##"
1:1 p Send {"a":1} to us. {name} is yours [1], see here.⏎{id} begins a line.⏎[1] is a note.⏎[1]
6:1 p The path is /users/{id} and {"b":2} is code.⏎curl is a tool. Use curl -X GET http://a.example to call.
9:1 head| in | a cell
11:1 row| x | {"c":3}
"##,
    );
}

#[test]
fn blocks_of_markdown() {
    check(
        "a.md",
        r##"---
title: "My API"
order: 3
---
#Without a blank
Line one
**line** `two`\
line &lt;three&gt;

Title {#id}
-----

1. First
   ```json
   {"x": 1}
   ```
   After
2. Second

       indented

   - inner [link](http://a.example)
     | c | d |
     |---|---|
     | 1 | 2 |

> quoted
> {"q": 1}

- Response: {"z":1}
- [x] task
"##,
        r##"
2:9 title My API
5:2 h1 Without a blank
6:1 p Line one⏎line two⏎line <three>
10:1 h2 Title
13:4 - First
15:4 code {"x": 1}
17:4 p After
18:4 - Second
20:8 code indented
22:6   - inner link
23:6 head| c | d
25:6 row| 1 | 2
27:3 p quoted
28:3 code {"q": 1}
30:3 - Response:
30:13 code {"z":1}
31:3 - [x] task
"##,
    );
}

#[test]
fn attributes_of_headings_and_code() {
    check(
        "a.md",
        r##"
## Repair a lamp {{ id: 'repair', tag: 'POST', label: '/v1/repair' }}
```json {{ title: '200: Repaired' }}
{}
```
```json 404 Not a lamp theme={null}
{}
```
```sh title="cURL"
x
```
```js lamp.js
y
```
"##,
        r##"
2:4 h2 Repair a lamp
2:41 p POST /v1/repair
3:20 p 200: Repaired
4:1 code {}
6:9 p 404 Not a lamp
7:1 code {}
9:14 p cURL
10:1 code x
13:1 code y
"##,
    );
}

#[test]
fn tables_of_markdown() {
    check(
        "a.md",
        r##"Codes:
| Code | Text |
|:----|---:|
| ~~E1~~ | a<br>b \| c |
| [E2](http://a.example/e2) | &nbsp;&nbsp;`x` <s>y</s> |
| E3 | "a" | "b" |
| E4 |
Right after it
| n |
|---|
| 1 |

| | |
|---|---|
| no | head |

| wrong | below | here |
|---|---|
| 1 | **2** | `3` |
"##,
        r##"
1:1 p Codes:
2:1 head| Code | Text
4:1 row| ~E1 | a⏎b | c
5:1 row| E2(http://a.example/e2) |   x y
6:1 row| E3 | "a" | "b"
7:1 row| E4 | 
8:1 p Right after it
9:1 head| n
11:1 row| 1
15:1 row| no | head
17:1 head| wrong | below | here
19:1 row| 1 | 2 | 3
"##,
    );
}

#[test]
fn html_inside() {
    check(
        "a.md",
        r##"Before

<table>
<tr><td rowspan="2">E1</td><td>

one</td></tr>
<tr><td>two</td></tr>
</table>

<pre>
{"a": 1}
</pre>

<div>

text <b>bold</b>

</div>

<!-- hidden
| a | b |
-->
<table> is a tag.
"##,
        r##"
1:1 p Before
4:1 row| E1 | one
7:1 row| ^E1 | two
11:1 code {"a": 1}
16:1 p text bold
23:9 p is a tag.
"##,
    );
}

#[test]
fn rows_with_tabs_called_markdown() {
    check(
        "a.md",
        r##"Errors
Code	Text
E1	one
	two
"##,
        r##"
1:1 p Errors
2:1 head| Code | Text
3:1 row| E1 | one
4:1 row|  | two
"##,
    );
}

#[test]
fn line_ends() {
    check(
        "a.md",
        "\u{feff}# T\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | x\u{200b}y\u{a0} |\r\n\r\n```\r\n{\"a\":\r\n1}\r\n```\r\nte\u{200b}xt\r\nmore\r\n{\"b\":\r\n2}\r\n",
        "
1:3 h1 T
3:1 head| a | b
5:1 row| 1 | x\u{200b}y
8:1 code {\"a\":⏎1}
11:1 p text⏎more
13:1 code {\"b\":⏎2}
",
    );
}

#[test]
fn headings_without_a_blank() {
    check(
        "a.md",
        "# T\n\n####5.2 Two\ntext\n##三\n#1 is a number\n",
        "
1:3 h1 T
3:5 h4 5.2 Two
4:1 p text
5:3 h2 三
6:1 p #1 is a number
",
    );
}

#[test]
fn code_in_an_item_may_begin_left_of_it() {
    check(
        "a.md",
        r##"- Sent :id=x
  ```json
  {
  "a": 1
}
  ```
  After

1. One
   - Two

     ```json
{
  "b": 2
}
```

Below
```json
{"c": 3}
```

# Ships :id=ships
"##,
        r##"
1:3 - Sent :id=x
3:3 code {⏎"a": 1⏎}
7:3 p After
9:4 - One
10:6   - Two
13:1 code {⏎"b": 2⏎}
18:1 p Below
20:1 code {"c": 3}
23:3 h1 Ships
"##,
    );
}
