//! Files dragged over the window, and dropped on it.

use std::path::PathBuf;

use egui::{Align2, Context, Id, LayerId, Order, TextStyle, vec2};

use crate::app::App;
use crate::app::i18n::Value;
use crate::page::theme::Theme;

use super::style;

/// The files that were dropped in this frame.
pub fn dropped(ctx: &Context) -> Vec<PathBuf> {
    ctx.input(|input| {
        let files = input.raw.dropped_files.iter();
        files.map(|file| file.path().to_owned()).collect()
    })
}

/// Says what dropping would do while files hover over the window.
pub fn show(ctx: &Context, app: &App, theme: &Theme) {
    let count = ctx.input(|input| input.raw.hovered_files.len());
    if count == 0 {
        return;
    }
    let layer = LayerId::new(Order::Foreground, Id::unique("drop overlay"));
    let painter = ctx.layer_painter(layer);
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, style::color(theme.selection()));
    let style = ctx.global_style();
    let color = style::color(theme.page_text);
    let files = app
        .words()
        .tr_args("drop-count", &[("count", Value::Number(count))]);
    let lines = [
        (app.words().tr("drop-title"), TextStyle::Heading, -14.0),
        (files, TextStyle::Body, 14.0),
    ];
    for (text, text_style, y) in lines {
        let at = rect.center() + vec2(0.0, y);
        painter.text(
            at,
            Align2::CENTER_CENTER,
            text,
            text_style.resolve(&style),
            color,
        );
    }
}
