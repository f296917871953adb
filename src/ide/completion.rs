//! What may stand where the cursor is: words that open a line, names in scope by type, arguments, clauses that can be cited.

use smol_str::SmolStr;

use crate::{
    base::line_index::Utf16Position,
    ide::{
        cursor::{Call, Cursor, cursor},
        hover::about,
        keywords::{
            self, ASK_LINES, DECLARATIONS, EXPECT_LINES, EXPRESSION_WORDS, Opener,
            SCENARIO_DECLARATIONS, SCENARIO_LINES,
        },
        outline::Sort,
        view::{FileTree, PackView, Utf16Range, View},
    },
    policy::{
        policy::{PackId, Parameter, Policy},
        types::Type,
    },
    resolve::{
        index::Target,
        names::{Callable, TypeName, View as Scope},
        show::written,
    },
    tree::scenario::{GivenKind, Names, Scenario, ScenarioItem},
};

/// Something that may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// How it is listed.
    pub label: String,
    /// What it is.
    pub sort: CompletionSort,
    /// A few words beside it: its title, its type.
    pub detail: String,
    /// What is shown of it when it is looked at, in Markdown.
    pub about: String,
    /// What is put in.
    pub insert: String,
    /// The same with places to fill in (`${1:…}`), where it has some.
    pub snippet: Option<String>,
    /// The smaller, the further up it is listed.
    pub rank: u8,
}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionSort {
    /// A word of the language.
    Keyword,
    /// The name of an argument.
    Argument,
    /// A type of the language.
    Type,
    /// Something that is declared.
    Declared(Sort),
}

/// All that may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced: the letters that are there.
    pub typed: Utf16Range,
    /// What may stand there instead.
    pub items: Vec<Completion>,
    /// Whether there are more, which further letters would bring.
    pub more: bool,
}

/// The most that is offered at once.
const MOST: usize = 300;

/// What may stand at a place.
pub fn completion(view: &View<'_>, path: &str, at: Utf16Position) -> Option<Completions> {
    let spot = view.spot(path, at)?;
    let cursor = cursor(spot.text, spot.offset);
    let source = view.texts.file(spot.file)?;
    let typed = (
        source.lines().utf16(spot.text, cursor.typed.start),
        source.lines().utf16(spot.text, cursor.typed.end),
    );
    let (_, _, tree) = view.file(path)?;
    let pack = view.packs_with(spot.file).into_iter().next();
    let mut offer = Offer {
        view,
        pack,
        tree,
        cursor: &cursor,
        called: spot
            .text
            .get(spot.offset..)
            .is_some_and(|behind| behind.starts_with('(')),
        letters: spot
            .text
            .get(cursor.typed.clone())
            .unwrap_or_default()
            .to_lowercase(),
        items: Vec::new(),
    };
    if !cursor.silent {
        offer.all();
    }
    let mut items = offer.items;
    items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
    items.dedup_by(|a, b| a.label == b.label && a.sort == b.sort);
    let more = items.len() > MOST;
    items.truncate(MOST);
    Some(Completions { typed, items, more })
}

struct Offer<'o, 'a> {
    view: &'o View<'a>,
    pack: Option<&'o PackView<'a>>,
    tree: FileTree<'a>,
    cursor: &'o Cursor<'o>,
    /// Whether an opening bracket follows.
    called: bool,
    /// The letters that are there, in small letters.
    letters: String,
    items: Vec<Completion>,
}

impl<'o, 'a> Offer<'o, 'a> {
    fn policy(&self) -> Option<&'a Policy> {
        Some(self.pack?.resolution?.policy())
    }

    /// The names that are seen here.
    fn scope(&self) -> Option<Scope<'a>> {
        let signatures = &self.pack?.resolution?.signatures;
        let packs = signatures.policy.packs.entries();
        let main = packs.rev().find(|(_, pack)| pack.main);
        Some(signatures.view(main.map_or(PackId::new(0), |(id, _)| id)))
    }

    fn is_scenario(&self) -> bool {
        matches!(self.tree, FileTree::Scenario(_))
    }

    fn all(&mut self) {
        let cursor = self.cursor;
        if let Some(call) = &cursor.call {
            if self.declares() && self.before(0) != Some(":") {
                return;
            }
            if !self.declares() {
                return self.in_call(call);
            }
        }
        match (cursor.opens_line, self.is_scenario()) {
            (Some(0), false) => self.openers(DECLARATIONS),
            (Some(0), true) => self.openers(SCENARIO_DECLARATIONS),
            (Some(_), false) if cursor.call.is_none() => self.clause_openers(),
            (Some(_), true) => self.lines(),
            _ => self.in_clause(),
        }
    }

    /// Whether the brackets are those of a declaration's parameters.
    fn declares(&self) -> bool {
        let declares = ["act", "event", "fact", "judgement", "define", "decide"];
        let opened = self
            .cursor
            .before
            .iter()
            .filter(|word| **word == "(")
            .count();
        let closed = self
            .cursor
            .before
            .iter()
            .filter(|word| **word == ")")
            .count();
        declares.contains(&self.cursor.item) && opened == closed + 1 && closed == 0
    }

    /// The word that stands so many words before what is typed.
    fn before(&self, back: usize) -> Option<&'o str> {
        self.cursor.before.iter().rev().nth(back).copied()
    }

    fn add(&mut self, completion: Completion) {
        let mut label = completion.label.chars().flat_map(char::to_lowercase);
        let fits = self
            .letters
            .chars()
            .all(|letter| label.any(|of_label| of_label == letter));
        if fits {
            let begins = completion.label.to_lowercase().starts_with(&self.letters);
            let rank = completion.rank + if begins { 0 } else { 100 };
            self.items.push(Completion { rank, ..completion });
        }
    }

    fn word(&mut self, word: &str, sort: CompletionSort, detail: &str, rank: u8) {
        self.add(Completion {
            label: word.to_owned(),
            sort,
            detail: detail.to_owned(),
            about: String::new(),
            insert: word.to_owned(),
            snippet: None,
            rank,
        });
    }

    fn openers(&mut self, openers: &[Opener]) {
        for (place, opener) in openers.iter().enumerate() {
            self.add(Completion {
                label: opener.words.to_owned(),
                sort: CompletionSort::Keyword,
                detail: String::new(),
                about: opener.meaning.to_owned(),
                insert: opener.words.to_owned(),
                snippet: Some(opener.snippet.to_owned()),
                rank: u8::try_from(place).unwrap_or(90).min(90),
            });
        }
    }

    fn clause_openers(&mut self) {
        match self.cursor.item {
            "duty" | "prohibition" | "power" | "freedom" => self.openers(keywords::NORM_CLAUSES),
            "immunity" => {
                self.openers(keywords::NORM_CLAUSES);
                self.openers(keywords::IMMUNITY_CLAUSES);
            }
            "transition" => {
                self.openers(keywords::NORM_CLAUSES);
                self.openers(keywords::TRANSITION_CLAUSES);
            }
            "delegation" => self.openers(keywords::DELEGATION_CLAUSES),
            "define" => self.openers(keywords::DEFINITION_CLAUSES),
            "source" => self.openers(keywords::SOURCE_CLAUSES),
            "policy" => self.openers(keywords::HEAD_LINES),
            "statement" => self.openers(keywords::STATEMENT_CLAUSES),
            "office" | "committee" => self.openers(keywords::OFFICE_CLAUSES),
            "act" | "event" | "fact" | "judgement" | "reserved" => {
                self.openers(keywords::SOURCE_AND_NOTE);
            }
            "decide" => self.expression(),
            _ => {}
        }
    }

    /// A line of a section of a scenario.
    fn lines(&mut self) {
        match self.cursor.item {
            "scenario" | "background" => self.openers(SCENARIO_LINES),
            "expect" => {
                self.openers(EXPECT_LINES);
                self.expression();
            }
            "ask" => self.openers(ASK_LINES),
            "given" | "but" => {
                self.individuals(None, 0);
                self.facts(1);
                self.word("unknown", CompletionSort::Keyword, "it is not known", 5);
                self.word("not", CompletionSort::Keyword, "it is not so", 5);
            }
            _ => {
                self.individuals(None, 0);
                self.events(1);
            }
        }
    }

    fn in_clause(&mut self) {
        let cursor = self.cursor;
        let first = cursor.clause.first().copied().unwrap_or_default();
        let last = self.before(0).unwrap_or_default();
        let opener = if cursor.clause.len() == cursor.before.len() {
            cursor.item
        } else {
            first
        };
        match (last, opener) {
            (":", _) => self.types(),
            ("a" | "an", _)
                if self.before(1) == Some("is") || self.before(1) == Some("becomes") =>
            {
                self.kinds(0);
            }
            ("are" | "is", "kind") => self.kinds(0),
            ("under" | "function", _) => self.functions(),
            ("use", _) => self.packs(),
            ("because", _) | (_, "source") => self.clauses(),
            (_, "each") if cursor.clause.len() == 1 => self.periods(),
            ("each" | "during", _) => {
                self.periods();
                self.binders(None, 0);
            }
            (_, "overrides") | ("duty", _) => self.norms(),
            ("must" | "not" | "may" | "does" | "done" | "and", _) if self.wants_act() => {
                self.acts(0);
                if last == "must" {
                    for word in [
                        "keep",
                        "achieve",
                        "have",
                        "ensure",
                        "have regard to",
                        "show evidence of",
                        "not",
                    ] {
                        self.word(word, CompletionSort::Keyword, "", 3);
                    }
                }
            }
            ("delegates" | "reserved", _) | (_, "reserved") => {
                self.functions();
                self.acts(1);
            }
            ("of", "of") | (",", "of") => {
                self.functions();
                self.acts(1);
            }
            (_, "bearer" | "holder" | "from" | "to") if cursor.clause.len() <= 1 => {
                self.individuals(None, 0);
                self.kinds(1);
            }
            ("no" | "some" | "every", _) if !last.is_empty() => {
                self.kinds(1);
                self.binders(None, 0);
            }
            _ => self.expression(),
        }
    }

    /// Whether an act is wanted after the last words: `must`, `may`, `c does`, `must not`.
    fn wants_act(&self) -> bool {
        matches!(
            (self.before(1), self.before(0)),
            (_, Some("must" | "may" | "does" | "done")) | (Some("must" | "may"), Some("not"))
        )
    }

    /// Inside the brackets of a call.
    fn in_call(&mut self, call: &Call<'_>) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        let callable = scope.find(call.name, |names| &names.callables).copied();
        let parameters: &[Parameter] = match callable {
            Some(Callable::Act(id)) => policy.acts.get(id).map_or(&[], |act| &act.parameters),
            Some(Callable::Fact(id)) => policy.facts.get(id).map_or(&[], |fact| &fact.parameters),
            Some(Callable::Definition(id)) => policy
                .definitions
                .get(id)
                .map_or(&[], |definition| &definition.parameters),
            Some(Callable::Decision(id)) => policy
                .decisions
                .get(id)
                .map_or(&[], |decision| &decision.parameters),
            None => return self.expression(),
        };
        let is_act = matches!(callable, Some(Callable::Act(_)));
        if call.begins && is_act {
            for parameter in parameters {
                if call.named.contains(&parameter.name.as_str()) {
                    continue;
                }
                self.add(Completion {
                    label: format!("{}:", parameter.name),
                    sort: CompletionSort::Argument,
                    detail: written(&parameter.ty, policy),
                    about: String::new(),
                    insert: format!("{}: ", parameter.name),
                    snippet: None,
                    rank: 0,
                });
            }
        }
        let wanted = match call.argument {
            Some(name) => parameters.iter().find(|parameter| parameter.name == name),
            None if is_act && call.begins => return,
            None => parameters.get(call.finished),
        };
        match wanted {
            Some(parameter)
                if call.begins || self.before(0) == Some(":") || self.before(0) == Some("{") =>
            {
                self.of_type(&parameter.ty);
            }
            _ => self.expression(),
        }
    }

    /// What is of a type.
    fn of_type(&mut self, ty: &Type) {
        let Some(policy) = self.policy() else { return };
        match ty {
            Type::Set(of) => {
                for word in ["all of", "any of"] {
                    self.word(word, CompletionSort::Keyword, "of a set", 4);
                }
                self.of_type(of);
            }
            Type::Kind(kind) => {
                let name = policy.kinds.get(*kind).map(|kind| kind.name.clone());
                self.binders(name.as_ref(), 0);
                self.individuals(name.as_ref(), 1);
            }
            Type::Values(set) => {
                let entries = policy
                    .value_sets
                    .get(*set)
                    .map_or(&[][..], |set| &set.entries);
                for entry in entries {
                    if let Some(value) = policy.values.get(*entry) {
                        let title = value.title.as_deref().unwrap_or_default();
                        let sort = CompletionSort::Declared(Sort::Value);
                        self.word(&value.name, sort, title, 1);
                    }
                }
                self.binders(None, 5);
            }
            Type::Act => self.acts(0),
            Type::Function => self.functions(),
            Type::Norm => self.norms(),
            Type::Boolean => {
                for word in ["true", "false"] {
                    self.word(word, CompletionSort::Keyword, "", 0);
                }
                self.binders(None, 5);
            }
            Type::Period(_) => {
                let named = SmolStr::new(written(ty, policy));
                self.binders(Some(&named), 0);
            }
            _ => self.binders(None, 0),
        }
    }

    /// Anything that may stand in a condition or be a value.
    fn expression(&mut self) {
        self.binders(None, 0);
        self.facts(1);
        self.individuals(None, 2);
        self.attributes(2);
        self.values(4);
        for (words, meaning) in EXPRESSION_WORDS {
            self.add(Completion {
                label: (*words).to_owned(),
                sort: CompletionSort::Keyword,
                detail: String::new(),
                about: (*meaning).to_owned(),
                insert: (*words).to_owned(),
                snippet: None,
                rank: 6,
            });
        }
    }

    /// Variables of the item: all, or those of a kind or period.
    fn binders(&mut self, of: Option<&SmolStr>, rank: u8) {
        let (policy, scope) = (self.policy(), self.scope());
        let fits = |ty: &str| match (of, policy, scope) {
            (None, ..) => true,
            (Some(of), Some(policy), Some(scope)) => {
                let kind = |name: &str| match scope.find(name, |names| &names.types) {
                    Some(TypeName::Kind(kind)) => Some(*kind),
                    _ => None,
                };
                match (kind(of), kind(ty)) {
                    (Some(of), Some(ty)) => policy.is_kind(of, ty) || policy.is_kind(ty, of),
                    _ => of == ty,
                }
            }
            _ => true,
        };
        let binders: Vec<(String, String)> = self
            .cursor
            .binders
            .iter()
            .filter(|(_, ty)| fits(ty))
            .map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned()))
            .collect();
        for (name, ty) in binders {
            self.word(&name, CompletionSort::Declared(Sort::Variable), &ty, rank);
        }
    }

    fn declared(&mut self, name: &str, sort: Sort, target: Target, detail: &str, rank: u8) {
        let Some(policy) = self.policy() else { return };
        let fits = name.to_lowercase();
        let mut letters = fits.chars();
        if !self
            .letters
            .chars()
            .all(|letter| letters.any(|of_name| of_name == letter))
        {
            return; // what is said of it need not be found out
        }
        self.add(Completion {
            label: name.to_owned(),
            sort: CompletionSort::Declared(sort),
            detail: detail.to_owned(),
            about: about(self.view, policy, target).unwrap_or_default(),
            insert: name.to_owned(),
            snippet: None,
            rank,
        });
    }

    /// Something with parameters.
    fn callable(
        &mut self,
        name: &str,
        sort: Sort,
        target: Target,
        parameters: &[Parameter],
        rank: u8,
    ) {
        let before = self.items.len();
        let names: Vec<&str> = parameters
            .iter()
            .map(|parameter| parameter.name.as_str())
            .collect();
        self.declared(name, sort, target, &format!("({})", names.join(", ")), rank);
        if self.called || self.items.len() == before {
            return;
        }
        let is_act = matches!(sort, Sort::Act | Sort::Event);
        let filled: Vec<String> = names
            .iter()
            .zip(1..)
            .map(|(name, place)| match is_act {
                true => format!("{name}: ${{{place}}}"),
                false => format!("${{{place}:{name}}}"),
            })
            .collect();
        if let Some(added) = self.items.last_mut() {
            added.snippet = Some(format!("{name}({})", filled.join(", ")));
        }
    }

    fn callables(&mut self, wanted: impl Fn(Callable) -> bool, rank: u8) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.callables) {
            let Some(found) = scope.find(name, |names| &names.callables).copied() else {
                continue;
            };
            if !wanted(found) {
                continue;
            }
            match found {
                Callable::Act(id) => {
                    let Some(act) = policy.acts.get(id) else {
                        continue;
                    };
                    let sort = if act.event { Sort::Event } else { Sort::Act };
                    self.callable(name, sort, Target::Act(id), &act.parameters, rank);
                }
                Callable::Fact(id) => {
                    let Some(fact) = policy.facts.get(id) else {
                        continue;
                    };
                    self.callable(name, Sort::Fact, Target::Fact(id), &fact.parameters, rank);
                }
                Callable::Definition(id) => {
                    let Some(one) = policy.definitions.get(id) else {
                        continue;
                    };
                    let target = Target::Definition(id);
                    self.callable(name, Sort::Definition, target, &one.parameters, rank);
                }
                Callable::Decision(id) => {
                    let Some(one) = policy.decisions.get(id) else {
                        continue;
                    };
                    let target = Target::Decision(id);
                    self.callable(name, Sort::Decision, target, &one.parameters, rank);
                }
            }
        }
    }

    fn acts(&mut self, rank: u8) {
        self.callables(|found| matches!(found, Callable::Act(_)), rank);
        self.word("anything", CompletionSort::Keyword, "any act", rank + 3);
    }

    fn events(&mut self, rank: u8) {
        let Some(policy) = self.policy() else { return };
        let is_event = |found| match found {
            Callable::Act(id) => policy.acts.get(id).is_some_and(|act| act.event),
            _ => false,
        };
        self.callables(is_event, rank);
    }

    fn facts(&mut self, rank: u8) {
        self.callables(|found| !matches!(found, Callable::Act(_)), rank);
    }

    fn attributes(&mut self, rank: u8) {
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.attributes) {
            let ids = scope.all(name, |names| &names.attributes);
            if let Some(id) = ids.first() {
                self.declared(name, Sort::Attribute, Target::Fact(*id), "attribute", rank);
                if let Some(added) = self.items.last_mut().filter(|added| added.label == name) {
                    added.insert = format!("{name} of ");
                }
            }
        }
    }

    fn values(&mut self, rank: u8) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.values) {
            for id in scope.all(name, |names| &names.values) {
                let set = policy
                    .values
                    .get(id)
                    .and_then(|value| policy.value_sets.get(value.set));
                let set = set.map(|set| set.name.clone()).unwrap_or_default();
                self.declared(name, Sort::Value, Target::Value(id), &set, rank);
            }
        }
    }

    /// Bodies, persons and things: all, or those of a kind.
    fn individuals(&mut self, of: Option<&SmolStr>, rank: u8) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        let kind = |name: &str| match scope.find(name, |names| &names.types) {
            Some(TypeName::Kind(kind)) => Some(*kind),
            _ => None,
        };
        let wanted = of.and_then(|of| kind(of));
        for name in scope.listed(|names| &names.individuals) {
            let Some(id) = scope.find(name, |names| &names.individuals).copied() else {
                continue;
            };
            let Some(one) = policy.individuals.get(id) else {
                continue;
            };
            let related =
                |wanted| policy.is_kind(one.kind, wanted) || policy.is_kind(wanted, one.kind);
            if wanted.is_none_or(related) {
                let of = policy.kinds.get(one.kind).map(|kind| kind.name.clone());
                let of = of.unwrap_or_default();
                self.declared(name, Sort::Individual, Target::Individual(id), &of, rank);
            }
        }
        let FileTree::Scenario(tree) = self.tree else {
            return;
        };
        for item in &tree.items {
            let (ScenarioItem::Scenario(scenario) | ScenarioItem::Background(scenario)) = item
            else {
                continue;
            };
            for (name, of) in given(scenario) {
                let own = kind(of);
                let fits = match (wanted, own) {
                    (Some(wanted), Some(own)) => {
                        policy.is_kind(own, wanted) || policy.is_kind(wanted, own)
                    }
                    _ => true,
                };
                if fits {
                    self.word(name, CompletionSort::Declared(Sort::Individual), of, rank);
                }
            }
        }
    }

    fn kinds(&mut self, rank: u8) {
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.types) {
            if let Some(TypeName::Kind(id)) = scope.find(name, |names| &names.types).copied() {
                self.declared(name, Sort::Kind, Target::Kind(id), "kind", rank);
            }
        }
    }

    fn types(&mut self) {
        self.kinds(0);
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.types) {
            if let Some(TypeName::Values(id)) = scope.find(name, |names| &names.types).copied() {
                self.declared(name, Sort::Values, Target::ValueSet(id), "values", 1);
            }
        }
        for word in [
            "boolean",
            "number",
            "percent",
            "money",
            "date",
            "duration",
            "text",
            "financial-year",
            "month",
            "act",
            "function",
            "norm",
            "set of",
        ] {
            self.word(word, CompletionSort::Type, "", 2);
        }
    }

    fn periods(&mut self) {
        for word in ["financial-year", "month"] {
            self.word(word, CompletionSort::Type, "", 0);
        }
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.types) {
            if let Some(TypeName::Period(id)) = scope.find(name, |names| &names.types).copied() {
                self.declared(name, Sort::Period, Target::Period(id), "period", 1);
            }
        }
    }

    fn functions(&mut self) {
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.functions) {
            if let Some(id) = scope.find(name, |names| &names.functions).copied() {
                self.declared(name, Sort::Function, Target::Function(id), "function", 0);
            }
        }
    }

    fn norms(&mut self) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.norms) {
            if let Some(id) = scope.find(name, |names| &names.norms).copied() {
                let version = policy
                    .norm_names
                    .get(id)
                    .and_then(|name| name.versions.first());
                let norm = version.and_then(|version| policy.norms.get(*version));
                let title = norm.and_then(|norm| norm.title.clone()).unwrap_or_default();
                self.declared(name, Sort::Norm, Target::Norm(id), &title, 0);
            }
        }
    }

    fn clauses(&mut self) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.clauses) {
            if let Some(id) = scope.find(name, |names| &names.clauses).copied() {
                let clause = policy.clauses.get(id);
                let title = clause
                    .and_then(|clause| clause.title.clone())
                    .unwrap_or_default();
                self.declared(name, Sort::Clause, Target::Clause(id), &title, 0);
            }
        }
    }

    fn packs(&mut self) {
        let own = self.pack.map(|pack| pack.name.clone());
        let names: Vec<SmolStr> = self
            .view
            .packs
            .iter()
            .map(|pack| pack.name.clone())
            .collect();
        for name in names {
            if Some(&name) != own.as_ref() {
                self.word(&name, CompletionSort::Declared(Sort::Pack), "pack", 0);
            }
        }
    }
}

/// The individuals that a scenario itself names, with their kinds.
fn given(scenario: &Scenario) -> impl Iterator<Item = (&str, &str)> {
    scenario.given.iter().flat_map(|line| {
        let (names, kind): (&[Names], &str) = match &line.kind {
            GivenKind::Individuals { names, kind, .. } => (names, &kind.text),
            _ => (&[], ""),
        };
        names.iter().filter_map(move |name| match name {
            Names::One(word) => Some((word.text.as_str(), kind)),
            Names::Run { .. } => None,
        })
    })
}
