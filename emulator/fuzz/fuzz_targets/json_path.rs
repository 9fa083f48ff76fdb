//! Any path and any document: a value, nothing, or a complaint, soon and within 64 MB.
//!
//! Rule: an input's first line is the path, the rest is the document, read as a body is.

#![no_main]

mod memory;

use emulator::vtl::{json::Json, json_path::Path};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (path, document) = input.split_once('\n').unwrap_or((input, "[{}]"));
    memory::within_limit(|| {
        let (Ok(path), Ok(document)) = (Path::parse(path), Json::parse_leniently(document)) else {
            return;
        };
        if let Ok(Some(found)) = path.read(&document) {
            assert!(path.is_definite() || matches!(found, Json::List(_)));
            let _ = (found.to_input_json(), found.to_string());
        }
    });
});
