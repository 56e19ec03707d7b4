//! Compressed bytes, good and bad.

use std::io::Write as _;

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress};

/// One member of gzip (RFC 1952).
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).expect("memory takes everything");
    out.finish().expect("memory takes everything")
}

/// 1 GiB of zeros in about 1 MB. Its end is wrong; nobody should get there.
pub(super) fn bomb() -> Vec<u8> {
    let zeros = vec![0; 1 << 20];
    let mut block = Vec::with_capacity(1 << 20);
    let mut deflate = Compress::new(Compression::best(), false);
    // A full flush ends on a byte and forgets what came before, so the same block may follow itself.
    deflate.compress_vec(&zeros, &mut block, FlushCompress::Full).expect("room enough");
    assert_eq!(deflate.total_in(), 1 << 20);
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    (0..1024).for_each(|_| out.extend_from_slice(&block));
    out.extend_from_slice(&[3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    out
}
