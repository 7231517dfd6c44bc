//! How shared values are written for a journal: as what they share.
//!
//! (serde can do so by itself, but only with a feature that every library in
//! the tree would be built anew for.)

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// For `Arc<T>`.
pub(super) mod value {
    use super::*;

    pub fn serialize<T: Serialize, S: Serializer>(
        value: &Arc<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        T::serialize(value, to)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

/// For `Option<Arc<T>>` that is only written.
pub(super) fn optional<T: Serialize, S: Serializer>(
    value: &Option<Arc<T>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    value.as_deref().serialize(to)
}

/// For `Arc<str>`.
pub(super) mod text {
    use super::*;

    pub fn serialize<S: Serializer>(text: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
        text.as_ref().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(from).map(Arc::from)
    }
}

/// For `Option<Arc<str>>`.
pub(super) mod optional_text {
    use super::*;

    pub fn serialize<S: Serializer>(text: &Option<Arc<str>>, to: S) -> Result<S::Ok, S::Error> {
        text.as_deref().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Arc<str>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        Ok(text.map(Arc::from))
    }
}
