//! `hashiya apply`: edits from a script, one JSON object a line, through the
//! same document and history as the window's.
//!
//! Invariant: every line that holds an edit is answered with one line, in
//! order, when its step is synced to the journal, and before more input is
//! waited for; a refused edit changes nothing and stops nothing.
//! `docs/apply.md` describes the edits.

mod answers;
mod labels;
mod lines;
mod ops;
mod request;
mod target;

use std::io::{self, BufReader, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use crate::store;
use crate::text::Encoding;
use answers::Answers;
use lines::{Line, next_line};
use target::Target;

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
not included. The result is saved at the end of the input; what was answered
for is kept before that, and `hashiya recover` brings it back.

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
    /// Edit the file although another window or machine is editing it
    #[arg(long)]
    pub take_over: bool,
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
    let mut target = Target::open(&args.file, args.encoding, args.take_over)?;
    let read = match &args.edits {
        Some(path) => apply_all(&mut target, &mut store::open_stream(path)?),
        None => apply_all(&mut target, &mut BufReader::new(io::stdin().lock())),
    };
    // What was made is kept, though the rest could not be read.
    target.save()?;
    read.context("the edits could not be read to their end; those before are saved")
}

/// Makes edits until the input ends; answers how many were refused.
fn apply_all(target: &mut Target, input: &mut BufReader<impl Read>) -> anyhow::Result<u64> {
    let mut answers = Answers::default();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        // Edits that are there already share a sync.
        if answers.is_full() || !input.buffer().contains(&b'\n') {
            let kept = target.keep();
            answers.send(kept)?;
        }
        let read = next_line(input, &mut line)?;
        number += 1;
        match read {
            Line::End => break,
            Line::Blank => {}
            Line::TooLong => {
                let limit = lines::MAX_LINE_BYTES;
                answers.refuse(number, format!("the line is longer than {limit} bytes"));
            }
            Line::Whole => match std::str::from_utf8(&line) {
                Ok(text) => match ops::apply(&mut target.document, text) {
                    Ok(answer) => answers.made(answer),
                    Err(error) => answers.refuse(number, error),
                },
                Err(error) => {
                    let at = error.valid_up_to() + 1;
                    answers.refuse(number, format!("the line is not UTF-8, at its byte {at}"));
                }
            },
        }
    }
    let kept = target.keep();
    answers.send(kept)?;
    Ok(answers.refused())
}
