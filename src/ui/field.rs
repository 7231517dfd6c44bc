//! A line to type in, behind one function.
//!
//! Invariant: every text field of the window is made here, so that all of them
//! get better at once.

use egui::{Context, Id, Response, TextEdit, Ui};

/// A field of one line that fills the width; `name` is what assistive
/// technology calls it.
pub fn single_line(ui: &mut Ui, id: Id, text: &mut String, name: &str, hint: &str) -> Response {
    let response = ui.add(
        TextEdit::singleline(text)
            .id(id)
            .hint_text(hint)
            .desired_width(f32::INFINITY),
    );
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(enabled, "", text.as_str(), hint);
        info.label = Some(name.to_owned());
        info
    });
    response
}

/// Whether someone types in one of these fields, so that keys belong to it.
pub fn is_typing(ctx: &Context) -> bool {
    ctx.text_edit_focused()
}
