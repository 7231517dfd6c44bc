//! The interface's words, in Arabic and in English.
//!
//! Invariant: every text a person reads comes from `assets/i18n/*.ftl`, which
//! are compiled into the program and hold the same keys. No isolating marks
//! are put around values, since the texts go through our own bidirectional
//! layout; but what a name holds that could reorder the words around it is
//! flagged. Does not know who asks or how the text is drawn.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use crate::store::settings::LanguageSetting;
use crate::text::flagged;

const ENGLISH: &str = include_str!("../../assets/i18n/en.ftl");
const ARABIC: &str = include_str!("../../assets/i18n/ar.ftl");

/// A language the interface speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Arabic, written from right to left.
    Arabic,
    /// English.
    English,
}

/// A value put into a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, put in as they are.
    Text(String),
    /// A number, which may also choose the plural.
    Number(usize),
}

/// A text of the interface that is not yet in any language.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The key in the translations.
    pub key: &'static str,
    /// The values the text holds, by name.
    pub args: Vec<(&'static str, Value)>,
}

/// The words of one language.
pub struct I18n {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Language {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Arabic, Self::English];

    /// The system's language, English where it is neither.
    pub fn of_system() -> Self {
        Self::of_locale(&sys_locale::get_locale().unwrap_or_default())
    }

    /// The language of a locale's name such as `ar-EG` or `en_US`.
    pub fn of_locale(locale: &str) -> Self {
        let primary = locale.split(['-', '_', '.']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("ar") {
            Self::Arabic
        } else {
            Self::English
        }
    }

    /// The language a setting asks for.
    pub fn of_setting(setting: LanguageSetting) -> Self {
        match setting {
            LanguageSetting::System => Self::of_system(),
            LanguageSetting::Arabic => Self::Arabic,
            LanguageSetting::English => Self::English,
        }
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self == Self::Arabic
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Arabic => langid!("ar"),
            Self::English => langid!("en"),
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::Arabic => ARABIC,
            Self::English => ENGLISH,
        }
    }
}

impl Text {
    /// A text without values.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// The same text with a value.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl I18n {
    /// The words of a language.
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        bundle.set_use_isolating(false);
        // A message that does not parse is left out; a test keeps the files whole.
        let resource = match FluentResource::try_new(language.source().to_owned()) {
            Ok(resource) => resource,
            Err((resource, _errors)) => resource,
        };
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The language these words are of.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key; the key itself where there is none.
    pub fn tr(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of a key with values put in.
    pub fn tr_args(&self, key: &str, args: &[(&'static str, Value)]) -> String {
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Value::Text(text) => FluentValue::from(flagged(text)),
                    Value::Number(number) => FluentValue::from(*number),
                };
                (*name, value)
            })
            .collect();
        self.format(key, Some(&args))
    }

    /// A prepared text in this language.
    pub fn text(&self, text: &Text) -> String {
        self.tr_args(text.key, &text.args)
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            tracing::warn!(key, "no translation");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::warn!(key, ?errors, "a translation lacks a value");
        }
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::app::action::{Action, Group};

    fn keys(language: Language) -> BTreeSet<String> {
        let resource = FluentResource::try_new(language.source().to_owned()).expect("valid Fluent");
        resource
            .entries()
            .filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_name_cannot_reorder_the_words_around_it() {
        let taken = Text::new("error-edit-label").with("label", "a\u{202E}b");
        for language in Language::ALL {
            let shown = I18n::new(language).text(&taken);
            assert!(shown.contains("a\u{2039}RLO\u{203A}b"), "{shown}");
            assert!(!shown.contains('\u{202E}'));
        }
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert_eq!(keys(Language::Arabic), keys(Language::English));
    }

    #[test]
    fn every_action_and_menu_has_its_words() {
        let keys = keys(Language::English);
        for action in Action::all() {
            assert!(keys.contains(action.title_key()), "{}", action.title_key());
            let tip = format!("{}-tip", action.title_key());
            assert!(keys.contains(&tip), "{tip}");
        }
        for group in Group::ALL {
            assert!(keys.contains(group.title_key()), "{}", group.title_key());
        }
    }

    /// Every literal that looks like a key where a text is asked for.
    fn keys_in(source: &str) -> impl Iterator<Item = &str> {
        let calls = [
            "tr(\"",
            "tr_args(\"",
            "tr_label(\"",
            "Text::new(\"",
            "app, \"",
        ];
        calls.into_iter().flat_map(move |call| {
            let found = source.match_indices(call);
            found.filter_map(move |(at, call)| {
                let rest = &source[at + call.len()..];
                rest.split_once('"').map(|(key, _)| key)
            })
        })
    }

    #[test]
    fn every_key_in_the_code_has_its_words() {
        let known = keys(Language::English);
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the sources are there") {
                let path = entry.expect("the sources are there").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let source = std::fs::read_to_string(&path).expect("a source is text");
                let code = source.split("#[cfg(test)]").next().unwrap_or_default();
                for key in keys_in(code)
                    .filter(|key| key.len() > 1 && key.contains('-') && !key.contains('{'))
                {
                    seen += 1;
                    assert!(known.contains(key), "{key} in {}", path.display());
                }
            }
        }
        assert!(seen > 60, "only {seen} keys were found");
    }

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Language::of_locale("ar_EG.UTF-8"), Language::Arabic);
        assert_eq!(Language::of_locale("AR"), Language::Arabic);
        assert_eq!(Language::of_locale("arn-CL"), Language::English);
        assert_eq!(Language::of_locale(""), Language::English);
    }

    #[test]
    fn a_value_goes_in_without_isolating_marks() {
        let words = I18n::new(Language::English);
        let text = Text::new("notice-saved").with("path", "a.hashiya.ron");
        let text = words.text(&text);
        assert!(text.contains("a.hashiya.ron"), "{text}");
        assert!(!text.contains(['\u{2068}', '\u{2069}']), "{text:?}");
        assert_eq!(words.tr("no-such-key"), "no-such-key");
    }
}
