//! Arabic text of any length with a realistic, varied vocabulary, the same
//! every time.

/// Letters that begin, continue and end invented words, roughly by frequency.
const LETTERS: &[char] = &[
    '\u{627}', '\u{644}', '\u{64A}', '\u{645}', '\u{648}', '\u{646}', '\u{631}', '\u{62A}',
    '\u{628}', '\u{639}', '\u{62F}', '\u{641}', '\u{633}', '\u{629}', '\u{642}', '\u{643}',
    '\u{62D}', '\u{62C}', '\u{634}', '\u{635}', '\u{637}', '\u{62E}', '\u{649}', '\u{630}',
    '\u{623}', '\u{636}', '\u{632}',
];

/// A small generator of numbers (xorshift64*, S. Vigna 2016).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }
}

/// About `bytes` bytes of text in paragraphs of about `paragraph` bytes: sixty
/// thousand word forms, a few of them frequent, with commas, full stops,
/// digits, and now and then a Latin name or a bracket.
pub fn varied(bytes: usize, paragraph: usize) -> String {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let words: Vec<String> = (0..60_000)
        .map(|_| {
            let length = 2 + numbers.below(4) + numbers.below(4);
            (0..length)
                .map(|_| LETTERS[numbers.below(LETTERS.len())])
                .collect()
        })
        .collect();
    let mut text = String::with_capacity(bytes + 64);
    let mut paragraph_start = 0;
    while text.len() < bytes {
        // The product of two even numbers leans to the small ones, as words do.
        let rank = numbers.below(words.len()) * numbers.below(words.len()) / words.len();
        text.push_str(&words[rank]);
        match numbers.below(60) {
            0..=3 => text.push('\u{60C}'),
            4 | 5 => text.push('.'),
            6 => text.push_str(" 2026"),
            7 => text.push_str(" NATO"),
            8 => text.push_str(" (12.5%)"),
            _ => {}
        }
        if text.len() - paragraph_start > paragraph {
            text.push('\n');
            paragraph_start = text.len();
        } else {
            text.push(' ');
        }
    }
    text
}
