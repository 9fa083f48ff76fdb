//! The function's environment variables.
//!
//! Rule: what Lambda refuses is refused with its words; a text that no process can be given, too.
//!
//! AWS: a name has two characters or more, of letters, digits and `_`, and begins with a letter; Lambda's own names are
//! refused; names and values together have at most 4 KB (its documentation).

use indexmap::IndexMap;

use super::super::{
    error::Complaint,
    keys::Effect::Used,
    notes::NoteClass,
    refusal::Refusal,
    scope::Scope,
    source::Place,
    values::Fields,
    yaml::{Entry, Key},
};

/// Names that Lambda sets itself, and refuses in a function's own environment.
const RESERVED: [&str; 18] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

/// Bytes that all names and values together may have.
const MOST_BYTES: usize = 4096;

/// `Environment` of a function, name by name; empty where there is none.
pub(super) fn read(
    scope: &Scope<'_>,
    function: &Fields<'_>,
) -> Result<IndexMap<String, String>, Complaint> {
    let Some(node) = function.get("Environment") else {
        return Ok(IndexMap::new());
    };
    let environment = scope.fields(node, "`Environment`")?;
    scope.check_keys(&environment, &[(Used, "Variables")])?;
    let Some(node) = environment.get("Variables") else {
        return Ok(IndexMap::new());
    };
    let fields = scope.fields(node, "`Variables`")?;
    for Entry { key, .. } in fields.entries() {
        check_name(key)?;
    }
    let variables = scope.map(node, "Variables")?;
    for Entry { key, value } in fields.entries() {
        let is_dynamic = |text: &String| text.contains("{{resolve:");
        if variables.get(&key.text).is_some_and(is_dynamic) {
            let what = format!("the dynamic reference in the variable `{}`", key.text);
            let consequence =
                "nobody is asked for its value: the function gets the reference itself";
            scope
                .notes
                .take(NoteClass::NotSupported, value.place, what, consequence);
        }
        if variables
            .get(&key.text)
            .is_some_and(|text| text.contains('\0'))
        {
            let found = format!("the variable `{}` has a NUL in it", key.text);
            return Err(Complaint::new(found, value.place)
                .expected("no program can be started with such a text"));
        }
    }
    check_size(&variables, node.place)?;
    Ok(variables)
}

fn check_name(key: &Key) -> Result<(), Complaint> {
    let name = key.text.as_str();
    if name.starts_with("Fn::") {
        return Err(
            Complaint::new(format!("`{name}` among the variables"), key.place)
                .expected("variables are read as they are written here")
                .help("write out what it makes"),
        );
    }
    if RESERVED.contains(&name) {
        return Err(
            Complaint::new(format!("the variable `{name}` is Lambda's own"), key.place)
                .expected("Lambda sets it itself")
                .aws_says(Refusal::ReservedKey(name)),
        );
    }
    let legal = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let begins = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if begins && name.len() > 1 && name.chars().all(legal) {
        return Ok(());
    }
    Err(
        Complaint::new(format!("the variable name `{name}` is illegal"), key.place)
            .expected("expected two characters or more: a letter, then letters, digits and `_`")
            .aws_says(Refusal::IllegalVariableName),
    )
}

fn check_size(variables: &IndexMap<String, String>, place: Place) -> Result<(), Complaint> {
    let sizes = variables
        .iter()
        .map(|(name, value)| name.len() + value.len());
    let bytes: usize = sizes.sum();
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let found = format!("the environment variables have {bytes} bytes");
    Err(Complaint::new(found, place)
        .expected(format!("at most {MOST_BYTES}, names and values together"))
        .aws_says(Refusal::LargeEnvironment))
}
