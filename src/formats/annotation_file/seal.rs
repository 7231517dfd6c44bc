//! The seal of a saved file: a comment in its last line with the SHA-256 of all
//! that stands above it.
//!
//! What a file says of text and places is checked against each other anyway; a
//! name, a value or a note is not, and one byte that a disk gives back wrong
//! makes another of it. The seal tells. It is about the bytes, so that it holds
//! whatever is added to the format; it is a comment, so that a program which
//! writes the file anew drops it with the others; and it forbids nothing, since
//! people may edit their files by hand.

use sha2::{Digest, Sha256};

use crate::formats::digest;

/// What the line begins with, before 64 hexadecimal digits.
const MARK: &str = "// SHA-256 of all above: ";

/// What a file's last line says of the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Nothing: it is no seal.
    Missing,
    /// The file is what was written.
    Whole,
    /// The file is another than was written: it was edited by hand or by
    /// another program, or bytes of it have gone bad.
    Broken,
}

/// A file's text with its seal after it. The text ends with LF.
pub fn seal(mut text: String) -> String {
    let digits = digest::to_hex(&digest_of(text.as_bytes()));
    text.reserve_exact(MARK.len() + digits.len() + 1);
    text.push_str(MARK);
    text.push_str(&digits);
    text.push('\n');
    text
}

/// What the seal of a file's bytes says. A byte-order mark before them, CR LF
/// at line ends and white space after the seal are no difference: these are
/// what editors and version control put in by themselves.
pub fn seal_of(bytes: &[u8]) -> Seal {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_end();
    let start = memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1);
    let (above, line) = bytes.split_at(start);
    let Some(digits) = line.strip_prefix(MARK.as_bytes()) else {
        return Seal::Missing;
    };
    let stated = std::str::from_utf8(digits).ok().and_then(digest::from_hex);
    match stated == Some(digest_of(above)) {
        true => Seal::Whole,
        false => Seal::Broken,
    }
}

/// SHA-256 with every CR LF as LF.
fn digest_of(bytes: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(bytes, b"\r\n") {
        hasher.update(bytes.get(from..at).unwrap_or_default());
        from = at + 1;
    }
    hasher.update(bytes.get(from..).unwrap_or_default());
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digest is what sha256sum gives for the first two lines.
    const SEALED: &str = "(\n)\n// SHA-256 of all above: \
        2993d99e44a52955771424960849b395ff5ec61eee1252d3021c9be01dd4af5e\n";

    #[test]
    fn a_seal_is_the_digest_that_others_give() {
        assert_eq!(seal("(\n)\n".to_owned()), SEALED);
        assert_eq!(seal_of(SEALED.as_bytes()), Seal::Whole);
    }

    #[test]
    fn what_editors_put_in_by_themselves_breaks_no_seal() {
        let windows = format!("\u{FEFF}{}\r\n", SEALED.replace('\n', "\r\n"));
        assert_eq!(seal_of(windows.as_bytes()), Seal::Whole);
        assert_eq!(seal_of(SEALED.trim_end().as_bytes()), Seal::Whole);
        let capitals = SEALED.replace("2993d99e", "2993D99E");
        assert_eq!(seal_of(capitals.as_bytes()), Seal::Whole);
    }

    #[test]
    fn whatever_else_is_another_breaks_it() {
        for (from, to) in [
            ("(\n", "( \n"),
            ("(\n", "(\r"),
            (": 29", ": 28"),
            ("5e\n", "5\n"),
        ] {
            let changed = SEALED.replacen(from, to, 1);
            assert_ne!(changed, SEALED);
            assert_eq!(seal_of(changed.as_bytes()), Seal::Broken, "{changed}");
        }
        let longer = SEALED.replace("//", "// a comment\n//");
        assert_eq!(seal_of(longer.as_bytes()), Seal::Broken);
    }

    #[test]
    fn a_file_without_one_has_none() {
        for text in [
            "",
            "(\n)\n",
            "(\n)\n// SHA-256\n",
            "// SHA-256 of all above: 1\n()\n",
        ] {
            assert_eq!(seal_of(text.as_bytes()), Seal::Missing, "{text}");
        }
    }
}
