//! Scenarios: who exists, what is given, what happens when, what is expected and asked.

use smol_str::SmolStr;

use super::names;
use crate::{
    base::{date::Date, nearest::nearest, span::Span},
    case::expectation::{NothingWord, VerdictWord},
    diagnostics::{code::Code, diagnostic::Diagnostic},
    resolve::case::Wanted,
    tree::word::{Quoted, Word},
};

/// A bare name of a scenario that nothing bears, nor anything like it.
pub fn unknown_name(name: &str, span: Span) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownName,
        span,
        format!("nothing here is called `{name}`"),
    )
    .about(name);
    if let Some(figure) = super::names::as_figure(name) {
        return problem
            .help(format!("write the number in figures: `{figure}`"))
            .fix(span, figure.to_string());
    }
    match name {
        "lawful" | "valid" | "void" => {
            return problem.help(format!("of an act write `act NAME is {name}`"));
        }
        "pending" | "discharged" | "breached" | "released" | "lapsed" => {
            return problem.help(format!("of a duty write `duty NAME of BODY is {name}`"));
        }
        _ => {}
    }
    problem.help(format!(
        "say under `given` what it is: `{name} is a KIND`; kinds, values and acts are declared in the policy"
    ))
}

/// `like` a scenario that is not there.
pub fn unknown_scenario<'a>(
    like: &Quoted,
    titles: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownScenario,
        like.span,
        format!("there is no scenario called `{}` here", like.text),
    );
    match nearest(&like.text, titles) {
        Some(near) => problem
            .help(format!("did you mean `{near}`?"))
            .fix(like.span, format!("\"{near}\"")),
        None => problem.help("a scenario is like one of the same pack, named by its whole title"),
    }
}

/// Scenarios that are like one another in a circle.
pub fn like_circle(like: &Quoted, through: &[&str]) -> Diagnostic {
    Diagnostic::new(
        Code::LikeCircle,
        like.span,
        format!(
            "this scenario is in the end like itself, through `{}`",
            like.text
        ),
    )
    .note(format!("it goes `{}`", through.join("`, `")))
    .help("let one of them say everything itself")
}

/// Two scenarios of one title in a file.
pub fn scenario_twice(title: &Quoted, first: &Quoted) -> Diagnostic {
    Diagnostic::new(
        Code::ScenarioTwice,
        title.span,
        format!("two scenarios of this file are called `{}`", title.text),
    )
    .label(first.span, "the first")
    .help("give one of them another title, so that it can be named")
}

/// `but` in a scenario that is like no other.
pub fn but_without_like(line: Span, head: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ButNothing,
        line,
        "`but` changes another scenario, and this one is like no other",
    )
    .label(head, "this one")
    .help("add `like \"…\"` behind its title, or say it under `given` and `timeline`")
}

/// `NAME with ARGUMENT` of something that has no arguments.
pub fn nothing_to_change(label: &Word, line: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ButNothing,
        label.span,
        format!("`{}` has no arguments that could be changed", label.text),
    )
    .label(line, "it stands here")
    .help(format!(
        "write the whole line again under `but`, with `as {}` at its end",
        label.text
    ))
}

/// One individual with two kinds from one day on, or declared twice.
pub fn individual_twice(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::IndividualTwice,
        span,
        format!("what `{name}` is has been said already, for the same days"),
    )
    .label(first, "here")
    .help("say it once, or say `from` which day it is of another kind")
}

/// `ha-95 to ha-1`
pub fn run_backward(stem: &str, first: u32, last: u32, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadRun,
        span,
        format!("a run of names counts up, and `{stem}{last}` comes before `{stem}{first}`"),
    )
    .help(format!("write `{stem}{last} to {stem}{first}`"))
}

/// More names than any list has.
pub fn run_too_long(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadRun, span, "this run has more than 100,000 names")
        .help("is there a digit too many?")
}

/// Two values of one thing for one day.
pub fn two_values(fact: &str, span: Span, first: Span, day: Option<Date>) -> Diagnostic {
    let when = match day {
        Some(day) => format!("for {day}"),
        None => "for the same days".to_owned(),
    };
    Diagnostic::new(
        Code::TwoValues,
        span,
        format!("`{fact}` is given twice {when}, and not alike"),
    )
    .label(first, "the other")
    .help("give each its own days with `from` and `until`; or, where sources differ, let each line say `according to` which")
}

/// A valued fact given as if it could hold.
pub fn value_needed(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ValueNeeded,
        span,
        format!("`{name}` has a value, and this line does not say which"),
    )
    .help("add `is` and the value; or write `unknown` in front, where nobody knows it")
}

/// Arguments of a given fact that only a run could know.
pub fn arguments_unknown(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotConstant,
        span,
        "what this is said of cannot be known before a run",
    )
    .help("name the body, person, value or period itself")
}

/// An expression that is nobody in particular.
pub fn nobody_in_particular(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NobodyInParticular,
        span,
        "this names nobody in particular",
    )
    .help("name a body or a person, or an office with its body: `chief-officer of northshire`")
}

/// An office where an individual is wanted.
pub fn individual_needed(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NobodyInParticular,
        span,
        "an office cannot stand here: a body or a person is wanted",
    )
    .help("name the body, or the person who holds the office")
}

/// `ann leaves …` under `given`.
pub fn leaves_is_given(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotGiven,
        span,
        "that someone leaves an office happens on a day, and is no state of affairs",
    )
    .help("move the line to `timeline` with its day, or say `holds … until` the last day")
}

/// An office whose body is not said.
pub fn office_of_whom(word: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownIndividual,
        word.span,
        format!("it is not said of which body `{}` is an office", word.text),
    )
    .help(format!("write `{} of …`", word.text))
}

/// `from` a day `until` an earlier one.
pub fn ends_before_it_begins(until: (Span, Date), from: (Span, Date)) -> Diagnostic {
    Diagnostic::new(
        Code::LastBeforeFirst,
        until.0,
        format!(
            "the last day, {}, lies before the first, {}",
            until.1, from.1
        ),
    )
    .label(from.0, "the first day")
    .help("both days are included; swap them, or mend the year")
}

/// A month alone where a day is needed.
pub fn day_needed(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DayNeeded,
        span,
        "a day is needed here, and this is a whole month",
    )
    .help("say which day: `1 May 2013`; where the source does not tell, a note can say that the day is assumed")
}

/// Some lines of a day with times, some without.
pub fn times_mixed(day: Date, untimed: Span, timed: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TimesMixed,
        untimed,
        format!("another line of {day} has a time of day, and this one has none"),
    )
    .label(timed, "this one has")
    .help("give every line of the day a time, or none of them: then they happen in the order of the file")
}

/// One label on two lines.
pub fn label_twice(word: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::LabelTwice,
        word.span,
        format!("another line is called `{}` already", word.text),
    )
    .label(first, "that line")
    .help("a name after `as` stands for one line of the scenario")
}

/// A label that nothing bears.
pub fn unknown_label<'a>(word: &Word, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<SmolStr> = known.into_iter().map(SmolStr::new).collect();
    names::unknown_label(word, &known)
}

/// A label of something else than what is wanted.
pub fn label_of_another_sort(word: &Word, place: Span, wanted: Wanted) -> Diagnostic {
    let wanted = match wanted {
        Wanted::Act => "an act",
        Wanted::Link => "a link of delegation",
        Wanted::ActOrLink => "an act or a link of delegation",
        Wanted::Anything => "something that happens",
    };
    Diagnostic::new(
        Code::LabelOfAnotherSort,
        word.span,
        format!("`{}` names something else than {wanted}", word.text),
    )
    .label(place, "it is named here")
    .help(format!(
        "name {wanted} here; `as NAME` at the end of a line names it"
    ))
}

/// A line about something that happens only later.
pub fn not_yet(word: &Word, line: Span, date: Date) -> Diagnostic {
    Diagnostic::new(
        Code::NotYetHappened,
        word.span,
        format!("`{}` has not happened by then", word.text),
    )
    .label(line, format!("it happens on {date}"))
    .help("mend one of the days; on one day, lines happen in the order of the file")
}

/// Money below £0 in an act.
pub fn negative_money(span: Span, parameter: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BelowZero,
        span,
        format!("`{parameter}` is below £0, and money in an act is at least that"),
    )
    .help("what is paid back is an act of its own")
}

/// A limit below nothing.
pub fn negative_limit(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BelowZero,
        span,
        "a limit below nothing lets nothing through",
    )
    .help("leave the minus out, or the whole link")
}

/// A limit that is neither money nor a number.
pub fn limit_is_no_amount(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::LimitOfNothing,
        span,
        "a limit is an amount of money or a number, and this is neither",
    )
    .help("write `up to £2m per act`")
}

/// `X directs Y to …` where the policy declares no act `direct`.
pub fn no_act_direct(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NoActDirect,
        span,
        "no act `direct` with the parameters `to` and `to do` is declared",
    )
    .help("declare it in the policy: `act direct(to: KIND, to do: act)`, with the kind of those who can be directed")
}

/// `judges` of a fact that is nobody's assessment.
pub fn not_a_judgement(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotAJudgement,
        span,
        format!("`{name}` is a fact, and no assessment that someone makes"),
    )
    .help(format!(
        "say `{name}(…) begins` or `ends`, or declare it in the policy as `judgement {name}(…)`"
    ))
}

/// One actor named twice in a joint act.
pub fn actor_twice(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ActorTwice,
        span,
        "this actor is named already: a joint act has each actor once",
    )
    .help("name the other actor, or write `does` with one")
}

/// `for every` in a scenario's effect.
pub fn for_every_in_scenario(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Misplaced,
        span,
        "`for every` stands in policies: a scenario says of whom",
    )
    .help("write a line for each, or a `transition` in the policy")
}

/// A period where something else stands.
pub fn period_needed(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        span,
        "a period is wanted here: a financial year, a month, or a declared one",
    )
    .help("write `for 2013/14`")
}

/// A question about more than one act.
pub fn one_act_needed(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Misplaced,
        span,
        "a question is about one act, with what is said of its arguments",
    )
    .help("write `publish(year: 2013/14)`; an argument that is left out may be anything")
}

/// A norm of another form where a duty is wanted.
pub fn not_a_duty(word: &Word, prohibition: bool) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::NotADuty,
        word.span,
        format!("`{}` is no duty", word.text),
    );
    if prohibition {
        problem.help(format!(
            "a prohibition is breached by an act: `act NAME breaches {}`",
            word.text
        ))
    } else {
        problem.help("powers, freedoms and immunities are never breached; ask who `may` do something instead")
    }
}

/// A verdict that acts do not have.
pub fn unknown_verdict(word: &Word) -> Diagnostic {
    let all = VerdictWord::ALL.map(VerdictWord::word);
    let problem = Diagnostic::new(
        Code::UnknownVerdict,
        word.span,
        format!("`{}` is no verdict of an act", word.text),
    );
    match nearest(&word.text, all) {
        Some(near) => problem
            .nearest(Some(near))
            .note(format!("an act is {}", any_of(&all))),
        None => problem.help(format!("an act is {}", any_of(&all))),
    }
}

/// `nothing is …` of something that is not counted.
pub fn unknown_nothing(word: &Word) -> Diagnostic {
    let all = NothingWord::ALL.map(NothingWord::word);
    Diagnostic::new(
        Code::UnknownVerdict,
        word.span,
        format!("`nothing is {}` cannot be tested", word.text),
    )
    .help(format!("say that nothing is {}", any_of(&all)))
}

/// `as at` of an act.
pub fn as_at_of_act(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::CannotBeExpected,
        span,
        "`as at` asks for a state on a day, and an act has one verdict for good",
    )
    .help("leave it out; `on` says on which day the act was done")
}

/// `on`, `as at`, `because` or `via` where the line has no use for it.
pub fn part_of_no_use(part: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::CannotBeExpected,
        span,
        format!("a line of this form has no use for `{part}`"),
    )
    .help("leave it out; a question says its day itself: `who may … on 1 May 2013 is …`")
}

/// `is nobody` of something that is no decision.
pub fn gap_of_no_decision(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::CannotBeExpected,
        span,
        "only a decision can come out as nobody",
    )
    .help("write `not …` of a condition, `is unknown` of a value")
}

/// `assuming` something that is not declared.
pub fn unknown_assumption<'a>(word: &Word, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    unknown(
        word,
        format!("there is no `{}` to assume", word.text),
        known,
        "a pack, a norm, a definition, a decision, a rule of delegation or a statement can be assumed",
    )
}

/// `for` behind a duty with what is neither a period nor something that happened.
pub fn for_no_period(span: Span, year: bool) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::WrongType,
        span,
        "behind `for` stands the period of the duty, or the name of what set it off",
    );
    if year {
        problem.help("a financial year is written `2013/14`")
    } else {
        problem.help("whose duty it is, is said with `of`: `duty NAME of BODY for 2013/14`")
    }
}

/// `on behalf of` behind an expectation that is not of a decision's answer.
pub fn on_behalf_of_no_decision(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Misplaced,
        span,
        "`on behalf of` says for whom the answer of a decision acts, and no decision is compared here",
    )
    .help("write `DECISION(…) is BODY on behalf of BODY`; who may act for whom is asked with `BODY may ACT(…) on behalf of BODY`")
}

/// A calendar that is not declared.
pub fn unknown_calendar<'a>(word: &Word, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    unknown(
        word,
        format!("there is no calendar `{}`", word.text),
        known,
        "calendars are declared in the policy",
    )
}

/// A rule of delegation that is not declared.
pub fn unknown_rule<'a>(word: &Word, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    unknown(
        word,
        format!("there is no rule of delegation `{}`", word.text),
        known,
        "a link is made `under` a rule that the policy declares with `delegation`",
    )
}

/// A statement that is not declared.
pub fn unknown_statement<'a>(word: &Word, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    unknown(
        word,
        format!("there is no statement `{}`", word.text),
        known,
        "statements are declared in the policy with `statement`",
    )
}

/// `a, b or c`
fn any_of(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn unknown<'a>(
    word: &Word,
    message: String,
    known: impl IntoIterator<Item = &'a str>,
    way_out: &str,
) -> Diagnostic {
    let problem = Diagnostic::new(Code::UnknownName, word.span, message).about(&word.text);
    match nearest(&word.text, known) {
        Some(near) => problem.nearest(Some(near)),
        None => problem.help(way_out),
    }
}
