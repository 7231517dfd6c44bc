//! The answers to edits: one line each, in order, when what they answer for is
//! kept.

use std::io::{self, Write};

use anyhow::Context;
use serde::Serialize;

use super::request::Answer;

/// How many answers wait for one sync at most.
const MOST: usize = 1000;

/// Answers that wait, and standard output; once its reader has gone, nothing is
/// written to it, and the edits go on.
#[derive(Default)]
pub(super) struct Answers {
    waiting: Vec<Waiting>,
    refused: u64,
    nobody_reads: bool,
}

enum Waiting {
    Made(Answer),
    Refused { line: u64, error: String },
}

/// The answer to an edit that was refused.
#[derive(Serialize)]
struct Refusal<'a> {
    ok: bool,
    line: u64,
    error: &'a str,
}

impl Answers {
    /// An edit was made.
    pub(super) fn made(&mut self, answer: Answer) {
        self.waiting.push(Waiting::Made(answer));
    }

    /// An edit was not made, and why.
    pub(super) fn refuse(&mut self, line: u64, error: String) {
        self.refused += 1;
        self.waiting.push(Waiting::Refused { line, error });
    }

    /// Whether no more should wait.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= MOST
    }

    /// How many edits were refused.
    pub(super) fn refused(&self) -> u64 {
        self.refused
    }

    /// Sends what waits; `kept` says whether the edits are on the disk.
    pub(super) fn send(&mut self, kept: bool) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        for waiting in self.waiting.drain(..) {
            match waiting {
                Waiting::Made(mut answer) => {
                    answer.kept = (!kept).then_some(false);
                    serde_json::to_writer(&mut bytes, &answer)?;
                }
                Waiting::Refused { line, error } => {
                    let (ok, error) = (false, error.as_str());
                    serde_json::to_writer(&mut bytes, &Refusal { ok, line, error })?;
                }
            }
            bytes.push(b'\n');
        }
        if self.nobody_reads || bytes.is_empty() {
            return Ok(());
        }
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
