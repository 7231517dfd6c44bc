//! Lines of bounded length from input of any kind: one that is too long is
//! passed over, and the next is read.

use std::io::{self, BufRead, Read};

/// The longest line, in bytes (256 MiB): a note of the longest kind with every
/// character escaped.
pub(super) const MAX_LINE_BYTES: u64 = 256 << 20;

/// What was found where a line was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, now in the buffer, without its end.
    Whole,
    /// A line of white space only.
    Blank,
    /// A line longer than [`MAX_LINE_BYTES`], which was passed over.
    TooLong,
    /// The end of the input.
    End,
}

/// Reads the next line into `line`.
pub(super) fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    next_line_of(input, line, MAX_LINE_BYTES)
}

fn next_line_of(input: &mut impl BufRead, line: &mut Vec<u8>, limit: u64) -> io::Result<Line> {
    line.clear();
    if input.take(limit + 1).read_until(b'\n', line)? == 0 {
        return Ok(Line::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 > limit {
        line.clear();
        pass_over(input)?;
        return Ok(Line::TooLong);
    }
    Ok(match line.iter().all(u8::is_ascii_whitespace) {
        true => Line::Blank,
        false => Line::Whole,
    })
}

/// Reads to the end of a line and keeps nothing.
fn pass_over(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            result => result?,
        };
        let (length, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(length);
        if done {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut input: &[u8] = b"abc\n\r\n \nabcd\nabcdefghij\nab";
        let mut line = Vec::new();
        let mut found = Vec::new();
        loop {
            let read = next_line_of(&mut input, &mut line, 4).unwrap();
            found.push((read, String::from_utf8(line.clone()).unwrap()));
            if read == Line::End {
                break;
            }
        }
        let lines = found.iter().map(|(read, line)| (*read, line.as_str()));
        let expected = [
            (Line::Whole, "abc"),
            (Line::Blank, "\r"),
            (Line::Blank, " "),
            (Line::Whole, "abcd"),
            (Line::TooLong, ""),
            (Line::Whole, "ab"),
            (Line::End, ""),
        ];
        assert!(lines.eq(expected), "{found:?}");
    }
}
