//! HTML → blocks.

use super::check;

#[test]
fn blocks_of_html() {
    check(
        "a.html",
        r##"<!doctype html><title>T &amp; U</title><nav><ul><li>menu</ul></nav><header>top</header>
<script>"<p>no</p>"</script>
<main><header><h1>Name <a href="#a">¶</a></h1></header>
<p>Some   text
 <code>x</code>&nbsp;&copy;<br>second
<p>third<ul><li>one<ul><li>two</li></ul>after<li><p>three</p><pre>
{"d": 4}
  x</pre></ul>
<dl><dt>E1<dd>Meaning</dl>
<p hidden>no</p><div style="display: none">no<div>no</div></div>
<p>un<b>closed <nav> goes on
"##,
        r##"
1:23 title T & U
3:19 h1 Name
4:4 p Some text x ©⏎second
6:4 p third
6:17 - one
6:28   - two
6:41 p after
6:53 - three
7:1 code {"d": 4}⏎  x
9:9 - E1⏎Meaning
11:4 p unclosed
11:22 p goes on
"##,
    );
}

#[test]
fn code_in_html() {
    check(
        "a.html",
        r##"<p>first<br>Response: {"a":1}</p>
<p>{"b":<br>&nbsp;&nbsp;2}</p><div>{</div><div>"c": 3</div><div>}</div>
<pre><span class="line-number">1</span><span>{</span>
<span class="line-number">2</span> <span>&quot;e&quot;</span>: 5}</pre>
<table class="rouge"><tr><td class="gutter"><pre>1
2</pre></td><td><pre>{"f":
6}</pre></td></tr></table>
<table><tr><td><pre>1
2</pre></td><td><pre>{"g":
7}</pre></td></tr></table>
<pre><ol><li>{"h":<li>8}</ol></pre>
<code>curl https://a.example/x \
 -d '{"i":9}'</code>
<textarea>POST /z HTTP/1.1
Host: a.example

{"j":10}</textarea>
"##,
        r##"
1:4 p first
1:13 p Response:
1:23 code {"a":1}
2:4 code {"b":⏎  2}
2:36 code {⏎"c": 3⏎}
3:46 code {⏎ "e": 5}
6:22 code {"f":⏎6}
9:22 code {"g":⏎7}
11:14 code {"h":⏎8}
12:7 code curl https://a.example/x \⏎-d '{"i":9}'
14:11 code POST /z HTTP/1.1⏎Host: a.example⏎⏎{"j":10}
"##,
    );
}

#[test]
fn tables_of_html() {
    check(
        "a.html",
        r##"<table><caption>Cap</caption>
<tr><th rowspan=2>A<th colspan=2>B<tr><th>b1<th>b2
<tr><td rowspan=0>x<td><s>1</s><td>&nbsp; y
<tr><td>2<td><a href="http://a.example">z</a></table>
<table><tr><td><b>H</b><td><strong>I</strong><tr><td>1<td>p<p>q</p><table><tr><th>n<th>m<tr><td>1<td>2</table></table>
<table><tr><th>row<td>1<tr><th>row<td>2</table>
<table><tr><td><h2>Layout</h2><p>text<td>side</table>
<table><tr><td>E1<td><pre>{"a":1}</td></tr><tr><td>E2<td style="text-decoration: line-through">old</table>
"##,
        r##"
1:17 p Cap
2:1 head| A | B | ^B
2:35 head| ^A | b1 | b2
3:1 row| x | ~1 |   y
4:1 row| ^x | 2 | z(http://a.example)
5:8 head| H | I
5:46 row| 1 | p⏎q
5:75 head| n | m
5:89 row| 1 | 2
6:8 row| row | 1
6:24 row| row | 2
7:20 h2 Layout
7:34 p text
7:42 p side
8:8 row| E1 | {"a":1}
8:44 row| E2 | ~old
8:27 code {"a":1}
"##,
    );
}

#[test]
fn line_ends_of_html() {
    check(
        "a.html",
        "\u{feff}<h1>T</h1>\r\n<p>a\r\nb</p>\r\n<pre>\r\nx\r\ny</pre>\r\n<table\r\n class=\"x\">\r\n<tr>\r\n<td>1</td>\r\n<td a=€>2</td></tr></table>\r\n<!-- c\r\n -->end &copy; � x",
        r##"
1:5 h1 T
2:4 p a b
5:1 code x⏎y
9:1 row| 1 | 2
13:5 p end © � x
"##,
    );
}

#[test]
fn variables_in_paths_are_set_apart() {
    check(
        "a.html",
        "<p>GET https://h.example/ships/<a>ship_id</a>/lamps/<var>lamp</var><p>/ships/<i>a b</i> and/<i>or</i> <a href='/x'>/ships/</a><b>id</b><pre>GET /ships/<em>ship-id</em>/lamps</pre>",
        r"
1:4 p GET https://h.example/ships/{ship_id}/lamps/{lamp}
1:71 p /ships/a b and/or /ships/id
1:141 code GET /ships/{ship-id}/lamps
",
    );
    check(
        "a.md",
        "# Ships\n\nGET /ships/*ship_id*/lamps/<i>lamp</i> and/*or* /*x*",
        "\n1:3 h1 Ships\n3:1 p GET /ships/{ship_id}/lamps/{lamp} and/or /{x}\n",
    );
}

#[test]
fn headings_in_lists_are_deeper() {
    check(
        "a.html",
        "<h3>Answer</h3><ul><li><h3>Headers</h3><ul><li>Age: 1</ul><li><h3>Parameters</h3></ul><h3>Next</h3>",
        r"
1:5 h3 Answer
1:28 h4 Headers
1:48   - Age: 1
1:67 h4 Parameters
1:91 h3 Next
",
    );
}

#[test]
fn a_component_of_vue_is_in_a_template() {
    check(
        "a.html",
        "<template>\n<h2>Lamps</h2><template>no</template>\n</template>\n<script>no</script>",
        "\n2:5 h2 Lamps\n",
    );
}
