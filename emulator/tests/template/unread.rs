//! Names in a template, of which nobody here reads some: what SAM makes, and what is no name at all.

use emulator::template::NoteClass;

use crate::support::{complaint, function, not_supported, notes, small_with, with_variable};

#[test]
fn what_sam_makes_of_a_resource_is_known_by_its_name() {
    let text = with_variable("!Sub '${Api.Stage}'");
    insta::assert_snapshot!(not_supported(&text), @"line 14: the value of `Api.Stage`: it is not made here; the text `Api.Stage` stands in for it");
    assert_eq!(
        not_supported(&with_variable("!Ref Api.Stage")),
        not_supported(&text)
    );
    assert!(complaint(&with_variable("!Ref Fn.Arn")).contains("unknown reference `Fn.Arn`"));
}

#[test]
fn an_alias_is_known_where_sam_makes_one() {
    let text = with_variable("!Sub '${Fn.Alias}'");
    insta::assert_snapshot!(complaint(&text), @"
    error: `Fn.Alias` without an alias
      --> template.yaml:14:23
       |
    14 |           WORD: !Sub '${Fn.Alias}'
       |                       ^^^^^^^^^^^ SAM makes one where the function has `AutoPublishAlias`
    ");
    let text = text.replace(
        "      Environment:",
        "      AutoPublishAlias: live\n      Environment:",
    );
    for written in ["!Sub '${Fn.Alias}'", "!Ref Fn.Alias"] {
        let text = text.replace("!Sub '${Fn.Alias}'", written);
        assert_eq!(
            function(&text).environment["WORD"],
            "arn:aws:lambda:us-east-1:123456789012:function:Fn:live"
        );
    }
    let attribute = text.replace("!Sub '${Fn.Alias}'", "!GetAtt Fn.Alias");
    assert!(complaint(&attribute).contains("`Fn` has no attribute `Alias`"));
}

/// Told by its form: the hashes are nobody's to foresee. `x` stands for one.
#[test]
fn what_sam_makes_of_a_template_is_no_unknown_name() {
    for name in [
        "FnRole",
        "FnVersion16cbcbe095",
        "FnAliaslive",
        "FnUrlPublicPermissions",
        "FnEventInvokeConfigOnFailureQueue",
        "FnDeploymentGroup",
        "FnGetPermissionprod",
        "FnGetRole",
        "FnGet",
        "ApiDeploymentf8b06ab691",
        "ApiprodStage",
        "ApiStagefd80bbfc97",
        "ApiLamAuthorizerPermission",
        "ApiUsagePlan",
        "Table11fb5a9d71",
        "TableWriteLambdaPermission",
        "ServerlessHttpApi",
        "ServerlessUsagePlan",
        "CodeDeployServiceRole",
        "RecordSetGroup95cb0bfd29",
    ] {
        let text = with_role(name);
        assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "", "{name}");
        let read = with_variable(&format!("!Ref {name}")) + TABLE;
        assert_eq!(function(&read).environment["WORD"], name);
    }
}

const TABLE: &str = "  Table: {Type: AWS::Serverless::SimpleTable}\n";

fn with_role(name: &str) -> String {
    let role = format!("      Handler: bootstrap\n      Role: !Ref {name}\n");
    small_with("      Handler: bootstrap\n", &role) + TABLE
}

#[test]
fn a_name_that_begins_with_a_known_one_is_an_unknown_name() {
    for name in [
        "Fnord",
        "Fns",
        "Apis",
        "FnPut",
        "ServerlessRestApi",
        "ServerlessRestApiProdStage",
        "Rolex",
        "ApiStageName",
    ] {
        let found = notes(&with_role(name), NoteClass::WouldFailDeployed);
        assert!(
            found.contains(&format!("the unknown reference `{name}`")),
            "{name}: {found}"
        );
        let found = complaint(&with_variable(&format!("!Ref {name}")));
        assert!(
            found.contains(&format!("unknown reference `{name}`")),
            "{found}"
        );
    }
    let implicit = with_role("ServerlessRestApiProdStage").replace("RestApiId: !Ref Api, ", "");
    assert!(!notes(&implicit, NoteClass::WouldFailDeployed).contains("ServerlessRestApi"));
}

#[test]
fn another_transform_is_not_run_here() {
    let text = small_with(
        "Transform: AWS::Serverless-2016-10-31",
        "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]",
    );
    insta::assert_snapshot!(not_supported(&text), @"line 1: the transform `AWS::LanguageExtensions`: it is not run here: the template is read as it is written");
}

/// What nobody here reads is not refused for it.
#[test]
fn an_unknown_name_is_noted_where_nobody_reads_it() {
    let text = small_with(
        "    Properties:\n      Handler: bootstrap\n",
        "    DependsOn: [Api, Tabel]
    Properties:
      Handler: bootstrap
      Role: !GetAtt Rol.Arn
      Layers: [!Ref Layr, !Ref AWS::NoValue, !Ref FnRole]
      Policies: [{Statement: [{Resource: !Sub '${Api}/${Apo}/${!kept}'}]}]\n",
    );
    let text =
        text + "Outputs: {Url: {Value: !GetAtt [Ap, Arn]}, Good: {Value: !Sub ['${a}', {a: b}]}}\n";
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @"
    line 5: the unknown reference `Tabel`: no parameter and no resource has this name, and AWS refuses the template
    line 8: the unknown reference `Rol`: no parameter and no resource has this name, and AWS refuses the template
    line 9: the unknown reference `Layr`: no parameter and no resource has this name, and AWS refuses the template
    line 10: the unknown reference `Apo`: no parameter and no resource has this name, and AWS refuses the template
    line 26: the unknown reference `Ap`: no parameter and no resource has this name, and AWS refuses the template
    ");
    let text = text.replace(
        "Transform: AWS::Serverless-2016-10-31",
        "Transform: [Mine, AWS::Serverless-2016-10-31]",
    );
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}

#[test]
fn an_unknown_condition_or_mapping_is_noted_where_nobody_reads_it() {
    let known = "\
Conditions: {IsProd: !Equals [a, b]}
Mappings: {Sizes: {a: {b: c}}}
";
    let text = small_with(
        "      Handler: bootstrap\n",
        "      Handler: bootstrap
      Tags: {a: !If [IsPord, a, b], b: !If [IsProd, !Ref Nope, c]}
      Layers: [!FindInMap [Size, a, b], !FindInMap [Sizes, !Ref None, b]]
",
    );
    let table = "  Table: {Type: AWS::Serverless::SimpleTable, Condition: Prod}\nOutputs: {Url: {Condition: IsProd, Value: a}}\n";
    let text = format!("{known}{text}{table}");
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @"
    line 9: the unknown condition `IsPord`: no condition has this name, and AWS refuses the template
    line 9: the unknown reference `Nope`: no parameter and no resource has this name, and AWS refuses the template
    line 10: the unknown mapping `Size`: no mapping has this name, and AWS refuses the template
    line 10: the unknown reference `None`: no parameter and no resource has this name, and AWS refuses the template
    line 26: the unknown condition `Prod`: no condition has this name, and AWS refuses the template
    ");
}

/// What they include may have the name.
#[test]
fn of_a_section_that_includes_a_file_no_name_is_unknown() {
    let include = "{Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/m.yaml}}}";
    let text = small_with(
        "      Handler: bootstrap\n",
        "      Handler: bootstrap\n      Layers: [!If [A, a, b], !FindInMap [B, a, b]]\n",
    );
    let sections = format!("Conditions: {include}\nMappings: {include}\nOutputs: {include}\n");
    assert_eq!(
        notes(&format!("{text}{sections}"), NoteClass::WouldFailDeployed),
        ""
    );
}

#[test]
fn a_transform_may_be_a_mapping() {
    let text = small_with(
        "Transform: AWS::Serverless-2016-10-31",
        "Transform: [AWS::Serverless-2016-10-31, {Name: AWS::Include, Parameters: {Location: x}}]",
    );
    assert!(not_supported(&text).contains("the transform `AWS::Include`"));
}

/// SAM reads on behind its own property.
#[test]
fn an_attribute_of_what_sam_makes_is_known() {
    for written in [
        "!GetAtt Fn.Version.Version",
        "!Sub '${Fn.Version.Version}'",
        "!GetAtt [Fn.Version, Version]",
    ] {
        let text = with_variable(written);
        assert!(
            not_supported(&text).contains("the value of `Fn.Version.Version`"),
            "{written}"
        );
    }
}

/// What it makes of a state machine, an HTTP API and others is many things.
#[test]
fn what_begins_with_the_id_of_another_resource_of_sam_may_be_made_of_it() {
    let text = with_role("MachineDaily") + "  Machine: {Type: AWS::Serverless::StateMachine}\n";
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
    let text = text.replace(
        "AWS::Serverless::StateMachine",
        "AWS::StepFunctions::StateMachine",
    );
    assert!(notes(&text, NoteClass::WouldFailDeployed).contains("`MachineDaily`"));
}
