fn main() {
    stubwright_codegen::Build::new("spec/first.yaml").runtime_path("sw").run();
    stubwright_codegen::Build::new("spec/other/first.yaml").out_name("second").runtime_path("sw").run();
}
