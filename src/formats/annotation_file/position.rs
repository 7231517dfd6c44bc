//! Where in a file something stands: from slices of the file's text, and from
//! positions inside such slices, to lines and columns.

/// The text of a file, indexed by lines, to find places of its slices.
pub(super) struct Locator<'a> {
    text: &'a str,
    /// The byte after each LF, the first line's 0 before them.
    line_starts: Vec<usize>,
}

/// A place in a file: bytes from the start of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(pub(super) usize);

impl<'a> Locator<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0)
            .chain(newlines.map(|at| at + 1))
            .collect();
        Self { text, line_starts }
    }

    /// Where `part` begins, which must be a slice of the file's text; any
    /// other string is said to be at the start.
    pub(super) fn place_of(&self, part: &str) -> Place {
        let distance = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let inside = distance
            .checked_add(part.len())
            .is_some_and(|end| end <= self.text.len());
        Place(if inside { distance } else { 0 })
    }

    /// The place of a position that the RON reader gave inside `part`.
    pub(super) fn place_in(&self, part: &str, position: ron::error::Position) -> Place {
        let line = nth_line(part, position.line);
        let rest = part.get(line..).unwrap_or_default();
        let column = rest.char_indices().nth(position.col.saturating_sub(1));
        let inside = line + column.map_or(rest.len(), |(at, _)| at);
        Place(self.place_of(part).0 + inside)
    }

    /// The place after the white space and comments at a place.
    pub(super) fn after_space(&self, place: Place) -> Place {
        let rest = self.text.get(place.0..).unwrap_or_default();
        self.place_of(skip_comments(rest))
    }

    /// The place of the last backslash before a place.
    pub(super) fn backslash_before(&self, place: Place) -> Place {
        let before = self.text.get(..place.0).unwrap_or_default();
        before.rfind('\\').map_or(place, Place)
    }

    /// Line and column of a place, both from 1, the column in code points.
    pub(super) fn line_and_column(&self, place: Place) -> (usize, usize) {
        let at = self.text.floor_char_boundary(place.0);
        let line = self.line_starts.partition_point(|&start| start <= at);
        let start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let before = self.text.get(start..at).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

/// The byte at which a line of a text begins, the lines counted from 1.
fn nth_line(text: &str, line: usize) -> usize {
    match line.checked_sub(2) {
        None => 0,
        Some(nth) => memchr::memchr_iter(b'\n', text.as_bytes())
            .nth(nth)
            .map_or(text.len(), |at| at + 1),
    }
}

/// A RON value without the white space and comments before it.
pub(super) fn skip_comments(mut ron: &str) -> &str {
    loop {
        ron = ron.trim_start();
        ron = if let Some(comment) = ron.strip_prefix("//") {
            comment.split_once('\n').map_or("", |(_, after)| after)
        } else if ron.starts_with("/*") {
            after_block_comment(ron)
        } else {
            return ron;
        }
    }
}

/// What follows the block comment at the start of `ron`; they nest.
fn after_block_comment(ron: &str) -> &str {
    let mut depth = 0;
    let mut rest = ron;
    loop {
        if let Some(after) = rest.strip_prefix("/*") {
            (depth, rest) = (depth + 1, after);
        } else if let Some(after) = rest.strip_prefix("*/") {
            (depth, rest) = (depth - 1, after);
        } else {
            let mut chars = rest.chars();
            if chars.next().is_none() {
                return "";
            }
            rest = chars.as_str();
        }
        if depth == 0 {
            return rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ron::error::Position;

    #[test]
    fn lines_and_columns_count_from_one_in_code_points() {
        let text = "(\n  قال: \"x\",\r\nend";
        let locator = Locator::new(text);
        let at = |part: &str| locator.line_and_column(locator.place_of(part));
        assert_eq!(at(&text[..1]), (1, 1));
        let quote = text.find('"').unwrap();
        assert_eq!(at(&text[quote..quote + 3]), (2, 8));
        assert_eq!(at(&text[text.len()..]), (3, 4));
        assert_eq!(at("elsewhere"), (1, 1));
        let part = &text[4..];
        let inside =
            |line, col| locator.line_and_column(locator.place_in(part, Position { line, col }));
        assert_eq!(inside(1, 2), (2, 4));
        assert_eq!(inside(2, 3), (3, 3));
        assert_eq!(inside(9, 9), (3, 4));
    }

    #[test]
    fn comments_before_a_value_are_skipped() {
        assert_eq!(skip_comments(" // a /*\n /* b /* c */ */\t(x)"), "(x)");
        assert_eq!(skip_comments("/* open"), "");
        assert_eq!(skip_comments("/"), "/");
    }
}
