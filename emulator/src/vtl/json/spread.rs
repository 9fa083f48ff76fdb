//! A hash of few instructions, for maps that are made and looked into once for every request.
//!
//! Rule: near keys end far from each other.

use std::hash::{BuildHasherDefault, Hasher};

/// For the maps of a rendering.
pub(super) type Spread = BuildHasherDefault<Spreading>;

/// What has been hashed so far.
#[derive(Debug, Default, Clone)]
pub(super) struct Spreading(u64);

impl Hasher for Spreading {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        // 2⁶⁴ divided by the golden ratio.
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_i32(&mut self, hash: i32) {
        self.write_u64(u64::from(hash.cast_unsigned()));
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
