//! `hashiya check`: whether files can be opened, and everything that is wrong
//! with those that can't, one line a problem.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::document::Document;
use crate::store::{self, OpenFault};
use crate::text::Encoding;

/// Check annotation files and articles.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Annotation files (NAME.hashiya.ron) or articles
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The encoding of the articles, such as windows-1256, where it is not
    /// UTF-8
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    pub encoding: Option<Encoding>,
}

/// Prints `FILE:LINE:COLUMN: message` for each problem of each file; exit
/// status 1 if there is any.
pub fn run(args: CheckArgs) -> anyhow::Result<ExitCode> {
    let mut clean = true;
    for path in &args.files {
        super::recover::tell_work(path);
        let found = examined(path, args.encoding);
        if let Ok(Some(kept)) = &found {
            eprintln!("hashiya: {kept}");
        }
        for line in found.err().unwrap_or_default() {
            clean = false;
            super::write_out(format!("{line}\n").as_bytes())?;
        }
    }
    Ok(if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// One line for each problem of a file. What concerns the whole file has no
/// line and column. A file that is right has none; of one that has fields that
/// are not known, their names are told, since one of them may be misspelt.
fn examined(path: &Path, encoding: Option<Encoding>) -> Result<Option<String>, Vec<String>> {
    let name = path.display();
    let error = match store::open_as(path, encoding) {
        Ok(opened) => {
            super::tell_broken_seal(&opened);
            return Ok(unknown(&opened.document).map(|told| format!("{name}: {told}")));
        }
        Err(error) => error,
    };
    Err(match error.fault {
        OpenFault::AnnotationFile(error) => {
            let problems = error.problems.iter();
            let more = format!("{name}: there may be more; correct these and check again");
            problems
                .map(|problem| one_line(&format!("{name}:{problem}")))
                .chain((!error.complete).then_some(more))
                .collect()
        }
        OpenFault::Undecided(undecided) => {
            let line = undecided.line;
            vec![one_line(&format!("{name}:{line}: {undecided}"))]
        }
        fault => vec![one_line(&format!("{name}: {fault}"))],
    })
}

/// The names of the fields that are not known, each with how often it is there;
/// the first 20 of them.
fn unknown(document: &Document) -> Option<String> {
    const TOLD: usize = 20;
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for field in document.unknown_fields() {
        *names.entry(&field.name).or_default() += 1;
    }
    let told = names.iter().take(TOLD);
    let told: Vec<_> = told
        .map(|(name, times)| format!("{name} ({times})"))
        .collect();
    let more = if names.len() > TOLD { ", …" } else { "" };
    (!told.is_empty()).then(|| format!("not known here, and kept: {}{more}", told.join(", ")))
}

/// A message on one line, whatever names it quotes.
fn one_line(message: &str) -> String {
    message.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_a_line_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("good.txt"), "قال").unwrap();
        std::fs::write(path("bad.txt"), b"a\n\xFF").unwrap();
        std::fs::write(
            path("new.hashiya.ron"),
            "(\n  format: \"hashiya\",\n  version: 3,\n)",
        )
        .unwrap();
        let lines = |name: &str| {
            let prefix = format!("{}:", path(name).display());
            let strip = |line: String| line.strip_prefix(&prefix).unwrap().to_owned();
            let found = examined(&path(name), None).err().unwrap_or_default();
            found.into_iter().map(strip).collect::<Vec<_>>()
        };
        assert!(lines("good.txt").is_empty());
        assert!(lines("bad.txt")[0].starts_with("2: not UTF-8"));
        assert!(lines("new.hashiya.ron")[0].starts_with("3:12: the file is of version 3"));
        assert!(lines("none.txt")[0].starts_with(" there is no such file"));
    }

    #[test]
    fn what_is_kept_unknown_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.hashiya.ron");
        let set = include_str!("../../tests/fixtures/v2.hashiya.ron");
        std::fs::write(&path, set).unwrap();
        assert_eq!(examined(&path, None), Ok(None));
        let more = set.replace("(id: ", "(nte: 1, id: ");
        std::fs::write(
            &path,
            more.replacen("    unit", "    layer: [],\n    unit", 1),
        )
        .unwrap();
        let told = examined(&path, None).unwrap().unwrap();
        let times = set.matches("(id: ").count();
        assert!(told.ends_with(&format!(
            ": not known here, and kept: layer (1), nte ({times})"
        )));
    }
}
