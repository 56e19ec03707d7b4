fn main() {
    stubwright_codegen::Build::new("spec/qiandun.yaml").run();
}
