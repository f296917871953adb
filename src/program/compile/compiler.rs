//! The compiler: the policy it reads and the code it makes.

use crate::{
    policy::{policy::Policy, standing::Standing},
    program::{
        code::Code,
        node::{Node, NodeId},
        pool::Pool,
        rule::Force,
    },
};

/// Makes code from a policy's expressions. The same compiler adds a scenario's expressions to a program's code.
#[derive(Debug)]
pub struct Compiler<'p> {
    /// What is compiled.
    pub policy: &'p Policy,
    /// The code made so far.
    pub code: Code,
}

/// The code of a policy's definitions and decisions; norms add theirs with the compiler that this gives back.
pub fn begin(policy: &Policy) -> Compiler<'_> {
    let code = Code::with_pool(Pool::new(policy.periods.clone()));
    let mut compiler = Compiler { policy, code };
    compiler.definitions_and_decisions();
    compiler
}

impl<'p> Compiler<'p> {
    /// A compiler that adds to code made before from the same policy.
    pub fn adding_to(code: Code, policy: &'p Policy) -> Compiler<'p> {
        Compiler { policy, code }
    }

    /// When a rule is in force.
    pub fn force(&mut self, standing: &Standing, pack: crate::policy::policy::PackId) -> Force {
        Force {
            from: standing.from.map_or(i32::MIN, |date| date.days()),
            until: standing.until.map_or(i32::MAX, |date| date.days()),
            when: standing.when.as_ref().map(|when| self.expression(when)),
            status: standing.status,
            rank: standing.rank,
            pack,
        }
    }

    pub(super) fn nodes<'e>(
        &mut self,
        expressions: impl IntoIterator<Item = &'e crate::policy::expr::Expr>,
    ) -> Vec<NodeId> {
        expressions
            .into_iter()
            .map(|expression| self.expression(expression))
            .collect()
    }

    pub(super) fn literal(&self, node: NodeId) -> bool {
        matches!(self.code.node(node), Node::Value(_))
    }
}
