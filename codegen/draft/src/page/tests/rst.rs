use super::check;

#[test]
fn sections_text_and_code() {
    check(
        "a.rst",
        "\
.. _top:

========
Lanterns
========

.. contents::
   :local:

See `the list <https://api.lantern.example/list>`_, :ref:`top`, :http:get:`/lamps/(int:id)` and
``a *b*`` \\*, |unit|, *slow* and **fast**.

.. |unit| replace:: seconds

Light
-----

Send::

    GET /lamps HTTP/1.1
      Host: api.lantern.example

.. code-block :: json
   :caption: Response

   {
     \"id\": 1
   }

.. a remark of the author
   that nobody sees

.. note:: Only by night,
   and not at sea.

----

Below it
~~~~~~~~

| one line
| another
",
        "
4:1 h1 Lanterns
10:1 p See the list, Lanterns, GET /lamps/{id} and⏎a *b* *, seconds, slow and fast.
15:1 h2 Light
18:1 p Send:
20:5 code GET /lamps HTTP/1.1⏎  Host: api.lantern.example
24:14 p Response
26:4 code {⏎  \"id\": 1⏎}
33:11 p Only by night,⏎and not at sea.
38:1 h3 Below it
41:3 p one line⏎another
",
    );
}

#[test]
fn lists() {
    check(
        "a.rst",
        "\
1. one
   goes on

   and on
2. two

   - inner

* star

color
   of the light

   by night
size : integer
   in metres

Parameters
   id
      of the lamp

:Author: nobody
:Permissions: * to read
",
        "
1:4 - one⏎goes on⏎and on
5:4 - two
7:6   - inner
9:3 - star
11:1 - color⏎of the light⏎by night
15:1 - size : integer⏎in metres
18:1 p Parameters
19:4 - id⏎of the lamp
22:2 - Author: nobody
23:2 - Permissions:
23:17 - to read
",
    );
}

#[test]
fn tables() {
    check(
        "a.rst",
        "\
+-------+---------+--------------------+
| Name  | Type    | Description        |
+=======+=========+====================+
| 名    | string  | of the lamp, which |
|       |         | may be long        |
+-------+---------+--------------------+
| size            | - one              |
|                 | - two              |
+-----------------+--------------------+

=====  ========  ==============
Name   Type      Description
=====  ========  ==============
名     string    of the lamp
                 that hangs here
size   integer
=====  ========  ==============

=====  =====
a      b
c      d
=====  =====

.. list-table:: Lamps
   :widths: 10 20
   :header-rows: 1

   * - Name
     - Description
   * - ``id``
     - of the lamp

       .. code-block:: json

          {\"id\": 1}
   * - size
     -

.. csv-table:: Sizes
   :header: \"Name\", \"Description\"

   id, \"of the \"\"lamp\"\", always\"
   \"size\", \"| small
   | or large\"
",
        "
2:3 head| Name | Type | Description
4:3 row| 名 | string | of the lamp, which⏎may be long
7:3 row| size | ^size | one⏎two
12:1 head| Name | Type | Description
14:1 row| 名 | string | of the lamp⏎that hangs here
16:1 row| size | integer | 
20:1 row| a | b
21:1 row| c | d
24:17 p Lamps
28:8 head| Name | Description
30:10 row| id | of the lamp⏎{\"id\": 1}
36:8 row| size | 
35:11 code {\"id\": 1}
39:16 p Sizes
40:14 head| Name | Description
42:4 row| id | of the \"lamp\", always
43:5 row| size | small⏎or large
",
    );
}

#[test]
fn calls_with_their_fields() {
    check(
        "a.rst",
        "\
Lamps
=====

.. http:get:: /ships/(int:ship_id)/lamps/(lamp)
   :synopsis: One lamp.

   :param lamp: its name
   :query int depth (optional): how many
       states
   :query q: words
   :type q: string
   :>json array states: what it did
   :>jsonarr string color: of the light
   :statuscode 404: no such lamp

.. http:post:: /lamps/(id)/paint

   :param who: paints
   :form file picture: of it
   :<header X-Token: of the harbour
   :>header X-Left: so many
",
        "
1:1 h1 Lamps
4:15 h2 GET /ships/{ship_id}/lamps/{lamp}
5:15 p One lamp.
4:22 p Path parameters
4:22 head| Name | Type | Description
4:22 row| ship_id | int | 
7:4 p Path parameters
7:4 head| Name | Description
7:4 row| lamp | its name
8:4 p Query parameters
8:4 head| Name | Type | Description
8:4 row| depth | int  (optional) | how many⏎states
10:4 row| q | string | words
12:4 p Response
12:4 head| Name | Type | Description
12:4 row| states | array | what it did
13:4 row| states[].color | string | of the light
14:4 - Status code 404: no such lamp
16:16 h2 POST /lamps/{id}/paint
18:4 p Parameters
18:4 head| Name | Description
18:4 row| who | paints
19:4 p Form parameters (multipart/form-data):
19:4 head| Name | Type | Description
19:4 row| picture | file | of it
20:4 p Request headers
20:4 head| Name | Description
20:4 row| X-Token | of the harbour
21:4 p Response headers
21:4 head| Name | Description
21:4 row| X-Left | so many
",
    );
}

#[test]
fn pages_that_are_evidently_so() {
    let page = "Lamps\n=====\n\n.. code-block:: json\n\n   {\"id\": 1}\n";
    check("a.md", page, "1:1 h1 Lamps\n6:4 code {\"id\": 1}\n");
    check("a.txt", page, "1:1 h1 Lamps\n6:4 code {\"id\": 1}\n");
    let page = page.replace("\n.. ", "\nLight\n~~~~~\n\n.. ");
    check("a.md", &page, "1:1 h1 Lamps\n4:1 h2 Light\n9:4 code {\"id\": 1}\n");
    // Markdown has such titles too, and `..` is no directive.
    check("a.md", "Lamps\n=====\n\n.. and so on\n", "1:1 h1 Lamps\n4:1 p .. and so on\n");
    check("a.md", "# Lamps\n\n.. note:: x\n", "1:3 h1 Lamps\n3:1 p .. note:: x\n");
}

#[test]
fn directives_of_tables_in_markdown_are_tables() {
    check(
        "a.md",
        "# Lamps\n\ntext\n.. list-table:: Parameters\n   :header-rows: 1\n\n   * - Name\n     - Type\n   * - `id`\n     - string\n\nmore\n\n```\n.. list-table:: code\n\n   * - a\n```\n",
        "
1:3 h1 Lamps
3:1 p text
4:17 p Parameters
7:8 head| Name | Type
9:9 row| id | string
12:1 p more
15:1 code .. list-table:: code⏎⏎   * - a
",
    );
}
