//! Who edits a file: a small hidden file beside it, `.~lock.NAME#`, says so to
//! other windows, and to other machines through a shared folder.
//!
//! Invariant: a claim that nobody keeps up locks nobody out. It is live while
//! the system's lock on it is held; where that cannot be seen, since it is of
//! another machine, as long as it was renewed lately. Nothing is ever written
//! through a link, and where no claim can be made there is none.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::journal::now_ms;
use super::lock;
use crate::formats::digest;

/// How often a claim is renewed by whoever has it.
pub const RENEW_EVERY: Duration = Duration::from_secs(5 * 60);

/// A claim of another machine that was not renewed for so long counts no more.
pub const STALE_AFTER: Duration = Duration::from_secs(15 * 60);

/// The longest claim that is read, in bytes.
const MAX_BYTES: u64 = 4096;

/// The longest name of a person or a machine that is shown, in characters.
const MAX_NAME: usize = 40;

/// How often making a claim is tried while others come and go.
const TRIES: usize = 20;

/// Who edits a file, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The person's name on their machine; empty where it is not known.
    pub user: String,
    /// The machine's name; empty where it is not known.
    pub host: String,
    /// How long ago they began, in seconds.
    pub age_seconds: u64,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let or = |name: &str, unknown: &str| match name.is_empty() {
            true => unknown.to_owned(),
            false => name.to_owned(),
        };
        let user = or(&self.user, "someone");
        let host = or(&self.host, "a machine without a name");
        write!(f, "{user} on {host}, {} min ago", self.age_seconds / 60)
    }
}

/// A claim as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Record {
    program: String,
    user: String,
    host: String,
    /// A hash of what the machine is installed as; empty where that is unknown.
    machine: String,
    /// What the machine's present run is called; empty where that is unknown.
    boot: String,
    /// Its number there, as a text; empty where that is unknown.
    pid: String,
    /// Milliseconds since 1970.
    since: u64,
}

impl Record {
    fn of_this_program() -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let first_line = |text: String| text.lines().next().unwrap_or_default().trim().to_owned();
        let machine = first_line(read("/etc/machine-id"));
        let machine = match machine.is_empty() {
            true => machine,
            false => digest::to_hex(&digest::sha256(machine.as_bytes())),
        };
        let home = directories::UserDirs::new();
        let user = home.as_ref().and_then(|dirs| dirs.home_dir().file_name());
        let host = first_line(read("/proc/sys/kernel/hostname"));
        Self {
            program: "hashiya".to_owned(),
            user: user.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            host: match host.is_empty() {
                true => first_line(read("/etc/hostname")),
                false => host,
            },
            machine,
            boot: first_line(read("/proc/sys/kernel/random/boot_id")),
            pid: fs::read_link("/proc/self")
                .map_or_else(|_| String::new(), |pid| pid.to_string_lossy().into_owned()),
            since: now_ms(),
        }
    }

    fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// A claim that lies beside a file.
enum Lying {
    /// None.
    Nothing,
    /// A link, a folder or the like, which is none of ours to touch.
    Foreign,
    /// One that is kept up.
    Live(Holder),
    /// One that nobody keeps up.
    Stale,
}

/// A file that this program edits. Dropped, it is free again.
#[derive(Debug)]
pub struct Claim {
    target: PathBuf,
    path: PathBuf,
    file: File,
    record: Record,
    renewed: u64,
}

/// What came of claiming a file.
#[derive(Debug)]
pub enum Claimed {
    /// It is this program's.
    Mine(Claim),
    /// Another has it.
    Theirs(Holder),
    /// Nothing can be claimed there: the folder cannot be written to, or
    /// something else has the name.
    Impossible,
}

/// How a claim stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is this program's still.
    Mine,
    /// Another has taken it over.
    Lost(Holder),
    /// It is gone and cannot be made again.
    Gone,
}

/// Where the claim of a file lies.
fn claim_path(file: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".~lock.");
    name.push(file.file_name().unwrap_or_default());
    name.push("#");
    file.with_file_name(name)
}

/// Who edits a file just now, if it is somebody else.
pub fn holder(file: &Path) -> Option<Holder> {
    match look(&claim_path(file)) {
        Ok(Lying::Live(holder)) => Some(holder),
        _ => None,
    }
}

/// Claims a file, by its one name, for this program. With `take_over` from
/// whoever has it.
pub fn claim(file: &Path, take_over: bool) -> Claimed {
    try_claim(file, take_over).unwrap_or_else(|error| {
        tracing::info!("{}: no claim: {error}", file.display());
        Claimed::Impossible
    })
}

fn try_claim(file: &Path, take_over: bool) -> io::Result<Claimed> {
    let path = claim_path(file);
    for _ in 0..TRIES {
        match look(&path)? {
            Lying::Nothing => {}
            Lying::Foreign => return Ok(Claimed::Impossible),
            Lying::Live(holder) if !take_over => return Ok(Claimed::Theirs(holder)),
            Lying::Live(_) => remove(&path)?,
            Lying::Stale => {
                // Held meanwhile, so that nobody's new one is removed.
                let held = lock::take(&path);
                if matches!(held, Ok(Some(_))) && matches!(look_at_age(&path), Ok(Lying::Stale)) {
                    remove(&path)?;
                }
            }
        }
        match Claim::make(file, &path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(Claimed::Mine),
        }
    }
    Ok(Claimed::Impossible)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Looks at a claim, whoever holds the system's lock on it.
fn look(path: &Path) -> io::Result<Lying> {
    look_at(path, true)
}

/// The same of one whose lock this program has taken itself.
fn look_at_age(path: &Path) -> io::Result<Lying> {
    look_at(path, false)
}

fn look_at(path: &Path, asks_lock: bool) -> io::Result<Lying> {
    let named = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Lying::Nothing),
        named => named?,
    };
    if !named.is_file() {
        return Ok(Lying::Foreign);
    }
    let file = File::open(path)?;
    if !lock::names(path, &file)? {
        // Something else has come there, and will be seen the next time.
        return Ok(Lying::Stale);
    }
    let taken = match asks_lock {
        true => lock::taken(&file),
        false => Some(false),
    };
    let mut bytes = Vec::new();
    // On some systems a lock keeps others from reading: then it is live.
    let read = (&file).take(MAX_BYTES + 1).read_to_end(&mut bytes);
    let is_whole = read.is_ok() && bytes.len() as u64 <= MAX_BYTES;
    let record: Option<Record> = is_whole
        .then(|| serde_json::from_slice(&bytes).ok())
        .flatten();
    let since_renewed = named
        .modified()
        .map(|at| SystemTime::now().duration_since(at).unwrap_or_default())
        .unwrap_or_default();
    if !is_live(taken, record.as_ref(), since_renewed) {
        return Ok(Lying::Stale);
    }
    let age_seconds = match &record {
        Some(record) => now_ms().saturating_sub(record.since) / 1000,
        None => since_renewed.as_secs(),
    };
    let record = record.unwrap_or_default();
    Ok(Lying::Live(Holder {
        user: shown(&record.user),
        host: shown(&record.host),
        age_seconds,
    }))
}

fn is_live(taken: Option<bool>, record: Option<&Record>, since_renewed: Duration) -> bool {
    if taken == Some(true) {
        return true;
    }
    let own = Record::of_this_program();
    let same = |theirs: &str, ours: &str| !ours.is_empty() && theirs == ours;
    if let Some(record) = record {
        if same(&record.boot, &own.boot) {
            // Its owner would be seen here.
            return taken.is_none() && Path::new("/proc").join(shown(&record.pid)).exists();
        }
        if same(&record.machine, &own.machine) && !record.boot.is_empty() {
            // This machine has started again since.
            return false;
        }
    }
    since_renewed < STALE_AFTER
}

/// A name that someone else has written, as it may be shown: on one line, with
/// nothing that changes the direction of what stands around it.
fn shown(name: &str) -> String {
    let is_plain = |c: &char| {
        !c.is_control()
            && !matches!(u32::from(*c), 0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E
                | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
    };
    let plain: String = name.chars().filter(is_plain).take(MAX_NAME).collect();
    plain.trim().to_owned()
}

impl Claim {
    fn make(target: &Path, path: &Path) -> io::Result<Self> {
        let record = Record::of_this_program();
        let mut options = OpenOptions::new();
        // What is there already is never opened, be it a link.
        let file = options.read(true).write(true).create_new(true).open(path)?;
        let made = lock::lock(&file).and_then(|()| (&file).write_all(&record.bytes()?));
        if let Err(error) = made {
            let _ = fs::remove_file(path);
            return Err(error);
        }
        Ok(Self {
            target: target.to_owned(),
            path: path.to_owned(),
            file,
            renewed: now_ms(),
            record,
        })
    }

    /// The file that is claimed.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Looks whether the claim is this program's still, and renews it where
    /// that is due. One that was removed is made again.
    pub fn check(&mut self) -> Standing {
        match lock::names(&self.path, &self.file) {
            Ok(true) => {
                let since = now_ms().saturating_sub(self.renewed);
                if u128::from(since) * 2 >= RENEW_EVERY.as_millis() {
                    self.renew();
                }
                return Standing::Mine;
            }
            // A disk that does not answer says nothing about the claim.
            Err(_) => return Standing::Mine,
            Ok(false) => {}
        }
        match claim(&self.target, false) {
            Claimed::Mine(again) => {
                *self = again;
                Standing::Mine
            }
            Claimed::Theirs(holder) => Standing::Lost(holder),
            Claimed::Impossible => Standing::Gone,
        }
    }

    /// Writes the claim again, to the file that was made and not to its name.
    fn renew(&mut self) {
        self.renewed = now_ms();
        let mut file = &self.file;
        let written = self
            .record
            .bytes()
            .and_then(|bytes| file.rewind().and_then(|()| file.write_all(&bytes)));
        if let Err(error) = written {
            tracing::info!("{}: not renewed: {error}", self.path.display());
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if lock::names(&self.path, &self.file).unwrap_or(false) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
#[path = "claim_tests.rs"]
mod tests;
