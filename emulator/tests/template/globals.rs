//! `Globals`: the resource's own scalar wins, mappings are merged, lists are joined.

use crate::support::{api, complaint, function, not_supported, small_before, small_with};

fn with_globals(globals: &str) -> String {
    small_with("\nResources:", &format!("\nGlobals:\n{globals}Resources:"))
}

#[test]
fn a_global_scalar_stands_in_for_one_that_is_missing() {
    let text = with_globals("  Function: {Timeout: 20, Handler: other}\n");
    assert_eq!(function(&text).timeout.as_secs(), 20);
    assert_eq!(function(&text).handler, "bootstrap");
}

#[test]
fn variables_are_merged_and_the_functions_own_win() {
    let text = with_globals("  Function: {Environment: {Variables: {ONE: '1', TWO: '2'}}}\n")
        .replace(
            "      Handler: bootstrap",
            "      Handler: bootstrap\n      Environment: {Variables: {TWO: own, THREE: '3'}}",
        );
    let variables = function(&text).environment;
    let pairs: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(pairs, [("ONE", "1"), ("TWO", "own"), ("THREE", "3")]);
}

#[test]
fn lists_are_joined_the_global_one_first() {
    let text = with_globals("  Api: {BinaryMediaTypes: [image~1png]}\n").replace(
        "StageName: prod",
        "StageName: prod\n      BinaryMediaTypes: [image~1*]",
    );
    assert_eq!(api(&text).binary_media_types, ["image/png", "image/*"]);
}

#[test]
fn the_implicit_api_has_the_global_properties_too() {
    let text = with_globals("  Api: {Variables: {table: users}}\n");
    let (text, _) = text.split_once("        Get:").unwrap();
    let text = format!("{text}        Get: {{Type: Api, Properties: {{Path: /, Method: get}}}}\n");
    assert_eq!(api(&text).stage.variables["table"], "users");
    assert!(text.starts_with(small_before("\nResources:")));
}

#[test]
fn a_global_property_that_is_not_supported_is_listed_at_its_own_line() {
    insta::assert_snapshot!(not_supported(&with_globals("  Api:\n    Cors: '*'\n")), @"line 4: `Cors` of `Api`: no method OPTIONS is added for it");
}

#[test]
fn a_property_that_cannot_be_global_is_refused_with_sams_wording() {
    insta::assert_snapshot!(complaint(&with_globals("  Api: {StageName: prod}\n")), @r"
    error: `Api` of `Globals` has a `StageName`
     --> template.yaml:3:9
      |
    3 |   Api: {StageName: prod}
      |         ^^^^^^^^^ each resource must say this for itself
      |
      = help: AWS refuses this with `'Globals' section is invalid. 'StageName' is not a supported property of 'Api'.`
    ");
}

#[test]
fn an_unknown_section_is_refused() {
    insta::assert_snapshot!(complaint(&with_globals("  Funktion: {Timeout: 3}\n")), @r"
    error: `Globals` has a `Funktion`
     --> template.yaml:3:3
      |
    3 |   Funktion: {Timeout: 3}
      |   ^^^^^^^^ nothing of this name belongs here
      |
      = help: did you mean `Function`?
    ");
}

/// Its program stands in the image, and so does what its handler is.
#[test]
fn a_function_from_an_image_needs_no_handler() {
    let text = small_with("      Handler: bootstrap\n", "      PackageType: Image\n");
    assert_eq!(function(&text).handler, "");
    let text = small_with("      Handler: bootstrap\n", "      PackageType: Zip\n");
    assert!(complaint(&text).contains("`Fn` has no `Handler`"));
}

/// SAM has a list of what may be global.
#[test]
fn what_only_a_single_resource_may_have_is_not_global() {
    for (kind, key) in [
        ("Function", "PackageType: Zip"),
        ("Function", "InlineCode: x"),
        ("Api", "Description: x"),
        ("Api", "Tags: {a: b}"),
    ] {
        let found = complaint(&with_globals(&format!("  {kind}: {{{key}}}\n")));
        assert!(
            found.contains("each resource must say this for itself"),
            "{found}"
        );
    }
}
