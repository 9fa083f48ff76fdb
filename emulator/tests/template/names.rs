//! Names, and other words that AWS takes from a closed set.

use crate::support::{SMALL, api, complaint, function, not_supported, small_with, try_read};

/// With an environment variable, written so.
fn with_variable(variable: &str) -> String {
    small_with(
        "      Handler: bootstrap",
        &format!(
            "      Handler: bootstrap\n      Environment:\n        Variables:\n          {variable}"
        ),
    )
}

fn with_parameter(parameter: &str) -> String {
    small_with(
        "\nResources:",
        &format!("\nParameters:\n  {parameter}\nResources:"),
    )
}

#[test]
fn a_variable_name_that_lambda_refuses_is_refused_with_its_wording() {
    insta::assert_snapshot!(complaint(&with_variable("MY-NAME: x")), @"
    error: the variable name `MY-NAME` is illegal
     --> template.yaml:9:11
      |
    9 |           MY-NAME: x
      |           ^^^^^^^ expected two characters or more: a letter, then letters, digits and `_`
      |
      = help: AWS refuses this with `Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]`
    ");
    for name in ["A", "_NAME", "1ST", "A=B", "É1", "A.B"] {
        let found = complaint(&with_variable(&format!("'{name}': x")));
        assert!(
            found.contains(&format!("the variable name `{name}`")),
            "{found}"
        );
    }
    for name in ["AB", "a_", "B2"] {
        assert_eq!(
            function(&with_variable(&format!("{name}: x"))).environment[name],
            "x"
        );
    }
}

#[test]
fn an_environment_beyond_4_kb_is_refused_with_lambdas_wording() {
    let with = |length: usize| with_variable(&format!("NAME: {}", "x".repeat(length)));
    assert_eq!(function(&with(4092)).environment["NAME"].len(), 4092);
    let found = complaint(&with(4093));
    assert!(
        found.contains("the environment variables have 4097 bytes"),
        "{found}"
    );
    assert!(found.contains("exceeded the 4KB limit"), "{found}");
}

/// The operating system would refuse it, at the first request.
#[test]
fn a_nul_in_a_text_for_the_program_is_refused() {
    insta::assert_snapshot!(complaint(&with_variable("NAME: \"a\\0b\"")), @r#"
    error: the variable `NAME` has a NUL in it
     --> template.yaml:9:17
      |
    9 |           NAME: "a\0b"
      |                 ^^^^^^ no program can be started with such a text
    "#);
    let handler = complaint(&small_with("Handler: bootstrap", "Handler: \"a\\0\""));
    assert!(
        handler.contains("expected 1 to 128 characters, no blank among them"),
        "{handler}"
    );
}

#[test]
fn a_handler_or_a_function_name_that_lambda_refuses_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("Handler: bootstrap", "Handler: my handler")), @"
    error: the handler `my handler` is illegal
     --> template.yaml:6:16
      |
    6 |       Handler: my handler
      |                ^^^^^^^^^^ expected 1 to 128 characters, no blank among them
    ");
    insta::assert_snapshot!(complaint(&small_with("Handler: bootstrap", "Handler: a\n      FunctionName: my.name")), @"
    error: the function name `my.name` is illegal
     --> template.yaml:7:21
      |
    7 |       FunctionName: my.name
      |                     ^^^^^^^ expected letters, digits, `-` and `_`, at most 64
    ");
    let long = |length| {
        small_with(
            "Handler: bootstrap",
            &format!("Handler: a\n      FunctionName: {}", "x".repeat(length)),
        )
    };
    assert_eq!(function(&long(64)).name.len(), 64);
    assert!(complaint(&long(65)).contains("at most 64"));
}

#[test]
fn a_logical_id_that_cloudformation_refuses_is_refused_with_its_wording() {
    insta::assert_snapshot!(complaint(&SMALL.replace("Fn", "My_Fn")), @"
    error: the name `My_Fn` is illegal
     --> template.yaml:3:3
      |
    3 |   My_Fn:
      |   ^^^^^ expected letters and digits
      |
      = help: AWS refuses this with `Template format error: Resource name My_Fn is non alphanumeric.`
    ");
    insta::assert_snapshot!(complaint(&with_parameter("My-Name: {Type: String, Default: x}")), @"
    error: the name `My-Name` is illegal
     --> template.yaml:3:3
      |
    3 |   My-Name: {Type: String, Default: x}
      |   ^^^^^^^ expected letters and digits
      |
      = help: AWS refuses this with `Template format error: Parameter name My-Name is non alphanumeric.`
    ");
}

/// SAM makes a permission's id of it.
#[test]
fn an_events_name_is_a_part_of_a_logical_id() {
    insta::assert_snapshot!(complaint(&small_with("        Get:", "        Get_it:")), @"
    error: the name `Get_it` is illegal
     --> template.yaml:8:9
      |
    8 |         Get_it: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: GET}}
      |         ^^^^^^ expected letters and digits
      |
      = help: AWS refuses this with `Resource with id [FnGet_it] is invalid. Logical ids must be alphanumeric.`
    ");
}

#[test]
fn an_unknown_package_type_is_refused_with_sams_wording() {
    insta::assert_snapshot!(complaint(&small_with("Handler: bootstrap", "PackageType: Zap")), @"
    error: `PackageType` is `Zap`
     --> template.yaml:6:20
      |
    6 |       PackageType: Zap
      |                    ^^^ expected `Zip` or `Image`
      |
      = help: AWS refuses this with `invalid 'PackageType' : Zap`
    ");
}

/// What an image is told stands in the image.
#[test]
fn an_image_has_no_handler() {
    let image = |lines: &str| {
        small_with(
            "Handler: bootstrap",
            &format!("{lines}\n      PackageType: Image"),
        )
    };
    insta::assert_snapshot!(complaint(&image("Handler: a")), @"
    error: `Fn` has a `Handler`
     --> template.yaml:6:7
      |
    6 |       Handler: a
      |       ^^^^^^^ an image has none
      |
      = help: AWS refuses this with `Runtime, Handler, Layers cannot be present when PackageType is of type `Image``
    ");
    assert!(complaint(&image("Runtime: provided.al2023")).contains("has a `Runtime`"));
    for empty in ["ImageUri: x", "Layers: []", "Handler: ''"] {
        assert_eq!(function(&image(empty)).handler, "", "{empty}");
    }
    let told = complaint(&small_with(
        "Handler: bootstrap",
        "PackageType: !If [A, b, c]",
    ));
    assert!(told.contains("SAM does not resolve it"), "{told}");
}

#[test]
fn an_alias_that_sam_refuses_is_refused_with_its_wording() {
    let with = |alias: &str| {
        small_with(
            "Handler: bootstrap",
            &format!("Handler: a\n      AutoPublishAlias: {alias}"),
        )
    };
    insta::assert_snapshot!(complaint(&with("a.b")), @"
    error: the alias `a.b` is illegal
     --> template.yaml:7:25
      |
    7 |       AutoPublishAlias: a.b
      |                         ^^^ expected letters, digits, `-` and `_`, and not digits alone
      |
      = help: AWS refuses this with `AutoPublishAlias name ('a.b') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`
    ");
    assert!(complaint(&with("'12'")).contains("the alias `12` is illegal"));
    assert!(complaint(&with("12")).contains("`AutoPublishAlias` is a number"));
    let told = complaint(&with("!If [A, b, c]"));
    assert!(
        told.contains("must be a string or a Ref to a template parameter"),
        "{told}"
    );
    for alias in ["live-1", "''", "!Ref Live"] {
        let text = format!("Parameters: {{Live: {{Type: String}}}}\n{}", with(alias));
        assert!(try_read(&text, &[]).is_ok(), "{alias}");
    }
}

#[test]
fn an_unknown_type_of_event_is_refused_with_sams_wording() {
    insta::assert_snapshot!(complaint(&small_with("{Type: Api,", "{Type: Sqs,")), @"
    error: the event `Get` is of an unknown type
     --> template.yaml:8:21
      |
    8 |         Get: {Type: Sqs, Properties: {RestApiId: !Ref Api, Path: /, Method: GET}}
      |                     ^^^ `Sqs` is no type of event
      |
      = help: did you mean `SQS`?
      = help: AWS refuses this with `Resource dict has missing or invalid value for key Type. Event Type is: Sqs.`
    ");
}

#[test]
fn an_unknown_type_of_parameter_is_refused() {
    insta::assert_snapshot!(complaint(&with_parameter("Name: {Type: string, Default: x}")), @"
    error: the parameter `Name` is of an unknown type
     --> template.yaml:3:16
      |
    3 |   Name: {Type: string, Default: x}
      |                ^^^^^^ expected String, Number, List<String>, List<Number>, CommaDelimitedList, or a type of AWS's services
      |
      = help: did you mean `String`?
    ");
    for kind in [
        "List<String>",
        "AWS::EC2::VPC::Id",
        "List<AWS::EC2::Subnet::Id>",
        "CommaDelimitedList",
        "AWS::SSM::Parameter::Value<String>",
    ] {
        let text = with_parameter(&format!("Name: {{Type: '{kind}', Default: x}}"));
        assert!(try_read(&text, &[]).is_ok(), "{kind}");
    }
}

#[test]
fn a_number_that_is_none_is_refused() {
    insta::assert_snapshot!(complaint(&with_parameter("Size: {Type: Number, Default: small}")), @"
    error: `small` is no number
     --> template.yaml:3:33
      |
    3 |   Size: {Type: Number, Default: small}
      |                                 ^^^^^ expected one, as the parameter's `Type` says
    ");
    assert!(
        complaint(&with_parameter("Size: {Type: Number, Default: '1,2'}"))
            .contains("`1,2` is no number")
    );
    assert!(
        complaint(&with_parameter(
            "Size: {Type: List<Number>, Default: '1,b'}"
        ))
        .contains("`b` is no number")
    );
    for default in ["'1, 2.5'", "7", "'-3'", "1_000", "0x10", "''"] {
        let text = with_parameter(&format!("Size: {{Type: List<Number>, Default: {default}}}"));
        assert!(try_read(&text, &[]).is_ok(), "{default}");
    }
}

#[test]
fn an_empty_stage_variable_is_refused() {
    let with = |value: &str| {
        small_with(
            "StageName: prod",
            &format!("StageName: prod\n      Variables: {{word: {value}}}"),
        )
    };
    insta::assert_snapshot!(complaint(&with("''")), @"
    error: the stage variable `word` is empty
      --> template.yaml:13:25
       |
    13 |       Variables: {word: ''}
       |                         ^^ expected letters, digits and `-._~:/?#&=,`
    ");
    assert!(api(&with("!Ref AWS::NoValue")).stage.variables.is_empty());
}

#[test]
fn another_format_version_is_refused() {
    insta::assert_snapshot!(complaint(&format!("AWSTemplateFormatVersion: 2020-01-01\n{SMALL}")), @"
    error: `AWSTemplateFormatVersion` is `2020-01-01`
     --> template.yaml:1:27
      |
    1 | AWSTemplateFormatVersion: 2020-01-01
      |                           ^^^^^^^^^^ expected `2010-09-09`, the only one there is
    ");
    assert!(
        try_read(
            &format!("AWSTemplateFormatVersion: '2010-09-09'\n{SMALL}"),
            &[]
        )
        .is_ok()
    );
}

#[test]
fn a_dynamic_reference_is_not_resolved_here() {
    let text = with_variable("NAME: '{{resolve:ssm:/x:2}}'");
    insta::assert_snapshot!(not_supported(&text), @"line 9: the dynamic reference in the variable `NAME`: nobody is asked for its value: the function gets the reference itself");
}

#[test]
fn an_include_among_the_variables_is_refused() {
    let text = with_variable(
        "Fn::Transform: {Name: AWS::Include, Parameters: {Location: x}}\n          ABC: x",
    );
    insta::assert_snapshot!(complaint(&text), @"
    error: `Fn::Transform` among the variables
     --> template.yaml:9:11
      |
    9 |           Fn::Transform: {Name: AWS::Include, Parameters: {Location: x}}
      |           ^^^^^^^^^^^^^ variables are read as they are written here
      |
      = help: write out what it makes
    ");
}
