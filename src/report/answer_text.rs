//! The answer to one question, as text.

use super::{
    clean::shown,
    view::{RunView, ScenarioState},
};

/// The answer to the question that was put last, a line each; nothing where the scenario could not be evaluated.
pub fn answer_text(view: &RunView<'_>) -> String {
    let mut text = String::new();
    for scenario in &view.scenarios {
        let ScenarioState::Ran(ran) = &scenario.state else {
            continue;
        };
        let words = ran.words(view.texts);
        if let Some(answer) = ran.record.answers.last() {
            for line in words.answer(answer) {
                text.push_str(&shown(&line));
                text.push('\n');
            }
        }
    }
    text
}
