//! What CloudFormation refuses anywhere in a template, whatever it means there.
//!
//! Rule: here a null counts as absent, and a number or a boolean is a key like any other; so each is noted, and nothing is
//! refused.
//!
//! AWS: both from error reports.

use super::{
    notes::NoteClass,
    plain,
    refusal::Refusal,
    scope::Scope,
    source::Place,
    yaml::{Entry, Node, Value},
};

/// Notes every null and every number as a key in the template.
pub(crate) fn check(scope: &Scope<'_>, template: &Node) {
    check_below(scope, template, &mut Vec::new());
}

fn check_below(scope: &Scope<'_>, node: &Node, path: &mut Vec<String>) {
    match &node.value {
        Value::Map(entries) => {
            for Entry { key, value } in entries {
                if is_number(scope.written_at(key.place)) {
                    let what = format!("the key `{}` without quotes", key.text);
                    note(scope, key.place, what, Refusal::NumericKey(path, &key.text));
                }
                let written = scope.written_at(key.place);
                if plain::boolean(written).is_some_and(|boolean| boolean != written) {
                    let what = format!("the key `{written}` without quotes");
                    let consequence = "YAML 1.1 knows it as a boolean, and `sam deploy` writes that otherwise: put it in quotes";
                    scope
                        .notes
                        .take(NoteClass::WouldFailDeployed, key.place, what, consequence);
                }
                path.push(key.text.clone());
                check_below(scope, value, path);
                path.pop();
            }
        }
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                path.push(number.to_string());
                check_below(scope, item, path);
                path.pop();
            }
        }
        Value::Scalar(scalar) if scalar.is_null() => {
            let what = format!("nothing as the value of `{}`", path.join("/"));
            note(scope, node.place, what, Refusal::NullValue(path));
        }
        Value::Scalar(_) => {}
    }
}

fn is_number(written: &str) -> bool {
    !written.is_empty() && written.chars().all(|digit| digit.is_ascii_digit())
}

fn note(scope: &Scope<'_>, place: Place, what: String, refusal: Refusal<'_>) {
    let consequence = format!("AWS refuses this with {refusal}");
    scope
        .notes
        .take(NoteClass::WouldFailDeployed, place, what, consequence);
}
