//! From the theme's colours to egui's, in this one place.
//!
//! Invariant: no other file of the window names a colour; `clippy.toml` sees
//! to it. Spacing and sizes are here too, so that they agree with each other.

use egui::epaint::FontColorTransferFunction;
use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontFamily, FontId, Shadow, Stroke, TextStyle, Visuals, vec2};

use crate::page::theme::{Rgba, Theme};

/// The height of a bar's row, in points.
pub const BAR_HEIGHT: f32 = 32.0;

/// The height of a row in a list, in points.
pub const ROW_HEIGHT: f32 = 28.0;

/// The radius of the dot that stands for a label or for unsaved changes, in
/// points.
pub const DOT_RADIUS: f32 = 4.0;

/// The corner radius of buttons, in points.
const CORNER: CornerRadius = CornerRadius::same(5);

/// A theme's colour as egui's.
#[allow(
    clippy::disallowed_methods,
    reason = "the one place where colours are made"
)]
pub fn color([r, g, b, a]: Rgba) -> Color32 {
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

/// Gives the whole window a theme.
pub fn apply(ctx: &egui::Context, theme: &Theme) {
    let egui_theme = if theme.dark_mode {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    };
    ctx.set_theme(egui_theme);
    ctx.style_mut_of(egui_theme, |style| {
        // What a test has switched off (a blinking cursor) stays off.
        let cursor = style.visuals.text_cursor.clone();
        style.visuals = visuals(theme);
        style.visuals.text_cursor = cursor;
        style.visuals.text_cursor.stroke.color = color(theme.caret);
        style.text_styles = text_styles();
        style.interaction.selectable_labels = false;
        style.spacing.item_spacing = vec2(6.0, 6.0);
        style.spacing.button_padding = vec2(8.0, 4.0);
        style.spacing.interact_size.y = 26.0;
        style.spacing.menu_margin = egui::Margin::same(6);
    });
}

/// Text sizes, in points.
fn text_styles() -> std::collections::BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Small, 11.5),
        (TextStyle::Body, 14.0),
        (TextStyle::Button, 14.0),
        (TextStyle::Heading, 18.0),
        (TextStyle::Monospace, 13.0),
    ]
    .map(|(style, size)| (style, FontId::new(size, FontFamily::Proportional)))
    .into()
}

fn visuals(theme: &Theme) -> Visuals {
    let base = if theme.dark_mode {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let shadow = Shadow {
        offset: [0, 4],
        blur: 14,
        spread: 0,
        color: color(theme.shadow),
    };
    let mut text_options = base.text_options;
    if theme.dark_mode {
        // As strong as the page's letters (`page::atlas`).
        text_options.color_transfer_function = FontColorTransferFunction::Gamma(0.83);
    }
    Visuals {
        dark_mode: theme.dark_mode,
        text_options,
        weak_text_color: Some(color(theme.panel_text_weak)),
        widgets: widgets(theme),
        selection: Selection {
            bg_fill: color(theme.pressed_bg),
            stroke: Stroke::new(1.0, color(theme.panel_text)),
        },
        hyperlink_color: color(theme.accent),
        faint_bg_color: color(theme.hover_bg),
        extreme_bg_color: color(theme.page_bg),
        code_bg_color: color(theme.hover_bg),
        warn_fg_color: color(theme.warning),
        error_fg_color: color(theme.danger),
        window_fill: color(theme.panel_bg),
        window_stroke: Stroke::new(1.0, color(theme.border)),
        window_shadow: shadow,
        popup_shadow: shadow,
        panel_fill: color(theme.panel_bg),
        ..base
    }
}

fn widgets(theme: &Theme) -> Widgets {
    let look = |fill: Rgba, border: Rgba, text: Rgba| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: Stroke::new(1.0, color(border)),
        corner_radius: CORNER,
        fg_stroke: Stroke::new(1.0, color(text)),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: look(theme.panel_bg, theme.border, theme.panel_text),
        inactive: look(theme.panel_bg, theme.border, theme.panel_text),
        hovered: look(theme.hover_bg, theme.focus_ring, theme.panel_text),
        active: look(theme.pressed_bg, theme.focus_ring, theme.panel_text),
        open: look(theme.pressed_bg, theme.border, theme.panel_text),
    }
}
