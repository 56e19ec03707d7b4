//! Documents of OpenAPI: how values of the types in `cases/openapi` are read and written.

use stubwright_runtime::v1 as rt;
use stubwright_tests::compiled::{
    openapi_codes, openapi_directions, openapi_inheritance, openapi_objects, openapi_unions,
};

fn read<T: rt::Value>(json: &str) -> T {
    rt::from_json(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

#[test]
fn a_tag_with_several_members_leads_to_the_one_that_fits() {
    use openapi_unions::types::{InputItem, Item};

    let easy = read(r#"{"type":"message","content":"Hi"}"#);
    assert!(matches!(easy, InputItem::EasyMessage(_)), "{easy:?}");
    let whole = read(r#"{"type":"message","role":"user","parts":["Hi"]}"#);
    assert!(matches!(whole, InputItem::Item(Item::Message(_))), "{whole:?}");
    let call = read(r#"{"type":"call","name":"f"}"#);
    assert!(matches!(call, InputItem::Item(Item::Call(_))), "{call:?}");
    let other = read(r#"{"type":"new","name":"f"}"#);
    assert!(matches!(other, InputItem::__Unknown(_)), "{other:?}");
}

#[test]
fn values_of_the_mapping_lead_to_members() {
    use openapi_unions::types::Event;

    assert!(matches!(read(r#"{"kind":"created","id":"1"}"#), Event::Created(_)));
    assert!(matches!(read(r#"{"kind":"deleted"}"#), Event::Deleted(_)));
    assert!(matches!(read(r#"{"kind":"removed"}"#), Event::Deleted(_)));
}

#[test]
fn without_a_tag_the_member_counts_that_loses_least() {
    use openapi_unions::types::SearchResponseItem;

    assert!(matches!(read(r#"{"score":1,"exact":true}"#), SearchResponseItem::Exact(_)));
    assert!(matches!(read(r#"{"score":1,"distance":2}"#), SearchResponseItem::Close(_)));
}

#[test]
fn filters_contain_filters() {
    use openapi_unions::types::Filter;

    for json in [
        r#"{"must":{"key":"city","match":{"value":"Bonn"}}}"#,
        r#"{"must":[{"has_id":[18446744073709551615,"a"]},{"must":{"key":"k","match":{"text":"t"}}}]}"#,
        r#"{"must":null}"#,
        "{}",
    ] {
        assert_eq!(rt::to_json(&read::<Filter>(json)).unwrap(), json);
    }
}

#[test]
fn a_base_is_one_of_its_children() {
    use openapi_inheritance::types::Pet;

    let Pet::Cat(cat) = read(r#"{"petType":"cat","name":"Tom","huntingSkill":"lazy"}"#) else {
        panic!("it is a cat");
    };
    assert_eq!(cat.name, "Tom");
    assert!(matches!(read(r#"{"petType":"dog","name":"Rex","packSize":2}"#), Pet::Dog(_)));
    let Pet::Fish(fish) = read(r#"{"petType":"fish","name":"Bob"}"#) else {
        panic!("it is a fish, of which the base says everything");
    };
    assert_eq!(fish.name, "Bob");
}

#[test]
fn fixed_fields_are_written_and_the_rest_is_kept() {
    use openapi_objects::types::{Metadata, NewThing};

    assert_eq!(rt::to_json(&NewThing::new("open")).unwrap(), r#"{"object":"thing","kind":"open"}"#);
    let metadata: Metadata = read(r#"{"$type":"t","color":"red"}"#);
    assert_eq!(metadata.rest.get("color").map(String::as_str), Some("red"));
}

#[test]
fn fields_go_in_their_direction() {
    use openapi_directions::types::{Account, LoginRequest, LoginResponse};

    let account: Account = read(r#"{"id":"7","email":"a@b.c"}"#);
    assert_eq!((account.id.as_deref(), account.secret.as_deref()), (Some("7"), None));
    assert_eq!(rt::to_json(&LoginRequest::new("s")).unwrap(), r#"{"secret":"s"}"#);
    let session: LoginResponse = read(r#"{"token":"t","name":null}"#);
    assert_eq!((session.token.as_str(), session.name), ("t", None));
}

#[test]
fn codes_of_failures_are_the_error_table() {
    use openapi_codes::types::SendParcelRequest;
    use openapi_codes::{ErrorCode, blocking::Client};
    use stubwright_runtime::v1::testing::Fake;

    let document = include_str!("../cases/openapi/codes/spec.yaml");
    let readme = include_str!("../../README.md");
    let shown = readme
        // `yaml` blocks are specs.
        .split("```yml\n")
        .find_map(|rest| rest.split("```").next().filter(|block| block.contains("anyOf")));
    assert!(document.contains(shown.expect("the README shows a response")));

    let fake = Fake::new();
    fake.respond(
        422,
        &[],
        r#"{"details":[{"issue":"PARCEL_TOO_HEAVY","description":"Parcels weigh at most 31.5 kg."}]}"#,
    );
    let client = Client::with_transport("https://fake", fake).unwrap();
    let parcel = SendParcelRequest::new("Main Street 1", 40_000);

    let error = client.send_parcel(&parcel).unwrap_err();
    assert_eq!(error.kind(), Some(ErrorCode::ParcelTooHeavy));
    assert_eq!(error.message(), Some("Parcels weigh at most 31.5 kg."));

    assert_eq!(ErrorCode::ParcelAlreadySent.info().message(), Some("The parcel is on its way."));
}
