//! The words of messages about packs: what they use, and what was asked for.

use crate::{
    base::{date::Date, span::Span},
    diagnostics::{code::Code, diagnostic::Diagnostic},
};

/// A file that is neither a policy nor a scenario.
pub fn neither_kind(path: &str) -> Diagnostic {
    Diagnostic::in_file(
        Code::NeitherKind,
        path,
        format!("`{path}` is neither a policy nor a scenario"),
    )
    .help("give a `.policy` or `.scenario` file, or a folder that holds some")
}

/// A `use` of a pack that is not there.
pub fn no_such_pack(span: Span, name: &str, wanted: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        Code::NoSuchPack,
        span,
        format!("there is no pack `{name}` beside this one"),
    )
    .saying(format!("the folder `{wanted}` is not there"))
    .nearest(near)
}

/// Packs that use each other in a circle, which begins and ends with the same name.
pub fn use_circle(span: Span, circle: &[&str]) -> Diagnostic {
    let shown: Vec<_> = circle.iter().map(|name| format!("`{name}`")).collect();
    Diagnostic::new(
        Code::UseCircle,
        span,
        format!("packs use each other in a circle: {}", shown.join(", ")),
    )
    .saying("this closes the circle")
    .help("put what both need into a pack of its own that both use")
}

/// Two packs with one name.
pub fn two_packs_of_one_name(span: Span, name: &str, named: [Span; 2]) -> Diagnostic {
    let [first, second] = named;
    Diagnostic::new(
        Code::TwoPacksOfOneName,
        span,
        format!("two packs that are used together are both named `{name}`"),
    )
    .saying("one is used here")
    .label(first, "one is named here")
    .label(second, "and one here")
    .help("give one of them another name on its `policy` line")
}

/// `--only` names no scenario.
pub fn no_such_scenario(only: &str, near: Option<&str>) -> Diagnostic {
    let told = Diagnostic::nowhere(
        Code::NoSuchScenario,
        format!("no scenario has `{only}` in its title"),
    );
    match near {
        Some(near) => told.help(format!("did you mean `{near}`?")),
        None => told,
    }
}

/// A what-if that changes nothing.
pub fn nothing_changed() -> Diagnostic {
    Diagnostic::nowhere(
        Code::ButNothing,
        "no line says what is otherwise".to_owned(),
    )
    .help("write a line as it would stand under `but`, such as `late-plan on 28 March 2013`")
}

/// A question where there is no scenario to ask it of.
pub fn nothing_to_ask() -> Diagnostic {
    Diagnostic::nowhere(
        Code::NoSuchScenario,
        "there is no scenario to ask this of".to_owned(),
    )
    .help("a question needs a scenario, which says who exists and what happened")
}

/// A question where several scenarios could be meant.
pub fn which_scenario(titles: &[&str]) -> Diagnostic {
    let mut shown: Vec<String> = titles
        .iter()
        .take(5)
        .map(|title| format!("`{title}`"))
        .collect();
    if titles.len() > shown.len() {
        shown.push(format!("{} more", titles.len() - shown.len()));
    }
    Diagnostic::nowhere(
        Code::NoSuchScenario,
        format!("the question could be asked of {} scenarios", titles.len()),
    )
    .help(format!("say which with `--scenario`: {}", shown.join(", ")))
}

/// Something that is to be explained has a name that the run does not know.
pub fn nothing_to_explain(
    what: &str,
    written: &str,
    near: Option<&str>,
    known: &[String],
) -> Diagnostic {
    let told = Diagnostic::nowhere(
        Code::NothingToExplain,
        format!("there is no {what} `{written}` in this scenario"),
    );
    if let Some(near) = near {
        return told.help(format!("did you mean `{near}`?"));
    }
    if known.is_empty() {
        return told;
    }
    let mut shown: Vec<String> = known
        .iter()
        .take(8)
        .map(|name| format!("`{name}`"))
        .collect();
    if known.len() > shown.len() {
        shown.push(format!("{} more", known.len() - shown.len()));
    }
    told.help(format!("there are: {}", shown.join(", ")))
}

/// Something that is to be explained has a part of a name that several have.
pub fn which_of_several(what: &str, written: &str, known: &[String]) -> Diagnostic {
    let shown: Vec<String> = known
        .iter()
        .take(8)
        .map(|name| format!("`{name}`"))
        .collect();
    Diagnostic::nowhere(
        Code::NothingToExplain,
        format!("`{written}` could be any {what} of {}", known.len()),
    )
    .help(format!("say which: {}", shown.join(", ")))
}

/// `--duty` and `--for` fit no instance of a duty that there is.
pub fn not_for_that(duty: &str, written: &str, known: &[String]) -> Diagnostic {
    let told = Diagnostic::nowhere(
        Code::NothingToExplain,
        format!("`{duty}` did not arise for `{written}` in this scenario"),
    );
    if known.is_empty() {
        return told;
    }
    let shown: Vec<String> = known
        .iter()
        .take(8)
        .map(|name| format!("`{name}`"))
        .collect();
    told.help(format!("it arose: {}", shown.join(", ")))
}

/// A duty that did not arise for anybody: whose is to be explained must be said.
pub fn whose_duty(duty: &str) -> Diagnostic {
    Diagnostic::nowhere(
        Code::NothingToExplain,
        format!("`{duty}` did not arise for anybody in this scenario"),
    )
    .help("say whose with `--of` to see what stood in its way")
}

/// A run over tables is given a file that holds no background.
pub fn no_background(path: &str) -> Diagnostic {
    Diagnostic::in_file(
        Code::NoBackground,
        path,
        format!("`{path}` holds no background that could be used"),
    )
    .help("begin a section with `background`, and say in it who exists and how columns are read")
}

/// A table of events names a scenario that the table of scenarios does not have.
pub fn scenario_not_listed(path: &str, name: &str) -> Diagnostic {
    Diagnostic::in_file(
        Code::ScenarioNotListed,
        path,
        format!("events of `{name}` are given, and no such scenario is listed"),
    )
    .help("add it to the table of scenarios, or leave its events out")
}

/// Several scenarios are listed, and the events do not say whose they are.
pub fn events_of_no_scenario(path: &str) -> Diagnostic {
    Diagnostic::in_file(
        Code::ScenarioNotListed,
        path,
        "several scenarios are listed, and these events name none",
    )
    .help("say which column names the scenario: `scenario from \"their heading\"` under `columns of events`")
}

/// A table cannot be written.
pub fn not_written(reason: &str) -> Diagnostic {
    Diagnostic::nowhere(
        Code::NotWritten,
        format!(
            "a table of what was found cannot be written: {}",
            reason.replace('\n', " ")
        ),
    )
    .help("see that the disk is not full, and that the folder can be written to")
}

/// A scheme that was asked for by name and is not there.
pub fn no_such_scheme(name: &str, on: Option<Date>, near: Option<&str>) -> Diagnostic {
    let message = match on {
        Some(day) => format!("no scheme `{name}` is in force on {day}"),
        None => format!("there is no scheme `{name}`"),
    };
    let problem = Diagnostic::nowhere(Code::NoSuchScheme, message);
    match near {
        Some(near) if near != name => problem.help(format!("did you mean `{near}`?")),
        _ => problem,
    }
}

/// Several schemes of the name that was asked for.
pub fn several_schemes(name: &str, times: &[&str]) -> Diagnostic {
    Diagnostic::nowhere(
        Code::NoSuchScheme,
        format!(
            "{} schemes are called `{name}`: {}",
            times.len(),
            times.join("; ")
        ),
    )
    .help("say which by a day on which it is in force: `--on`")
}

/// A scheme that cannot be written out.
pub fn not_exported(name: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(
        Code::NoSuchScheme,
        format!("the scheme `{name}` cannot be written: {why}"),
    )
}

/// `--individuals` names no kind.
pub fn no_such_kind(name: &str, near: Option<&str>) -> Diagnostic {
    unknown("kind", name, near)
}

/// `--facts` names no fact.
pub fn no_such_fact(name: &str, near: Option<&str>) -> Diagnostic {
    unknown("fact", name, near)
}

fn unknown(what: &str, name: &str, near: Option<&str>) -> Diagnostic {
    let told = Diagnostic::nowhere(
        Code::UnknownName,
        format!("there is no {what} `{name}`, of which a table is given"),
    );
    match near {
        Some(near) => told.help(format!("did you mean `{near}`?")),
        None => told,
    }
}

/// Questions that do not say of which of several scenarios they are asked.
pub fn which_run(path: &str) -> Diagnostic {
    Diagnostic::in_file(
        Code::ColumnMissing,
        path,
        "there are several scenarios, and the questions do not say of which they are asked",
    )
    .help("give the table a column `scenario`")
}

/// A row needs more than a run with `--stream` keeps.
pub fn cannot_stream(path: &str) -> Diagnostic {
    Diagnostic::in_file(
        Code::RowUnreadable,
        path,
        "a deadline came up that only a run over the whole table can settle",
    )
    .help("run it without `--stream`")
}

/// A session with several packs at once.
pub fn which_pack(folders: &[&str]) -> Diagnostic {
    let mut shown: Vec<String> = folders
        .iter()
        .take(8)
        .map(|folder| format!("`{folder}`"))
        .collect();
    if folders.len() > shown.len() {
        shown.push(format!("{} more", folders.len() - shown.len()));
    }
    Diagnostic::nowhere(
        Code::NoSuchScenario,
        format!("a session needs one pack, and here are {}", folders.len()),
    )
    .help(format!("give one of them: {}", shown.join(", ")))
}
