//! Definitions, decisions and the smaller declarations.
