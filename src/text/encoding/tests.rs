//! Tests of encodings: expected bytes come from Python's codecs, whose tables
//! are Unicode's.

use proptest::prelude::*;

use super::*;

/// Three sentences of news.
const TEXT: &str = "قال محمود عباس إن الوفد وصل إلى القاهرة أمس، وبدأ اجتماعاته مع الوزراء.\n\
    وأضاف أن المحادثات تناولت الوضع في المنطقة والتعاون الاقتصادي بين البلدين.\n\
    وذكرت الوكالة أن الزيارة تستمر ثلاثة أيام؛ فهل تنجح؟\n";

/// A text in an encoding that encoding_rs can write.
fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{encoding:?}");
    bytes.into_owned()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// A text in MacArabic, by looking each character up.
fn mac(text: &str) -> Vec<u8> {
    let find = |c: char| {
        let all = (0..=255).rev();
        let mut bytes =
            all.filter(|&byte| Encoding::MacArabic.decode(&[byte]).text == c.to_string());
        bytes.next_back().unwrap_or_else(|| panic!("{c:?}"))
    };
    text.chars().map(find).collect()
}

#[test]
fn mac_arabic_is_what_pythons_codec_makes_of_it() {
    // "قال 3٤، نعم؟ [1]".encode('mac_arabic')
    let bytes = b"\xE2\xC7\xE4\xA03\xB4\xAC\xA0\xE6\xD9\xE5\xBF\xA0\xDB1\xDD";
    assert_eq!(Encoding::MacArabic.decode(bytes).text, "قال 3٤، نعم؟ [1]");
}

#[test]
fn every_encoding_of_arabic_is_found_and_read() {
    let windows = Encoding::Standard(encoding_rs::WINDOWS_1256);
    let iso = Encoding::Standard(encoding_rs::ISO_8859_6);
    let with_digits = format!("{TEXT}في 12 و٣٤ و«٥٦»");
    let short = "الرئيس: التقى اليوم الوزير";
    let doubled = |other| encoded_twice(TEXT, other);
    let cases = [
        (TEXT.as_bytes().to_vec(), Encoding::Utf8, TEXT),
        (encoded(TEXT, encoding_rs::WINDOWS_1256), windows, TEXT),
        (encoded(short, encoding_rs::WINDOWS_1256), windows, short),
        (encoded(TEXT, encoding_rs::ISO_8859_6), iso, TEXT),
        (encoded(short, encoding_rs::ISO_8859_6), iso, short),
        (mac(&with_digits), Encoding::MacArabic, &with_digits),
        (utf16(TEXT, u16::to_le_bytes), Encoding::Utf16Le, TEXT),
        (utf16(TEXT, u16::to_be_bytes), Encoding::Utf16Be, TEXT),
        (
            doubled(encoding_rs::WINDOWS_1252),
            Encoding::Doubled(encoding_rs::WINDOWS_1252),
            TEXT,
        ),
        (
            doubled(encoding_rs::WINDOWS_1256),
            Encoding::Doubled(encoding_rs::WINDOWS_1256),
            TEXT,
        ),
    ];
    for (bytes, expected, text) in cases {
        let found = match examine(&bytes) {
            Finding::Certain(found) | Finding::Guess(found) => found,
            Finding::Trouble(Trouble::Doubled, found) => found,
            other => panic!("{expected:?}: {other:?}"),
        };
        assert_eq!(found, expected);
        let decoded = found.decode(&bytes);
        assert_eq!((decoded.text.as_str(), decoded.replaced), (text, 0));
    }
}

fn encoded_twice(text: &str, taken_for: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (wrong, _) = taken_for.decode_without_bom_handling(text.as_bytes());
    wrong.into_owned().into_bytes()
}

#[test]
fn a_byte_order_mark_is_certain_and_no_text() {
    let cases = [
        ([b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), Encoding::Utf8),
        (
            [b"\xFF\xFE".to_vec(), utf16(TEXT, u16::to_le_bytes)].concat(),
            Encoding::Utf16Le,
        ),
        (
            [b"\xFE\xFF".to_vec(), utf16(TEXT, u16::to_be_bytes)].concat(),
            Encoding::Utf16Be,
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(examine(&bytes), Finding::Certain(expected));
        let decoded = expected.decode(&bytes);
        assert_eq!(
            (decoded.text.as_str(), decoded.has_bom, decoded.replaced),
            (TEXT, true, 0)
        );
    }
}

#[test]
fn what_is_no_whole_text_is_named() {
    let cut = &TEXT.as_bytes()[..TEXT.len() - 4];
    let (at, valid) = match std::str::from_utf8(cut) {
        Err(error) => (error.valid_up_to(), Encoding::Utf8),
        Ok(_) => panic!("it was cut inside a character"),
    };
    assert_eq!(
        examine(cut),
        Finding::Trouble(Trouble::Truncated(at), valid)
    );
    assert_eq!(valid.decode(cut).replaced, 1);

    let mut damaged = TEXT.as_bytes().to_vec();
    damaged[40] = 0xFF;
    assert!(matches!(
        examine(&damaged),
        Finding::Trouble(Trouble::Damaged(39 | 40), Encoding::Utf8)
    ));
    assert_eq!(
        examine(b"ab\0cd"),
        Finding::Trouble(Trouble::Nul(2), Encoding::Utf8)
    );
    for (bytes, foreign) in [
        (&b"%PDF-1.7 ..."[..], Foreign::Pdf),
        (b"PK\x03\x04....[Content_Types].xml", Foreign::WordProcessor),
        (b"PK\x03\x04....data", Foreign::Archive),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::WordProcessor),
        (b"\x89PNG\r\n\x1a\n", Foreign::Picture),
    ] {
        let expected = Finding::Trouble(Trouble::Foreign(foreign), Encoding::Utf8);
        assert_eq!(examine(bytes), expected);
    }
}

#[test]
fn plain_texts_are_utf_8_beyond_doubt() {
    for text in [
        "",
        "a",
        "ab",
        "abc\n",
        "قال",
        "560",
        "a\tb\r\n",
        "Ärger, déjà vu, Ø",
        TEXT,
    ] {
        assert_eq!(
            examine(text.as_bytes()),
            Finding::Certain(Encoding::Utf8),
            "{text}"
        );
    }
}

#[test]
fn names_lead_back_to_encodings() {
    for encoding in Encoding::OFFERED {
        assert_eq!(Encoding::of_name(&encoding.name()), Some(encoding));
    }
    let windows = Some(Encoding::Standard(encoding_rs::WINDOWS_1256));
    assert_eq!(Encoding::of_name("CP1256"), windows);
    assert_eq!(Encoding::of_name("MacArabic"), Some(Encoding::MacArabic));
    assert_eq!(Encoding::of_name("no such"), None);
}

proptest! {
    #[test]
    fn any_bytes_are_examined_and_decoded(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (Finding::Certain(found) | Finding::Guess(found) | Finding::Trouble(_, found)) = examine(&bytes);
        let _ = found.decode(&bytes);
        for encoding in Encoding::OFFERED {
            let _ = encoding.decode(&bytes);
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            prop_assert_eq!(Encoding::Utf8.decode(&bytes).text, text);
        }
    }
}
