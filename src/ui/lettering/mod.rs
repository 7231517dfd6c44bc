//! The interface's words in right order.
//!
//! egui joins Arabic letters but sets words from left to right and breaks
//! lines from the wrong end. So after every pass, before anything is painted,
//! each text with a right-to-left character in it is set again by our own
//! typesetter and takes the place of egui's: every label, button, menu and
//! tooltip comes out right without knowing of it, and never wrong for a frame.
//!
//! Invariant: only what is painted changes. Layout, pointer and screen readers
//! see egui's text, which is in logical order. Texts that egui sets rightly
//! are left to it.

mod direction;
mod label;
mod pen;
mod setting;
mod texture;

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::{FontColorTransferFunction, Mesh, TextShape, TextureId, Vertex};
use egui::{Color32, Context, FullOutput, Pos2, Rect, Shape, pos2};

pub use direction::needs_ordering;
pub use setting::{SetLine, SetText, Style};

use self::pen::Pen;
use self::setting::Setter;
use crate::page::atlas::Atlas;
use crate::typeset::font::FontError;
use crate::typeset::{FontStack, Fonts, Weight};

/// Puts the interface's words in order from now on. Calling it again changes
/// nothing.
///
/// Texts that can be selected with the mouse are switched off: egui would read
/// them to a screen reader letter by letter in the wrong order.
///
/// # Errors
/// Where a bundled font can't be read.
pub fn install(ctx: &Context) -> Result<(), FontError> {
    if ctx.plugin_opt::<Lettering>().is_none() {
        let fonts = Fonts::bundled()?;
        ctx.add_plugin(Lettering::new(&fonts));
        ctx.all_styles_mut(|style| style.interaction.selectable_labels = false);
    }
    Ok(())
}

/// Width in points of a text on one line at `size` points to the em, as it
/// will be painted; `None` where it is not installed.
pub fn measure(ctx: &Context, text: &str, size: f32, weight: Weight) -> Option<f32> {
    let scale = ctx.pixels_per_point();
    ctx.with_plugin::<Lettering, _>(|lettering| {
        let set = lettering
            .setter
            .set(text, Style::one_line(size * scale, weight));
        set.width() / scale
    })
}

/// The plugin: see [`install`].
pub struct Lettering {
    setter: Setter,
    fonts: Arc<Fonts>,
    atlas: Atlas,
    texture: Option<TextureId>,
    generation_sent: u64,
    /// Lines promised to be drawn, by the number on their slips.
    promised: HashMap<u32, Promised>,
    next_slip: u32,
    pass: u64,
}

struct Promised {
    set: Arc<SetText>,
    size: f32,
    pass: u64,
}

/// Slips are numbered up to here, which single-precision numbers still tell apart.
const SLIPS: u32 = 1 << 24;

impl Lettering {
    fn new(fonts: &Arc<Fonts>) -> Self {
        Self {
            setter: Setter::new(fonts),
            fonts: Arc::clone(fonts),
            atlas: Atlas::new(),
            texture: None,
            generation_sent: 0,
            promised: HashMap::new(),
            next_slip: 0,
            pass: 0,
        }
    }

    /// A text set in lines; `style` is in pixels.
    pub fn set(&mut self, text: &str, style: Style) -> Arc<SetText> {
        self.setter.set(text, style)
    }

    /// The faces of the interface, for texts that are set elsewhere and drawn as
    /// slips.
    pub fn stack(&self) -> Arc<FontStack> {
        Arc::clone(self.setter.stack())
    }

    /// Height above and depth below the baseline of the interface's face, in em.
    pub fn ascent_and_descent(&self) -> (f32, f32) {
        self.setter.ascent_and_descent()
    }

    /// A shape that stands for the first line of a text and becomes it when the
    /// pass ends: its pixel 0 at `left_baseline` (in points). `size` is in
    /// pixels to the em, as the text was set. Paint it in the same pass.
    pub fn slip(
        &mut self,
        set: &Arc<SetText>,
        size: f32,
        left_baseline: Pos2,
        color: Color32,
    ) -> Shape {
        let Some(texture) = self.texture else {
            return Shape::Noop;
        };
        let number = self.next_slip;
        self.next_slip = (number + 1) % SLIPS;
        let promised = Promised {
            set: Arc::clone(set),
            size,
            pass: self.pass,
        };
        self.promised.insert(number, promised);
        let mut slip = Mesh::with_texture(texture);
        // Place and colour travel in the vertex, so that egui's transforms and
        // fading apply to them as to any shape.
        slip.vertices.push(Vertex {
            pos: left_baseline,
            uv: pos2(number as f32, 0.0),
            color,
        });
        Shape::Mesh(slip.into())
    }

    fn job(&mut self, shape: &Shape, clip: Rect) -> Option<Job> {
        match shape {
            Shape::Text(text) if needs_ordering(&text.galley.job.text) => {
                if !clip.intersects(label::bounds(text)) {
                    return Some(Job::Nothing);
                }
                let set = label::set(&text.galley, &mut self.setter)?;
                Some(Job::Label(text.clone(), set))
            }
            Shape::Mesh(mesh) if self.is_slip(mesh) => {
                let vertex = mesh.vertices.first()?;
                let Some(promised) = self.promised.remove(&(vertex.uv.x as u32)) else {
                    return Some(Job::Nothing);
                };
                Some(Job::Line(promised, vertex.pos, vertex.color))
            }
            _ => None,
        }
    }

    fn is_slip(&self, mesh: &Mesh) -> bool {
        Some(mesh.texture_id) == self.texture && mesh.indices.is_empty()
    }

    fn draw(&mut self, job: &Job, texture: TextureId, scale: f32, light_on_dark: bool) -> Shape {
        let mut pen = Pen::new(&mut self.atlas, &self.fonts, texture, scale, light_on_dark);
        match job {
            Job::Nothing => {}
            Job::Label(shape, set) => label::draw(shape, set, &mut pen),
            Job::Line(line, at, color) => {
                if let Some(first) = line.set.lines.first() {
                    let (left, baseline) = (at.x * scale, at.y * scale);
                    pen.line(&first.line, left, baseline, line.size, |_| *color);
                }
            }
        }
        if pen.mesh.is_empty() {
            return Shape::Noop;
        }
        Shape::Mesh(pen.mesh.into())
    }

    fn order_all(&mut self, ctx: &Context, output: &mut FullOutput) {
        let Some(texture) = self.texture else { return };
        let mut slots = Vec::new();
        for clipped in &mut output.shapes {
            self.collect(&mut clipped.shape, clipped.clip_rect, &mut slots);
        }
        let scale = output.pixels_per_point;
        let light_on_dark = is_light_on_dark(ctx);
        let mut drawn = Vec::new();
        // A new glyph may move all pictures; then what was drawn is drawn again.
        for _ in 0..6 {
            let generation = self.atlas.generation();
            drawn.clear();
            for (_, job) in &slots {
                drawn.push(self.draw(job, texture, scale, light_on_dark));
            }
            if self.atlas.generation() == generation {
                break;
            }
        }
        for ((slot, _), shape) in slots.into_iter().zip(drawn) {
            *slot = shape;
        }
    }

    fn collect<'a>(
        &mut self,
        shape: &'a mut Shape,
        clip: Rect,
        slots: &mut Vec<(&'a mut Shape, Job)>,
    ) {
        if let Shape::Vec(shapes) = shape {
            for shape in shapes {
                self.collect(shape, clip, slots);
            }
        } else if let Some(job) = self.job(shape, clip) {
            slots.push((shape, job));
        }
    }
}

enum Job {
    Nothing,
    Label(TextShape, Arc<SetText>),
    Line(Promised, Pos2, Color32),
}

impl egui::Plugin for Lettering {
    fn debug_name(&self) -> &'static str {
        "lettering"
    }

    fn setup(&mut self, ctx: &Context) {
        self.texture = Some(texture::allocate(ctx, &mut self.atlas));
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        self.order_all(ctx, output);
        if let Some(id) = self.texture {
            texture::send_changes(ctx, &mut self.atlas, id, &mut self.generation_sent, output);
        }
        self.setter.end_pass();
        self.pass += 1;
        // Slips that were never painted: of a pass that was given up, say.
        let oldest = self.pass.saturating_sub(8);
        self.promised.retain(|_, promised| promised.pass >= oldest);
    }
}

/// Whether egui strengthens its own letters for a dark ground: ours beside
/// them must look alike.
fn is_light_on_dark(ctx: &Context) -> bool {
    let options = ctx.style_of(ctx.theme()).visuals.text_options;
    options.color_transfer_function == FontColorTransferFunction::DARK_MODE_DEFAULT
}
