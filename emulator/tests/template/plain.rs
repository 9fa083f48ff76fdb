//! What stands without quotes, and what stands nowhere: YAML 1.1 as CloudFormation reads it.

use emulator::template::{Note, NoteClass::WouldFailDeployed};

use crate::support::{api, complaint, function, notes, small_before, small_with, try_read};

/// The text that a stage variable has for what is written.
fn variable(written: &str) -> String {
    api(&with_variable(written)).stage.variables["word"].clone()
}

fn with_variable(written: &str) -> String {
    small_with(
        "StageName: prod",
        &format!("StageName: prod\n      Variables: {{word: {written}}}"),
    )
}

#[test]
fn the_words_of_yaml_1_1_are_booleans() {
    for yes in [
        "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE",
    ] {
        assert_eq!(variable(yes), "true", "{yes}");
    }
    for no in [
        "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE",
    ] {
        assert_eq!(variable(no), "false", "{no}");
    }
}

#[test]
fn other_words_and_quoted_ones_stay_as_they_are() {
    for word in [
        "y",
        "n",
        "yEs",
        "oN",
        "yesterday",
        "\"yes\"",
        "'No'",
        "!!str yes",
        "!Sub yes",
    ] {
        let plain = word.trim_matches(['"', '\'']).rsplit(' ').next().unwrap();
        assert_eq!(variable(word), plain, "{word}");
    }
}

#[test]
fn a_null_may_be_written_with_capitals() {
    for null in ["", "~", "null", "Null", "NULL"] {
        let text = small_with(
            "Handler: bootstrap",
            &format!("Handler: bootstrap\n      Timeout: {null}"),
        );
        assert_eq!(function(&text).timeout.as_secs(), 3, "{null}");
    }
}

#[test]
fn a_number_that_comes_out_otherwise_as_text_is_noted() {
    for number in [
        "0755",
        "1_000",
        "0x1F",
        "0b10",
        "1:30",
        "3.10",
        "1.",
        "07.5",
        "1_0.5",
        "-0755",
        "0899",
        ".5",
        "1.5e-3",
        "1_000_000",
    ] {
        let found = notes(&with_variable(number), WouldFailDeployed);
        assert!(
            found.contains(&format!("`{number}` without quotes")),
            "{number}: {found}"
        );
        assert_eq!(variable(number), number);
    }
    insta::assert_snapshot!(notes(&with_variable("0755"), WouldFailDeployed), @"line 13: `0755` without quotes: YAML 1.1 knows it as a number, and AWS writes that otherwise: put it in quotes");
}

/// SAM takes a name for what YAML 1.1 takes it for.
#[test]
fn a_name_that_is_no_text_is_refused_with_sams_wording() {
    for (name, kind) in [
        ("5", "a number"),
        ("1.5", "a number"),
        ("0x1F", "a number"),
        ("1:30", "a number"),
        ("on", "a boolean"),
    ] {
        let found = complaint(&small_with(
            "StageName: prod",
            &format!("StageName: {name}"),
        ));
        assert!(found.contains(&format!("`StageName` is {kind}")), "{found}");
    }
    insta::assert_snapshot!(complaint(&small_with("StageName: prod", "StageName: 5")), @"
    error: `StageName` is a number
      --> template.yaml:12:18
       |
    12 |       StageName: 5
       |                  ^ expected a text: put it in quotes
       |
       = help: AWS refuses this with `Type of property 'StageName' is invalid.`
    ");
    for (old, new) in [
        ("Handler: bootstrap", "Handler: a\n      FunctionName: 5"),
        ("StageName: prod", "StageName: prod\n      Name: 5"),
        ("Path: /,", "Path: 5,"),
        ("Method: GET", "Method: true"),
    ] {
        let found = complaint(&small_with(old, new));
        assert!(
            found.contains("expected a text: put it in quotes"),
            "{found}"
        );
        assert!(found.contains("AWS refuses this with"), "{found}");
    }
    for name in ["'5'", "0899", "v1", "1-5", "!Sub 5", "2015-03-31"] {
        let text = small_with("StageName: prod", &format!("StageName: {name}"));
        assert!(try_read(&text, &[]).is_ok(), "{name}");
    }
}

#[test]
fn a_number_that_stays_as_text_is_not() {
    for number in [
        "0",
        "7",
        "-7",
        "1000",
        "1.5",
        "-1.0",
        "10.25",
        "1.2.3",
        "1:75",
        "1:030",
        "0:30",
        "0xg",
        "0x",
        "a.b",
        "'0755'",
        "2010-09-09",
        "1e3",
    ] {
        assert_eq!(
            notes(&with_variable(number), WouldFailDeployed),
            "",
            "{number}"
        );
    }
}

#[test]
fn a_whole_number_may_be_written_as_yaml_1_1_has_it() {
    for (written, seconds) in [
        ("1_0", 10),
        ("0x1E", 30),
        ("030", 24),
        ("0b11", 3),
        ("1:30", 90),
        ("+7", 7),
    ] {
        let text = small_with(
            "Handler: bootstrap",
            &format!("Handler: a\n      Timeout: {written}"),
        );
        assert_eq!(function(&text).timeout.as_secs(), seconds, "{written}");
        assert_eq!(notes(&text, WouldFailDeployed), "", "{written}");
    }
    let text = small_with("Handler: bootstrap", "Handler: a\n      Timeout: '030'");
    assert_eq!(function(&text).timeout.as_secs(), 30);
}

#[test]
fn so_may_the_default_of_a_parameter_that_is_a_number() {
    let text = small_with("Handler: bootstrap", "Handler: a\n      Timeout: !Ref Wait");
    for (written, seconds) in [("0x1e", 30), ("010", 8), ("12", 12), ("'010'", 10)] {
        let text = format!("Parameters: {{Wait: {{Type: Number, Default: {written}}}}}\n{text}");
        assert_eq!(function(&text).timeout.as_secs(), seconds, "{written}");
        assert_eq!(notes(&text, WouldFailDeployed), "", "{written}");
    }
}

/// A key is a name, whatever it would be as a value.
#[test]
fn a_key_is_no_boolean() {
    let text = small_with(
        "StageName: prod",
        "StageName: prod\n      Variables: {on: a, yes: b}",
    );
    assert_eq!(api(&text).stage.variables["on"], "a");
    insta::assert_snapshot!(notes(&text, WouldFailDeployed), @"
    line 13: the key `on` without quotes: YAML 1.1 knows it as a boolean, and `sam deploy` writes that otherwise: put it in quotes
    line 13: the key `yes` without quotes: YAML 1.1 knows it as a boolean, and `sam deploy` writes that otherwise: put it in quotes
    ");
}

/// What is read as a number is one in either spelling.
#[test]
fn a_number_that_is_read_as_one_may_be_written_as_one_likes() {
    let text = small_with(
        "get:\n",
        "get:\n              responses: {'200': {description: '1', x: 3.10}}\n",
    );
    assert_eq!(notes(&text, WouldFailDeployed), "");
}

/// Only a blank, a tab and the ends of lines stand for nothing.
#[test]
fn another_blank_is_a_text() {
    let text = small_with(
        "Handler: bootstrap",
        "Handler: a\n      Description: \u{a0}",
    );
    assert_eq!(notes(&text, WouldFailDeployed), "");
}

/// A tag makes a text of it: the region's zones.
#[test]
fn nothing_behind_a_tag_is_no_null() {
    let text = small_with(
        "Handler: bootstrap",
        "Handler: a\n      Layers: [!Select [0, !GetAZs ]]",
    );
    assert_eq!(notes(&text, WouldFailDeployed), "");
}

#[test]
fn a_null_and_a_number_as_a_key_are_what_cloudformation_refuses() {
    let text = small_with(
        "            get:\n",
        "            get:\n              description:\n              responses:\n                200: {description: yes, headers: [~]}\n",
    );
    insta::assert_snapshot!(notes(&text, WouldFailDeployed), @"
    line 18: nothing as the value of `Resources/Api/Properties/DefinitionBody/paths///get/description`: AWS refuses this with `[/Resources/Api/Properties/DefinitionBody/paths///get/description] 'null' values are not allowed in templates`
    line 20: the key `200` without quotes: AWS refuses this with `Template format error: [/Resources/Api/Properties/DefinitionBody/paths///get/responses] map keys must be strings; received numeric [200] instead`
    line 20: nothing as the value of `Resources/Api/Properties/DefinitionBody/paths///get/responses/200/headers/0`: AWS refuses this with `[/Resources/Api/Properties/DefinitionBody/paths///get/responses/200/headers/0] 'null' values are not allowed in templates`
    ");
}

/// CloudFormation does not read it.
#[test]
fn a_file_beside_the_template_may_have_both() {
    let definition = "
openapi: 3.0.1
paths:
  /:
    get:
      description:
      responses: {200: {description: yes}}
      x-amazon-apigateway-integration: {type: mock}
";
    let text = small_before("DefinitionBody").to_owned() + "DefinitionUri: api.yaml\n";
    let template =
        try_read(&text, &[("api.yaml", definition)]).unwrap_or_else(|error| panic!("{error}"));
    let would_fail = |note: &Note| note.class == WouldFailDeployed;
    assert!(
        !template.notes.iter().any(would_fail),
        "{:?}",
        template.notes
    );
}
