//! Tests of claims: two programs, two machines, stale and broken ones, and what
//! a stranger may have put there.

use super::*;

fn theirs(claimed: Claimed) -> Holder {
    match claimed {
        Claimed::Theirs(holder) => holder,
        other => panic!("{other:?}"),
    }
}

fn mine(claimed: Claimed) -> Claim {
    match claimed {
        Claimed::Mine(claim) => claim,
        other => panic!("{other:?}"),
    }
}

/// A claim as another machine would have written it.
fn elsewhere(user: &str) -> Record {
    Record {
        program: "hashiya".to_owned(),
        user: user.to_owned(),
        host: "newsdesk-7".to_owned(),
        machine: "other".to_owned(),
        boot: "other".to_owned(),
        pid: "1".to_owned(),
        since: now_ms() - 120_000,
    }
}

fn put(path: &Path, bytes: &[u8], age: Duration) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
    let file = OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - age).unwrap();
}

#[test]
fn one_has_a_file_until_it_lets_go_or_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("مقال.hashiya.ron");
    let mut first = mine(claim(&file, false));
    assert_eq!(first.check(), Standing::Mine);
    let holder = theirs(claim(&file, false));
    assert_eq!(super::holder(&file), Some(holder.clone()));
    assert!(holder.age_seconds < 5);
    let mut second = mine(claim(&file, true));
    assert!(matches!(first.check(), Standing::Lost(_)));
    drop(first);
    assert_eq!(
        second.check(),
        Standing::Mine,
        "what it lost it cannot free"
    );
    drop(second);
    assert_eq!(super::holder(&file), None);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_nobody_keeps_up_locks_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.hashiya.ron");
    let path = claim_path(&file);
    let (fresh, old) = (
        Duration::from_secs(60),
        STALE_AFTER + Duration::from_secs(60),
    );

    // Another machine's counts while it is renewed.
    let other = elsewhere("سارة").bytes().unwrap();
    put(&path, &other, fresh);
    let holder = theirs(claim(&file, false));
    assert_eq!(
        (holder.user.as_str(), holder.host.as_str()),
        ("سارة", "newsdesk-7")
    );
    assert_eq!(holder.age_seconds, 120);
    put(&path, &other, old);
    drop(mine(claim(&file, false)));

    // One of this machine whose program is gone, however fresh.
    let here = Record::of_this_program();
    if !here.boot.is_empty() {
        put(&path, &here.bytes().unwrap(), Duration::ZERO);
        drop(mine(claim(&file, false)));
        // From before the machine was started again.
        let mut before = here;
        before.boot = "before".to_owned();
        if !before.machine.is_empty() {
            put(&path, &before.bytes().unwrap(), Duration::ZERO);
            drop(mine(claim(&file, false)));
        }
    }

    // What cannot be read: somebody's while it is fresh.
    let junk = vec![b'x'; 10 << 20];
    let half = &other[..other.len() / 2];
    for bytes in [
        &junk[..],
        half,
        b"",
        b"\xFF\xFE",
        b"[1, 2]",
        b"{\"user\": 5}",
    ] {
        put(&path, bytes, fresh);
        assert_eq!(theirs(claim(&file, false)).user, "");
        drop(mine(claim(&file, true)));
        put(&path, bytes, old);
        drop(mine(claim(&file, false)));
    }
}

#[test]
fn a_name_cannot_turn_around_what_stands_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.hashiya.ron");
    let name = format!("\u{202E}evil\u{2066}\n\u{7}\u{200F} {}", "س".repeat(500));
    put(
        &claim_path(&file),
        &elsewhere(&name).bytes().unwrap(),
        Duration::ZERO,
    );
    let user = holder(&file).unwrap().user;
    assert_eq!(user, format!("evil {}", "س".repeat(MAX_NAME - 5)));
}

#[test]
fn a_claim_that_is_removed_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.hashiya.ron");
    let mut claim = mine(claim(&file, false));
    fs::remove_file(claim_path(&file)).unwrap();
    assert_eq!(claim.check(), Standing::Mine);
    assert!(claim_path(&file).is_file());
    claim.renewed = 0;
    let record = fs::read(claim_path(&file)).unwrap();
    put_age(&claim_path(&file));
    assert_eq!(claim.check(), Standing::Mine);
    let age = fs::metadata(claim_path(&file)).unwrap().modified().unwrap();
    assert!(age.elapsed().unwrap() < RENEW_EVERY, "it is renewed");
    assert_eq!(fs::read(claim_path(&file)).unwrap(), record);
}

fn put_age(path: &Path) {
    let file = OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - STALE_AFTER).unwrap();
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_or_where_nothing_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.hashiya.ron");
    let path = claim_path(&file);
    let precious = folder.path().join("precious");
    for target in [&precious, &folder.path().join("nothing")] {
        fs::write(&precious, "precious").unwrap();
        std::os::unix::fs::symlink(target, &path).unwrap();
        assert!(matches!(claim(&file, false), Claimed::Impossible));
        assert!(matches!(claim(&file, true), Claimed::Impossible));
        assert_eq!(holder(&file), None);
        assert_eq!(fs::read(&precious).unwrap(), b"precious");
        assert!(!folder.path().join("nothing").exists());
        fs::remove_file(&path).unwrap();
    }
    // Put in the place of a claim that is held.
    let mut claim = mine(super::claim(&file, false));
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(&precious, &path).unwrap();
    claim.renewed = 0;
    assert_eq!(claim.check(), Standing::Gone);
    drop(claim);
    assert!(path.is_symlink());
    assert_eq!(fs::read(&precious).unwrap(), b"precious");

    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(matches!(super::claim(&file, true), Claimed::Impossible));
    let gone = folder.path().join("no/folder/a.hashiya.ron");
    assert!(matches!(super::claim(&gone, false), Claimed::Impossible));
    let long = folder.path().join("x".repeat(255));
    assert!(matches!(super::claim(&long, false), Claimed::Impossible));
}

/// Of many that claim at once, one has it; and so after each has let go.
#[test]
fn of_many_at_once_one_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.hashiya.ron");
    for _ in 0..20 {
        let claims: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| claim(&file, false)))
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        let mine = claims.iter().filter(|it| matches!(it, Claimed::Mine(_)));
        assert_eq!(mine.count(), 1, "{claims:?}");
    }
}
