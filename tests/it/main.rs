//! All tests, a module a topic: one binary, so that they link once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at a broken promise; clippy.toml lets only functions marked as tests do so, not their helpers"
)]

mod asking;
mod base_dates;
mod base_numbers;
mod base_periods;
mod base_text;
mod budgets;
mod by_hand;
mod case;
mod check_gaps;
mod check_schemes;
mod cli;
mod code_files;
mod codes_provoked;
mod coverage;
mod delegation_edges;
mod dependencies;
mod diagnostics;
mod docs_grammar;
mod docs_language;
mod duty_carries_power;
mod editors;
mod evaluation;
mod expected_reasons;
mod explain;
mod explain_laws;
mod export;
mod format;
mod fuzz_replay;
mod guarded;
mod hostile;
mod laws;
mod laws_text;
mod live;
mod lsp_client;
mod lsp_features;
mod lsp_mistakes;
mod lsp_neovim;
mod lsp_session;
mod meaning;
mod meaning_definitions;
mod meaning_facts;
mod meaning_laws;
mod meaning_questions;
mod meaning_s1;
mod meaning_s10;
mod meaning_s3;
mod meaning_s4;
mod meaning_s4_more;
mod meaning_s4_states;
mod meaning_s5;
mod meaning_s6;
mod meaning_s7;
mod meaning_s9;
mod meaning_time;
mod mistakes;
mod packs;
mod pending;
mod readme;
mod reasons;
mod remedy;
mod remedy_exhaustive;
mod repl;
mod report_problems;
mod report_run;
mod resolve;
mod run_problems;
mod scenario_json;
mod second_reading;
mod second_reading_more;
mod settling;
mod sheet_files;
mod sheets;
mod slips;
mod stories;
mod syntax_files;
mod syntax_hostile;
mod syntax_keywords;
mod syntax_scenario;
mod tables;
mod tables_csv;
mod tables_questions;
mod tables_run;
mod tables_stream;
mod told;
mod verify;
mod walls;
mod watch;
mod what_if;
