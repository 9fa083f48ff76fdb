//! Names in the parts of a template that nobody here reads.
//!
//! Rule: what is read refuses an unknown name by itself; elsewhere it is noted, because CloudFormation would refuse the
//! template. Where another transform than SAM's may make names, nothing can be told.

use super::{
    intrinsics::function,
    notes::NoteClass,
    scope::Scope,
    source::Place,
    yaml::{Entry, Node, Value},
};

/// Notes every unknown name in what stands beside the properties of a resource, or beside the value of an output.
pub(crate) fn check_attributes(scope: &Scope<'_>, section: &Node) {
    let Value::Map(entries) = &section.value else {
        return;
    };
    let parts = || entries.iter().map(|entry| &entry.value);
    for condition in parts().filter_map(|part| value(part, "Condition")) {
        check_key(scope, "condition", &scope.conditions, condition);
    }
    for node in parts().filter_map(|part| value(part, "DependsOn")) {
        let names = match &node.value {
            Value::List(names) => names.as_slice(),
            _ => std::slice::from_ref(node),
        };
        for name in names {
            if let Value::Scalar(scalar) = &name.value {
                check_name(scope, &scalar.text, name.place);
            }
        }
    }
}

fn value<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let found = entries.iter().find(|entry| entry.key.text == name);
    found.map(|entry| &entry.value)
}

/// Notes every name below `node` that is no parameter and no resource.
pub(crate) fn check(scope: &Scope<'_>, node: &Node) {
    match (function(node), &node.value) {
        (Some(Entry { key, value }), _) => check_function(scope, &key.text, value),
        (None, Value::Map(entries)) => entries.iter().for_each(|entry| check(scope, &entry.value)),
        (None, Value::List(items)) => items.iter().for_each(|item| check(scope, item)),
        (None, Value::Scalar(_)) => {}
    }
}

fn check_function(scope: &Scope<'_>, name: &str, argument: &Node) {
    match (name, &argument.value) {
        ("Ref" | "Fn::GetAtt", Value::Scalar(scalar)) => {
            check_name(scope, &scalar.text, argument.place);
        }
        ("Fn::GetAtt", Value::List(parts)) => {
            if let Some(Value::Scalar(scalar)) = parts.first().map(|part| &part.value) {
                check_name(scope, &scalar.text, argument.place);
            }
        }
        ("Fn::If", Value::List(parts)) => {
            check_first(scope, "condition", &scope.conditions, parts);
        }
        ("Fn::FindInMap", Value::List(parts)) => {
            check_first(scope, "mapping", &scope.mappings, parts);
        }
        ("Fn::Sub", Value::Scalar(scalar)) => check_text(scope, &scalar.text, argument.place),
        // Its own variables are names too.
        ("Fn::Sub", Value::List(parts)) => parts.iter().skip(1).for_each(|own| check(scope, own)),
        _ => check(scope, argument),
    }
}

/// Each `${Name}` of a text.
fn check_text(scope: &Scope<'_>, text: &str, place: Place) {
    for (number, variable) in text.split("${").skip(1).enumerate() {
        if let Some((name, _)) = variable.split_once('}')
            && !name.starts_with('!')
        {
            let place = scope.variable_inside(place, number, &format!("${{{name}}}"));
            check_name(scope, name, place);
        }
    }
}

/// A list that begins with the name of something in another section.
fn check_first(scope: &Scope<'_>, kind: &str, known: &Option<Vec<String>>, parts: &[Node]) {
    if let [name, rest @ ..] = parts {
        check_key(scope, kind, known, name);
        rest.iter().for_each(|part| check(scope, part));
    }
}

/// The name of something in another section.
fn check_key(scope: &Scope<'_>, kind: &str, known: &Option<Vec<String>>, node: &Node) {
    let is_unknown = |name| known.as_ref().is_some_and(|known| !known.contains(name));
    match &node.value {
        Value::Scalar(scalar) if is_unknown(&scalar.text) => {
            let what = format!("the unknown {kind} `{}`", scalar.text);
            let consequence = format!("no {kind} has this name, and AWS refuses the template");
            scope
                .notes
                .take(NoteClass::WouldFailDeployed, node.place, what, consequence);
        }
        Value::Scalar(_) => {}
        _ => check(scope, node),
    }
}

/// `Name` or `Name.Attribute`.
fn check_name(scope: &Scope<'_>, name: &str, place: Place) {
    let name = name.split('.').next().unwrap_or(name);
    if scope.may_name(name) {
        return;
    }
    let what = format!("the unknown reference `{name}`");
    let consequence = "no parameter and no resource has this name, and AWS refuses the template";
    scope
        .notes
        .take(NoteClass::WouldFailDeployed, place, what, consequence);
}
