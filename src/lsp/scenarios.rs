//! Scenarios: a lens above each that runs it, what came out last, due dates beside lines, and the two commands.

use lsp_server::ErrorCode;
use lsp_types::{CodeLensParams, ExecuteCommandParams, InlayHintParams, Position, Uri};
use serde_json::{Value, json};

use super::{
    capabilities::{EXPLAIN, RUN},
    convert::{place, position, range},
    requests::{Answered, path},
    server::{Refusal, Server},
    transport,
    workspace::Root,
};
use crate::{
    base::span::Span,
    ide::{
        hover::hover,
        scenarios::{Ran, heads, hints as due_dates, told_of_line, verdict},
    },
    report::{
        explain_text::explain_text,
        explain_view::{ExplainView, Extent},
        run_text::{Detail, run_text},
        style::Style,
        view::{self as report, RunView, ScenarioState, ScenarioView},
    },
};

pub(super) fn lenses(server: &mut Server<'_>, params: CodeLensParams) -> Answered {
    let uri = params.text_document.uri;
    let path = path(&uri)?;
    server.refresh();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(Value::Null);
    };
    let mut lenses = Vec::new();
    for head in heads(&root.live.view(), &file) {
        let at = range(head.range);
        let arguments = json!([uri.as_str(), head.title]);
        lenses.push(json!({
            "range": at,
            "command": { "title": "run", "command": RUN, "arguments": arguments },
        }));
        if let Some(said) = server.verdicts.get(&(path.clone(), head.title)) {
            lenses.push(json!({
                "range": at,
                "command": { "title": format!("last run: {said}"), "command": RUN, "arguments": arguments },
            }));
        }
    }
    Ok(Value::from(lenses))
}

pub(super) fn hints(server: &mut Server<'_>, params: InlayHintParams) -> Answered {
    let path = path(&params.text_document.uri)?;
    server.refresh();
    // Running takes longer than telling what is wrong, which is what people wait for.
    server.publish();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(Value::Null);
    };
    let runs = root.live.runs(&file);
    let runs: Vec<Ran<'_>> = runs.iter().map(|run| run.ran()).collect();
    let (start, end) = (place(params.range.start), place(params.range.end));
    let hints = due_dates(&root.live.view(), &file, &runs).into_iter();
    let hints = hints.filter(|hint| start <= hint.at && hint.at <= end);
    let hints = hints.map(|hint| {
        json!({
            "position": position(hint.at),
            "label": hint.label,
            "tooltip": hint.about,
            "paddingLeft": true,
        })
    });
    Ok(hints.collect())
}

pub(super) fn command(server: &mut Server<'_>, params: ExecuteCommandParams) -> Answered {
    match params.command.as_str() {
        RUN => run(server, &params.arguments),
        EXPLAIN => explain(server, &params.arguments),
        other => Err(invalid(format!("there is no command `{other}`"))),
    }
}

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::InvalidParams, message)
}

fn file(arguments: &[Value], command: &str) -> Result<Uri, Refusal> {
    let uri = arguments.first().and_then(Value::as_str);
    uri.and_then(|uri| uri.parse().ok())
        .ok_or_else(|| invalid(format!("`{command}` is given the URI of a file first")))
}

/// Runs the scenarios of a file, or the one of this title; answers with the report that the command line gives, and remembers
/// what came out for the lenses.
fn run(server: &mut Server<'_>, arguments: &[Value]) -> Answered {
    let path = path(&file(arguments, RUN)?)?;
    let title = arguments.get(1).and_then(Value::as_str).map(str::to_owned);
    server.refresh();
    let Some((root, below)) = server.workspace.of(&path) else {
        return Err(Refusal::new(
            ErrorCode::RequestFailed,
            "the file is not open, or is no policy or scenario",
        ));
    };
    let view = root.live.view();
    let runs = root.live.runs(&below);
    let wanted = |of: &str| title.as_deref().is_none_or(|title| title == of);
    let mut results = Vec::new();
    let mut verdicts = Vec::new();
    for run in runs.iter().filter(|run| wanted(run.title())) {
        let ran = run.ran();
        let said = verdict(&ran);
        let met = ran.expectations.iter().all(|line| line.is_met());
        results.push(json!({ "title": run.title(), "verdict": said, "met": met }));
        verdicts.push((run.title().to_owned(), said));
    }
    for head in heads(&view, &below) {
        let ran = verdicts.iter().any(|(title, _)| *title == head.title);
        if wanted(&head.title) && !ran {
            let said = "could not be evaluated: the problems say why".to_owned();
            results.push(json!({ "title": head.title, "verdict": said, "met": false }));
            verdicts.push((head.title, said));
        }
    }
    let shown: Vec<ScenarioView<'_>> = runs
        .iter()
        .filter(|run| wanted(run.title()))
        .map(|run| {
            let ran = run.ran();
            ScenarioView {
                pack: run.pack(),
                title: run.title(),
                file: ran.case.file,
                span: ran.case.span,
                state: ScenarioState::Ran(report::Ran {
                    policy: ran.policy,
                    case: ran.case,
                    record: ran.record,
                    expectations: ran.expectations,
                    incomplete: run.incomplete(),
                }),
            }
        })
        .collect();
    let shown = RunView {
        texts: view.texts,
        files: &[],
        scenarios: shown,
        problems: &[],
    };
    let text = run_text(&shown, Detail::Usual, Style::PLAIN);
    let answer = json!({ "scenarios": results, "text": text });
    for (title, said) in verdicts {
        server.verdicts.insert((path.clone(), title), said);
    }
    server.ask_to_draw_again("workspace/codeLens/refresh");
    Ok(answer)
}

/// Says what came of the line of a scenario, or what a name of a policy is.
fn explain(server: &mut Server<'_>, arguments: &[Value]) -> Answered {
    let uri = file(arguments, EXPLAIN)?;
    let at = arguments.get(1).cloned().unwrap_or(Value::Null);
    let at: Position = serde_json::from_value(at).map_err(|_| {
        invalid(format!(
            "`{EXPLAIN}` is given a place second: {{ line, character }}"
        ))
    })?;
    let Some((root, file)) = server.up_to_date(&uri)? else {
        return Ok(Value::Null);
    };
    let view = root.live.view();
    let runs = root.live.runs(&file);
    let runs: Vec<Ran<'_>> = runs.iter().map(|run| run.ran()).collect();
    let told = told_of_line(&view, &file, at.line, &runs);
    let told = (!told.is_empty()).then(|| told.join("\n"));
    let reasons = reasons(root, &file, at.line);
    let parts: Vec<String> = told.into_iter().chain(reasons).collect();
    let text = match parts.is_empty() {
        false => Some(parts.join("\n\n")),
        true => hover(&view, &file, place(at)).map(|hover| hover.markdown),
    };
    Ok(text.map_or(Value::Null, |text| json!({ "text": text })))
}

/// The reasons of what came of a line, as `vires explain` tells them: a text for each scenario.
fn reasons(root: &Root, file: &str, line: u32) -> Vec<String> {
    let texts = root.live.texts();
    let Some(id) = texts.by_path(file) else {
        return Vec::new();
    };
    let covers = |span: Span| {
        let (start, end) = texts.utf16(span);
        span.file == id && start.line <= line && line <= end.line
    };
    let explained = root.live.explained(file, &covers);
    let told = explained.iter().map(|one| {
        let view = ExplainView::new(
            (one.texts, one.pack),
            one.policy,
            one.case,
            &one.record,
            &one.explanations,
        );
        explain_text(&view, Extent::Decisive, Style::PLAIN)
    });
    told.map(|text| text.trim_end().to_owned()).collect()
}

impl Server<'_> {
    /// Asks the client to draw something anew, where it can.
    pub(super) fn ask_to_draw_again(&mut self, what: &str) {
        if self.refreshes {
            self.asked += 1;
            self.send(transport::request(self.asked, what, Value::Null));
        }
    }
}
