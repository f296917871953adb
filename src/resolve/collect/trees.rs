//! Trees of values and functions. An entry of a tree of functions that a used pack declares is opened again: what stands
//! under it here is added to it.

use super::collector::{At, Collector};
use crate::{
    policy::policy::{Function, FunctionId, ValueEntry, ValueId, ValueSetId},
    resolve::{collect::declare::text, index::Target},
    tree::policy::Entry,
};

impl<'t> Collector<'t> {
    pub(super) fn values(
        &mut self,
        at: At,
        set: ValueSetId,
        entries: &'t [Entry],
        parent: Option<ValueId>,
    ) {
        for entry in entries {
            let name = &entry.name;
            let earlier = self.signatures.value_in(set, &name.text);
            if let Some(first) = earlier {
                let first = self.signatures.policy.values[first].span;
                self.twice("entry", name, first);
                continue;
            }
            let id = self.signatures.policy.values.push(ValueEntry {
                name: name.text.clone(),
                title: text(entry.title.as_ref()),
                set,
                parent,
                span: name.span,
            });
            self.signatures.policy.value_sets[set].entries.push(id);
            let all = &mut self.signatures.values;
            all.entry(name.text.clone()).or_default().push(id);
            let own = self.own(at);
            own.values.entry(name.text.clone()).or_default().push(id);
            self.refer(name.span, Target::Value(id));
            self.values(at, set, &entry.entries, Some(id));
        }
    }

    pub(super) fn functions(&mut self, at: At, entries: &'t [Entry], parent: Option<FunctionId>) {
        for entry in entries {
            let name = &entry.name;
            let own = self.signatures.names.get(at.pack.index());
            let own = own
                .and_then(|names| names.functions.get(&name.text))
                .copied();
            if let Some(first) = own {
                let first = self.signatures.policy.functions[first].span;
                self.twice("function", name, first);
                continue;
            }
            let seen = self
                .view(at.pack)
                .find(&name.text, |names| &names.functions);
            let id = match seen.copied() {
                Some(seen) => {
                    let first = &self.signatures.policy.functions[seen];
                    if entry.entries.is_empty() || first.parent != parent {
                        let first = first.span;
                        self.twice("function", name, first);
                        continue;
                    }
                    seen
                }
                None => {
                    let id = self.signatures.policy.functions.push(Function {
                        name: name.text.clone(),
                        title: text(entry.title.as_ref()),
                        parent,
                        span: name.span,
                    });
                    self.own(at).functions.insert(name.text.clone(), id);
                    id
                }
            };
            self.refer(name.span, Target::Function(id));
            self.functions(at, &entry.entries, Some(id));
        }
    }
}
