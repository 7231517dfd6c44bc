//! Where directions meet a caret has two places: both are drawn, the one it
//! does not lean on shorter.

use hashiya::page::atlas::Atlas;
use hashiya::page::highlights::page_colors;
use hashiya::page::image::{Filter, Image, Texture};
use hashiya::page::mesh::Mesh;
use hashiya::page::paint::{Caret, Lit, Page, paint, visible_lines};
use hashiya::page::raster;
use hashiya::page::theme::Theme;
use hashiya::text::{Article, ByteOffset};
use hashiya::typeset::column::{Column, LineId};
use hashiya::typeset::{Base, Family, FontStack, Fonts, Measure, Weight};
use image::RgbaImage;

use super::compare::is_the_kept_one;

/// «Said NATO in», in Arabic but for the name.
const TEXT: &str = "\u{642}\u{627}\u{644}\u{62A} NATO \u{641}\u{64A}";

fn draw(theme: &Theme, offset: usize) -> Image {
    let fonts = Fonts::bundled().unwrap();
    let stack = FontStack::new(fonts, Family::NotoNaskh, Weight::Regular);
    let measure = Measure {
        width: 240.0,
        size: 30.0,
    };
    let article = Article::new(TEXT, false).unwrap();
    let mut column = Column::new(article, Base::RightToLeft, stack.into(), measure);
    let lines = visible_lines(&mut column, 0, 0.0, 60.0);
    let page = Page {
        lines: &lines,
        left: 10.0,
        line_height: column.line_height(),
        baseline: column.baseline(),
        size: measure.size,
        colors: page_colors(theme),
        highlights: &[],
        found: Lit::default(),
        selection: None,
        caret: Some(Caret {
            line: LineId::default(),
            offset: ByteOffset(offset),
            after_previous: false,
        }),
        hidden: &[],
    };
    let mut image = Image::new(260, 60, theme.page_bg);
    let (mut atlas, mut mesh) = (Atlas::new(), Mesh::new());
    paint(&page, &mut atlas, column.stack().fonts(), &mut mesh);
    let texture = Texture {
        image: atlas.image().clone(),
        filter: Filter::Nearest,
    };
    let clip = [0, 0, 260, 60];
    raster::draw(
        &mut image,
        &mesh.vertices,
        &mesh.indices,
        &texture,
        clip,
        1.0,
    );
    image
}

/// Pixels of the caret's colour in each column of a picture that has any, from
/// left to right, those of letters and of one pixel or two left out.
fn carets(image: &Image, theme: &Theme) -> Vec<usize> {
    let color = page_colors(theme).caret;
    let height = |x: u32| {
        let column = (0..image.height()).filter(|&y| image.pixel(x, y) == Some(color));
        column.count()
    };
    let mut heights: Vec<usize> = (0..image.width()).map(height).filter(|&h| h > 10).collect();
    heights.dedup();
    heights
}

#[test]
fn a_caret_where_directions_meet_shows_its_second_place() {
    let name = TEXT.find('N').unwrap();
    let mut whole = Image::new(260, 240, Theme::light().page_bg);
    for (row, theme) in [Theme::light(), Theme::dark()].iter().enumerate() {
        // The name begins at its left edge; at its right the Arabic ends.
        let split = draw(theme, name);
        let [strong, weak] = carets(&split, theme)[..] else {
            panic!("{:?}", carets(&split, theme));
        };
        assert!(weak * 2 < strong, "{weak} {strong}");
        let single = draw(theme, name + 1);
        assert_eq!(carets(&single, theme), [strong]);
        whole.replace(0, row as u32 * 120, &split);
        whole.replace(0, row as u32 * 120 + 60, &single);
    }
    let picture = image::load_from_memory(&whole.to_png().unwrap()).unwrap();
    let picture: RgbaImage = picture.into_rgba8();
    is_the_kept_one("carets", &picture);
}
