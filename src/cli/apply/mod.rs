//! `hashiya apply`: edits from a script, one JSON object a line, through the
//! same document and history as the window's.
//!
//! Invariant: every line that holds an edit is answered with one line, flushed
//! before the next is read, in order; a refused edit changes nothing and stops
//! nothing. `docs/apply.md` describes the edits.

mod labels;
mod lines;
mod ops;
mod request;

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde::Serialize;

use super::recover;
use crate::document::Document;
use crate::store::journal::Leftover;
use crate::store::{self, FileKind, Opened, Replace};
use crate::text::Encoding;
use lines::{Line, next_line};

/// Status where every edit was made and the result saved.
const ALL_MADE: u8 = 0;
/// Status where edits were refused; the others were made and saved.
const SOME_REFUSED: u8 = 1;
/// Status where nothing was saved.
const NOT_SAVED: u8 = 2;

/// Apply edits to annotations, one JSON object a line.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Each line of the input is an edit, such as
  {\"op\":\"add\",\"label\":\"place\",\"start\":44,\"end\":50}
  {\"op\":\"set-span\",\"id\":1,\"start\":45,\"end\":50}
  {\"op\":\"undo\"}
and is answered by a line: {\"ok\":true,\"revision\":1,\"id\":1} or
{\"ok\":false,\"line\":2,\"error\":\"…\"}. Places count code points from 0, the end
not included. The result is saved at the end of the input.

Edits: add, remove, set-span, set-label, set-attribute, note, link, split,
join, duplicate, mark-all, unmark-all; add-entity, set-entity, remove-entity,
merge-entities, split-entity; add-label, edit-label, remove-label, move-label,
load-labels; direction, undo, redo, go-to. docs/apply.md describes them.

Exit status: 0 if every edit was made, 1 if some were refused (the others are
saved), 2 if the file could not be opened or saved.")]
pub struct ApplyArgs {
    /// An annotation file (NAME.hashiya.ron), or an article, beside which one
    /// is opened or started
    pub file: PathBuf,
    /// Read the edits from this file instead of standard input
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,
    /// The article's encoding, such as windows-1256, where it is not UTF-8
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    pub encoding: Option<Encoding>,
}

/// What is being edited, and where it is saved.
struct Target {
    document: Document,
    path: PathBuf,
    replace: Replace,
    /// Whether there is no such file yet, so that it is written even if there
    /// is nothing to change.
    is_new: bool,
    /// Work of an earlier run that is in the document.
    leftover: Option<Leftover>,
}

/// The answer to an edit that was refused.
#[derive(Serialize)]
struct Refusal<'a> {
    ok: bool,
    line: u64,
    error: &'a str,
}

/// Applies the edits and saves; the status says how it went.
pub fn run(args: ApplyArgs) -> anyhow::Result<ExitCode> {
    let status = match run_inner(&args) {
        Ok(0) => ALL_MADE,
        Ok(_) => SOME_REFUSED,
        Err(error) => {
            // Nothing is printed to standard output that is no answer.
            eprintln!("hashiya: {error:#}");
            NOT_SAVED
        }
    };
    Ok(ExitCode::from(status))
}

/// Answers how many edits were refused.
fn run_inner(args: &ApplyArgs) -> anyhow::Result<u64> {
    let mut target = open(&args.file, args.encoding)?;
    let mut answers = Answers::default();
    let read = match &args.edits {
        Some(path) => {
            let mut edits = store::open_stream(path)?;
            apply_all(&mut target.document, &mut edits, &mut answers)
        }
        None => apply_all(&mut target.document, &mut io::stdin().lock(), &mut answers),
    };
    // What was made is kept, though the rest could not be read.
    if target.is_new || target.document.is_modified() {
        let home = recover::home();
        let saved = store::save(
            &target.document,
            &target.path,
            target.replace,
            home.as_ref(),
        )?;
        if let Some(leftover) = &target.leftover {
            recover::note_saved(leftover, saved.stamp);
        }
    }
    let refused =
        read.context("the edits could not be read to their end; those before are saved")?;
    Ok(refused)
}

/// Opens an annotation file, or the one beside an article, or starts that.
fn open(path: &Path, encoding: Option<Encoding>) -> anyhow::Result<Target> {
    let opened = store::open_as(path, encoding)?;
    if opened.kind == FileKind::AnnotationFile {
        return Ok(existing(opened));
    }
    let Some(beside) = opened.annotations_beside.clone() else {
        let path = store::annotation_path_for(&opened.path);
        let (document, leftover) = recover::with_work(opened);
        return Ok(Target {
            document,
            path,
            replace: Replace::Nothing,
            is_new: true,
            leftover,
        });
    };
    let annotated = store::open(&beside)?;
    let (ours, theirs) = (opened.document.article(), annotated.document.article());
    if ours.text() != theirs.text() || ours.has_bom() != theirs.has_bom() {
        bail!(
            "{} belongs to another text than {}: name the annotation file itself to edit it, or move it away",
            beside.display(),
            path.display()
        );
    }
    Ok(existing(annotated))
}

/// An annotation file, with the work that was never saved to it.
fn existing(opened: Opened) -> Target {
    let (path, replace) = (opened.path.clone(), Replace::Unchanged(opened.stamp));
    let (document, leftover) = recover::with_work(opened);
    Target {
        document,
        path,
        replace,
        is_new: false,
        leftover,
    }
}

/// Makes edits until the input ends; answers how many were refused.
fn apply_all(
    document: &mut Document,
    input: &mut impl BufRead,
    answers: &mut Answers,
) -> anyhow::Result<u64> {
    let mut line = Vec::new();
    let (mut number, mut refused) = (0, 0);
    loop {
        let read = next_line(input, &mut line)?;
        number += 1;
        let made = match read {
            Line::End => return Ok(refused),
            Line::Blank => continue,
            Line::TooLong => Err(format!(
                "the line is longer than {} bytes",
                lines::MAX_LINE_BYTES
            )),
            Line::Whole => match std::str::from_utf8(&line) {
                Ok(text) => ops::apply(document, text),
                Err(error) => Err(format!(
                    "the line is not UTF-8, at its byte {}",
                    error.valid_up_to() + 1
                )),
            },
        };
        match made {
            Ok(answer) => answers.send(&answer)?,
            Err(error) => {
                refused += 1;
                answers.send(&Refusal {
                    ok: false,
                    line: number,
                    error: &error,
                })?;
            }
        }
    }
}

/// Standard output; once its reader has gone, nothing is written to it, and
/// the edits go on.
#[derive(Default)]
struct Answers {
    nobody_reads: bool,
}

impl Answers {
    fn send(&mut self, answer: &impl Serialize) -> anyhow::Result<()> {
        if self.nobody_reads {
            return Ok(());
        }
        let mut bytes = serde_json::to_vec(answer)?;
        bytes.push(b'\n');
        let mut out = io::stdout().lock();
        match out.write_all(&bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.nobody_reads = true;
                Ok(())
            }
            result => result.context("cannot write to standard output"),
        }
    }
}
