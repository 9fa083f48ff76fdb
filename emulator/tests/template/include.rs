//! `AWS::Include`, and files beside the template.

use crate::support::{
    api, complaint, complaint_beside, methods, small_before, small_with, try_read,
};

const FILE: &str = r#"
swagger: "2.0"
info: {title: from a file}
paths:
  /users/{id}:
    get:
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: {"Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"}
"#;

fn including(file: &str) -> String {
    format!(
        "{}      DefinitionBody: {{'Fn::Transform': {{Name: AWS::Include, Parameters: {{Location: {file}}}}}}}\n",
        small_before("      DefinitionBody")
    )
}

/// E.13.
#[test]
fn an_included_file_is_the_definition_and_its_functions_are_resolved() {
    let template = try_read(&including("api.yaml"), &[("api.yaml", FILE)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /users/{id}\n");
    assert_eq!(template.apis[0].name, "from a file");
}

const PATHS: &str = "        paths:
          /:
            get:
              x-amazon-apigateway-integration: {type: mock}
";

/// The template's own keys, beside an include of `api.yaml` that is indented so far.
fn beside_included(own: &str, depth: usize) -> String {
    let indent = " ".repeat(depth);
    format!(
        "{}      DefinitionBody:\n{own}{indent}Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: api.yaml}}}}\n",
        small_before("      DefinitionBody")
    )
}

#[test]
fn an_included_file_adds_its_keys_to_those_beside_it() {
    let text = beside_included("        openapi: 3.0.1\n", 8);
    let file = "info: {title: from a file}\npaths: {/x: {get: {x-amazon-apigateway-integration: {type: mock}}}}\n";
    let template = try_read(&text, &[("api.yaml", file)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /x\n");
    assert_eq!(template.apis[0].name, "from a file");
}

#[test]
fn an_include_may_stand_among_the_paths() {
    let text = beside_included(&format!("        openapi: 3.0.1\n{PATHS}"), 10);
    let file = "/x: {post: {x-amazon-apigateway-integration: {type: mock}}}\n";
    let template = try_read(&text, &[("api.yaml", file)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /\nPOST /x\n");
}

#[test]
fn a_key_that_is_included_too_is_refused_with_both_places() {
    let text = beside_included(&format!("        openapi: 3.0.1\n{PATHS}"), 8);
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", "paths: {}\n")]), @"
    error: the key `paths` stands in the template and in what it includes
      --> template.yaml:15:9
       |
    15 |         paths:
       |         ^^^^^ here
       |
      ::: api.yaml:1:1
       |
     1 | paths: {}
       | ----- and here
       |
       = help: which of them AWS takes is not known: keep one
    ");
}

#[test]
fn what_is_included_beside_other_keys_has_keys_too() {
    let text = beside_included("        openapi: 3.0.1\n", 8);
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", "- a\n")]), @"
    error: the included file is no mapping
      --> template.yaml:15:9
       |
    15 |         Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.yaml}}
       |         ^^^^^^^^^^^^^ its keys go beside the others here
    ");
}

/// Whatever it includes, nobody here reads it.
#[test]
fn an_include_in_a_part_that_is_not_read_is_nobodys_business() {
    for transform in [
        "{Name: AWS::Include, Parameters: {Location: s3://bucket/schemas.yaml}}",
        "{Name: AWS::Include, Parameters: {Location: !FindInMap [A, b, c]}}",
        "{Name: Mine}",
    ] {
        let text = small_with(
            "        paths:",
            &format!(
                "        components: {{schemas: {{Fn::Transform: {transform}}}}}\n        paths:"
            ),
        );
        assert_eq!(methods(&api(&text)), "GET /\n", "{transform}");
    }
}

#[test]
fn an_include_below_a_part_that_is_not_read_is_nobodys_business() {
    let transform =
        "{Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/x.yaml}}}";
    for line in [
        format!("        x-amazon-apigateway-policy: {transform}\n        paths:"),
        format!("        webhooks: {transform}\n        paths:"),
    ] {
        assert_eq!(
            methods(&api(&small_with("        paths:", &line))),
            "GET /\n",
            "{line}"
        );
    }
    let schema = format!(
        "            get:\n              responses: {{'200': {{content: {{a/b: {{schema: {transform}}}}}}}}}\n"
    );
    assert_eq!(
        methods(&api(&small_with("            get:\n", &schema))),
        "GET /\n"
    );
}

#[test]
fn of_a_definition_that_is_included_whole_the_file_is_shown() {
    insta::assert_snapshot!(complaint_beside(&including("api.yaml"), &[("api.yaml", "openapi: 3.0.1\n")]), @"
    error: the definition of `Api` has no `paths`
     --> api.yaml:1:1
      |
    1 | openapi: 3.0.1
      | ^ `paths` is required here
    ");
    insta::assert_snapshot!(complaint_beside(&including("api.yaml"), &[("api.yaml", "# none\n")]), @"
    error: the file is empty
     --> api.yaml:1:1
      |
    1 | # none
      | ^ expected a mapping
    ");
}

/// E.15.
#[test]
fn an_include_in_an_included_file_is_refused() {
    let file = "paths:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}\n";
    let text = beside_included("        openapi: 3.0.1\n", 8);
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", file)]), @"
    error: a transform in an included file
     --> api.yaml:2:3
      |
    2 |   Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}
      |   ^^^^^^^^^^^^^ what AWS makes of it is not known
      |
      = help: write out here what it includes
    ");
}

#[test]
fn a_complaint_about_an_included_file_shows_that_file() {
    let file = FILE.replace("${Fn.Arn}", "${Fun.Arn}");
    insta::assert_snapshot!(complaint_beside(&including("api.yaml"), &[("api.yaml", &file)]), @r#"
    error: unknown reference `Fun`
      --> api.yaml:10:94
       |
    10 |         uri: {"Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fun.Arn}/invocations"}
       |                                                                                              ^^^^^^^^^^ no parameter and no resource has this name
       |
       = help: did you mean `Fn`?
       = help: AWS refuses this with `Template format error: Unresolved resource dependencies [Fun] in the Resources block of the template`
    "#);
}

/// E.15.
#[test]
fn a_short_tag_in_an_included_file_is_refused() {
    let file = FILE
        .replace("{\"Fn::Sub\": ", "!Sub ")
        .replace("invocations\"}", "invocations\"");
    insta::assert_snapshot!(complaint_beside(&including("api.yaml"), &[("api.yaml", &file)]), @r#"
    error: a short tag in an included file
      --> api.yaml:10:14
       |
    10 |         uri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
       |              ^^^^ write `Fn::Sub:`
       |
       = help: `AWS::Include` does not know the short tags
    "#);
}

/// E.13.
#[test]
fn nothing_is_resolved_in_a_file_that_definition_uri_names() {
    let text = format!(
        "{}      DefinitionUri: api.yaml\n",
        small_before("      DefinitionBody")
    );
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", FILE)]), @r#"
    error: an intrinsic function in a file that `DefinitionUri` names
      --> api.yaml:10:15
       |
    10 |         uri: {"Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"}
       |               ^^^^^^^^^ nothing resolves `Fn::Sub` here
       |
       = help: include the file in `DefinitionBody` with `Fn::Transform` and `AWS::Include`
    "#);
}

#[test]
fn a_file_that_definition_uri_names_is_read() {
    let text = format!(
        "{}      DefinitionUri: api.yaml\n",
        small_before("      DefinitionBody")
    );
    let arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:Fn/invocations";
    let (before, _) = FILE.split_once("        uri:").unwrap();
    let file = format!("{before}        uri: {arn}\n");
    let template = try_read(&text, &[("api.yaml", &file)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /users/{id}\n");
}

#[test]
fn a_missing_file_is_refused_at_its_name() {
    insta::assert_snapshot!(complaint(&including("api.yaml")), @r"
    error: cannot read `api.yaml`
      --> template.yaml:13:85
       |
    13 |       DefinitionBody: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: api.yaml}}}
       |                                                                                     ^^^^^^^^ entity not found
    ");
}

/// E.14.
#[test]
fn a_definition_in_s3_is_refused() {
    insta::assert_snapshot!(complaint(&including("s3://bucket/api.yaml")), @r"
    error: the definition is in S3
      --> template.yaml:13:85
       |
    13 |       DefinitionBody: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://bucket/api.yaml}}}
       |                                                                                     ^^^^^^^^^^^^^^^^^^^^ expected a file's path, from the template
       |
       = help: `sam package` and `sam deploy` upload such a file and write its S3 address here
    ");
}
