//! The article's text: folding and finding, against Unicode's own data.

mod find;
mod fold;
