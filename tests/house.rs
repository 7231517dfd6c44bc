//! Who may look at whom: the rule of the rooms, held by reading the sources.
//!
//! A comment does not keep such a rule. This reads every path that the sources
//! name, in `use` lists and in the middle of code, and compares it with the
//! map in `ARCHITECTURE.md`. Tests inside the sources are not looked at.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may look at besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("document", &["text"]),
    ("formats", &["text", "document"]),
    ("store", &["text", "document", "formats"]),
    ("app", &["text", "document", "formats", "store"]),
    ("typeset", &["text"]),
    ("page", &["text", "document", "typeset"]),
    (
        "cli",
        &["text", "document", "formats", "store", "typeset", "page"],
    ),
    (
        "ui",
        &["text", "document", "store", "app", "typeset", "page"],
    ),
];

/// Crates that only the window may name.
const WINDOW_CRATES: &[&str] = &["eframe", "egui", "pollster", "rfd", "winit", "zbus"];

/// Parts of the standard library, and the only places that may name them.
const ONLY_IN: &[(&[&str], &[&str])] = &[
    (&["std", "fs"], &["store/"]),
    (&["std", "os"], &["store/"]),
    (&["std", "net"], &[]),
    (&["std", "thread"], &["app/worker.rs", "ui/file_dialog.rs"]),
    (&["std", "env"], &["ui/launch.rs", "ui/file_dialog.rs"]),
    (&["std", "process"], &["cli/", "main.rs"]),
    (&["std", "time", "Instant"], &[]),
    (&["std", "time", "SystemTime"], &["store/"]),
];

/// Questions to the disk that need no import, and the only places that may
/// ask: the store, and the look for a program that shows file dialogs.
const DISK_QUESTIONS: &[&str] = &[".exists()", ".is_file()", ".is_dir()", ".canonicalize()"];
const MAY_ASK_THE_DISK: &[&str] = &["store/", "ui/file_dialog.rs"];

/// What stands side by side in the window and must not know its neighbours.
const PANELS: &[&str] = &[
    "dialogs",
    "drop_overlay",
    "figures",
    "find_bar",
    "menu_bar",
    "reader",
    "side_panel",
    "status_bar",
    "tab_strip",
    "toasts",
    "toolbar",
];

/// A source file: its place under `src`, with `/`, and its code without
/// comments, literals and tests.
struct Source {
    name: String,
    whole: String,
    code: String,
}

impl Source {
    fn room(&self) -> Option<&str> {
        self.name.split_once('/').map(|(room, _)| room)
    }

    /// The path of the file's module: `["ui", "reader", "view"]`.
    fn module(&self) -> Vec<&str> {
        let path = self.name.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').filter(|part| *part != "lib").collect()
    }

    /// Every path that the file names, from the crate's root where it begins
    /// with `crate`, `self` or `super`.
    fn paths(&self) -> Vec<Vec<String>> {
        let module = self.module();
        let found = paths(&self.code);
        found
            .into_iter()
            .map(|path| absolute(&module, path))
            .collect()
    }

    fn is_in(&self, places: &[&str]) -> bool {
        let fits = |place: &&str| match place.strip_suffix('/') {
            Some(room) => self.room() == Some(room),
            None => self.name == **place,
        };
        places.iter().any(fits)
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            let whole = fs::read_to_string(&path).unwrap();
            Source {
                name: name.replace('\\', "/"),
                code: code_of(&whole),
                whole,
            }
        })
        .filter(|source| !source.name.ends_with("tests.rs"))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// A file's code up to its tests, which stand last, without comments and
/// literals.
fn code_of(whole: &str) -> String {
    let end = whole.find("\n#[cfg(test)]").unwrap_or(whole.len());
    let mut rest = &whole[..end];
    let mut code = String::new();
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |at| at + 2)
        } else if c == '"' {
            string_length(rest)
        } else if c == '\'' {
            char_length(rest)
        } else {
            0
        };
        code.push(if skipped > 0 { ' ' } else { c });
        rest = &rest[skipped.max(c.len_utf8())..];
    }
    code
}

/// The bytes of the string literal that `text` begins with.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

/// The bytes of the character literal that `text` begins with; 0 where it is
/// a lifetime.
fn char_length(text: &str) -> usize {
    let inside = &text[1..];
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map_or(0, |at| at + 4);
    }
    let mut chars = inside.char_indices().skip(1);
    match chars.next() {
        Some((at, '\'')) => at + 2,
        _ => 0,
    }
}

/// Names, `::`, and every other character but white space as itself.
fn tokens(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_name(first) {
            rest.find(|c| !is_name(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        found.push(token);
        rest = after.trim_start();
    }
    found
}

/// Every path of two names or more, `use` lists spread out.
fn paths(code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = tokens.get(at + 1) == Some(&"::") && is_name(tokens[at]);
        at = if starts {
            spread(&tokens, at, &[], &mut found)
        } else {
            at + 1
        };
    }
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads the path or `use` tree at `at`; returns what follows it.
fn spread(tokens: &[&str], at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    let mut at = at;
    loop {
        match tokens.get(at) {
            Some(&"{") => {
                at += 1;
                while let Some(&token) = tokens.get(at)
                    && token != "}"
                {
                    at = match token {
                        "as" => at + 2,
                        _ if is_name(token) => spread(tokens, at, &path, found),
                        _ => at + 1,
                    };
                }
                return at + 1;
            }
            Some(name) if is_name(name) => path.push((*name).to_owned()),
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&"::") {
            break;
        }
        at += 1;
    }
    found.push(path);
    at
}

/// A path from the crate's root; paths of other crates stay as they are.
fn absolute(module: &[&str], path: Vec<String>) -> Vec<String> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    let base = match path.first().map(String::as_str) {
        Some("super") => &module[..module.len().saturating_sub(supers)],
        Some("self") => module,
        _ => return path,
    };
    let rest = path.into_iter().skip(supers.max(1));
    let base = base.iter().map(|part| (*part).to_owned());
    std::iter::once("crate".to_owned())
        .chain(base)
        .chain(rest)
        .collect()
}

/// The room a path leads to, where it leads to one.
fn room_of(path: &[String]) -> Option<&str> {
    let [first, room, ..] = path else { return None };
    let known = ROOMS.iter().any(|(known, _)| known == room);
    (first == "crate" && known).then_some(room)
}

#[test]
fn rooms_look_only_at_the_rooms_they_may() {
    let mut seen = 0;
    for source in sources() {
        let Some(room) = source.room() else { continue };
        let (_, allowed) = ROOMS
            .iter()
            .find(|(name, _)| *name == room)
            .unwrap_or_else(|| panic!("{}: no such room on the map", source.name));
        for path in source.paths() {
            let Some(other) = room_of(&path) else {
                continue;
            };
            seen += 1;
            assert!(
                other == room || allowed.contains(&other),
                "{}: {room} may not look at {}",
                source.name,
                path.join("::")
            );
        }
    }
    assert!(
        seen > 200,
        "only {seen} paths were found: is the scan broken?"
    );
}

/// The window takes the settings' types from the store and nothing that
/// touches the disk but the one look for them at the start.
#[test]
fn the_window_takes_only_the_settings_from_the_store() {
    for source in sources().iter().filter(|s| s.room() == Some("ui")) {
        for path in source.paths() {
            let stored = room_of(&path) == Some("store");
            let settings = path
                .get(2)
                .is_some_and(|name| name.to_lowercase() == "settings");
            assert!(!stored || settings, "{}: {}", source.name, path.join("::"));
        }
    }
}

#[test]
fn only_the_window_knows_the_crates_of_the_window() {
    for source in sources().iter().filter(|s| s.room() != Some("ui")) {
        for path in source.paths() {
            let first = path.first().map(String::as_str).unwrap_or_default();
            assert!(
                !WINDOW_CRATES.contains(&first),
                "{} names {}",
                source.name,
                path.join("::")
            );
        }
    }
}

#[test]
fn disk_threads_clock_and_environment_stay_where_they_belong() {
    for source in sources() {
        for path in source.paths() {
            for (what, places) in ONLY_IN {
                let named = path.iter().map(String::as_str).take(what.len());
                assert!(
                    !named.eq(what.iter().copied()) || source.is_in(places),
                    "{} names {}",
                    source.name,
                    path.join("::")
                );
            }
        }
        let asks = DISK_QUESTIONS.iter().find(|q| source.code.contains(**q));
        assert!(
            asks.is_none() || source.is_in(MAY_ASK_THE_DISK),
            "{} asks the disk: {asks:?}",
            source.name
        );
    }
}

#[test]
fn panels_do_not_know_each_other() {
    let sources = sources();
    let panel_of = |module: &[&str]| match module {
        ["ui", name, ..] => PANELS.iter().copied().find(|panel| panel == name),
        _ => None,
    };
    let mut met = std::collections::BTreeSet::new();
    for source in &sources {
        let Some(panel) = panel_of(&source.module()) else {
            continue;
        };
        met.insert(panel);
        for path in source.paths() {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            let other = names.split_first().and_then(|(_, rest)| panel_of(rest));
            assert!(
                names.first() != Some(&"crate") || other.is_none_or(|other| other == panel),
                "{}: {}",
                source.name,
                path.join("::")
            );
        }
    }
    assert_eq!(
        met.len(),
        PANELS.len(),
        "a panel of the list is gone: {met:?}"
    );
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    for source in sources() {
        assert!(source.whole.starts_with("//! "), "{}", source.name);
    }
}

#[test]
fn the_scan_sees_paths_and_nothing_else() {
    let code = code_of(
        "use crate::{app::{self, Tab as T}, ui};\n// use crate::cli;\nlet x = \"crate::page::\\\"\";\n\
         fn f<'a>(c: &'a str) -> char { super::super::style::color('\"'); '\\'' }\n#[cfg(test)]\nuse crate::store;",
    );
    let module = ["ui", "side_panel", "paint"];
    let found: Vec<_> = paths(&code)
        .into_iter()
        .map(|path| absolute(&module, path).join("::"))
        .collect();
    let expected = [
        "crate::app::self",
        "crate::app::Tab",
        "crate::ui",
        "crate::ui::style::color",
    ];
    assert_eq!(found, expected);
}
