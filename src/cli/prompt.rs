//! Where the lines of a session come from: a terminal, with history and completion, or a file or pipe.

use std::{
    fs,
    io::{self, BufRead},
    path::PathBuf,
};

use rustyline::{
    Context, Editor, Helper, completion::Completer, error::ReadlineError, highlight::Highlighter,
    hint::Hinter, history::DefaultHistory, validate::Validator,
};

use super::repl::{COMMANDS, is_typed};

/// What came of reading a line.
pub(super) enum Read {
    /// A line.
    Line(String),
    /// A line was begun and dropped: Ctrl-C.
    Dropped,
    /// There are no more.
    End,
    /// The system cannot read.
    Failed(String),
}

/// A reader of lines.
pub(super) enum Prompt {
    /// People type.
    Terminal(Box<Editor<Names, DefaultHistory>>),
    /// A file or a pipe.
    Plain,
}

impl Prompt {
    /// The terminal, where there is one on both sides.
    pub(super) fn new() -> Prompt {
        if !is_typed() {
            return Prompt::Plain;
        }
        let Ok(mut editor) = Editor::new() else {
            return Prompt::Plain;
        };
        editor.set_helper(Some(Names::default()));
        if let Some(file) = history_file() {
            // There is none at first.
            let _loaded = editor.load_history(&file);
        }
        Prompt::Terminal(Box::new(editor))
    }

    /// Whether people type.
    pub(super) fn is_terminal(&self) -> bool {
        matches!(self, Prompt::Terminal(_))
    }

    /// The names to complete from now on.
    pub(super) fn offer(&mut self, names: &[String]) {
        if let Prompt::Terminal(editor) = self
            && let Some(helper) = editor.helper_mut()
        {
            names.clone_into(&mut helper.names);
        }
    }

    /// Reads a line.
    pub(super) fn read(&mut self) -> Read {
        match self {
            Prompt::Plain => {
                let mut bytes = Vec::new();
                match io::stdin().lock().read_until(b'\n', &mut bytes) {
                    Ok(0) => Read::End,
                    Ok(_) => Read::Line(String::from_utf8_lossy(&bytes).into_owned()),
                    Err(error) => Read::Failed(error.to_string()),
                }
            }
            Prompt::Terminal(editor) => match editor.readline("> ") {
                Ok(line) => {
                    // A history that is full or refuses the line is no reason to stop.
                    let _added = editor.add_history_entry(line.as_str());
                    Read::Line(line)
                }
                Err(ReadlineError::Interrupted) => Read::Dropped,
                Err(ReadlineError::Eof) => Read::End,
                Err(error) => Read::Failed(error.to_string()),
            },
        }
    }

    /// Writes the history down, where that can be done.
    pub(super) fn close(&mut self) {
        if let Prompt::Terminal(editor) = self
            && let Some(file) = history_file()
        {
            let folder = file.parent().map(fs::create_dir_all);
            if folder.is_some_and(|made| made.is_ok()) {
                let _saved = editor.save_history(&file);
            }
        }
    }
}

/// Where lines typed earlier are kept: with the state of other programs.
fn history_file() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").filter(|folder| !folder.is_empty());
    let state = match state {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(std::env::var_os("HOME")?).join(".local/state"),
    };
    Some(state.join("vires").join("history"))
}

/// The names that the Tab key completes.
#[derive(Default)]
pub(super) struct Names {
    names: Vec<String>,
}

impl Helper for Names {}
impl Highlighter for Names {}
impl Validator for Names {}
impl Hinter for Names {
    type Hint = String;
}

impl Completer for Names {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        place: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let before = line.get(..place).unwrap_or(line);
        let is_name = |one: char| one.is_alphanumeric() || one == '-' || one == '_' || one == '.';
        let stem = before.trim_end_matches(is_name);
        let part = before.strip_prefix(stem).unwrap_or_default();
        let commands = COMMANDS.iter().copied().filter(|_| stem.trim().is_empty());
        let names = self.names.iter().map(String::as_str);
        let fitting = commands.chain(names).filter(|name| name.starts_with(part));
        Ok((stem.len(), fitting.map(str::to_owned).collect()))
    }
}

#[cfg(test)]
mod tests {
    use rustyline::history::DefaultHistory;

    use super::*;

    #[test]
    fn the_tab_key_completes_the_name_before_the_cursor() {
        let names = Names {
            names: vec![
                "give-grant".to_owned(),
                "give-grants".to_owned(),
                "hilltop".to_owned(),
            ],
        };
        let history = DefaultHistory::new();
        let context = Context::new(&history);
        let complete = |line: &str| names.complete(line, line.len(), &context).unwrap();
        let line = "1 May 2024 hilltop does give-g";
        assert_eq!(
            complete(line),
            (24, vec!["give-grant".to_owned(), "give-grants".to_owned()])
        );
        assert_eq!(complete("dut"), (0, vec!["duties".to_owned()]));
        assert_eq!(complete("é h"), (3, vec!["hilltop".to_owned()]));
    }
}
