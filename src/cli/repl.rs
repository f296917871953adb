//! `vires repl PACK [SCENARIO]`: facts, events and questions, a line at a time.

use std::{
    fs,
    io::{self, IsTerminal},
    path::Path,
};

use super::{
    arguments::ReplArguments,
    disk::rooted,
    exit::Exit,
    outcome::view,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr, style_of_stdout},
    prompt::{Prompt, Read},
};
use crate::{
    base::source_map::SourceMap,
    facade::{
        explain::What,
        repl::{Session, Tried},
        run::Outcome,
    },
    report::{
        answer_text::answer_text,
        clean::shown,
        explain_text::explain_text,
        explain_view::{ExplainView, Extent},
        problems_text::told,
        session_text::{Section, SessionRows, news, section_text, session_rows},
        style::Tone,
        view::ScenarioState,
    },
};

/// What a session understands besides lines of a scenario and questions.
pub(super) const COMMANDS: &[&str] = &[
    "acts", "as of", "duties", "explain", "help", "names", "quit", "save", "show", "undo",
];

const HELP: &str = "\
A line of a scenario is added to the session, and what comes of it is told:
  hilltop is a Council \"Hilltop Council\"          who exists, what is the case
  1 May 2024  choir does apply(to: hilltop)       what happens: a line that begins with a date
  as of 30 June 2024                              the last day that is looked at
In a session that starts from a scenario, what `but` understands is a line too: without NAME, NAME on DATE, NAME with …

A question is answered:
  who may …    may X …    what may X do    what must X do by DATE    what is …    what falls if NAME is revoked

And:
  duties, acts         all duties, all acts
  explain              why what was breached, void or in doubt came out so
  explain NAME         why a duty or an act, or the answer to a question, came out so
  undo                 take the last line back
  show                 the scenario as it stands
  save FILE            write it to a file; it writes over nothing
  names TEXT           the names that begin so; the Tab key completes them
  help, quit
";

/// Reads lines until there are no more. With lines from a file or a pipe one that cannot be used makes the exit code 2.
pub fn repl(arguments: &ReplArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(std::slice::from_ref(&arguments.path))?;
    let path = rooted.paths.first().map_or("", String::as_str);
    let opened = Session::open(&rooted.disk, path, arguments.scenario.as_deref());
    let (session, outcome) = match opened {
        Ok(opened) => opened,
        Err(problems) => {
            let text = told(&problems, &SourceMap::default(), style_of_stderr(colour));
            print_error(&format!("{text}\n"));
            return Ok(Exit::BadInput);
        }
    };
    let mut talk = Talk {
        session,
        rows: SessionRows::default(),
        names: Vec::new(),
        colour,
        exit: Exit::Fine,
    };
    let mut prompt = Prompt::new();
    let talks = prompt.is_terminal();
    talk.tell(&outcome);
    talk.keep(&outcome);
    if talks {
        print("Lines of a scenario, questions, `help`; Ctrl-D ends the session.\n")?;
    }
    loop {
        prompt.offer(&talk.names);
        match prompt.read() {
            Read::Line(line) => {
                if talk.line(line.trim())? == Flow::Quit {
                    break;
                }
            }
            Read::Dropped => {}
            Read::End => break,
            Read::Failed(error) => {
                print_error(&format!("vires: the lines cannot be read: {error}\n"));
                return Ok(Exit::BadInput);
            }
        }
    }
    prompt.close();
    Ok(if talks { Exit::Fine } else { talk.exit })
}

#[derive(PartialEq, Eq)]
enum Flow {
    On,
    Quit,
}

/// A session and what was told of it.
struct Talk<'f> {
    session: Session<'f>,
    rows: SessionRows,
    names: Vec<String>,
    colour: ColourChoice,
    exit: Exit,
}

impl Talk<'_> {
    /// Does what one line asks for.
    fn line(&mut self, line: &str) -> Result<Flow, WriteError> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let style = style_of_stdout(self.colour);
        match (word, rest) {
            ("", _) => {}
            _ if line.starts_with('#') => {}
            ("quit" | "exit", "") => return Ok(Flow::Quit),
            ("help" | "?", "") => print(HELP)?,
            ("duties", "") => self.section(Section::Duties, "no duty has arisen")?,
            ("acts", "") => self.section(Section::Acts, "nobody has done anything")?,
            ("show", "") => print(&self.session.text())?,
            ("undo", "") => match self.session.undo() {
                None => print("there is nothing to take back\n")?,
                Some((line, outcome)) => {
                    let text = format!("taken back: {}\n", shown(&line));
                    print(&style.paint(Tone::Faint, &text))?;
                    self.news(&outcome)?;
                }
            },
            ("save", _) => self.save(rest)?,
            ("names", _) => {
                let names = self.names.iter().filter(|name| name.starts_with(rest));
                let names: Vec<&str> = names.map(String::as_str).collect();
                print(&format!("{}\n", names.join("  ")))?;
            }
            ("explain", _) => self.explain(rest)?,
            ("who" | "what" | "may", _) => self.ask(line)?,
            ("ask", _) if !rest.is_empty() => self.ask(rest)?,
            _ => self.add(line)?,
        }
        Ok(Flow::On)
    }

    fn section(&self, section: Section, none: &str) -> Result<(), WriteError> {
        let text = section_text(&self.rows, section, style_of_stdout(self.colour));
        if text.is_empty() {
            print(&format!("{none}\n"))
        } else {
            print(&text)
        }
    }

    fn add(&mut self, line: &str) -> Result<(), WriteError> {
        match self.session.add(line) {
            Tried::Kept(outcome) => {
                self.tell(&outcome);
                self.news(&outcome)
            }
            Tried::Refused(outcome) => {
                self.tell(&outcome);
                self.wrong("the line is not kept\n");
                Ok(())
            }
        }
    }

    /// Prints what a line brought about, and remembers how things stand.
    fn news(&mut self, outcome: &Outcome) -> Result<(), WriteError> {
        let before = std::mem::take(&mut self.rows);
        self.keep(outcome);
        print(&news(&before, &self.rows, style_of_stdout(self.colour)))
    }

    /// Remembers how things stand.
    fn keep(&mut self, outcome: &Outcome) {
        self.session.was_told(outcome);
        self.names = self.session.names(outcome);
        let of_run = view(outcome, &[]);
        let ran = of_run.scenarios.iter().find_map(|one| match &one.state {
            ScenarioState::Ran(ran) => Some(ran),
            ScenarioState::NotEvaluated => None,
        });
        self.rows = ran.map_or_else(SessionRows::default, |ran| session_rows(ran, of_run.texts));
    }

    /// Says what is wrong and was not said before.
    fn tell(&self, outcome: &Outcome) {
        let new = self.session.untold(outcome);
        let text = told(&new, &outcome.loaded.texts, style_of_stderr(self.colour));
        if !text.is_empty() {
            print_error(&format!("{text}\n"));
        }
    }

    fn wrong(&mut self, text: &str) {
        print_error(text);
        self.exit = Exit::BadInput;
    }

    fn ask(&mut self, question: &str) -> Result<(), WriteError> {
        let outcome = self.session.ask(question);
        self.tell(&outcome);
        let answer = answer_text(&view(&outcome, &[]));
        if answer.is_empty() {
            self.wrong("the question is not answered\n");
        }
        print(&answer)
    }

    fn explain(&mut self, what: &str) -> Result<(), WriteError> {
        let question = matches!(what.split_whitespace().next(), Some("who" | "what" | "may"));
        let (what, other) = if what.is_empty() {
            (What::Doubtful, None)
        } else if question {
            (What::Ask(what.to_owned()), None)
        } else {
            let duty = What::Duty {
                name: what.to_owned(),
                of: None,
                for_: None,
            };
            (What::Act(what.to_owned()), Some(duty))
        };
        let mut made = self.session.explain(&what);
        if let (Err(_), Some(duty)) = (&made, other) {
            made = self.session.explain(&duty);
        }
        match made {
            Err(wrong) => {
                let none = SourceMap::default();
                let texts = wrong.loaded.as_ref().map_or(&none, |loaded| &loaded.texts);
                let text = told(&wrong.problems, texts, style_of_stderr(self.colour));
                self.wrong(&format!("{text}\n"));
                Ok(())
            }
            Ok(explained) if explained.explanations.is_empty() => {
                print("nothing was breached, void or in doubt\n")
            }
            Ok(explained) => {
                let texts = (&explained.loaded.texts, explained.pack.as_str());
                let view = ExplainView::new(
                    texts,
                    explained.resolution.policy(),
                    &explained.case,
                    &explained.found.record,
                    &explained.explanations,
                );
                let style = style_of_stdout(self.colour);
                print(&explain_text(&view, Extent::Decisive, style))
            }
        }
    }

    fn save(&mut self, file: &str) -> Result<(), WriteError> {
        if file.is_empty() {
            self.wrong("say where to: save FILE\n");
            return Ok(());
        }
        let named = if Path::new(file).extension().is_none() {
            format!("{file}.scenario")
        } else {
            file.to_owned()
        };
        let text = self.session.whole_text();
        let mut options = fs::OpenOptions::new();
        let made = options.write(true).create_new(true).open(&named);
        let written = made.and_then(|mut file| io::Write::write_all(&mut file, text.as_bytes()));
        match written {
            Ok(()) => print(&format!("saved as `{}`\n", shown(&named))),
            Err(error) => {
                let why = if error.kind() == io::ErrorKind::AlreadyExists {
                    "it is there already".to_owned()
                } else {
                    error.to_string()
                };
                self.wrong(&format!("`{}` cannot be written: {why}\n", shown(&named)));
                Ok(())
            }
        }
    }
}

/// Whether people type the lines.
pub(super) fn is_typed() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}
