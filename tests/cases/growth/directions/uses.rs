pub fn uses(shelf: &api::types::Shelf) -> (Option<String>, Option<i64>, &str) {
    let pet = api::types::Pet::new("Rex", "4711");
    let owner = api::types::Owner::new("a@b.c");
    let id: Option<i64> = owner.id.or(shelf.id);
    (pet.pin, id, &shelf.label)
}
