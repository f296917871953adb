//! Work that is done side by side, with the results in the order of the work.

use std::sync::{
    atomic::{AtomicUsize, Ordering},
    mpsc,
};

/// How much of the stack a thread may use: conditions may be nested as deep as the grammar lets them.
pub const STACK_BYTES: usize = 256 << 20;
/// So few pieces of work are not worth a thread.
const FEW: usize = 4;

/// Does something to every item, on all cores; `step` is called as each is done. What a thread cannot be had for is done here.
pub fn side_by_side<T: Sync, R: Send>(
    items: &[T],
    each: impl Fn(&T) -> Option<R> + Sync,
    step: &mut dyn FnMut(),
) -> Vec<Option<R>> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let mut put = |place: usize, result: Option<R>| {
        if let Some(entry) = results.get_mut(place) {
            *entry = result;
        }
        step();
    };
    if cores < 2 || items.len() < FEW {
        for (place, item) in items.iter().enumerate() {
            put(place, each(item));
        }
        return results;
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let work = |sender: mpsc::Sender<(usize, Option<R>)>| {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                return;
            };
            if sender.send((place, each(item))).is_err() {
                return;
            }
        }
    };
    let work = &work;
    std::thread::scope(|scope| {
        let mut threads = 0;
        for _ in 0..cores {
            let own = sender.clone();
            let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
            if thread.spawn_scoped(scope, move || work(own)).is_err() {
                break;
            }
            threads += 1;
        }
        if threads == 0 {
            work(sender);
        } else {
            drop(sender);
        }
        for (place, result) in receiver {
            put(place, result);
        }
    });
    results
}

/// Makes something of every item, on all cores, a run of `lump` items at a time: for work of which one piece is not worth
/// handing over. What comes out stands in the order of the items.
pub fn in_lumps<T: Sync, R: Send>(
    items: &[T],
    lump: usize,
    each: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let lumps: Vec<&[T]> = items.chunks(lump.max(1)).collect();
    let done = side_by_side(
        &lumps,
        |lump| Some(lump.iter().map(&each).collect::<Vec<R>>()),
        &mut || {},
    );
    done.into_iter().flatten().flatten().collect()
}
