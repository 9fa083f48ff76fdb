//! `Ref`, `Fn::Sub`, `Fn::GetAtt`, `Fn::Join`, parameters and pseudo parameters.

use crate::support::{complaint, function, not_supported, small_with, with_variable};

/// The value of the variable `WORD`, written so.
fn value(written: &str) -> String {
    function(&with_variable(written)).environment["WORD"].clone()
}

#[test]
fn a_parameter_is_worth_its_default() {
    assert_eq!(value("!Ref Name"), "luna");
    assert_eq!(value("{Ref: Size}"), "5");
}

#[test]
fn pseudo_parameters_are_known() {
    assert_eq!(value("!Ref AWS::Region"), "us-east-1");
    assert_eq!(value("!Ref AWS::AccountId"), "123456789012");
    assert_eq!(
        value("!Sub '${AWS::Partition} ${AWS::StackName} ${AWS::URLSuffix}'"),
        "aws emulator amazonaws.com"
    );
}

/// It is a list, so what takes a text does not take it; elsewhere it is nobody.
#[test]
fn the_list_among_the_pseudo_parameters_is_known() {
    let refused = complaint(&with_variable("!Ref AWS::NotificationARNs"));
    assert!(refused.contains("`WORD` is a list"), "{refused}");
    assert_eq!(
        value("!Join ['', ['a', !Join [',', !Ref AWS::NotificationARNs]]]"),
        "a"
    );
}

#[test]
fn the_sign_that_is_not_closed_is_the_one_that_is_shown() {
    for (written, place) in [
        ("!Sub ab${Fn", "14:24"),
        ("!Sub x ${Fn} ${Fn} x ${!ü} ${", "14:44"),
        ("!Sub |\n            ab\n            ${Fn", "16:13"),
    ] {
        let complaint = complaint(&with_variable(written));
        assert!(
            complaint.contains(&format!("template.yaml:{place}\n")),
            "{complaint}"
        );
    }
    insta::assert_snapshot!(complaint(&with_variable("!Sub '${Name} ${Na'")), @"
    error: `${` without `}`
      --> template.yaml:14:31
       |
    14 |           WORD: !Sub '${Name} ${Na'
       |                               ^^ a variable is written `${Name}`
    ");
}

#[test]
fn the_function_and_the_api_are_named_by_their_logical_ids() {
    assert_eq!(value("!Ref Fn"), "Fn");
    assert_eq!(
        value("!GetAtt Fn.Arn"),
        "arn:aws:lambda:us-east-1:123456789012:function:Fn"
    );
    assert_eq!(value("{'Fn::GetAtt': [Fn, Arn]}"), value("!GetAtt Fn.Arn"));
    assert_eq!(value("!Ref Api").len(), 10);
    assert_eq!(value("!GetAtt Api.RootResourceId").len(), 6);
}

#[test]
fn sub_fills_in_names_attributes_and_its_own_variables() {
    assert_eq!(
        value("!Sub '<${Name}> ${Fn.Arn}'"),
        "<luna> arn:aws:lambda:us-east-1:123456789012:function:Fn"
    );
    assert_eq!(
        value("!Sub ['${Name} ${own}', {own: !Ref Size, Name: mine}]"),
        "mine 5"
    );
}

#[test]
fn sub_leaves_a_literal_alone() {
    assert_eq!(value("!Sub 'a ${!Literal} $ {b}'"), "a ${Literal} $ {b}");
}

#[test]
fn join_joins_texts_and_lists() {
    assert_eq!(value("!Join ['-', [a, !Ref Name, 3]]"), "a-luna-3");
    assert_eq!(value("!Join ['+', !Ref Zones]"), "a+b");
}

#[test]
fn no_value_takes_its_key_away() {
    let text = small_with(
        "Handler: bootstrap",
        "Handler: bootstrap\n      Timeout: !Ref AWS::NoValue",
    );
    assert_eq!(function(&text).timeout.as_secs(), 3);
    assert!(
        function(&with_variable("!Ref AWS::NoValue"))
            .environment
            .is_empty()
    );
}

#[test]
fn an_alias_repeats_its_anchor() {
    let text = small_with(
        "Handler: bootstrap",
        "Handler: &name bootstrap\n      FunctionName: *name",
    );
    assert_eq!(function(&text).name, "bootstrap");
}

#[test]
fn a_resource_that_is_not_made_here_is_worth_its_name_and_a_note() {
    let table = "  Table: {Type: AWS::DynamoDB::Table}\n";
    let text = with_variable("!Sub ${Table} ${Table.Arn}") + table;
    assert_eq!(function(&text).environment["WORD"], "Table Table.Arn");
    insta::assert_snapshot!(not_supported(&text), @r"
    line 14: the value of `Table`: it is not made here; the text `Table` stands in for it
    line 14: the value of `Table.Arn`: it is not made here; the text `Table.Arn` stands in for it
    ");
}

#[test]
fn a_parameter_without_a_value_is_refused_where_it_is_needed() {
    insta::assert_snapshot!(complaint(&with_variable("!Ref Secret")), @"
    error: the parameter `Secret` has no value
      --> template.yaml:14:22
       |
     6 |   Secret: {Type: String, NoEcho: true}
       |   ------ this parameter
    ...
    14 |           WORD: !Ref Secret
       |                      ^^^^^^ its value is needed here
       |
       = help: nobody is asked for parameters here: give it a `Default`
    ");
}

#[test]
fn an_unused_parameter_needs_no_value() {
    assert_eq!(value("x"), "x");
}

#[test]
fn a_list_is_no_text() {
    insta::assert_snapshot!(complaint(&with_variable("!Ref Zones")), @"
    error: `WORD` is a list
      --> template.yaml:14:22
       |
    14 |           WORD: !Ref Zones
       |                      ^^^^^ expected text
    ");
}

#[test]
fn an_illegal_name_in_sub_is_refused_with_awss_wording() {
    insta::assert_snapshot!(complaint(&with_variable("!Sub 'a ${ Name }'")), @"
    error: ` Name ` is no name
      --> template.yaml:14:25
       |
    14 |           WORD: !Sub 'a ${ Name }'
       |                         ^^^^^^^^^ expected the name of a parameter or a resource
       |
       = help: write `${!` for a `${` that shall stay
       = help: AWS refuses this with `Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons`
    ");
}

#[test]
fn a_stage_variable_in_sub_is_explained() {
    insta::assert_snapshot!(complaint(&with_variable("!Sub 'a ${stageVariables.x}'")), @"
    error: unknown reference `stageVariables`
      --> template.yaml:14:25
       |
    14 |           WORD: !Sub 'a ${stageVariables.x}'
       |                         ^^^^^^^^^^^^^^^^^^^ no parameter and no resource has this name
       |
       = help: a stage variable is API Gateway's, not CloudFormation's: inside `Fn::Sub` write `${!stageVariables.name}`
    ");
}

#[test]
fn a_function_that_is_not_resolved_here_is_refused_where_it_is_needed() {
    insta::assert_snapshot!(complaint(&with_variable("!If [A, b, c]")), @"
    error: `Fn::If` is not resolved here
      --> template.yaml:14:17
       |
    14 |           WORD: !If [A, b, c]
       |                 ^^^ its value is needed
       |
       = help: write the value out, or let a parameter's `Default` give it
    ");
}

#[test]
fn a_name_that_refers_to_itself_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("Handler: bootstrap", "Handler: x\n      FunctionName: !Sub a-${Fn}")), @r"
    error: `Fn` refers to itself
     --> template.yaml:7:28
      |
    7 |       FunctionName: !Sub a-${Fn}
      |                            ^^^^^ its name is not known yet, because this is a part of it
    ");
}

#[test]
fn a_reserved_variable_is_refused_with_awss_wording() {
    insta::assert_snapshot!(complaint(&with_variable("x\n          AWS_REGION: eu-west-1")), @r"
    error: the variable `AWS_REGION` is Lambda's own
      --> template.yaml:15:11
       |
    15 |           AWS_REGION: eu-west-1
       |           ^^^^^^^^^^ Lambda sets it itself
       |
       = help: AWS refuses this with `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION`
    ");
}

#[test]
fn ref_of_something_else_than_a_name_is_refused_with_awss_wording() {
    insta::assert_snapshot!(complaint(&with_variable("!Ref {Ref: Name}")), @"
    error: `Ref` of something else than a name
      --> template.yaml:14:22
       |
    14 |           WORD: !Ref {Ref: Name}
       |                      ^ expected the name of a parameter or a resource
       |
       = help: AWS refuses this with `Template format error: every Ref object must have a single String value.`
    ");
}

#[test]
fn a_function_in_the_wrong_shape_is_refused() {
    insta::assert_snapshot!(complaint(&with_variable("!GetAtt Fn")), @"
    error: `Fn::GetAtt` without an attribute
      --> template.yaml:14:25
       |
    14 |           WORD: !GetAtt Fn
       |                         ^^ expected `Name.Attribute`
    ");
    insta::assert_snapshot!(complaint(&with_variable("!Sub [a]")), @"
    error: `Fn::Sub` with a list of another length
      --> template.yaml:14:22
       |
    14 |           WORD: !Sub [a]
       |                      ^ expected a text and its variables
    ");
    insta::assert_snapshot!(complaint(&with_variable("!Sub 'a ${b'")), @"
    error: `${` without `}`
      --> template.yaml:14:25
       |
    14 |           WORD: !Sub 'a ${b'
       |                         ^^ a variable is written `${Name}`
    ");
    insta::assert_snapshot!(complaint(&with_variable("!Join [a]")), @"
    error: `Fn::Join` of something else
      --> template.yaml:14:23
       |
    14 |           WORD: !Join [a]
       |                       ^ expected a delimiter and a list of texts
    ");
}
