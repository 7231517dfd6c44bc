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

/// `bytes(range(128, 256)).decode('mac_arabic')`, as Python has it.
const MAC_UPPER: &str = "\
    \u{C4}\u{A0}\u{C7}\u{C9}\u{D1}\u{D6}\u{DC}\u{E1}\
    \u{E0}\u{E2}\u{E4}\u{6BA}\u{AB}\u{E7}\u{E9}\u{E8}\
    \u{EA}\u{EB}\u{ED}\u{2026}\u{EE}\u{EF}\u{F1}\u{F3}\
    \u{BB}\u{F4}\u{F6}\u{F7}\u{FA}\u{F9}\u{FB}\u{FC}\
    \u{20}\u{21}\u{22}\u{23}\u{24}\u{66A}\u{26}\u{27}\
    \u{28}\u{29}\u{2A}\u{2B}\u{60C}\u{2D}\u{2E}\u{2F}\
    \u{660}\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}\
    \u{668}\u{669}\u{3A}\u{61B}\u{3C}\u{3D}\u{3E}\u{61F}\
    \u{274A}\u{621}\u{622}\u{623}\u{624}\u{625}\u{626}\u{627}\
    \u{628}\u{629}\u{62A}\u{62B}\u{62C}\u{62D}\u{62E}\u{62F}\
    \u{630}\u{631}\u{632}\u{633}\u{634}\u{635}\u{636}\u{637}\
    \u{638}\u{639}\u{63A}\u{5B}\u{5C}\u{5D}\u{5E}\u{5F}\
    \u{640}\u{641}\u{642}\u{643}\u{644}\u{645}\u{646}\u{647}\
    \u{648}\u{649}\u{64A}\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\
    \u{650}\u{651}\u{652}\u{67E}\u{679}\u{686}\u{6D5}\u{6A4}\
    \u{6AF}\u{688}\u{691}\u{7B}\u{7C}\u{7D}\u{698}\u{6D2}\
    ";

/// A text in MacArabic, by looking each character up in Python's table; signs
/// that are in it twice are taken from ASCII.
fn mac(text: &str) -> Vec<u8> {
    let find = |c: char| {
        let upper = || MAC_UPPER.chars().position(|other| other == c);
        let code = match c.is_ascii() {
            true => u32::from(c) as usize,
            false => 0x80 + upper().unwrap_or_else(|| panic!("{c:?}")),
        };
        u8::try_from(code).unwrap()
    };
    text.chars().map(find).collect()
}

#[test]
fn mac_arabic_is_what_pythons_codec_makes_of_it() {
    let all: Vec<u8> = (0..=255).collect();
    let ascii: String = (0..0x80u8).map(char::from).collect();
    assert_eq!(Encoding::MacArabic.decode(&all).text, ascii + MAC_UPPER);
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
fn good_arabic_with_a_doubled_line_in_it_is_not_called_doubled() {
    for other in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1256] {
        let line = TEXT.lines().next().unwrap();
        let spoilt = String::from_utf8(encoded_twice(line, other)).unwrap();
        let quoted = format!("{TEXT}{spoilt}\n{TEXT}");
        let found = examine(quoted.as_bytes());
        assert_eq!(found, Finding::Certain(Encoding::Utf8), "{other:?}");
        // The other way round, the line that is good stays as it is.
        let doubled = String::from_utf8(encoded_twice(TEXT, other)).unwrap();
        let mixed = format!("{doubled}{line}\n");
        let expected = Encoding::Doubled(other);
        let found = examine(mixed.as_bytes());
        assert_eq!(found, Finding::Trouble(Trouble::Doubled, expected));
        assert_eq!(
            expected.decode(mixed.as_bytes()).text,
            format!("{TEXT}{line}\n")
        );
    }
}

#[test]
fn utf_32_is_not_taken_for_utf_16() {
    let text = TEXT.chars().flat_map(|c| u32::from(c).to_le_bytes());
    let bytes: Vec<_> = b"\xFF\xFE\0\0".iter().copied().chain(text).collect();
    assert!(matches!(
        examine(&bytes),
        Finding::Trouble(Trouble::Nul(2), _)
    ));
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

/// With a mark, too, a text may have been cut off or damaged; and it is no
/// damage where a text says U+FFFD itself.
#[test]
fn marked_utf_16_is_certain_only_where_it_is_whole() {
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let bytes = |units: &[u16]| -> Vec<u8> {
            let units = [0xFEFF].iter().chain(units);
            let pairs = units.map(|unit| match encoding {
                Encoding::Utf16Le => unit.to_le_bytes(),
                _ => unit.to_be_bytes(),
            });
            pairs.flatten().collect()
        };
        let lam = 0x644;
        let (high, low) = (0xD83D, 0xDE00);
        let whole = bytes(&[lam, high, low, 0xFFFD]);
        assert_eq!(examine(&whole), Finding::Certain(encoding));
        let decoded = encoding.decode(&whole);
        assert_eq!((&*decoded.text, decoded.replaced), ("ل😀\u{FFFD}", 0));

        let odd = &whole[..whole.len() - 1];
        let cut = |at| Finding::Trouble(Trouble::Truncated(at), encoding);
        assert_eq!(examine(odd), cut(8));
        assert_eq!(encoding.decode(odd).replaced, 1);
        assert_eq!(examine(&bytes(&[lam, high])), cut(4));

        let damaged = |at| Finding::Trouble(Trouble::Damaged(at), encoding);
        for units in [&[lam, low, lam][..], &[lam, high, lam]] {
            assert_eq!(examine(&bytes(units)), damaged(4));
            assert_eq!(encoding.decode(&bytes(units)).replaced, 1);
        }
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
