//! Figures read from `tests/fixtures/text/figures.tsv`, and numbers spelled by a
//! speller of this test.

use proptest::prelude::*;

use super::*;

const TABLE: &str = include_str!("../../../tests/fixtures/text/figures.tsv");

/// A figure as the table writes it.
fn row(text: &str) -> String {
    let figure = read(text);
    let nothing = || "-".to_owned();
    let slice = |span: ByteSpan| text[span.range()].to_owned();
    let unread: Vec<String> = figure.unread.iter().copied().map(slice).collect();
    let measure = match (figure.percent, figure.currency) {
        (true, _) => "%",
        (false, Some(code)) => code,
        (false, None) => "-",
    };
    [
        text.to_owned(),
        figure.value.map_or_else(nothing, |value| value.to_string()),
        figure.modifier.map_or("-", Modifier::name).to_owned(),
        figure.unit.map_or_else(nothing, slice),
        measure.to_owned(),
        if unread.is_empty() {
            nothing()
        } else {
            unread.join(" | ")
        },
    ]
    .join("\t")
}

#[test]
fn there_is_no_year_0() {
    for text in ["0000/7/20", "20/7/0000", "0000-07-20"] {
        assert_eq!(read(text).value, None, "{text}");
    }
    assert_eq!(
        read("20/7/0001").value.unwrap().to_string(),
        "0001-07-20 AH"
    );
}

#[test]
fn every_figure_of_the_table_says_what_a_reader_understands() {
    let rows = TABLE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for expected in rows {
        let text = expected.split('\t').next().unwrap();
        let found = row(text);
        count += 1;
        if found != expected {
            wrong.push(format!("found    {found}\nexpected {expected}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 250);
}

/// Spells numbers by the grammar: an own table, masculine nouns counted, in the
/// nominative or, `oblique`, in the other cases.
mod speller {
    // zero to ten, of which zero is empty
    const ONES: [&str; 11] = [
        "",
        "\u{648}\u{627}\u{62D}\u{62F}",
        "\u{627}\u{62B}\u{646}\u{627}\u{646}",
        "\u{62B}\u{644}\u{627}\u{62B}\u{629}",
        "\u{623}\u{631}\u{628}\u{639}\u{629}",
        "\u{62E}\u{645}\u{633}\u{629}",
        "\u{633}\u{62A}\u{629}",
        "\u{633}\u{628}\u{639}\u{629}",
        "\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{629}",
        "\u{62A}\u{633}\u{639}\u{629}",
        "\u{639}\u{634}\u{631}\u{629}",
    ];
    // the stems of ten and its multiples
    const TENS: [&str; 10] = [
        "",
        "",
        "\u{639}\u{634}\u{631}",
        "\u{62B}\u{644}\u{627}\u{62B}",
        "\u{623}\u{631}\u{628}\u{639}",
        "\u{62E}\u{645}\u{633}",
        "\u{633}\u{62A}",
        "\u{633}\u{628}\u{639}",
        "\u{62B}\u{645}\u{627}\u{646}",
        "\u{62A}\u{633}\u{639}",
    ];

    /// Endings of the plural and of the dual.
    fn ending(oblique: bool) -> (&'static str, &'static str) {
        if oblique {
            ("\u{64A}\u{646}", "\u{64A}\u{646}")
        } else {
            ("\u{648}\u{646}", "\u{627}\u{646}")
        }
    }

    fn below_hundred(n: u64, oblique: bool) -> String {
        let (plural, _) = ending(oblique);
        let one = ONES[(n % 10) as usize].replace(
            "\u{627}\u{62B}\u{646}\u{627}\u{646}",
            if oblique {
                "\u{627}\u{62B}\u{646}\u{64A}\u{646}"
            } else {
                "\u{627}\u{62B}\u{646}\u{627}\u{646}"
            },
        );
        match n {
            0..=10 => ONES[n as usize].replace(
                "\u{627}\u{62B}\u{646}\u{627}\u{646}",
                if oblique {
                    "\u{627}\u{62B}\u{646}\u{64A}\u{646}"
                } else {
                    "\u{627}\u{62B}\u{646}\u{627}\u{646}"
                },
            ),
            11 => "\u{623}\u{62D}\u{62F} \u{639}\u{634}\u{631}".into(),
            12 => if oblique {
                "\u{627}\u{62B}\u{646}\u{64A} \u{639}\u{634}\u{631}"
            } else {
                "\u{627}\u{62B}\u{646}\u{627} \u{639}\u{634}\u{631}"
            }
            .into(),
            13..=19 => format!("{one} \u{639}\u{634}\u{631}"),
            _ => {
                let ten = format!("{}{plural}", TENS[(n / 10) as usize]);
                if n.is_multiple_of(10) {
                    ten
                } else {
                    format!("{one} \u{648}{ten}")
                }
            }
        }
    }

    fn below_thousand(n: u64, oblique: bool, alef: bool) -> String {
        let (_, dual) = ending(oblique);
        let hundred = if alef {
            "\u{645}\u{627}\u{626}\u{629}"
        } else {
            "\u{645}\u{626}\u{629}"
        };
        let hundreds = match n / 100 {
            0 => String::new(),
            1 => hundred.into(),
            2 => hundred.replace('\u{629}', "\u{62A}") + dual,
            8 => format!("\u{62B}\u{645}\u{627}\u{646}{hundred}"),
            h => format!("{}{hundred}", TENS[h as usize]),
        };
        match (n / 100, n % 100) {
            (_, 0) => hundreds,
            (0, rest) => below_hundred(rest, oblique),
            (_, rest) => format!("{hundreds} \u{648}{}", below_hundred(rest, oblique)),
        }
    }

    fn scaled(n: u64, forms: [&str; 3], oblique: bool, alef: bool) -> String {
        let (_, dual) = ending(oblique);
        let [one, plural, accusative] = forms;
        match n {
            1 => one.into(),
            2 => format!("{one}{dual}"),
            3..=10 => format!("{} {plural}", below_thousand(n, oblique, alef)),
            _ => match n % 100 {
                0..=2 => format!("{} {one}", below_thousand(n, oblique, alef)),
                3..=10 => format!("{} {plural}", below_thousand(n, oblique, alef)),
                _ => format!("{} {accusative}", below_thousand(n, oblique, alef)),
            },
        }
    }

    pub fn spell(n: u64, oblique: bool, alef: bool) -> String {
        if n == 0 {
            return "\u{635}\u{641}\u{631}".into();
        }
        let mut parts = Vec::new();
        if n >= 1_000_000 {
            let forms = [
                "\u{645}\u{644}\u{64A}\u{648}\u{646}",
                "\u{645}\u{644}\u{627}\u{64A}\u{64A}\u{646}",
                "\u{645}\u{644}\u{64A}\u{648}\u{646}\u{627}",
            ];
            parts.push(scaled(n / 1_000_000, forms, oblique, alef));
        }
        let thousands = n / 1000 % 1000;
        if thousands > 0 {
            let forms = [
                "\u{623}\u{644}\u{641}",
                "\u{622}\u{644}\u{627}\u{641}",
                "\u{623}\u{644}\u{641}\u{627}",
            ];
            parts.push(scaled(thousands, forms, oblique, alef));
        }
        if !n.is_multiple_of(1000) {
            parts.push(below_thousand(n % 1000, oblique, alef));
        }
        parts.join(" \u{648}")
    }
}

fn value(text: &str) -> Option<Value> {
    read(text).value
}

/// A number's digits in a system, with a separator of thousands.
fn in_digits(n: u64, zero: char, thousands: &str) -> String {
    let plain = n.to_string();
    let mut written = String::new();
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            written.push_str(thousands);
        }
        let digit = zero as u32 + digit.to_digit(10).unwrap();
        written.push(char::from_u32(digit).unwrap());
    }
    written
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_number_spelled_by_the_grammar_reads_back_as_itself(
        n in prop_oneof![0_u64..1_000, 0_u64..100_000, 0_u64..=999_999_999],
        oblique: bool,
        alef: bool,
    ) {
        let spelled = speller::spell(n, oblique, alef);
        prop_assert_eq!(value(&spelled), Some(Value::Number(n.into())), "{}", spelled);
        let counted = format!("{spelled} \u{642}\u{62A}\u{64A}\u{644}");
        let figure = read(&counted);
        prop_assert_eq!(figure.value, Some(Value::Number(n.into())), "{}", counted);
        prop_assert_eq!(figure.unit.map(|unit| &counted[unit.range()]), Some("\u{642}\u{62A}\u{64A}\u{644}"));
        prop_assert!(figure.unread.is_empty());
    }

    #[test]
    fn a_number_in_any_digits_reads_back_as_itself(
        n in prop_oneof![0_u64..10_000, any::<u64>()],
        fraction in "[0-9]{1,6}",
    ) {
        let thousands = format!("{n}\u{66C}{fraction}");
        let joined = format!("{n}{fraction}").parse().ok().map(Value::Number);
        // Groups have three digits, the first one at least.
        let may_join = fraction.len() == 3 && (1..1_000).contains(&n);
        prop_assert_eq!(value(&thousands), joined.filter(|_| may_join), "{}", thousands);
        for (zero, thousands, decimal) in [('0', ",", '.'), ('\u{660}', "\u{66C}", '\u{66B}'), ('\u{6F0}', "\u{66C}", '\u{66B}'), ('0', "", '.')] {
            let written = in_digits(n, zero, thousands);
            prop_assert_eq!(value(&written), Some(Value::Number(n.into())), "{}", written);
            // Before three digits a full stop may divide thousands.
            if decimal == '.' && fraction.len() == 3 {
                continue;
            }
            let part: String = fraction
                .chars()
                .map(|c| char::from_u32(zero as u32 + c.to_digit(10).unwrap()).unwrap())
                .collect();
            let with_part = format!("{written}{decimal}{part}");
            let expected: Decimal = format!("{n}.{fraction}").parse().unwrap();
            prop_assert_eq!(value(&with_part), Some(Value::Number(expected)), "{}", with_part);
        }
    }

    #[test]
    fn any_text_is_read_or_left_alone_in_pieces_of_itself(
        text in "(\\PC|[\u{660}-\u{669}0-9., \u{627}\u{644}\u{641}\u{648}\u{64B}\u{640}%$/-]){0,40}"
    ) {
        let figure = read(&text);
        let spans = figure.unread.iter().chain(&figure.unit);
        for span in spans {
            prop_assert!(text.get(span.range()).is_some_and(|piece| !piece.is_empty()));
        }
        prop_assert!(figure.unread.is_sorted());
        prop_assert!(figure.value.is_some() || figure.unit.is_none());
    }

    #[test]
    fn words_of_the_list_in_any_order_are_read_or_left_alone(
        picks in prop::collection::vec(0_usize..400, 1..9)
    ) {
        let words: Vec<&str> = include_str!("../../../assets/text/figures.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split('\t').nth(2))
            .flat_map(|forms| forms.split('|'))
            .collect();
        let text: Vec<&str> = picks.iter().map(|pick| words[pick % words.len()]).collect();
        let text = text.join(" ");
        let figure = read(&text);
        prop_assert!(figure.value.is_some() || !figure.unread.is_empty());
    }
}

#[test]
fn a_text_too_long_for_a_figure_is_left_alone() {
    let long = "30 ".repeat(1_000);
    assert_eq!(value(&long), None);
    let endless = "\u{648}\u{639}\u{634}\u{631}\u{648}\u{646} ".repeat(70);
    assert_eq!(value(&endless), None);
}
