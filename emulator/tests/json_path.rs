//! JSONPath held against Jayway 2.9 itself: `json_path/cases.jsonl` has what the real library answered.
//!
//! Rule: a case is a document, a path, and two recorded texts: `json` is what `$input.json(path)` gave, `printed`
//! what `#set($x = $input.path(path))$x` did; null stands for an error. A case gets into the file with its first three
//! members alone; this script, run at the root with the command of the reference renderer as its argument, fills in the
//! answers of all. That renderer takes one JSON case a line and gives `{"output": …}` or `{"error": …}` a line.
//!
//! ```python
//! import json, subprocess, sys
//!
//! def ask(template, cases):
//!     lines = [json.dumps({"template": template, "body": c["document"], "variables": {"p": c["path"]}}) for c in cases]
//!     answers = subprocess.run([sys.argv[1]], input="\n".join(lines), capture_output=True, text=True).stdout
//!     return [json.loads(line).get("output") for line in answers.strip("\n").split("\n")]
//!
//! file = "emulator/tests/json_path/cases.jsonl"
//! cases = [json.loads(line) for line in open(file)]
//! both = ask("$input.json($p)", cases), ask("#set($x = $input.path($p))$x", cases)
//! with open(file, "w") as out:
//!     for case, json_text, printed in zip(cases, *both):
//!         print(json.dumps(case | {"json": json_text, "printed": printed}, ensure_ascii=False), file=out)
//! ```
//!
//! Each kind of answer comes from a process of its own: Jayway keeps compiled paths, and one such as `$..[*].b` gives
//! less when it is used a second time.

#[path = "json_path/anything.rs"]
mod anything;
#[path = "json_path/cases.rs"]
mod cases;
#[path = "json_path/errors.rs"]
mod errors;
#[path = "json_path/values.rs"]
mod values;
