#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vires_fuzz::drives::spreadsheet(bytes));
