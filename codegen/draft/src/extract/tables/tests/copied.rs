//! Fields of text that a browser copied: what is beside each other on the page shares a line, or has one of its own.

use super::dump::findings;
use super::fields::lines;
use super::{fields, markdown, text};

#[track_caller]
fn of_text(page: &str, expected: &str) {
    assert_eq!(lines(&fields(&text(page))), lines(expected), "{page}");
}

#[test]
fn a_line_may_have_the_name_the_type_and_the_answer() {
    of_text(
        "Moor a boat\n\nPOST https://api.quay.example/v1/moorings\n\nBody\n\nboat string required\n\nWhat arrives\n\nnights integer optional\n\nmemo (string) – optional\n\nberths array of strings Optional\n\nprice number\n\nWhat it costs, an empty string\n\nReference string\n",
        "[Body Request]
        boat! Text in Body \"What arrives\"
        nights? Long in Body
        memo? Text in Body
        berths? List(Some(Text)) in Body \"price number What it costs, an empty string Reference string\"",
    );
}

#[test]
fn a_name_may_be_right_in_front_of_its_type() {
    of_text(
        "Moor a boat\n\nPOST https://api.quay.example/v1/moorings\n\nPath parameters\nharbourIdstring · min: 3 · max: 12Required\n\nWhere\n\nExample: hb_7\nBody\nboat_kindstring · enumOptional\n\nnotestring | nullableOptional\nlengthsarray of numbersOptional\ncolorenum<string>default:whiterequired\nseatrequiredstring\npageinteger>= 1Defaults to 1\nconnectionstring\nstring\nrequired\nResponses\n200\n\nidstring\n",
        "[Path parameters Request]
        harbourId! Text in Path chars 3..12 e.g. hb_7 \"Where\"
        [Body Request]
        boat_kind? Text in Body
        note? Text in Body
        lengths? List(Some(Float)) in Body
        color! Text in Body =white
        seat! Text in Body
        page Long in Body 1.. =1
        connectionstring! Text in Body
        [200 Response]
        id Text",
    );
}

#[test]
fn answers_may_be_below_descriptions() {
    of_text(
        "预订泊位\nPOST https://api.quay.example/v1/moorings\nBody 参数\nboat\nobject\n船\n必需\nname\nstring\n船名\n可选\n",
        "[Body 参数 Request]
        boat! Object in Body \"船\"
        name? Text in Body \"船名\"",
    );
}

#[test]
fn lines_fold_the_members_of_a_field() {
    of_text(
        "Moor a boat\nPOST https://api.quay.example/v1/moorings\nBody\nboat\nobject\nrequired\nWhat arrives\nHide child attributes\nboat.name\nstring\nnights\ninteger\nowner\nobject\nShow child attributes\nmemo\nstring\n",
        "[Body Request]
        boat! Object in Body \"What arrives\"
        boat.name? Text
        nights? Long in Body
        owner? Object in Body
        memo? Text in Body",
    );
    of_text(
        "Moor a boat\nPOST https://api.quay.example/v1/moorings\nBody\nboat\nobject\nrequired\nHide child attributes\nname\nstring\nlength\ninteger\n",
        "[Body Request]
        boat! Object in Body
        boat.name? Text
        boat.length? Long deep?",
    );
}

#[test]
fn bounds_defaults_and_values_have_lines_of_their_own() {
    of_text(
        "Moor a boat\nPOST https://api.quay.example/v1/moorings\nBody\nrequired\nboat\nrequired\nstring [ 2 .. 40 ] characters\nWhat arrives\nnights\ninteger <int32> >= 1\nHow long\nDefaults to 2\nberth\nstring\nenum\nAvailable options: north, south\ndepth\ninteger\nRequired range: 1 <= x <= 9\nspeed\nType: integer\n·\nFormat: int32\n·\nmin: 1\n",
        "[required Request]
        boat! Text in Body chars 2..40 \"What arrives\"
        nights? Int in Body 1.. =2 \"How long\"
        berth? Text in Body [north, south]
        depth? Long in Body 1..9
        speed? Int in Body 1..",
    );
}

#[test]
fn fields_of_errors_are_no_answers() {
    let page = text(
        "Moor a boat\nPOST https://api.quay.example/v1/moorings\nResponses\n201\nThe request was fulfilled\nid\nstring\nrequired\n400\nBad request\napplication/json\ncode\nstring\nrequired\n",
    );
    assert_eq!(lines(&fields(&page)), lines("[The request was fulfilled Response]\nid! Text"));
    assert!(findings(&page).contains("12:1 the table is about answers of errors"));
    for title in ["Response 404 Not Found", "Response `404`", "Error response", "Errors"] {
        let page = markdown(&format!(
            "## Boats\n\nGET https://api.quay.example/v1/boats\n\n### Response\n\n|Name|Type|\n|---|---|\n|boats|int|\n\n### {title}\n\n|Name|Type|\n|---|---|\n|error|string|\n|hint|string|\n"
        ));
        assert_eq!(lines(&fields(&page)), lines("[Response Response]\nboats Int"), "{title}");
    }
    // Statuses below each other are those that can be chosen.
    of_text(
        "Moor a boat\nPOST https://api.quay.example/v1/moorings\nResponses\n201\n400\nid\nstring\nrequired\n",
        "[400 Response]\nid! Text",
    );
}

#[test]
fn words_of_prose_are_no_fields() {
    let page = markdown("## Body\n\n`phone` string required\n\nphone number\n\nemail string required\n");
    assert_eq!(
        lines(&fields(&page)),
        lines("[Body Request]\nphone! Text in Body \"phone number\"\nemail! Text in Body")
    );
}
