//! One row of the table: its cells drawn, clicked, typed in, and named for
//! assistive technology.
//!
//! Invariant: a row is exactly as high as the list expects. Numbers stand at the
//! end of their cell in Western digits, left to right in either language; what is
//! read but not kept is weaker than what is kept.

use egui::accesskit::Role;
use egui::{Align2, Popup, Rect, Response, Sense, TextStyle, Ui, WidgetInfo, vec2};

use crate::app::i18n::Value;
use crate::app::{App, Command, Tab};
use crate::document::figure_row::{FigureRow, Standing};
use crate::document::{AnnotationId, AttributeKind, AttributeName, AttributeValue};
use crate::page::theme::Theme;

use super::super::draft::{Drafts, Subject, figure_value};
use super::super::{layout, style};
use super::model::Column;
use super::summary::grouped;

/// The widths of the columns after the text's, in points; the text has the rest.
const WIDTHS: [f32; 6] = [130.0, 92.0, 150.0, 76.0, 124.0, 132.0];
const LEAST_TEXT: f32 = 120.0;

/// Space at both ends of a cell, in points.
const PAD: f32 = 6.0;

/// What a click on a row asks for.
pub enum Click {
    /// To go there.
    Row,
    /// To type in a cell.
    Edit(Column),
    /// To keep what is read.
    Accept,
    /// A value that was chosen.
    Set(Box<Command>),
}

/// What became of a row that was shown.
#[derive(Default)]
pub struct Shown {
    /// What was clicked.
    pub click: Option<Click>,
    /// Whether nothing more is typed in it.
    pub is_over: bool,
}

/// What a row is drawn with.
pub struct Pen<'a> {
    /// The state.
    pub app: &'a App,
    /// The document.
    pub tab: &'a Tab,
    /// Its colours.
    pub theme: &'a Theme,
    /// The figure.
    pub row: &'a FigureRow,
    /// Whether it is the chosen annotation.
    pub is_chosen: bool,
    /// Whether it is one of the selected rows.
    pub is_selected: bool,
    /// Whether the rows have the keyboard.
    pub has_keys: bool,
}

/// The cells of a row, from where lines of the interface begin.
pub fn of_row(rect: Rect, right_to_left: bool) -> Vec<(Column, Rect)> {
    let rest: f32 = WIDTHS.iter().sum();
    let text = (rect.width() - rest).max(LEAST_TEXT);
    let widths = std::iter::once(text).chain(WIDTHS);
    let cells = layout::cells(rect, widths, right_to_left);
    Column::ALL.into_iter().zip(cells).collect()
}

/// Whether lines of the interface run from right to left.
pub fn is_right_to_left(app: &App) -> bool {
    app.words().language().is_right_to_left()
}

/// The key of a column's name in the translations.
pub fn name_key(column: Column) -> &'static str {
    match column {
        Column::Standing => "figures-column-standing",
        Column::Text => "figures-column-text",
        Column::Value => "figures-column-value",
        Column::Modifier => "figures-column-modifier",
        Column::Unit => "figures-column-unit",
        Column::Currency => "figures-column-currency",
        Column::Date => "figures-column-date",
    }
}

/// The attribute of a column, where its values are attributes.
fn attribute_of(column: Column) -> Option<AttributeName> {
    let name = match column {
        Column::Value => "value",
        Column::Modifier => "modifier",
        Column::Unit => "unit",
        Column::Currency => "currency",
        Column::Date => "date",
        Column::Standing | Column::Text => return None,
    };
    AttributeName::new(name).ok()
}

/// What is typed about in a cell; `None` where nothing can be typed.
pub fn subject(tab: &Tab, id: AnnotationId, column: Column) -> Option<Subject> {
    let name = attribute_of(column)?;
    let label = &tab.document.annotation(id)?.label;
    let attribute = tab.document.labels().get(label)?.attribute(&name)?;
    let is_typed = matches!(attribute.kind, AttributeKind::Text | AttributeKind::Number);
    is_typed.then_some(Subject::Figure(id, name))
}

/// A value with what it counts, for people.
pub fn measure(
    unit: Option<&str>,
    currency: Option<&str>,
    percent: bool,
) -> impl Fn(&str) -> String {
    let mut after = String::new();
    if percent {
        after.push('%');
    }
    for word in currency.into_iter().chain(unit) {
        after.push(' ');
        after.push_str(word);
    }
    move |value| format!("{value}{after}")
}

/// What the cells say as text for another program: exact numbers without
/// separators, one line each.
pub fn raw(app: &App, row: &FigureRow) -> [String; 7] {
    let one_line = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    Column::ALL.map(|column| match column {
        Column::Value => value(row, |number| number.to_string()),
        column => one_line(&text(app, row, column)),
    })
}

fn value(row: &FigureRow, written: impl Fn(crate::document::Number) -> String) -> String {
    let mut shown = row.value.map(&written).unwrap_or_default();
    if let Some(to) = row.value_to {
        shown = format!("{shown}\u{2013}{}", written(to));
    }
    if row.percent && !shown.is_empty() {
        shown.push('%');
    }
    shown
}

/// What a cell shows.
fn text(app: &App, row: &FigureRow, column: Column) -> String {
    let words = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    match column {
        Column::Text => row.text.to_string(),
        Column::Value => value(row, grouped),
        Column::Modifier => match &row.modifier {
            Some(option) => modifier(app, row, option),
            None => String::new(),
        },
        Column::Unit => words(&row.unit),
        Column::Currency => words(&row.currency),
        Column::Date => words(&row.date),
        Column::Standing => {
            let key = match row.standing {
                Standing::Kept => "figures-standing-kept",
                Standing::Certain => "figures-standing-certain",
                Standing::Doubtful => "figures-standing-doubtful",
                Standing::Unread => "figures-standing-unread",
            };
            app.words().tr(key)
        }
    }
}

/// What a modifier is called in the language of the interface.
fn modifier(app: &App, row: &FigureRow, option: &crate::document::OptionName) -> String {
    let options = modifiers(app, row);
    let known = options.into_iter().find(|(name, _)| name == option);
    known.map_or_else(|| option.to_string(), |(_, name)| name)
}

/// The modifiers that a figure's label has, with what they are called.
fn modifiers(app: &App, row: &FigureRow) -> Vec<(crate::document::OptionName, String)> {
    let name = attribute_of(Column::Modifier);
    let labels = app.active_tab().map(|tab| tab.document.labels());
    let label = labels.and_then(|labels| labels.get(&row.label));
    let attribute = label
        .zip(name)
        .and_then(|(label, name)| label.attribute(&name));
    let Some(AttributeKind::Choice(options)) = attribute.map(|it| &it.kind) else {
        return Vec::new();
    };
    let arabic = is_right_to_left(app);
    let named = options.iter().map(|option| {
        let name = match arabic {
            true => &option.name_ar,
            false => &option.name_en,
        };
        (option.name.clone(), name.clone())
    });
    named.collect()
}

/// Draws the name of a column above its cells, with an arrow where it sorts: up
/// for ascending.
pub fn header(
    ui: &Ui,
    cell: Rect,
    response: &Response,
    (name, down): (&str, Option<bool>),
    anchor: Align2,
) {
    let visuals = ui.style().interact(response);
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(cell, visuals.corner_radius, visuals.weak_bg_fill);
    }
    let inside = cell.shrink2(vec2(PAD, 0.0));
    let font = TextStyle::Body.resolve(ui.style());
    let color = match down {
        Some(_) => ui.visuals().strong_text_color(),
        None => ui.visuals().weak_text_color(),
    };
    let painter = ui.painter_at(cell);
    painter.text(anchor.pos_in_rect(&inside), anchor, name, font, color);
    if let Some(down) = down {
        let room = inside.shrink2(vec2(4.0, 0.0));
        let end = match anchor {
            Align2::RIGHT_CENTER => room.left_center(),
            _ => room.right_center(),
        };
        let arrow = Rect::from_center_size(end, vec2(8.0, 6.0));
        let points = match down {
            true => vec![arrow.left_top(), arrow.right_top(), arrow.center_bottom()],
            false => vec![
                arrow.left_bottom(),
                arrow.center_top(),
                arrow.right_bottom(),
            ],
        };
        let line = egui::Stroke::NONE;
        painter.add(egui::Shape::convex_polygon(points, color, line));
    }
}

/// Where what a cell shows stands in it.
pub fn anchor(column: Column, app: &App, tab: &Tab) -> Align2 {
    match column {
        Column::Text => layout::line_start(tab.document.direction()),
        // The units of numbers stand below each other in either language.
        Column::Value => Align2::RIGHT_CENTER,
        _ => layout::interface_start(is_right_to_left(app)),
    }
}

impl Pen<'_> {
    /// Shows the row; `editing` is the column that is typed in.
    pub fn show(
        &self,
        ui: &mut Ui,
        index: usize,
        editing: Option<Column>,
        drafts: &mut Drafts,
    ) -> Shown {
        let size = vec2(ui.available_width(), style::ROW_HEIGHT);
        let (_, rect) = ui.allocate_space(size);
        let id = ui.scope_id().with(("figure", self.row.id.0));
        let response = ui.interact(rect, id, Sense::click());
        self.name(&response);
        self.background(ui, rect, &response, index);
        let mut shown = Shown::default();
        let pointer = response.interact_pointer_pos();
        for (column, cell) in of_row(rect, self.right_to_left()) {
            if editing == Some(column) {
                shown.is_over = !self.field(ui, cell, column, drafts);
                continue;
            }
            self.cell(ui, cell, column);
            let is_under = pointer.is_some_and(|at| cell.contains(at));
            if column == Column::Standing && self.can_accept() {
                if self.accept_button(ui, cell) {
                    shown.click = Some(Click::Accept);
                }
            } else if is_under && response.double_clicked() {
                if subject(self.tab, self.row.id, column).is_some() {
                    shown.click = Some(Click::Edit(column));
                }
            } else if is_under && response.clicked() {
                shown.click = Some(Click::Row);
            }
            if column == Column::Modifier
                && self.is_chosen
                && let Some(command) = self.choice(ui, cell)
            {
                shown.click = Some(Click::Set(Box::new(command)));
            }
        }
        self.tip(response);
        shown
    }

    fn right_to_left(&self) -> bool {
        is_right_to_left(self.app)
    }

    fn can_accept(&self) -> bool {
        matches!(self.row.standing, Standing::Certain | Standing::Doubtful)
    }

    fn name(&self, response: &Response) {
        let cells = Column::ALL.into_iter().skip(1);
        let cells = cells.map(|column| text(self.app, self.row, column));
        let cells: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
        response.widget_info(|| {
            let args = [
                ("text", Value::Text(self.row.text.to_string())),
                ("cells", Value::Text(cells.join(" \u{B7} "))),
            ];
            let said = self.app.words().tr_args("figures-row", &args);
            WidgetInfo::selected(Role::Row, true, self.is_selected || self.is_chosen, said)
        });
    }

    fn tip(&self, response: Response) {
        if self.row.unread.is_empty() || self.row.standing == Standing::Kept {
            return;
        }
        let rest = Value::Text(self.row.unread.join(" \u{2026} "));
        let tip = self
            .app
            .words()
            .tr_args("figures-unread-tip", &[("text", rest)]);
        response.on_hover_text(tip);
    }

    fn background(&self, ui: &Ui, rect: Rect, response: &Response, index: usize) {
        let theme = self.theme;
        let fill = if self.is_chosen || self.is_selected {
            Some(theme.pressed_bg)
        } else if response.hovered() {
            Some(theme.hover_bg)
        } else {
            (index % 2 == 1).then_some(theme.panel_bg)
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, 0.0, style::color(fill));
        }
        if self.is_chosen && self.has_keys {
            let line = egui::Stroke::new(1.0, style::color(theme.focus_ring));
            let inside = rect.shrink(0.5);
            ui.painter()
                .rect_stroke(inside, 0.0, line, egui::StrokeKind::Inside);
        }
    }

    fn cell(&self, ui: &Ui, cell: Rect, column: Column) {
        let inside = cell.shrink2(vec2(PAD, 0.0));
        let kept = self.row.standing == Standing::Kept;
        let text = match (column, self.row.standing) {
            (Column::Standing, _) if self.can_accept() => return,
            _ => text(self.app, self.row, column),
        };
        let color = match (column, self.row.standing) {
            (Column::Standing, Standing::Unread) => ui.visuals().warn_fg_color,
            (Column::Text, _) => ui.visuals().text_color(),
            _ if kept => ui.visuals().text_color(),
            _ => ui.visuals().weak_text_color(),
        };
        let anchor = anchor(column, self.app, self.tab);
        let font = TextStyle::Body.resolve(ui.style());
        let at = anchor.pos_in_rect(&inside);
        ui.painter_at(inside).text(at, anchor, text, font, color);
    }

    /// A button that keeps what is read; says whether it was clicked.
    fn accept_button(&self, ui: &mut Ui, cell: Rect) -> bool {
        let words = self.app.words();
        let button = egui::Button::new(words.tr("figures-accept")).small();
        let inside = cell.shrink2(vec2(PAD - 2.0, 3.0));
        let mut child = ui.new_child(
            egui::UiBuilder::new()
                .id_salt(("accept", self.row.id.0))
                .max_rect(inside)
                .layout(layout::row_from_start(self.right_to_left())),
        );
        let response = child.add(button);
        if self.row.standing == Standing::Doubtful {
            child.weak(words.tr("figures-standing-doubtful"));
        }
        let text = Value::Text(self.row.text.to_string());
        let cells = Value::Text(words.tr("figures-accept"));
        let said = words.tr_args("figures-row", &[("text", text), ("cells", cells)]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        response
            .on_hover_text(words.tr("figures-accept-tip"))
            .clicked()
    }

    /// The field in a cell; says whether it goes on.
    fn field(&self, ui: &mut Ui, cell: Rect, column: Column, drafts: &mut Drafts) -> bool {
        let Some(subject) = subject(self.tab, self.row.id, column) else {
            return false;
        };
        let id = drafts.field_id(self.tab.id, &subject);
        let value = match column {
            Column::Value => self.row.value.map(|it| it.to_string()).unwrap_or_default(),
            column => text(self.app, self.row, column),
        };
        let builder = egui::UiBuilder::new()
            .id_salt(("field", self.row.id.0))
            .max_rect(cell.shrink2(vec2(1.0, 1.0)));
        let mut child = ui.new_child(builder);
        let name = self.app.words().tr(name_key(column));
        drafts.field(&mut child, self.tab, subject, &value, &name);
        ui.memory(|memory| memory.has_focus(id))
    }

    /// The menu of modifiers under a click on their cell in the chosen row.
    fn choice(&self, ui: &Ui, cell: Rect) -> Option<Command> {
        let name = attribute_of(Column::Modifier)?;
        let options = modifiers(self.app, self.row);
        if options.is_empty() {
            return None;
        }
        let id = ui.scope_id().with(("modifier", self.row.id.0));
        let response = ui.interact(cell, id, Sense::click());
        let said = self.app.words().tr(name_key(Column::Modifier));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        let none = (None, self.app.words().tr("details-none"));
        let options = options.into_iter().map(|(name, text)| (Some(name), text));
        let mut chosen = None;
        Popup::menu(&response).show(|ui| {
            for (option, text) in std::iter::once(none).chain(options) {
                let is_it = option == self.row.modifier;
                if ui.selectable_label(is_it, text).clicked() {
                    let value = option.map(AttributeValue::Choice);
                    let document = &self.tab.document;
                    chosen = Some(figure_value(document, self.row.id, name.clone(), value));
                    ui.close();
                }
            }
        });
        chosen
    }
}
