//! What keeping every step costs: from the gesture to the answer that it is on
//! the disk, and on the thread of the window.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hashiya::app::worker::Workers;
use hashiya::app::{App, Command, Effect};
use hashiya::document::{LabelId, Selection};
use hashiya::store::Settings;
use hashiya::text::ByteSpan;

use crate::corpus;
use crate::row;

/// Steps that are measured.
const STEPS: usize = 201;

pub fn keeping() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = corpus::varied(1_000_000, 4_000);
    let article = folder.path().join("article.txt");
    std::fs::write(&article, &text).expect("it is written");
    let words: Vec<_> = words(&text).step_by(50).take(STEPS).collect();
    let home = folder.path().join("home");
    let workers = Workers::new(Arc::new(|| {}), None);
    let mut window = Bench {
        app: App::new(Settings::default()),
        workers: workers.keeping(Some(home)),
    };
    window.send(Command::OpenPaths(vec![article]));
    window.wait_for(|command| matches!(command, Command::Loaded(_)));
    let mut plain = std::fs::File::create(folder.path().join("plain")).expect("it is made");
    let (mut synced, mut on_window, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for span in words {
        let start = Instant::now();
        window.send(Command::SetSelection(Selection::from(span)));
        window.send(Command::Mark(LabelId::new("person").expect("a name")));
        on_window.push(start.elapsed());
        window.wait_for(|command| matches!(command, Command::Kept(_)));
        synced.push(start.elapsed());
        let start = Instant::now();
        plain.write_all(&[b'x'; 200]).expect("it is written");
        plain.sync_data().expect("it is synced");
        bare.push(start.elapsed());
    }
    row(
        "mark a word of 1 MB until it is synced",
        median(&mut synced),
        median(&mut bare),
        "200 bytes written and synced",
    );
    let frame = Duration::from_micros(16_667);
    row(
        "the same, on the window's thread",
        median(&mut on_window),
        frame,
        "a frame at 60 Hz",
    );
}

struct Bench {
    app: App,
    workers: Workers,
}

impl Bench {
    fn send(&mut self, command: Command) {
        for effect in self.app.handle(command).0 {
            match effect {
                Effect::Load(source) => self.workers.load(source),
                Effect::Journal(jobs) => self.workers.keep(jobs),
                _ => {}
            }
        }
    }

    fn wait_for(&mut self, wanted: impl Fn(&Command) -> bool) {
        loop {
            let answer = self.workers.wait_for_answer().expect("a worker answers");
            let is_it = wanted(&answer);
            self.send(answer);
            if is_it {
                return;
            }
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = ByteSpan> {
    text.split(' ').map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        ByteSpan::new(start, start + word.len().max(1))
    })
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
