//! What the fuzzer is started with, and what it once found, run again through the same ways in (`fuzz/src/drives.rs`).

use std::{
    fs,
    path::{Path, PathBuf},
};

#[path = "../../fuzz/src/drives.rs"]
mod drives;

/// All files below a folder, in the order of their paths.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A thread with the stack that the command gives its own work.
fn on_a_thread_of_its_own(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn what_the_fuzzer_found_stays_mended() {
    on_a_thread_of_its_own(|| {
        for (name, drive) in drives::DRIVES {
            for path in files_below(&Path::new("fuzz/regressions").join(name)) {
                println!("{}", path.display());
                drive(&fs::read(&path).unwrap());
            }
        }
    });
}

/// Files of every kind go in everywhere: a table where a policy is expected is an input like another.
#[test]
fn every_way_in_takes_every_small_file_of_the_tests() {
    on_a_thread_of_its_own(|| {
        let mut all = files_below(Path::new("tests/data"));
        all.extend(files_below(Path::new("fuzz/src/pack")));
        let small = |path: &PathBuf| fs::metadata(path).unwrap().len() < 3000;
        // One in five for each: what one way in leaves out, another takes.
        for (nth, path) in all.into_iter().filter(small).enumerate() {
            let bytes = fs::read(&path).unwrap();
            for (place, (name, drive)) in drives::DRIVES.into_iter().enumerate() {
                if (nth + place) % 5 == 0 {
                    println!("{name} {}", path.display());
                    drive(&bytes);
                }
            }
        }
    });
}
