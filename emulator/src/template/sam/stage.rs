//! The stage that an API is deployed to.
//!
//! AWS: what a stage's name, its variables' names and their values may hold is API Gateway's rule
//! (facts C).

use indexmap::IndexMap;

use crate::api::Stage;

use super::super::{
    error::Complaint,
    refusal::Refusal,
    scope::Scope,
    values::Fields,
    yaml::{Entry, Node},
};

/// The stage of an API.
pub(super) fn read(scope: &Scope<'_>, api: &Fields<'_>) -> Result<Stage, Complaint> {
    Ok(Stage {
        name: stage_name(scope, api.need("StageName")?)?,
        variables: variables(scope, api)?,
    })
}

fn stage_name(scope: &Scope<'_>, node: &Node) -> Result<String, Complaint> {
    let name = scope.word(node, "StageName", Refusal::WrongType("StageName"))?;
    let legal = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    if name.is_empty() || name.len() > 128 || !name.chars().all(legal) {
        return Err(
            Complaint::new(format!("the stage name `{name}` is illegal"), node.place)
                .expected("expected letters, digits, `_` and `-`, at most 128"),
        );
    }
    Ok(name)
}

fn variables(scope: &Scope<'_>, api: &Fields<'_>) -> Result<IndexMap<String, String>, Complaint> {
    let Some(node) = api.get("Variables") else {
        return Ok(IndexMap::new());
    };
    let variables = scope.map(node, "Variables")?;
    for Entry { key, value } in scope.fields(node, "`Variables`")?.entries() {
        let text = variables.get(&key.text).map_or("", String::as_str);
        if key.text.is_empty() || !key.text.chars().all(is_legal_in_name) {
            return Err(
                Complaint::new(format!("the stage variable `{}`", key.text), key.place)
                    .expected("expected a name of letters, digits and `_`"),
            );
        }
        let is_taken_away = !variables.contains_key(&key.text);
        if !is_taken_away && (text.is_empty() || !text.chars().all(is_legal_in_value)) {
            let found = match text {
                "" => format!("the stage variable `{}` is empty", key.text),
                _ => format!("the stage variable `{}` is `{text}`", key.text),
            };
            return Err(Complaint::new(found, value.place)
                .expected("expected letters, digits and `-._~:/?#&=,`"));
        }
    }
    Ok(variables)
}

fn is_legal_in_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn is_legal_in_value(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~:/?#&=,".contains(letter)
}
