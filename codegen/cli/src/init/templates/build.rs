fn main() {
    stubwright_codegen::Build::new("spec/@spec@").run();
}
