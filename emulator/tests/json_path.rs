//! JSONPath held against Jayway 2.9 itself: `json_path/cases.jsonl` has what the real library answered.
//!
//! Rule: a case is a document, a path, and two recorded texts: `json` is what `$input.json(path)` gave, `printed`
//! what `#set($x = $input.path(path))$x` did; null stands for an error. A case gets into the file with its first three
//! members alone; the suite of the peers fills in the answers, and finds one that is out of date: see
//! `peers/README.md`.
//!
//! In that suite each use of a path is its first: Jayway keeps compiled paths, and one such as `$..[*].b` gives less when
//! it is used a second time.

#[path = "json_path/anything.rs"]
mod anything;
#[path = "json_path/cases.rs"]
mod cases;
#[path = "json_path/errors.rs"]
mod errors;
#[path = "json_path/values.rs"]
mod values;
