//! How long each stage takes: `cargo bench --bench stages`; a text behind it (`-- resolve`) keeps those whose name holds it.
#![allow(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is not as it should be"
)]

use std::{
    fmt::Write as _,
    hint::black_box,
    time::{Duration, Instant},
};

use vires::{
    base::files::MemoryFiles,
    facade::{
        bulk::{self, Outs, Tables},
        given::Given,
        load::load,
        meaning::meaning,
        run::{Options, run},
    },
    program::program::Program,
    syntax::lex::lex,
};

const POLICY: &str = include_str!("workloads/c/timeline.policy");
const BACKGROUND: &str = include_str!("workloads/c/background.scenario");

/// So long each is measured.
const TIME: Duration = Duration::from_millis(700);

/// Runs something again and again; tells the median time of one piece of its work.
fn measure(wanted: &str, name: &str, pieces: u64, mut work: impl FnMut()) {
    if !name.contains(wanted) {
        return;
    }
    work();
    let begun = Instant::now();
    let mut times = Vec::new();
    while begun.elapsed() < TIME || times.len() < 5 {
        let start = Instant::now();
        work();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let nanoseconds = median.as_nanos() as f64 / pieces as f64;
    let shown = match nanoseconds {
        time if time < 1e3 => format!("{time:.0} ns"),
        time if time < 1e6 => format!("{:.1} µs", time / 1e3),
        time => format!("{:.1} ms", time / 1e6),
    };
    println!("{name:32} {shown:>10}   (median of {} rounds)", times.len());
}

/// Rows of events: a request and an answer in turn, of eight kinds and 200 bodies.
fn events(count: usize) -> String {
    let mut text = String::from("seq,date,type,body,duty\n");
    for row in 0..count {
        let kind = if row % 2 == 0 { "trigger" } else { "perform" };
        let (month, day) = (row * 12 / count + 1, row * 336 / count % 28 + 1);
        let (body, duty) = (row / 2 % 200, row / 3 % 8);
        writeln!(text, "{row},2025-{month:02}-{day:02},{kind},b{body},{duty}").unwrap();
    }
    text
}

fn tables(events: &str) -> Tables<'_> {
    Tables {
        pack: "p".to_owned(),
        background: "p/background.scenario".to_owned(),
        events: Some(("events.csv".to_owned(), Box::new(events.as_bytes()))),
        scenarios: None,
        given: Given::default(),
        questions: None,
        as_of: None,
        strict: true,
        jobs: Some(1),
        stream: false,
        size: None,
        in_full: false,
    }
}

fn main() {
    let wanted: String = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'))
        .unwrap_or_default();
    let measure = |name: &str, pieces: u64, work: &mut dyn FnMut()| {
        measure(&wanted, name, pieces, work);
    };
    let files = MemoryFiles::new()
        .with("p/timeline.policy", POLICY)
        .with("p/background.scenario", BACKGROUND);
    let paths = ["p".to_owned()];

    measure("lex a pack", 1, &mut || {
        black_box(lex(POLICY));
    });
    measure("load (lex and parse) a pack", 1, &mut || {
        drop(black_box(load(&files, &paths)));
    });
    let (loaded, _) = load(&files, &paths);
    measure("resolve a pack", 1, &mut || {
        drop(black_box(meaning(&loaded, 0)));
    });
    let (meant, _) = meaning(&loaded, 0).unwrap();
    measure("compile a pack", 1, &mut || {
        black_box(Program::of(meant.policy()));
    });

    let many = events(100_000);
    let run_tables = |text: &str| {
        let mut duties = Vec::new();
        let outs = Outs {
            duties: Some(("duties.csv", &mut duties)),
            ..Outs::default()
        };
        let bulk = bulk::run(&files, tables(text), outs, &mut |_, _| {});
        assert!(!bulk.failed);
        black_box(duties);
    };
    measure("an event of a table", 100_000, &mut || run_tables(&many));
    let few = events(1_000);
    measure("a workload of 1,000 events", 1, &mut || run_tables(&few));

    let asking = files.with(
        "p/asking.scenario",
        "scenario \"Asked\"\n  as of 1 June 2025\n\ngiven\n  north is a Body\n\ntimeline\n  1 May 2025  north does ask(of: 3)\n\nask\n  what must north do by 31 December 2025\n",
    );
    measure("a question, from the files on", 1, &mut || {
        black_box(run(&asking, &paths, &Options::default(), &mut |_| {}));
    });
}
