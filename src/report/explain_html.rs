//! Explanations as a page: complete in itself, folding, printable; it asks nothing of the network and runs nothing.

use super::{
    clean::shown,
    explain_view::{ExplainView, Extent, MOST_SHOWN, capital},
};
use crate::explain::tree::{Explanation, Kind, Proved, Step};

/// How the page looks. Folded parts are opened for print.
const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin:2rem 0 .25rem}
.verdict{font-weight:600;margin:.25rem 0 1rem}
ul{list-style:none;margin:0;padding-left:1.25rem;border-left:1px solid #9996}
li{margin:.2rem 0}
summary{cursor:pointer}
.at{font-size:.85em;opacity:.75}
.clause{font-style:italic}
.aside{opacity:.75}
.needed::after{content:\" (without this line the verdict would be another)\";font-size:.85em}
footer{margin-top:2rem;font-size:.85em;opacity:.75}
@media print{body{max-width:none;margin:0}details>*{display:revert}details::details-content{content-visibility:visible;display:block}ul{break-inside:auto}li{break-inside:avoid-page}}";

/// The page with all explanations.
pub fn explain_html(view: &ExplainView<'_>, extent: Extent) -> String {
    let title = escaped(view.title());
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    if view.explanations.is_empty() {
        out.push_str("<p>Nothing was breached, void or in doubt.</p>\n");
    }
    for explanation in view.explanations {
        one(&mut out, view, explanation, extent);
    }
    out.push_str(&format!(
        "</main>\n<footer>Pack {}. Made by vires {}.</footer>\n</body>\n</html>\n",
        escaped(view.pack),
        env!("CARGO_PKG_VERSION")
    ));
    out
}

fn one(out: &mut String, view: &ExplainView<'_>, explanation: &Explanation, extent: Extent) {
    out.push_str(&format!(
        "<section>\n<h2>{}</h2>\n<p class=\"verdict\">{}</p>\n<ul>\n",
        escaped(&explanation.title),
        escaped(&explanation.verdict)
    ));
    for step in &explanation.steps {
        if extent == Extent::All || !step.aside {
            item(out, view, explanation, step, extent);
        }
    }
    out.push_str("</ul>\n");
    if !explanation.absences.is_empty() {
        out.push_str("<details open><summary>Taken for false or unknown, because nothing states it</summary>\n<ul>\n");
        let all = explanation.absences.len();
        let most = if extent == Extent::All || all <= MOST_SHOWN + 1 {
            all
        } else {
            MOST_SHOWN
        };
        for absence in explanation.absences.iter().take(most) {
            out.push_str(&format!("<li>{}</li>\n", escaped(&capital(&absence.says))));
        }
        if all > most {
            out.push_str(&format!("<li>and {} more</li>\n", all - most));
        }
        out.push_str("</ul></details>\n");
    }
    for convention in &explanation.conventions {
        let said = view.words.convention(convention);
        out.push_str(&format!("<p>Convention: {}</p>\n", escaped(&said)));
    }
    if explanation.proved != Proved::Whole {
        out.push_str("<p>Not every line was tried by running the scenario without it: it is too large.</p>\n");
    }
    out.push_str("</section>\n");
}

fn item(
    out: &mut String,
    view: &ExplainView<'_>,
    explanation: &Explanation,
    step: &Step,
    extent: Extent,
) {
    let line = line(view, explanation, step);
    let class = if step.aside { " class=\"aside\"" } else { "" };
    let (below, more) = view.shown(&step.steps, step.left_out, extent);
    if below.is_empty() && more == 0 {
        out.push_str(&format!("<li{class}>{line}</li>\n"));
        return;
    }
    out.push_str(&format!(
        "<li{class}><details open><summary>{line}</summary>\n<ul>\n"
    ));
    for step in below {
        item(out, view, explanation, step, extent);
    }
    if more > 0 {
        out.push_str(&format!("<li>and {more} more like these</li>\n"));
    }
    out.push_str("</ul></details></li>\n");
}

fn line(view: &ExplainView<'_>, explanation: &Explanation, step: &Step) -> String {
    let says = match step.on {
        Some(day) => format!(
            "<time datetime=\"{}\">{day}</time>: {}",
            day.iso(),
            escaped(&step.says)
        ),
        None => escaped(&capital(&step.says)),
    };
    let mut said = if step.kind == Kind::Heading {
        format!("<strong>{says}</strong>")
    } else {
        says
    };
    if !step.clauses.is_empty() {
        let clauses = view.clauses(&step.clauses);
        said.push_str(&format!(
            " <span class=\"clause\">{}</span>",
            escaped(&clauses)
        ));
    }
    if let Some(at) = step.at {
        let leaf = view.leaf(explanation, step);
        let needed = leaf.is_some_and(|leaf| leaf.needed == Some(true));
        let class = if needed { "at needed" } else { "at" };
        said.push_str(&format!(
            " <span class=\"{class}\">{}</span>",
            escaped(&view.place(at))
        ));
    }
    said
}

/// A text as HTML shows it, whatever it holds.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in shown(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            plain => out.push(plain),
        }
    }
    out
}
