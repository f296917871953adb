//! Recursive definitions (S11): what certainly holds and what may hold, each a least fixpoint, found by working off a list of
//! calls and never by recursion, so that a chain of any length is no deeper than a link.

use rustc_hash::FxHashMap;

use super::evaluator::Eval;
use crate::{
    engine::{
        fail::Run,
        moment::{Stamp, View},
        trace::Tracer,
    },
    policy::policy::DefinitionId,
    program::val::Val,
    record::reason::Truth,
};

/// The calls of one ring of definitions that one question needs.
///
/// Each begins as false and only rises: to unknown, to true. A call that reads another is told when that rises. Since a ring
/// goes only through `and`, `or`, `some` and `at least n`, the order in which calls are worked off changes nothing: what
/// comes out true is what certainly holds, and what comes out true or unknown is what may hold.
#[derive(Debug, Default)]
pub(super) struct Ring {
    id: u32,
    places: FxHashMap<Box<[u64]>, u32>,
    calls: Vec<Call>,
    queue: Vec<u32>,
    current: u32,
    /// How many times one call read another.
    reads: u64,
}

#[derive(Debug)]
struct Call {
    definition: DefinitionId,
    arguments: Box<[Val]>,
    view: View,
    truth: Truth,
    readers: Vec<u32>,
    queued: bool,
}

/// At so many bytes each are counted a call and its being read by another.
const BYTES_OF_CALL: u64 = 256;
const BYTES_OF_READ: u64 = 8;

impl Ring {
    /// The place of a call; where it is new it is false so far, and waits to be worked off.
    fn place(&mut self, definition: DefinitionId, arguments: &[Val], view: View) -> u32 {
        let mut key: Vec<u64> = Vec::with_capacity(arguments.len() + 4);
        key.push(u64::from(definition.raw()));
        key.push(view.bound().bits());
        key.push(view.start().bits());
        key.push(u64::from(view.day().cast_unsigned()));
        key.extend(arguments.iter().map(|val| val.bits()));
        if let Some(place) = self.places.get(key.as_slice()) {
            return *place;
        }
        let place = u32::try_from(self.calls.len()).unwrap_or(u32::MAX);
        self.calls.push(Call {
            definition,
            arguments: arguments.into(),
            view,
            truth: Truth::False,
            readers: Vec::new(),
            queued: true,
        });
        self.places.insert(key.into_boxed_slice(), place);
        self.queue.push(place);
        place
    }

    /// How many bytes it keeps, each thing counted at a fixed size.
    pub(super) fn kept(&self) -> u64 {
        let calls = self.calls.len() as u64;
        calls.saturating_mul(BYTES_OF_CALL) + self.reads.saturating_mul(BYTES_OF_READ)
    }

    fn truth(&self, place: u32) -> Truth {
        self.calls
            .get(place as usize)
            .map_or(Truth::False, |call| call.truth)
    }

    fn next(&mut self) -> Option<u32> {
        let place = self.queue.pop()?;
        if let Some(call) = self.calls.get_mut(place as usize) {
            call.queued = false;
        }
        Some(place)
    }

    /// A call was found to be this; those that read it are told where it rises.
    fn raise(&mut self, place: u32, truth: Truth) {
        let Some(call) = self.calls.get_mut(place as usize) else {
            return;
        };
        if truth <= call.truth {
            return;
        }
        call.truth = truth;
        let readers = std::mem::take(&mut call.readers);
        for reader in &readers {
            if let Some(call) = self.calls.get_mut(*reader as usize)
                && !call.queued
                && call.truth != Truth::True
            {
                call.queued = true;
                self.queue.push(*reader);
            }
        }
        if truth != Truth::True
            && let Some(call) = self.calls.get_mut(place as usize)
        {
            call.readers = readers;
        }
    }
}

impl<T: Tracer> Eval<'_, T> {
    /// What a call of a definition of a ring gives.
    pub(super) fn ring_call(
        &mut self,
        id: u32,
        definition: DefinitionId,
        arguments: &[Val],
        view: View,
    ) -> Run<Truth> {
        if let Some(ring) = self.ring.as_deref_mut()
            && ring.id == id
        {
            let place = ring.place(definition, arguments, view);
            let truth = ring.truth(place);
            let current = ring.current;
            if truth != Truth::True
                && let Some(call) = ring.calls.get_mut(place as usize)
                && call.readers.last() != Some(&current)
            {
                call.readers.push(current);
                ring.reads += 1;
            }
            return Ok(truth);
        }
        let compiled = self.code.definitions.get(definition.index());
        let key = compiled
            .filter(|_| !T::ON)
            .map(|compiled| self.call_key(definition, compiled, arguments, view));
        if let Some(key) = &key
            && let Some(found) = self.remembered(key.as_slice(), view)
        {
            return Ok(found.truth());
        }
        let before = self.world.latest.replace(Stamp::ALWAYS);
        let outer = self.ring.replace(Box::new(Ring {
            id,
            ..Ring::default()
        }));
        let truth = self.work_off(definition, arguments, view);
        let ring = std::mem::replace(&mut self.ring, outer);
        let truth = truth?;
        let latest = self.world.latest.get();
        if !T::ON
            && let Some(ring) = ring
        {
            self.remember_ring(&ring, latest);
        }
        self.world.latest.set(latest.max(before));
        Ok(truth)
    }

    fn work_off(&mut self, definition: DefinitionId, arguments: &[Val], view: View) -> Run<Truth> {
        let root = match self.ring.as_deref_mut() {
            Some(ring) => ring.place(definition, arguments, view),
            None => return Ok(Truth::Unknown),
        };
        loop {
            let Some(ring) = self.ring.as_deref_mut() else {
                return Ok(Truth::Unknown);
            };
            if ring.truth(root) == Truth::True {
                return Ok(Truth::True);
            }
            let Some(place) = ring.next() else {
                return Ok(ring.truth(root));
            };
            ring.current = place;
            let Some(call) = ring.calls.get(place as usize) else {
                continue;
            };
            let (definition, view) = (call.definition, call.view);
            let arguments = call.arguments.clone();
            let Some(compiled) = self.code.definitions.get(definition.index()) else {
                continue;
            };
            let truth = self.body(definition, compiled, &arguments, view)?.truth();
            if let Some(ring) = self.ring.as_deref_mut() {
                ring.raise(place, truth);
            }
        }
    }

    /// Remembers what is final: what is true, and, where all was worked off, everything.
    fn remember_ring(&mut self, ring: &Ring, latest: Stamp) {
        let complete = ring.queue.is_empty();
        for call in &ring.calls {
            if call.truth != Truth::True && !complete {
                continue;
            }
            let Some(compiled) = self.code.definitions.get(call.definition.index()) else {
                continue;
            };
            let key = self.call_key(call.definition, compiled, &call.arguments, call.view);
            self.remember(
                key.as_slice(),
                super::out::Out::condition(call.truth),
                latest,
            );
        }
    }
}
