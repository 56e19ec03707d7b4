//! Tables and lists in the cells of fields.

use super::fields::lines;
use super::{fields, findings, html, markdown};

const HEAD: &str = "<tr><th>Name</th><th>Type</th><th>Description</th></tr>";

#[test]
fn tables_in_cells_are_members() {
    let page = html(&format!(
        "<h3>Request</h3><table>{HEAD}\
        <tr><td>crew<td>array<td>Who sails<table>{HEAD}<tr><td>role<td>string<td>What for\
          <table><tr><th>Value</th><th>Meaning</th></tr><tr><td>cook<td>the cook</tr><tr><td>mate<td>the mate</tr></table></td></tr>\
          <tr><td>papers<td>object<td>Papers<table><tr><td>no<td>string<td>Their number</tr></table></td></tr></table></td></tr>\
        <tr><td colspan=3><table><tr><td>berth<td>string<td>Where</tr></table></td></tr>\
        <tr><td>size<td>object<td>How large<table><tr><td>long<td>in feet</tr><tr><td>wide<td>in feet</tr></table></td></tr>\
        <tr><td>name<td>string<td>Its name</td></tr></table>"
    ));
    let expected = [
        "[Request Request]",
        "crew List(None) \"Who sails\"",
        "crew.role Text [cook=the cook, mate=the mate] \"What for\"",
        "crew.papers Object \"Papers\"",
        "crew.papers.no Text \"Their number\"",
        "crew.berth Text \"Where\"",
        "size Object \"How large\"",
        "size.long \"in feet\"",
        "size.wide \"in feet\"",
        "name Text \"Its name\"",
    ];
    assert_eq!(lines(&fields(&page)), expected, "{}", findings(&page));
}

#[test]
fn lists_in_cells_are_members() {
    let cells = |owner: &str, rest: &str| {
        format!(
            "### Response\n|Name|Type|Description|\n|---|---|---|\n|owner|{owner}|\n|note|string|{rest}|\n"
        )
    };
    let check = |owner: &str, rest: &str, expected: &[&str]| {
        let page = markdown(&cells(owner, rest));
        let own = fields(&page);
        let own = lines(&own);
        assert_eq!(own.get(1..own.len() - 1).unwrap_or_default(), expected, "{owner}: {}", findings(&page));
    };
    let both = ["owner Object \"Who has it\"", "owner.name! Text \"its name\"", "owner.tel? Text"];
    check(
        "object|Who has it<ul><li>`name` (string, required): its name</li><li>tel string</li></ul>",
        "x",
        &both,
    );
    check("object|Who has it<br>- name: string, required, its name<br>- tel: string", "x", &both);
    check(
        "array|谁<br>• name：string，名字<br>• tel：string，电话",
        "x",
        &["owner List(None) \"谁\"", "owner.name Text \"名字\"", "owner.tel Text \"电话\""],
    );
    check(
        "object|持ち主<ul><li>name：名前</li><li>tel：電話</li></ul>",
        "x",
        &["owner Object \"持ち主\"", "owner.name \"名前\"", "owner.tel \"電話\""],
    );
    // Remarks and values are no members.
    check(
        "object|See below<br>- Only for boats<br>- Never null",
        "- Only once<br>- string: text",
        &["owner Object \"See below Only for boats Never null\""],
    );
    check(
        "string|One of<ul><li>mast</li><li>sail</li></ul>",
        "x",
        &["owner Text [mast, sail] \"One of mast sail\""],
    );
}

#[test]
fn a_table_in_a_cell_that_is_not_understood_is_said() {
    let page = html(&format!(
        "<h3>Request</h3><table>{HEAD}<tr><td>name<td>string<td>Its name</tr>\
        <tr><td>size<td>number<td>In feet<table><tr><td>Sloop from here<td>4 to 7<td>8 to 9</tr></table></td></tr></table>"
    ));
    assert!(findings(&page).contains("not understood"), "{}{}", findings(&page), fields(&page));
}
