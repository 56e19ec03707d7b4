//! The page about documents of OpenAPI says what is true: its overlay is read, and it has all keys.

use stubwright_codegen::choices::{Choices, Overlay};
use stubwright_codegen::{Options, generate_with};
use stubwright_spec::alone;
use stubwright_spec::diag::render;
use stubwright_spec::front::native::keys;

use crate::reference::blocks;

const PAGE: &str = include_str!("../../spec/openapi.md");

/// The document that the overlay of the page is about.
const DOCUMENT: &str = include_str!("overlays/openapi.yaml");

#[test]
fn the_overlay_of_the_page_is_read() {
    let overlays: Vec<_> = blocks(PAGE).into_iter().filter(|(_, info, _)| *info == "yaml").collect();
    let [(_, _, overlay)] = overlays.as_slice() else { panic!("{overlays:?}") };
    assert_eq!(overlay, include_str!("overlays/errors.yaml"));
    let overlay = Overlay { name: String::from("errors.yaml"), bytes: Ok(overlay.clone().into_bytes()) };
    let choices = Choices { overlay: Some(overlay), ..Choices::default() };
    let options = Options { choices, ..Options::default() };
    let outcome = generate_with("openapi.yaml", DOCUMENT.as_bytes(), &mut alone, &options);
    assert_eq!(&*render::short(&outcome.diagnostics, &outcome.sources), "");
    let text: String = outcome.files.iter().map(|file| file.text.as_str()).collect();
    for part in [
        "NameTooLong",
        "PetPage",
        "PlusOne",
        "register_pet",
        "with_pet_key",
        "\"chip_token\" secret",
        "with_photos_server",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(outcome.inputs, ["openapi.yaml", "errors.yaml"]);
}

#[test]
fn the_page_has_every_key_of_an_overlay() {
    for section in keys::OVERLAYS {
        for key in section.keys {
            assert!(
                PAGE.contains(key.name),
                "spec/openapi.md does not mention `{}` of {}",
                key.name,
                section.what
            );
        }
    }
}
