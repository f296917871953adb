//! `vires explain PATH SCENARIO`

use super::{
    arguments::{ExplainArguments, ExplainFormat},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr, style_of_stdout},
    remedy::remedy,
};
use crate::{
    base::source_map::SourceMap,
    facade::explain::{What, explain as explain_scenario},
    report::{
        explain_html::explain_html,
        explain_md::explain_md,
        explain_text::explain_text,
        explain_view::{ExplainView, Extent},
        problems_text::told,
        wire::explanation::explanation_json,
    },
};

/// Explains what came out of a scenario.
pub fn explain(arguments: &ExplainArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    if arguments.remedy {
        return remedy(arguments, &what(arguments), colour);
    }
    let rooted = rooted(std::slice::from_ref(&arguments.path))?;
    let made = explain_scenario(
        &rooted.disk,
        &rooted.paths,
        arguments.scenario.as_deref(),
        &what(arguments),
    );
    let explained = match made {
        Ok(explained) => explained,
        Err(wrong) => {
            let none = SourceMap::default();
            let texts = wrong.loaded.as_ref().map_or(&none, |loaded| &loaded.texts);
            let text = told(&wrong.problems, texts, style_of_stderr(colour));
            print_error(&format!("{text}\n"));
            return Ok(Exit::BadInput);
        }
    };
    let problems = told(
        &explained.problems,
        &explained.loaded.texts,
        style_of_stderr(colour),
    );
    if !problems.is_empty() {
        print_error(&format!("{problems}\n"));
    }
    let view = ExplainView::new(
        (&explained.loaded.texts, &explained.pack),
        explained.resolution.policy(),
        &explained.case,
        &explained.found.record,
        &explained.explanations,
    );
    let extent = if arguments.all {
        Extent::All
    } else {
        Extent::Decisive
    };
    match arguments.format {
        ExplainFormat::Text => print(&explain_text(&view, extent, style_of_stdout(colour)))?,
        ExplainFormat::Json => print(&explanation_json(&view))?,
        ExplainFormat::Html => print(&explain_html(&view, extent))?,
        ExplainFormat::Md => print(&explain_md(&view, extent))?,
    }
    let wrong = explained.has_errors();
    Ok(if wrong { Exit::BadInput } else { Exit::Fine })
}

fn what(arguments: &ExplainArguments) -> What {
    if let Some(name) = &arguments.duty {
        return What::Duty {
            name: name.clone(),
            of: arguments.of.clone(),
            for_: arguments.for_.clone(),
        };
    }
    if let Some(label) = &arguments.act {
        return What::Act(label.clone());
    }
    if let Some(question) = &arguments.ask {
        return What::Ask(question.clone());
    }
    if arguments.all {
        What::Everything
    } else {
        What::Doubtful
    }
}
