//! A run over a timeline of any length: rows come in the order of their days, and only what can still change is kept, with
//! counts of the rest and the breaches.

use std::{
    cell::Cell,
    io::{self, Read, Write},
    rc::Rc,
};

use super::{
    pipeline::{BATCH, Batch, Ended, Fed, Stream, streaming},
    timelines::{Ground, Ran, Tally},
};
use crate::tables::{
    bad_rows::BadRows, duties::DutyWriter, events::EventReader, rows::TableFormat,
};

/// When so many shapes and cells are remembered they are forgotten, so that memory stays bounded.
const MAX_REMEMBERED: usize = 1 << 18;

/// A table whose size is known, that counts what was read of it.
pub(super) struct Counted<'a> {
    from: Box<dyn Read + 'a>,
    read: Rc<Cell<u64>>,
}

impl<'a> Counted<'a> {
    pub(super) fn new(from: Box<dyn Read + 'a>) -> (Counted<'a>, Rc<Cell<u64>>) {
        let read = Rc::new(Cell::new(0));
        let counted = Counted {
            from,
            read: Rc::clone(&read),
        };
        (counted, read)
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// Runs the rows of one timeline as they are read, on a thread of its own where there may be several. Only instances that were
/// breached are written: those discharged late when they are, the others at the end. Where the run fails the rest is read all
/// the same, and what is wrong with its rows is told.
///
/// # Errors
/// The duties cannot be written.
pub(super) fn stream<R: Read>(
    ground: Ground<'_>,
    reader: &mut EventReader<'_, R>,
    duties: Option<(TableFormat, &mut dyn Write)>,
    jobs: usize,
    bad: &mut BadRows<'_>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Ran> {
    let writer = match duties {
        None => None,
        Some((format, to)) => Some(DutyWriter::new(to, format, ground.policy, false)?),
    };
    let mut written = Written {
        ground,
        writer,
        tally: Tally::default(),
    };
    let ran = if jobs > 1 {
        streaming(ground, |thread| match thread {
            Some(thread) => beside(thread, reader, &mut written, bad, progress),
            None => alone(reader, &mut written, bad, progress),
        })
    } else {
        alone(reader, &mut written, bad, progress)
    };
    let mut ran = ran?;
    ran.tally = written.tally;
    if let Some(writer) = written.writer {
        writer.finish()?;
    }
    Ok(ran)
}

/// Reads the next batch. Whether there may be more.
fn next<R: Read>(
    reader: &mut EventReader<'_, R>,
    batch: &mut Batch,
    bad: &mut BadRows<'_>,
) -> bool {
    batch.anew = reader.remembered() >= MAX_REMEMBERED;
    if batch.anew {
        reader.forget();
    }
    batch.table.clear();
    reader.fill(&mut batch.table, BATCH, bad)
}

/// One thread reads, runs and writes.
fn alone<R: Read>(
    reader: &mut EventReader<'_, R>,
    written: &mut Written<'_, impl Write>,
    bad: &mut BadRows<'_>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Ran> {
    let mut fed = Fed::streaming(written.ground);
    let mut batch = Batch::default();
    loop {
        let more = next(reader, &mut batch, bad);
        fed.take(&batch.table, batch.anew);
        written.take(Ended::of(fed.take_ended(), fed.events()))?;
        progress(fed.events());
        if !more {
            break;
        }
    }
    fed.end();
    let mut done = Ok(());
    fed.duties(|rows| {
        done = written.take(Ended::of(rows, 0));
        done.is_ok()
    });
    done.map(|()| fed.into_ran())
}

/// This thread reads and writes, the other runs.
fn beside<R: Read>(
    thread: Stream,
    reader: &mut EventReader<'_, R>,
    written: &mut Written<'_, impl Write>,
    bad: &mut BadRows<'_>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Ran> {
    let Stream { batches, ended } = thread;
    loop {
        let mut batch = Batch::default();
        let more = next(reader, &mut batch, bad);
        let sent = batches.send(batch);
        for ended in ended.try_iter() {
            progress(ended.events);
            written.take(ended)?;
        }
        if !more || sent.is_err() {
            break;
        }
    }
    drop(batches);
    let mut ran = Ran::default();
    for mut ended in ended {
        if let Some(all) = ended.ran.take() {
            ran = *all;
        }
        written.take(ended)?;
    }
    Ok(ran)
}

/// What is written of a stream, and counted.
struct Written<'a, W: Write> {
    ground: Ground<'a>,
    writer: Option<DutyWriter<'a, W>>,
    tally: Tally,
}

impl<W: Write> Written<'_, W> {
    fn take(&mut self, ended: Ended) -> io::Result<()> {
        self.tally.add(&ended.tally);
        match &mut self.writer {
            Some(writer) if !ended.breached.is_empty() => {
                let individuals = &self.ground.case.individuals;
                writer.rows("", individuals, ended.breached.into_iter())
            }
            _ => Ok(()),
        }
    }
}
