//! Who may invoke the function: events, connectors, and permissions that are written out.

use emulator::template::NoteClass;

use crate::support::{complaint, notes, small_with, without_event};

/// A3.6: the answer that a deployed API would give.
#[test]
fn a_definition_alone_gives_no_permission() {
    let text = without_event();
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @r#"line 7: `Api` may not invoke the function: here it may; deployed, each request is answered 500 `{"message": "Internal server error"}`: give the function an event of type `Api` for it"#);
}

#[test]
fn an_event_permits_its_own_method_only() {
    let text = small_with("            get:", "            post: &post
              x-amazon-apigateway-integration: &integration
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations
            get:");
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @r#"line 17: `POST /` may not invoke the function: here it may; deployed, each request is answered 500 `{"message": "Internal server error"}`: give the function an event of type `Api` for it"#);
}

#[test]
fn a_greedy_event_permits_the_root_too() {
    let text = small_with("Path: /, Method: GET", "Path: '/{proxy+}', Method: any");
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}

#[test]
fn a_permission_that_the_template_writes_out_counts() {
    let permission = "  May:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Fn
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/GET/
  Other: {Type: AWS::Lambda::Function}
";
    let would_fail = |permission: &str| {
        let text = format!("{}{permission}", without_event());
        notes(&text, NoteClass::WouldFailDeployed)
    };
    for same in [
        "!Ref Fn",
        "!GetAtt Fn.Arn",
        "!GetAtt [Fn, Arn]",
        "Fn",
        "123456789012:Fn",
        "arn:aws:lambda:us-east-1:123456789012:function:Fn",
        "!If [IsProd, !Ref Fn, a]",
    ] {
        let text = permission.replace("!Ref Fn", same) + "Conditions: {IsProd: !Equals [a, b]}\n";
        assert_eq!(would_fail(&text), "", "{same}");
    }
    for action in ["lambda:invokeFunction", "lambda:*", "'*'"] {
        let text = permission.replace("lambda:InvokeFunction", action);
        assert_eq!(would_fail(&text), "", "{action}");
    }
    for (old, new) in [
        ("/GET/", "/PUT/"),
        ("apigateway", "s3"),
        ("InvokeFunction", "GetFunction"),
        ("!Ref Fn", "!Ref Other"),
        ("!Ref Fn", "!GetAtt Other.Arn"),
        ("!Ref Fn", "another"),
        ("!Ref Fn", "Fn:live"),
        ("!Ref Fn", "!Sub '${Fn.Arn}:live'"),
    ] {
        let found = would_fail(&permission.replace(old, new));
        assert!(found.contains("may not invoke the function"), "{new}");
    }
}

/// As SAM's own transform writes it: `Write` from an API to a function.
#[test]
fn a_connector_gives_a_permission() {
    let connector = "  Call:
    Type: AWS::Serverless::Connector
    Properties: {Source: {Id: Api}, Destination: {Id: Fn}, Permissions: [Write]}
  Table: {Type: AWS::Serverless::SimpleTable}
";
    let would_fail = |connector: &str| {
        let text = format!("{}{connector}", without_event());
        notes(&text, NoteClass::WouldFailDeployed)
    };
    for (old, new) in [
        ("", ""),
        ("{Id: Fn}", "[{Id: Table}, {Id: Fn}]"),
        (
            "{Id: Fn}",
            "{Arn: !GetAtt Fn.Arn, Type: AWS::Lambda::Function}",
        ),
        ("{Id: Api}", "{Id: Api, Qualifier: '*/GET/'}"),
        (
            "{Id: Api}",
            "{ResourceId: !Ref Api, Qualifier: prod/*, Type: AWS::ApiGateway::RestApi}",
        ),
    ] {
        assert_eq!(would_fail(&connector.replacen(old, new, 1)), "", "{new}");
    }
    for (old, new) in [
        ("{Id: Fn}", "{Id: Table}"),
        ("{Id: Api}", "{Id: Table}"),
        ("{Id: Api}", "{Id: Api, Qualifier: '*/PUT/'}"),
    ] {
        let found = would_fail(&connector.replace(old, new));
        assert!(found.contains("may not invoke the function"), "{new}");
    }
}

#[test]
fn a_connector_that_sam_refuses_is_refused_with_its_wording() {
    let with = |connector: &str| {
        let kind = "Type: AWS::Serverless::Connector";
        format!(
            "{}  Call: {{{kind}, Properties: {{Source: {{Id: Api}}, {connector}}}}}\n",
            without_event()
        )
    };
    insta::assert_snapshot!(complaint(&with("Destination: {Id: Fn}, Permissions: [Read]")), @"
    error: `Read` among the `Permissions`
      --> template.yaml:20:112
       |
    20 |   Call: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: Api}, Destination: {Id: Fn}, Permissions: [Read]}}
       |                                                                                                                ^ from an API to a function there is `Write` alone
       |
       = help: AWS refuses this with `Unsupported 'Permissions' provided for connector from AWS::ApiGateway::RestApi to AWS::Lambda::Function; valid values are: Write.`
    ");
    insta::assert_snapshot!(complaint(&with("Destination: {Id: Fnn}, Permissions: [Write]")), @"
    error: unknown destination `Fnn`
      --> template.yaml:20:94
       |
    20 |   Call: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: Api}, Destination: {Id: Fnn}, Permissions: [Write]}}
       |                                                                                              ^^^ no resource has this name
       |
       = help: did you mean `Fn`?
       = help: AWS refuses this with `Unable to find resource with logical ID 'Fnn'.`
    ");
    let reference = complaint(&with("Destination: {Id: !Ref Fn}, Permissions: [Write]"));
    assert!(
        reference.contains("`'Id' is missing or not a string.`"),
        "{reference}"
    );
    let misspelt = complaint(&with("Destnation: {Id: Fn}, Permissions: [Write]"));
    assert!(
        misspelt.contains("did you mean `Destination`?"),
        "{misspelt}"
    );
}

/// SAM gives the permission of an event to the alias, and only who invokes the alias has it.
#[test]
fn a_permission_for_an_alias_is_none_for_the_function() {
    let text = small_with(
        "Handler: bootstrap",
        "Handler: bootstrap\n      AutoPublishAlias: live",
    );
    let would_fail = |text: &str| notes(text, NoteClass::WouldFailDeployed);
    assert!(would_fail(&text).contains("`Api` may not invoke the function"));
    for alias in [
        "${Fn.Alias}",
        "${Fn.Arn}:live",
        "${FnAliaslive}",
        "${Fn.Arn}:${!stageVariables.to}",
    ] {
        let text = text.replace("${Fn.Arn}", alias).replace(
            "StageName: prod",
            "StageName: prod\n      Variables: {to: live}",
        );
        assert_eq!(would_fail(&text), "", "{alias}");
    }
    let without_alias = small_with("${Fn.Arn}", "${Fn.Arn}:live");
    assert!(would_fail(&without_alias).contains("`Api` may not invoke the function"));
    let managed = text.replace("RestApiId: !Ref Api, ", "");
    let (managed, _) = managed.split_once("  Api:\n").unwrap();
    assert_eq!(would_fail(managed), "");
}

#[test]
fn a_connector_inside_the_api_gives_a_permission() {
    let connectors = "    Type: AWS::Serverless::Api
    Connectors:
      Call: {Properties: {Destination: [{Id: Fn}], Permissions: [Write]}}
";
    let text = without_event().replace("    Type: AWS::Serverless::Api\n", connectors);
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
    let narrow = text.replace(
        "Permissions:",
        "SourceReference: {Qualifier: '*/PUT/*'}, Permissions:",
    );
    assert!(notes(&narrow, NoteClass::WouldFailDeployed).contains("may not invoke the function"));
    let elsewhere = text.replace("[{Id: Fn}]", "[{Id: Api}]");
    assert!(
        notes(&elsewhere, NoteClass::WouldFailDeployed).contains("may not invoke the function")
    );
}

#[test]
fn an_integration_with_credentials_needs_no_permission() {
    let text = without_event().replace(
        "                httpMethod: POST",
        "                httpMethod: POST\n                credentials: arn:aws:iam::123456789012:role/gateway",
    );
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}

/// They are words of an ARN too.
#[test]
fn a_function_may_be_called_function_or_lambda() {
    let permission = "  May:
    Type: AWS::Lambda::Permission
    Properties:
      {Action: lambda:InvokeFunction, FunctionName: !GetAtt Fn.Arn, Principal: apigateway.amazonaws.com}
";
    for name in ["function", "lambda", "aws"] {
        let text = without_event().replace(
            "Handler: bootstrap",
            &format!("Handler: bootstrap\n      FunctionName: {name}"),
        );
        let text = text + permission;
        assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "", "{name}");
    }
}

/// `Ref` of an alias is its ARN, and which function it is of is not looked up.
#[test]
fn a_permission_for_an_alias_that_the_template_makes_may_be_the_right_one() {
    let text = without_event().replace("${Fn.Arn}", "${Fn.Arn}:live")
        + "  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn}}
  May:
    Type: AWS::Lambda::Permission
    Properties:
      {Action: lambda:InvokeFunction, FunctionName: !Ref Live, Principal: apigateway.amazonaws.com}
";
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}

#[test]
fn an_alias_that_cannot_be_told_may_be_the_right_one() {
    let text = small_with(
        "Handler: bootstrap",
        "Handler: bootstrap\n      AutoPublishAlias: !Ref Live",
    )
    .replace("${Fn.Arn}", "${Fn.Arn}:live");
    let text = format!("Parameters: {{Live: {{Type: String}}}}\n{text}");
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
    let named = complaint(&text.replace("${Fn.Arn}:live", "${Fn.Alias}"));
    assert!(
        named.contains("its `AutoPublishAlias` cannot be told here"),
        "{named}"
    );
}

/// Nobody can be permitted to invoke that alone.
#[test]
fn the_latest_version_is_the_function() {
    let text = small_with("${Fn.Arn}", "${Fn.Arn}:$LATEST");
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}

#[test]
fn a_connector_to_the_alias_is_a_permission_for_the_alias() {
    let text = without_event()
        .replace(
            "Handler: bootstrap",
            "Handler: bootstrap\n      AutoPublishAlias: live",
        )
        .replace("${Fn.Arn}", "${Fn.Alias}")
        + "  Call:
    Type: AWS::Serverless::Connector
    Properties:
      Source: {Id: Api}
      Destination: {Type: AWS::Lambda::Function, Arn: !Ref Fn.Alias}
      Permissions: [Write, Write]
";
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}

/// SAM takes them.
#[test]
fn a_connector_has_attributes_and_may_go_to_what_sam_makes() {
    let connector = "    Type: AWS::Serverless::Function
    Connectors:
      Tell:
        DependsOn: Api
        Condition: IsProd
        Metadata: {a: b}
        Properties: {Destination: {Id: FnEventInvokeConfigOnSuccessQueue}, Permissions: [Write]}
";
    let text = small_with("    Type: AWS::Serverless::Function\n", connector);
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}
