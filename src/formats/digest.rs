//! SHA-256 of an article's source: how a file says which text it belongs to.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use crate::text::Article;
use crate::text::article::BOM;

/// SHA-256 of a file's bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of all that a reader gives, without holding it.
///
/// # Errors
/// Those of the reader.
pub fn sha256_of_reader(reader: &mut impl Read) -> io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize().into()),
            Ok(count) => hasher.update(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// SHA-256 of the bytes an article was read from: its byte-order mark, if it
/// had one, and its text.
pub fn sha256_of_source(article: &Article) -> [u8; 32] {
    let mut hasher = Sha256::new();
    if article.has_bom() {
        hasher.update(BOM);
    }
    hasher.update(article.text());
    hasher.finalize().into()
}

/// A digest as 64 lower-case hexadecimal digits.
pub fn to_hex(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest that 64 hexadecimal digits stand for; `None` where they are not
/// that.
pub fn from_hex(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut digest = [0; 32];
    for (index, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both digests are those that sha256sum gives.
    #[test]
    fn the_byte_order_mark_counts() {
        let bare = Article::from_bytes(b"abc".to_vec()).unwrap();
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(to_hex(&sha256_of_source(&bare)), hex);
        assert_eq!(from_hex(hex), Some(sha256(b"abc")));
        let bytes = b"\xEF\xBB\xBFabc".to_vec();
        let digest = sha256(&bytes);
        let marked = Article::from_bytes(bytes).unwrap();
        assert_eq!(sha256_of_source(&marked), digest);
        assert_ne!(sha256_of_source(&bare), digest);
    }

    #[test]
    fn hexadecimal_is_read_strictly() {
        let short = "a".repeat(63);
        let odd = format!("{}é", "a".repeat(62));
        let sign = format!("+{short}");
        for bad in ["", &short, &odd, &sign] {
            assert_eq!(from_hex(bad), None, "{bad}");
        }
    }
}
