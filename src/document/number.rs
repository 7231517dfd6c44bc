//! Exact decimal numbers, so that what an article says is kept to the digit:
//! 0.1 is 0.1, and 9,007,199,254,740,993 does not end in 2.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Digits kept after the point.
const DECIMALS: u32 = 12;

/// Digits allowed before the point.
const WHOLE_DIGITS: usize = 24;

/// 10 to the power of [`DECIMALS`].
const ONE: i128 = 10_i128.pow(DECIMALS);

/// A decimal number of up to 24 digits before the point and 12 after it. Equal
/// numbers are equal however they were written.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Number(i128);

/// Why a text is no [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// It is not written as one.
    #[error(
        "this is not a number: write digits, with a point before decimals and - before all where it is negative"
    )]
    NotANumber,
    /// It has more digits than are kept.
    #[error(
        "this number has too many digits: {WHOLE_DIGITS} before the point and {DECIMALS} after it are kept"
    )]
    TooManyDigits,
}

impl Number {
    /// The sum; `None` where it has more digits than are kept.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let sum = self.0.checked_add(other.0)?;
        let most = ONE.checked_mul(10_i128.pow(WHOLE_DIGITS as u32))?;
        (sum.abs() < most).then_some(Self(sum))
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self(i128::from(whole) * ONE)
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}

impl TryFrom<rust_decimal::Decimal> for Number {
    type Error = NumberError;

    /// The same number, as a figure was read; refused where it has more digits
    /// than are kept.
    fn try_from(decimal: rust_decimal::Decimal) -> Result<Self, NumberError> {
        decimal.normalize().to_string().parse()
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads ASCII digits with at most one point between them, `-` before all
    /// where it is negative; `1e6`, `1,000` and other digits are no numbers
    /// here, since each is read differently somewhere.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) {
            return Err(NumberError::NotANumber);
        }
        let whole = whole.trim_start_matches('0');
        let decimals = decimals.trim_end_matches('0');
        if whole.len() > WHOLE_DIGITS || decimals.len() > DECIMALS as usize {
            return Err(NumberError::TooManyDigits);
        }
        let padded = format!("0{whole}{decimals:0<width$}", width = DECIMALS as usize);
        let size: i128 = padded.parse().map_err(|_| NumberError::NotANumber)?;
        Ok(Self(if digits.len() < text.len() {
            -size
        } else {
            size
        }))
    }
}

impl fmt::Display for Number {
    /// The shortest text that reads back as the number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let one = ONE.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}", size / one)?;
        match size % one {
            0 => Ok(()),
            rest => {
                let decimals = format!("{rest:0width$}", width = DECIMALS as usize);
                write!(f, ".{}", decimals.trim_end_matches('0'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_is_kept_to_the_digit() {
        for text in [
            "0",
            "3500000",
            "-12.4",
            "0.1",
            "9007199254740993",
            "0.000000000001",
        ] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("007.50"), number("7.5"));
        assert_eq!(number("-0"), number("0"));
        assert_eq!(number("12"), Number::from(12));
        assert!(number("-3") < number("-2.9") && number("9") < number("10"));
        assert_eq!(
            number("0.1").checked_add(number("0.2")),
            Some(number("0.3"))
        );
        assert_eq!(number(&"9".repeat(24)).checked_add(number("1")), None);
        let read = rust_decimal::Decimal::new(1_240, 2);
        assert_eq!(Number::try_from(read), Ok(number("12.4")));
        let most = "9".repeat(24);
        assert_eq!(number(&most).to_string(), most);
    }

    #[test]
    fn what_is_read_differently_somewhere_is_no_number() {
        for text in [
            "", "-", ".", "1.", ".5", "+1", "1e6", "1,000", "0x1", " 1", "\u{661}", "1.2.3", "--1",
            "NaN",
        ] {
            assert_eq!(
                text.parse::<Number>(),
                Err(NumberError::NotANumber),
                "{text:?}"
            );
        }
        for text in ["1".repeat(25), format!("0.{}", "1".repeat(13))] {
            assert_eq!(
                text.parse::<Number>(),
                Err(NumberError::TooManyDigits),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn written_and_read_back_it_is_the_same(text in "-?[0-9]{1,24}(\\.[0-9]{1,12})?") {
            let read = number(&text);
            prop_assert_eq!(number(&read.to_string()), read);
        }

        #[test]
        fn they_are_ordered_as_numbers(a in any::<i32>(), b in any::<i32>()) {
            let of = |n: i32| number(&format!("{}{}.{:03}", if n < 0 { "-" } else { "" }, n.unsigned_abs() / 1000, n.unsigned_abs() % 1000));
            prop_assert_eq!(of(a).cmp(&of(b)), a.cmp(&b));
        }
    }
}
