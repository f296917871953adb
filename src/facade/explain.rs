//! Explanations of what came out of a scenario: it is run once more, and each verdict that is asked about is explained.

use smol_str::SmolStr;

use super::{
    ask::{one_scenario, title_of_question, with_question},
    evaluate::{Found, evaluate_open},
    load::{Loaded, load},
    meaning::{Meaning, meaning},
    messages, run_problems,
};
use crate::{
    base::{files::Files, nearest::nearest},
    case::{
        case::{Case, Labelled},
        happening::HappeningKind,
    },
    diagnostics::{
        diagnostic::{Diagnostic, Severity},
        problems::Problems,
    },
    explain::{
        explain::{Ran, doubtful, duties_of, every, explain as explain_one},
        replay::Replays,
        subject::Subject,
        tree::Explanation,
    },
    policy::{
        norm::{Form, NormNameId},
        policy::{IndividualId, Policy},
        value::Value,
    },
    record::{duty::Cause, record::Record},
    resolve::policy::Resolution,
    words::Words,
};

/// What is to be explained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum What {
    /// Every breach, void act and doubtful verdict.
    #[default]
    Doubtful,
    /// Every verdict.
    Everything,
    /// The instances of a duty.
    Duty {
        /// Its name or title, or a part of it.
        name: String,
        /// Whose: a name or title.
        of: Option<String>,
        /// For which period, or after what happening, by its label.
        for_: Option<String>,
    },
    /// An act, by its label or a part of its sentence.
    Act(String),
    /// The answer to a question.
    Ask(String),
}

/// A scenario with explanations of what came out of it.
#[derive(Debug)]
pub struct Explained {
    /// What was read.
    pub loaded: Loaded,
    /// The pack, by name.
    pub pack: SmolStr,
    /// Its policy.
    pub resolution: Resolution,
    /// The scenario.
    pub case: Case,
    /// What came out.
    pub found: Found,
    /// The explanations, in the order of the record: duties, acts, answers.
    pub explanations: Vec<Explanation>,
    /// What was found wrong besides.
    pub problems: Vec<Diagnostic>,
}

impl Explained {
    /// Whether something is wrong with the files.
    pub fn has_errors(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.severity == Severity::Error)
    }
}

/// Explains what came out of the one scenario at these paths whose title is or holds the text. What is wrong is told where
/// nothing can be explained.
pub fn explain(
    files: &dyn Files,
    paths: &[String],
    scenario: Option<&str>,
    what: &What,
) -> Result<Explained, Box<Told>> {
    let (title, path) = one_scenario(files, paths, scenario)
        .map_err(|problems| Box::new(Told::nowhere(problems)))?;
    if let What::Ask(question) = what {
        let files = with_question(files, &path, &title, question);
        return explain_titled(&files, paths, &title_of_question(&title), what);
    }
    explain_titled(files, paths, &title, what)
}

/// What is wrong, with the texts that it speaks of.
#[derive(Debug)]
pub struct Told {
    /// The messages.
    pub problems: Vec<Diagnostic>,
    /// The texts.
    pub loaded: Option<Loaded>,
}

impl Told {
    fn nowhere(problems: Vec<Diagnostic>) -> Told {
        Told {
            problems,
            loaded: None,
        }
    }
}

fn explain_titled(
    files: &dyn Files,
    paths: &[String],
    title: &str,
    what: &What,
) -> Result<Explained, Box<Told>> {
    let (loaded, mut problems) = load(files, paths);
    let mut asked: Option<(Meaning, Case)> = None;
    for pack in &loaded.asked {
        let Some((mut meaning, found)) = meaning(&loaded, *pack) else {
            continue;
        };
        problems.append(found);
        let place = meaning
            .scenarios
            .iter()
            .position(|scenario| scenario.title == title);
        if asked.is_none()
            && let Some(place) = place
        {
            let case = meaning.scenarios.swap_remove(place).case;
            if let Some(case) = case {
                asked = Some((meaning, case));
            }
        }
    }
    let Some((meaning, case)) = asked else {
        return Err(Box::new(Told {
            problems: problems.sorted(),
            loaded: Some(loaded),
        }));
    };
    let made = explained(&meaning, &case, &loaded, what, &mut problems);
    let problems = problems.sorted();
    match made {
        Ok((found, explanations)) => Ok(Explained {
            loaded,
            pack: meaning.name,
            resolution: meaning.resolution,
            case,
            found,
            explanations,
            problems,
        }),
        Err(told) => {
            let mut all = problems;
            all.extend(told);
            Err(Box::new(Told {
                problems: all,
                loaded: Some(loaded),
            }))
        }
    }
}

fn explained(
    meaning: &Meaning,
    case: &Case,
    loaded: &Loaded,
    what: &What,
    problems: &mut Problems,
) -> Result<(Found, Vec<Explanation>), Vec<Diagnostic>> {
    let policy = meaning.policy();
    let program = meaning.program();
    let (run, found) = match evaluate_open(policy, &program, case) {
        Ok(made) => made,
        Err(errors) => {
            let told = errors.iter();
            return Err(told
                .map(|error| run_problems::not_evaluated(policy, case, error))
                .collect());
        }
    };
    for (place, error) in found.errors() {
        let line = case
            .expectations
            .get(place)
            .map_or(case.span, |line| line.span);
        problems.push(run_problems::not_answered(policy, case, line, error));
    }
    let words = Words::new(policy)
        .of_case(case)
        .of_record(&found.record)
        .quoting(&loaded.texts);
    let subjects =
        subjects(policy, case, &found.record, &words, what).map_err(|told| vec![*told])?;
    let mut replays = Replays::new(&program, policy, case);
    let ran = Ran {
        policy,
        case,
        run: &run,
        record: &found.record,
        words,
    };
    let explanations = subjects
        .iter()
        .filter_map(|subject| explain_one(ran, subject, &mut replays))
        .collect();
    Ok((found, explanations))
}

fn subjects(
    policy: &Policy,
    case: &Case,
    record: &Record,
    words: &Words<'_>,
    what: &What,
) -> Result<Vec<Subject>, Box<Diagnostic>> {
    match what {
        What::Doubtful => Ok(doubtful(record)),
        What::Everything => Ok(every(record)),
        What::Ask(_) => Ok(vec![Subject::Answer(
            record.answers.len().saturating_sub(1),
        )]),
        What::Act(label) => act(case, record, words, label),
        What::Duty { name, of, for_ } => {
            let norm = duty(policy, name)?;
            let of = match of {
                Some(of) => Some(individual(case, of)?),
                None => None,
            };
            instances(
                policy,
                case,
                record,
                words,
                (norm, name),
                of,
                for_.as_deref(),
            )
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The duty of a name, or of a title, or whose title holds the text.
fn duty(policy: &Policy, written: &str) -> Result<NormNameId, Box<Diagnostic>> {
    let title = |id: NormNameId| {
        let name = policy.norm_names.get(id)?;
        name.versions
            .iter()
            .find_map(|version| policy.norms.get(*version)?.title.as_deref())
    };
    let is_duty = |id: NormNameId| {
        let versions = policy.norm_names.get(id).map(|name| &name.versions);
        versions.into_iter().flatten().any(|version| {
            let norm = policy.norms.get(*version);
            norm.is_some_and(|norm| matches!(norm.form, Form::Duty(_)))
        })
    };
    let all: Vec<(NormNameId, &str)> = policy
        .norm_names
        .entries()
        .filter(|(id, _)| is_duty(*id))
        .map(|(id, name)| (id, name.name.as_str()))
        .collect();
    if let Some((id, _)) = all.iter().find(|(_, name)| *name == written) {
        return Ok(*id);
    }
    if let Some((id, _)) = all
        .iter()
        .find(|(id, _)| title(*id).is_some_and(|title| same(title, written)))
    {
        return Ok(*id);
    }
    let part = written.to_lowercase();
    let holding: Vec<_> = all
        .iter()
        .filter(|(id, name)| {
            name.to_lowercase().contains(&part)
                || title(*id).is_some_and(|title| title.to_lowercase().contains(&part))
        })
        .collect();
    match holding.as_slice() {
        [(id, _)] => Ok(*id),
        [] => {
            let near = nearest(written, all.iter().map(|(_, name)| *name));
            let known: Vec<String> = all.iter().map(|(_, name)| (*name).to_owned()).collect();
            Err(Box::new(messages::nothing_to_explain(
                "duty", written, near, &known,
            )))
        }
        several => {
            let known: Vec<String> = several.iter().map(|(_, name)| (*name).to_owned()).collect();
            Err(Box::new(messages::which_of_several(
                "duty", written, &known,
            )))
        }
    }
}

/// The body of a name or a title.
fn individual(case: &Case, written: &str) -> Result<IndividualId, Box<Diagnostic>> {
    let found = case.individuals.entries().find(|(_, one)| {
        one.name == written
            || one
                .title
                .as_deref()
                .is_some_and(|title| same(title, written))
    });
    if let Some((id, _)) = found {
        return Ok(id);
    }
    let names: Vec<&str> = case
        .individuals
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let known: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let near = nearest(written, names);
    Err(Box::new(messages::nothing_to_explain(
        "body", written, near, &known,
    )))
}

fn instances(
    policy: &Policy,
    case: &Case,
    record: &Record,
    words: &Words<'_>,
    (norm, name): (NormNameId, &str),
    of: Option<IndividualId>,
    for_: Option<&str>,
) -> Result<Vec<Subject>, Box<Diagnostic>> {
    let whose = of.map(Value::Individual);
    let all = duties_of(policy, record, norm, whose.as_ref(), None);
    if all.is_empty() && for_.is_none() {
        return match of {
            Some(of) => Ok(vec![Subject::NoDuty {
                norm,
                of,
                for_: None,
            }]),
            None => Err(Box::new(messages::whose_duty(name))),
        };
    }
    let Some(for_) = for_ else {
        return Ok(all);
    };
    let cause = |subject: &Subject| match subject {
        Subject::Duty(place) => record.duties.get(*place).map(|duty| &duty.cause),
        _ => None,
    };
    let fits = |cause: &Cause| match cause {
        Cause::Period(period) => same(&words.value(period), for_),
        Cause::Happening(place) => case.timeline.get(*place).is_some_and(|line| {
            line.label.as_deref() == Some(for_)
                || line.date.to_string() == for_
                || line.date.iso() == for_
        }),
        _ => false,
    };
    let found: Vec<Subject> = all
        .iter()
        .filter(|subject| cause(subject).is_some_and(&fits))
        .cloned()
        .collect();
    if found.is_empty() {
        let known: Vec<String> = all
            .iter()
            .filter_map(|subject| cause(subject).map(|cause| words.cause(cause)))
            .collect();
        return Err(Box::new(messages::not_for_that(name, for_, &known)));
    }
    Ok(found)
}

/// The acts of a label, or whose sentence holds the text.
fn act(
    case: &Case,
    record: &Record,
    words: &Words<'_>,
    written: &str,
) -> Result<Vec<Subject>, Box<Diagnostic>> {
    let acts = || {
        let lines = record.acts.iter();
        lines.filter_map(|act| Some((act.act, case.timeline.get(act.act)?)))
    };
    let labelled = case.labels.iter().find(|label| label.name == written);
    if let Some(Labelled::Happening(place)) = labelled.map(|label| label.names)
        && acts().any(|(at, _)| at == place)
    {
        return Ok(vec![Subject::Act(place)]);
    }
    let part = written.to_lowercase();
    let found: Vec<Subject> = acts()
        .filter(|(_, line)| matches!(line.kind, HappeningKind::Act(_)))
        .filter(|(place, _)| words.happening(*place).to_lowercase().contains(&part))
        .map(|(place, _)| Subject::Act(place))
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names: Vec<&str> = acts()
        .filter_map(|(_, line)| line.label.as_deref())
        .collect();
    let known: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let near = nearest(written, names.iter().copied());
    Err(Box::new(messages::nothing_to_explain(
        "act", written, near, &known,
    )))
}
