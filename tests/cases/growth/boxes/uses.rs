pub fn fields() -> [api::types::A; 2] {
    let b = api::types::B::new(api::types::A::new(1)).with_other(api::types::A::new(2));
    let (one, other): (api::types::A, Option<api::types::A>) = (b.a, b.other);
    [one.clone(), other.unwrap_or(one)]
}
