//! ASCII names that files hold: one rule for labels, attributes and options.

/// The longest such name, in bytes (they are ASCII, so in characters too).
pub(super) const MAX_NAME_LEN: usize = 64;

/// Whether a text is an ASCII letter, then up to 63 ASCII letters, digits, `_`
/// or `-`.
pub(super) fn is_ascii_name(text: &str) -> bool {
    let rest_is_good = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic());
    starts_well && rest_is_good && text.len() <= MAX_NAME_LEN
}

/// Defines a type for names of one thing, so that those of another do not
/// compile in its place.
macro_rules! ascii_name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// Checks the rule above; `LabelError::BadId` where it is broken.
            pub fn new(name: &str) -> Result<Self, $crate::document::label::LabelError> {
                if $crate::document::name::is_ascii_name(name) {
                    Ok(Self(name.into()))
                } else {
                    let shown = name.chars().take(80).collect();
                    Err($crate::document::label::LabelError::BadId(shown))
                }
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::document::label::LabelError;

            fn try_from(name: String) -> Result<Self, Self::Error> {
                Self::new(&name)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.as_str().to_owned()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::document::label::LabelError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }
    };
}

pub(super) use ascii_name;
