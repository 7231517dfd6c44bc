//! What must hold whatever the text and wherever an annotation: it moves no
//! glyph, undo takes everything back, and a saved document opens as it was.

use hashiya::document::{Change, Document, LabelSet, Selection, SourceInfo};
use hashiya::formats::{annotation_file, digest};
use hashiya::page::atlas::Atlas;
use hashiya::page::highlights::{Attention, highlights, page_colors};
use hashiya::page::mesh::Mesh;
use hashiya::page::paint::{Highlight, Lit, Page, paint, visible_lines};
use hashiya::page::theme::Theme;
use hashiya::text::{Article, ByteOffset, ByteSpan};
use hashiya::typeset::column::Column;
use hashiya::typeset::{Base, FontStack, Measure};
use proptest::prelude::*;

use super::typeset::properties::{cases, tricky_text};

thread_local! {
    static STACK: std::sync::Arc<FontStack> = super::typeset::naskh();
    static ATLAS: std::cell::RefCell<Atlas> = std::cell::RefCell::new(Atlas::new());
    static THEME: Theme = Theme::light();
}

fn document(text: &str) -> Document {
    let article = Article::new(text, false).unwrap();
    let sha256 = digest::sha256(text.as_bytes());
    let source = SourceInfo::new("\u{646}\u{635} \"1\".txt", sha256);
    Document::new(article, source)
}

/// The page of a text, drawn with the given highlights.
fn draw(document: &Document, marks: &[Highlight]) -> Mesh {
    let measure = Measure {
        width: 160.0,
        size: 16.0,
    };
    let stack = STACK.with(Clone::clone);
    let mut column = Column::new(
        document.article().clone(),
        Base::RightToLeft,
        stack,
        measure,
    );
    let lines = visible_lines(&mut column, 0, 0.0, 2000.0);
    let page = Page {
        lines: &lines,
        left: 20.0,
        line_height: column.line_height(),
        baseline: column.baseline(),
        size: 16.0,
        colors: THEME.with(page_colors),
        highlights: marks,
        found: Lit::default(),
        selection: None,
        caret: None,
        hidden: &[],
    };
    let mut mesh = Mesh::new();
    ATLAS.with(|atlas| {
        paint(
            &page,
            &mut atlas.borrow_mut(),
            column.stack().fonts(),
            &mut mesh,
        )
    });
    mesh
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn annotating_moves_no_glyph_and_is_undone_and_saved_exactly(
        text in tricky_text(40),
        marks in prop::collection::vec((0usize..120, 1usize..40, 0usize..3, any::<bool>()), 0..8),
    ) {
        let original = document(&text);
        let mut document = document(&text);
        let labels: Vec<_> = LabelSet::starter().iter().map(|label| label.id.clone()).collect();
        let mut applied = 0;
        for (start, length, label, remove) in marks {
            let article = document.article().clone();
            let start = article.grapheme_floor(ByteOffset(start.min(text.len())));
            let end = article.grapheme_ceil(ByteOffset((start.0 + length).min(text.len())));
            let id = document.fresh_id();
            let span = ByteSpan { start, end };
            let mark = Change::mark(id, labels[label].clone(), span);
            if document.apply(mark, Selection::default()).is_ok() {
                applied += 1;
                if remove && document.apply(Change::unmark(id), Selection::default()).is_ok() {
                    applied += 1;
                }
            }
        }

        let whole = ByteSpan::new(0, text.len());
        let shown = THEME.with(|theme| highlights(&document, theme, whole, Attention::default()));
        let plain = draw(&document, &[]);
        let marked = draw(&document, &shown);
        let letters = marked.vertices.len() - plain.vertices.len();
        prop_assert_eq!(&marked.vertices[letters..], &plain.vertices[..]);

        let bytes = annotation_file::write(&document);
        let reopened = annotation_file::read(bytes.as_bytes()).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert!(reopened.same_content(&document));

        for _ in 0..applied {
            prop_assert!(document.undo().is_some());
        }
        prop_assert!(document.undo().is_none());
        prop_assert!(document.same_content(&original));
        for _ in 0..applied {
            prop_assert!(document.redo().is_some());
        }
        prop_assert!(reopened.same_content(&document));
    }
}
