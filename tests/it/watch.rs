//! `vires watch` with the real command, and what a change touches.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use vires::{base::files::MemoryFiles, facade::watch::Watched};

use crate::cli::vires;

/// A command that runs until the test ends.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}

impl Running {
    /// The lines up to the one that says that it waits.
    fn result(&self) -> String {
        let mut text = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).unwrap();
            text.push_str(&line);
            text.push('\n');
            if line.starts_with("watching ") {
                return text;
            }
        }
    }
}

#[test]
fn a_change_is_run_and_files_may_vanish() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(vires(folder.path(), &["new", "grants"]).code, 0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_vires"))
        .current_dir(folder.path())
        .args(["watch", "grants"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            let _sent = sender.send(line);
        }
    });
    let running = Running { child, lines };
    let first = running.result();
    assert!(first.contains("fine  A grant, and one too many"), "{first}");
    assert!(!first.contains('\u{1b}'), "no terminal, no codes: {first}");

    let policy = folder.path().join("grants/grants.policy");
    let text = fs::read_to_string(&policy).unwrap();
    let wider = text.replace("up to     £5,000 per act", "up to     £50,000 per act");
    assert_ne!(text, wider);
    fs::write(&policy, &wider).unwrap();
    let second = running.result();
    assert!(second.contains("changed: grants/grants.policy"), "{second}");
    assert!(second.contains("5 expectations, 1 not met"), "{second}");

    // Half a file, no file, and the whole file again.
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    fs::write(&policy, half).unwrap();
    let third = running.result();
    assert!(third.contains("error"), "{third}");
    fs::remove_file(&policy).unwrap();
    let fourth = running.result();
    assert!(fourth.contains("error"), "{fourth}");
    fs::write(&policy, &text).unwrap();
    let fifth = running.result();
    assert!(fifth.contains("fine  A grant, and one too many"), "{fifth}");
}

fn packs() -> MemoryFiles {
    MemoryFiles::new()
        .with("base/a.policy", "policy a\n\nkind Body\n")
        .with("base/one.scenario", "scenario \"one\"\n")
        .with("user/b.policy", "policy b\n\nuse base\n")
        .with("user/two.scenario", "scenario \"two\"\n")
        .with("user/three.scenario", "scenario \"three\"\n")
        .with("other/c.policy", "policy c\n")
        .with("other/four.scenario", "scenario \"four\"\n")
}

#[test]
fn a_change_touches_its_pack_and_the_packs_that_use_it() {
    let mut watched = Watched::new(vec![String::new()]);
    let first = watched.look(&packs()).unwrap();
    assert_eq!(first.run, [""]);
    assert_eq!(first.folders, ["base", "other", "user"]);
    assert_eq!(watched.look(&packs()), None, "nothing changed");

    let policy = packs().with("base/a.policy", "policy a\n\nkind Person\n");
    let touched = watched.look(&policy).unwrap();
    assert_eq!(touched.changed, ["base/a.policy"]);
    assert_eq!(touched.run, ["base", "user"]);

    let scenario = policy.with("user/two.scenario", "scenario \"two and a half\"\n");
    let touched = watched.look(&scenario).unwrap();
    assert_eq!(touched.run, ["user/two.scenario"]);

    let more = scenario.with("other/five.scenario", "scenario \"five\"\n");
    assert_eq!(watched.look(&more).unwrap().run, ["other/five.scenario"]);
    let user = more.with("user/b.policy", "policy b\n");
    assert_eq!(watched.look(&user).unwrap().run, ["user"]);
}
