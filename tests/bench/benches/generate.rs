//! How long generating takes, and whether it grows with the size of the spec and no faster.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use stubwright_bench::{SEED, bytes, codes, endpoints, types};
use stubwright_codegen::generate;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::{self, SourceMap};

fn main() {
    divan::main();
}

/// Generates, and fails when nothing is generated.
fn whole(spec: &str) {
    let outcome = generate("large.yaml", black_box(spec.as_bytes()));
    assert_eq!(black_box(outcome.files).len(), 4);
}

#[divan::bench]
fn seed() {
    whole(SEED);
}

#[divan::bench(args = [250, 1000, 4000], sample_count = 5, sample_size = 1)]
fn types_of_ten_fields(bencher: Bencher<'_, '_>, count: usize) {
    let spec = types(count);
    bencher.counter(ItemsCount::new(count)).bench(|| whole(&spec));
}

#[divan::bench(args = [10_000], sample_count = 5, sample_size = 1)]
fn error_codes(bencher: Bencher<'_, '_>, count: usize) {
    let spec = codes(count);
    bencher.counter(ItemsCount::new(count)).bench(|| whole(&spec));
}

#[divan::bench(args = [500, 1000, 5000], sample_count = 3, sample_size = 1)]
fn endpoints_and_their_types(bencher: Bencher<'_, '_>, count: usize) {
    let spec = endpoints(count);
    bencher.counter(ItemsCount::new(count)).bench(|| whole(&spec));
}

/// YAML to nodes with spans, spelling and comments.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn yaml_of_3500_kilobytes(bencher: Bencher<'_, '_>) {
    let spec = bytes(3_500_000);
    bencher.counter(BytesCount::new(spec.len())).bench(|| {
        let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
        let document = source::load(&mut sources, "large.yaml", black_box(spec.as_bytes()), &mut found);
        assert!(black_box(document).is_some() && !found.has_errors());
    });
}
