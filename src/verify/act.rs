//! Expectations of acts and links: their verdicts, what they breach, who answers for them (S5, S8).

use super::{
    basis::{Collector, day_of, goes_via, link_ref},
    duty::Judged,
};
use crate::{
    case::{
        case::Case,
        expectation::{Expectation, VerdictWord},
        happening::Named,
    },
    policy::{norm::NormNameId, policy::Policy, value::Value},
    record::{
        act::{ActRecord, Validity},
        expected::{Amiss, CameOut},
        reason::Truth,
        record::{LinkRecord, Record},
    },
};

/// `act late-plan is void`
pub(crate) fn verdict(
    policy: &Policy,
    case: &Case,
    record: &Record,
    expectation: &Expectation,
    (place, negated, word): (usize, bool, VerdictWord),
) -> Judged {
    let Some((at, act)) = find(record, place) else {
        return left_out();
    };
    let mut amiss = Vec::new();
    let wanted = if negated { Truth::False } else { Truth::True };
    if is(act, word) != wanted {
        amiss.push(Amiss::Result);
    }
    let day = day_of(case, place);
    if expectation.on.is_some() && expectation.on != day {
        amiss.push(Amiss::Day(day));
    }
    let faults = match &act.validity {
        Validity::Void(faults) | Validity::Undetermined(faults) => faults.as_slice(),
        Validity::Valid | Validity::NotListed | Validity::NotJudged => &[],
    };
    if !goes_via(&act.authority, faults, &expectation.via) {
        amiss.push(Amiss::Via);
    }
    let mut collector = Collector::new(policy, record);
    collector.act(act);
    Judged {
        amiss,
        came_out: CameOut::Act(Some(at)),
        basis: collector.basis(),
        unknowns: act.unknowns.clone(),
    }
}

/// `act late-plan breaches no-private-preference`
pub(crate) fn breaches(
    policy: &Policy,
    case: &Case,
    record: &Record,
    expectation: &Expectation,
    (place, negated, norm): (usize, bool, NormNameId),
) -> Judged {
    let Some((at, act)) = find(record, place) else {
        return left_out();
    };
    let found = act.breaches.iter().filter(|breach| breach.name == norm);
    let certain = found.clone().map(|breach| breach.certain).max();
    let wanted = if negated { Truth::False } else { Truth::True };
    let mut collector = Collector::new(policy, record);
    let mut unknowns = Vec::new();
    for breach in found {
        collector.norm(breach.norm);
        unknowns.extend(breach.unknowns.iter().cloned());
    }
    let mut amiss = Vec::new();
    if certain.unwrap_or(Truth::False) != wanted {
        amiss.push(Amiss::Result);
    }
    let day = day_of(case, place);
    if certain.is_none()
        && let Some(day) = day
    {
        // What was kept is the norm itself, in the version of that day.
        let versions = policy.norm_names[norm].versions.iter();
        for id in versions.copied() {
            let standing = &policy.norms[id].standing;
            let begun = standing.from.is_none_or(|from| from <= day);
            if begun && standing.until.is_none_or(|until| day <= until) {
                collector.norm(id);
            }
        }
    }
    if expectation.on.is_some() && expectation.on != day {
        amiss.push(Amiss::Day(day));
    }
    Judged {
        amiss,
        came_out: CameOut::Act(Some(at)),
        basis: collector.basis(),
        unknowns,
    }
}

/// `northshire is answerable for late-plan`
pub(crate) fn answerable(policy: &Policy, record: &Record, who: &Value, place: usize) -> Judged {
    let Some((_, act)) = find(record, place) else {
        return left_out();
    };
    let mut collector = Collector::new(policy, record);
    collector.act(act);
    Judged {
        amiss: if act.answerable.contains(who) {
            Vec::new()
        } else {
            vec![Amiss::Result]
        },
        came_out: CameOut::Answerable(act.answerable.clone()),
        basis: collector.basis(),
        unknowns: Vec::new(),
    }
}

/// `link lead is void`. With `as at` a day, a valid link is one that has been made and not revoked by the end of that day.
pub(crate) fn link(
    policy: &Policy,
    record: &Record,
    expectation: &Expectation,
    (named, valid): (Named, bool),
) -> Judged {
    let found = record
        .links
        .iter()
        .enumerate()
        .find(|(_, link)| link.link == link_ref(named));
    let Some((at, link)) = found else {
        return Judged {
            amiss: vec![Amiss::Result],
            came_out: CameOut::Link(None),
            basis: Collector::new(policy, record).basis(),
            unknowns: Vec::new(),
        };
    };
    let wanted = if valid { Truth::True } else { Truth::False };
    let mut amiss = Vec::new();
    if holds(link, expectation) != wanted {
        amiss.push(Amiss::Result);
    }
    if expectation.on.is_some() && expectation.on != link.made {
        amiss.push(Amiss::Day(link.made));
    }
    let mut collector = Collector::new(policy, record);
    collector.link(link.link);
    collector.faults(&link.faults);
    Judged {
        amiss,
        came_out: CameOut::Link(Some(at)),
        basis: collector.basis(),
        unknowns: link.unknowns.clone(),
    }
}

fn holds(link: &LinkRecord, expectation: &Expectation) -> Truth {
    let Some(day) = expectation.as_at else {
        return link.valid;
    };
    let made = link.made.is_none_or(|made| made <= day);
    let revoked = link.revoked.is_some_and(|revoked| revoked <= day);
    if made && !revoked {
        link.valid
    } else {
        Truth::False
    }
}

/// Whether an act's verdict is the one that a word stands for. `void` takes in `ultra vires`, and `valid` whatever stands.
pub(crate) fn is(act: &ActRecord, word: VerdictWord) -> Truth {
    let so = match word {
        VerdictWord::Valid => act.validity == Validity::Valid,
        VerdictWord::Void => matches!(act.validity, Validity::Void(_)),
        _ => act.verdict == word,
    };
    // An undetermined verdict leaves every other open, but that of an act which surely stands and may be in breach.
    let open = act.verdict == VerdictWord::Undetermined
        && !(act.validity == Validity::Valid
            && matches!(word, VerdictWord::Void | VerdictWord::UltraVires));
    if so {
        Truth::True
    } else if open {
        Truth::Unknown
    } else {
        Truth::False
    }
}

/// The record of the act at this place of the timeline, with its place among the record's acts.
pub(crate) fn find(record: &Record, place: usize) -> Option<(usize, &ActRecord)> {
    record
        .acts
        .iter()
        .enumerate()
        .find(|(_, act)| act.act == place)
}

/// An act after the last day looked at has no verdict (S1.5).
fn left_out() -> Judged {
    Judged {
        amiss: vec![Amiss::Result],
        came_out: CameOut::Act(None),
        basis: super::basis::Basis::default(),
        unknowns: Vec::new(),
    }
}
