//! What the page looks like: that all ink stays in its line, that every
//! character is seen or can be, and that what is cut is cut at the caret.

mod cells;
mod hidden;
mod ink;

use hashiya::page::atlas::Atlas;
use hashiya::page::hidden::flags;
use hashiya::page::highlights::page_colors;
use hashiya::page::mesh::Mesh;
use hashiya::page::paint::{Highlight, Lit, Page, VisibleLine, paint, visible_lines};
use hashiya::page::theme::Theme;
use hashiya::text::Article;
use hashiya::typeset::column::Column;
use hashiya::typeset::{Base, Family, FontStack, Fonts, Measure, Weight};

/// A text in one column of a family.
pub fn column(text: &str, family: Family, size: f32) -> Column {
    let stack = FontStack::new(Fonts::bundled().unwrap(), family, Weight::Regular);
    let measure = Measure {
        width: 40.0 * size,
        size,
    };
    let article = Article::new(text, false).unwrap();
    Column::new(article, Base::RightToLeft, stack.into(), measure)
}

/// Every line of a column, from its top.
pub fn lines(column: &mut Column) -> Vec<VisibleLine> {
    visible_lines(column, 0, 0.0, f32::MAX)
}

/// What is drawn of a column with some highlights, with or without flags.
pub fn drawn(column: &mut Column, marks: &[Highlight], hidden: bool) -> Mesh {
    let lines = lines(column);
    let fonts = column.stack().fonts();
    let size = column.measure().size;
    let shown = match hidden {
        true => flags(&lines, column.article().text(), fonts.notes().1, size),
        false => Vec::new(),
    };
    let page = Page {
        lines: &lines,
        left: 0.0,
        line_height: column.line_height(),
        baseline: column.baseline(),
        size,
        colors: page_colors(&Theme::light()),
        highlights: marks,
        selection: None,
        found: Lit::default(),
        caret: None,
        hidden: &shown,
    };
    let mut mesh = Mesh::new();
    paint(&page, &mut Atlas::new(), fonts, &mut mesh);
    mesh
}
