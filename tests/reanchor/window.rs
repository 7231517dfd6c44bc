//! Re-anchoring in the real window, by keys and pointer.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use hashiya::app::Command;
use hashiya::app::message::Dialog;

use crate::reading::{Driven, marked, open};
use crate::util::driver::write;
use crate::window::{app, press, select};

const OLD: &str = "زار محمد علي القاهرة مع جنوده.\nوقال إن النيل جميل جدا.\n";
const NEW: &str = "زار محمد سعيد القاهرة مع جنوده.\nوقال إنه جميل جدا.\n";
const NONE: Modifiers = Modifiers::NONE;

fn wait_for(harness: &mut Driven, what: impl Fn(&Driven) -> bool) {
    for _ in 0..2000 {
        harness.run();
        if what(harness) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("it does not come");
}

fn lost(harness: &Driven) -> usize {
    app(harness).active_tab().unwrap().document.lost_count()
}

#[test]
fn annotations_are_taken_over_and_decided_about_with_the_keyboard() {
    let (mut harness, folder) = open(OLD);
    for (words, key) in [
        ("محمد علي", Key::Num1),
        ("القاهرة", Key::Num2),
        ("النيل", Key::Num2),
    ] {
        select(&mut harness, words);
        press(&mut harness, key, NONE);
    }
    let new = write(folder.path(), "corrected.txt", NEW.as_bytes());
    // From the palette, since a test has no file dialog: the path is typed.
    press(&mut harness, Key::P, Modifiers::COMMAND | Modifiers::SHIFT);
    harness.event(egui::Event::Text("Re-anchor".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    wait_for(&mut harness, |it| {
        matches!(app(it).dialog(), Some(Dialog::TypedPath { .. }))
    });
    press(&mut harness, Key::A, Modifiers::COMMAND);
    harness.event(egui::Event::Text(new.display().to_string()));
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    wait_for(&mut harness, |it| {
        matches!(app(it).dialog(), Some(Dialog::Review(_)))
    });
    assert_eq!((app(&harness).tabs().len(), lost(&harness)), (2, 2));
    // The first has a place; the second none, and Enter does nothing to it.
    harness.run();
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(marked(&harness), ["person: محمد سعيد", "place: القاهرة"]);
    press(&mut harness, Key::Enter, NONE);
    assert_eq!(lost(&harness), 1);
    press(&mut harness, Key::Escape, NONE);
    assert!(app(&harness).dialog().is_none());
    // Its row in the list, then its place by hand.
    harness.get_by_label("النيل").click();
    harness.run();
    select(&mut harness, "جميل");
    press(&mut harness, Key::B, Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(marked(&harness).last().unwrap(), "place: جميل");
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    press(&mut harness, Key::Z, Modifiers::COMMAND);
    assert_eq!((lost(&harness), marked(&harness).len()), (2, 1));
}

#[test]
fn the_sheet_leaves_what_is_left_and_leads_to_the_text() {
    let (mut harness, folder) = open(OLD);
    select(&mut harness, "محمد علي");
    press(&mut harness, Key::Num1, NONE);
    let new = write(folder.path(), "corrected.txt", NEW.as_bytes());
    let tab = app(&harness).active_tab().unwrap().id;
    crate::window::send(&mut harness, Command::ReanchorOnto(tab, new, None));
    wait_for(&mut harness, |it| {
        matches!(app(it).dialog(), Some(Dialog::Review(_)))
    });
    harness.get_by_label("Select in the Article…").click();
    harness.run();
    let tab = app(&harness).active_tab().unwrap();
    assert!(app(&harness).dialog().is_none() && tab.chosen_lost.is_some());
    // It is in the panel, and the review comes back from there.
    harness
        .get_by_label("Decide About Lost Annotations…")
        .click();
    harness.run();
    press(&mut harness, Key::Delete, NONE);
    let tab = app(&harness).active_tab().unwrap();
    assert_eq!(
        (
            tab.document.lost_count(),
            tab.proposals.as_ref().unwrap().len()
        ),
        (1, 0)
    );
    press(&mut harness, Key::Escape, NONE);
    harness.get_by_label("Delete Lost Annotation").click();
    harness.run();
    assert_eq!(lost(&harness), 0);
}
