//! Effects of powers, duties and transitions.

use crate::{
    policy::norm::{Effect, EffectKind},
    program::norm::{EffectCode, EffectKindCode},
};

use super::compiler::Compiler;

/// Compiles effects in their order.
pub(crate) fn effects(compiler: &mut Compiler<'_>, effects: &[Effect]) -> Vec<EffectCode> {
    effects
        .iter()
        .map(|effect| EffectCode {
            for_every: effect
                .for_every
                .as_ref()
                .map(|every| compiler.ranged(every)),
            kind: effect_kind(compiler, &effect.kind),
            span: effect.span,
        })
        .collect()
}

/// Compiles one change; those that a scenario states come through here too.
pub(crate) fn effect_kind(compiler: &mut Compiler<'_>, kind: &EffectKind) -> EffectKindCode {
    match kind {
        EffectKind::Begins(fact, arguments) => {
            EffectKindCode::Begins(*fact, compiler.nodes(arguments))
        }
        EffectKind::Ends(fact, arguments) => EffectKindCode::Ends(*fact, compiler.nodes(arguments)),
        EffectKind::Becomes(fact, arguments, value) => {
            EffectKindCode::Becomes(*fact, compiler.nodes(arguments), compiler.expression(value))
        }
        EffectKind::Established(body) => EffectKindCode::Established(compiler.expression(body)),
        EffectKind::Abolished(body) => EffectKindCode::Abolished(compiler.expression(body)),
        EffectKind::Renamed(body, title) => {
            EffectKindCode::Renamed(compiler.expression(body), title.clone())
        }
        EffectKind::BecomesKind(body, kind) => {
            EffectKindCode::BecomesKind(compiler.expression(body), *kind)
        }
        EffectKind::FunctionPasses(function, from, to) => EffectKindCode::FunctionPasses(
            *function,
            compiler.expression(from),
            compiler.expression(to),
        ),
        EffectKind::Imposed(norm, body) => {
            EffectKindCode::Imposed(*norm, compiler.expression(body))
        }
        EffectKind::Disapplied(norm, body) => {
            EffectKindCode::Disapplied(*norm, compiler.expression(body))
        }
        EffectKind::ClaimPasses(norm, from, to) => {
            EffectKindCode::ClaimPasses(*norm, compiler.expression(from), compiler.expression(to))
        }
        EffectKind::NormPasses(norm, from, to) => {
            EffectKindCode::NormPasses(*norm, compiler.expression(from), compiler.expression(to))
        }
    }
}
