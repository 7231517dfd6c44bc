//! HarfRust, asked the way HarfBuzz wants to be asked: plans and buffers are
//! made once and kept.
//!
//! Knows nothing of levels, cells or words: characters of one face, one script
//! and one direction go in, glyphs come out.

use std::collections::HashMap;

use harfrust::{
    BufferFlags, Direction, Script as HbScript, ShapeOptions, ShapePlan, Tag, UnicodeBuffer,
};

use super::font::{FaceId, Fonts};
use super::shape::Glyph;

/// What decides how characters are shaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    pub face: FaceId,
    pub rtl: bool,
    /// ISO 15924 tag.
    pub script: [u8; 4],
}

/// What stands around the characters. Letters join to it.
#[derive(Clone, Copy, Default)]
pub(super) struct Context<'a> {
    pub before: &'a str,
    pub after: &'a str,
    /// Whether nothing is before the characters because the text begins.
    pub starts_text: bool,
    /// Whether nothing is after them because the text ends.
    pub ends_text: bool,
}

/// Shapes. One for each thread.
#[derive(Default)]
pub(super) struct Engine {
    plans: HashMap<Setting, ShapePlan>,
    buffer: Option<UnicodeBuffer>,
}

impl Engine {
    /// Appends the glyphs of the characters, in visual order. Each character
    /// comes with its cluster, and clusters never fall.
    pub fn shape(
        &mut self,
        setting: Setting,
        fonts: &Fonts,
        context: Context<'_>,
        chars: impl Iterator<Item = (char, u32)>,
        out: &mut Vec<Glyph>,
    ) {
        let face = fonts.face(setting.face);
        let direction = if setting.rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        let script = HbScript::from_iso15924_tag(Tag::new(&setting.script));
        let shaper = face.shaper.shaper(&face.font).build();
        let plan = self
            .plans
            .entry(setting)
            .or_insert_with(|| ShapePlan::new(&shaper, direction, script, None, &[]));

        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.set_pre_context(context.before);
        for (c, cluster) in chars {
            buffer.add(c, cluster);
        }
        buffer.set_post_context(context.after);
        buffer.set_direction(direction);
        if let Some(script) = script {
            buffer.set_script(script);
        }
        let mut flags = BufferFlags::empty();
        flags.set(BufferFlags::BEGINNING_OF_TEXT, context.starts_text);
        flags.set(BufferFlags::END_OF_TEXT, context.ends_text);
        buffer.set_flags(flags);
        let shaped = shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)));
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        out.extend(glyphs.map(|(info, position)| Glyph {
            cluster: info.cluster,
            id: info.glyph_id as u16,
            x_advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
        }));
        self.buffer = Some(shaped.clear());
    }
}
