//! Short messages at the bottom of the window.
//!
//! Invariant: a message goes by itself after a while, and asks for exactly one
//! frame to do so; a warning stays longer. A click takes it away at once.

use std::collections::BTreeMap;

use egui::{
    Align2, Area, Context, Frame, Id, Label, Order, TextStyle, TextWrapMode, WidgetText, vec2,
};

use crate::app::message::MessageId;
use crate::app::{App, Command, Message, Severity};
use crate::page::theme::Theme;

use super::style;

/// The widest that the text of a message is, in points.
const WIDEST: f32 = 640.0;

/// What a message needs beside its text, in points.
const BESIDE: f32 = 120.0;

/// What is kept between frames: when each message goes, in egui's seconds.
#[derive(Default)]
pub struct Toasts {
    ends: BTreeMap<MessageId, f64>,
}

impl Toasts {
    /// Shows the messages, and sends away those whose time is over.
    pub fn show(&mut self, ctx: &Context, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
        let now = ctx.input(|input| input.time);
        let known = |id: &MessageId| app.messages().iter().any(|message| message.id == *id);
        self.ends.retain(|id, _| known(id));
        for message in app.messages() {
            let end = *self
                .ends
                .entry(message.id)
                .or_insert_with(|| now + seconds(message.severity));
            if end <= now {
                commands.push(Command::DismissMessage(message.id));
            } else {
                let left = std::time::Duration::from_secs_f64(end - now);
                ctx.request_repaint_after(left);
            }
        }
        if !app.messages().is_empty() {
            show_all(ctx, app, theme, commands);
        }
    }
}

fn seconds(severity: Severity) -> f64 {
    match severity {
        Severity::Info => 5.0,
        Severity::Warning => 10.0,
    }
}

fn show_all(ctx: &Context, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    Area::new(Id::unique("messages"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -44.0))
        .show(ctx, |ui| {
            for message in app.messages() {
                if show_one(ui, app, theme, message) {
                    commands.push(Command::DismissMessage(message.id));
                }
            }
        });
}

/// The text of a message: on one line if there is room, else wrapped.
fn show_text(ui: &mut egui::Ui, text: String) {
    let room = (ui.ctx().content_rect().width() - BESIDE).clamp(100.0, WIDEST);
    let text = WidgetText::from(text);
    let extend = Some(TextWrapMode::Extend);
    let one_line = text
        .clone()
        .into_galley(ui, extend, f32::INFINITY, TextStyle::Body);
    if one_line.size().x <= room {
        ui.add(Label::new(text).extend());
        return;
    }
    ui.scope(|ui| {
        ui.set_width(room);
        ui.add(Label::new(text).wrap());
    });
}

/// Shows a message; says whether it was clicked away.
fn show_one(ui: &mut egui::Ui, app: &App, theme: &Theme, message: &Message) -> bool {
    let text = app.words().text(&message.text);
    let color = match message.severity {
        Severity::Info => theme.success,
        Severity::Warning => theme.warning,
    };
    Frame::popup(ui.style())
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let size = vec2(3.0, 18.0);
                let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
                ui.painter().rect_filled(rect, 1.0, style::color(color));
                show_text(ui, text);
                let close = ui.add(egui::Button::new("×").frame_when_inactive(false));
                let said = app.words().tr("button-close");
                close.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &said)
                });
                close.clicked()
            })
            .inner
        })
        .inner
}
