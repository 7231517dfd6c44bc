//! The headless commands as a shell runs them.

use std::process::{Command, Stdio};

use crate::util::driver::{ARTICLE, folder, write};

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let folder = folder();
    let article = write(folder.path(), "article.txt", ARTICLE.as_bytes());
    let bad = write(folder.path(), "bad.txt", b"\xFF");
    let picture = folder.path().join("article.png");
    let runs = [
        (
            vec![
                "render".as_ref(),
                article.as_os_str(),
                "--out".as_ref(),
                picture.as_os_str(),
            ],
            0,
        ),
        (
            vec!["check".as_ref(), bad.as_os_str(), article.as_os_str()],
            1,
        ),
        (
            vec![
                "export".as_ref(),
                article.as_os_str(),
                "--to".as_ref(),
                "json".as_ref(),
            ],
            0,
        ),
        (
            vec![
                "layout".as_ref(),
                article.as_os_str(),
                "--width".as_ref(),
                "600".as_ref(),
                "--json".as_ref(),
            ],
            0,
        ),
    ];
    for (arguments, expected) in runs {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(&arguments)
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), &*said),
            (Some(expected), ""),
            "{arguments:?}"
        );
    }
    assert!(picture.is_file());
}
