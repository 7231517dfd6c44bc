//! `hashiya check`: whether files can be opened, and everything that is wrong
//! with those that can't, one line a problem.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
        for line in problems(path, args.encoding) {
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

/// One line for each problem of a file; none for a file that is right. What
/// concerns the whole file has no line and column.
pub fn problems(path: &Path, encoding: Option<Encoding>) -> Vec<String> {
    let name = path.display();
    let Err(error) = store::open_as(path, encoding) else {
        return Vec::new();
    };
    match error.fault {
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
    }
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
            problems(&path(name), None)
                .into_iter()
                .map(strip)
                .collect::<Vec<_>>()
        };
        assert!(lines("good.txt").is_empty());
        assert!(lines("bad.txt")[0].starts_with("2: not UTF-8"));
        assert!(lines("new.hashiya.ron")[0].starts_with("3:12: the file is of version 3"));
        assert!(lines("none.txt")[0].starts_with(" there is no such file"));
    }
}
