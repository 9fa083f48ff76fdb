//! What a template assigns, as it comes out and as it goes into the next template.

use emulator::vtl::{Overrides, Rendered, Scope, Template};
use serde_json::{Value, json};

fn rendered(template: &str, scope: &Scope) -> Rendered {
    let template = Template::parse(template).expect("it parses");
    template.render(scope).expect("it renders")
}

fn assigned(template: &str) -> Overrides {
    rendered(template, &Scope::default()).overrides
}

fn after(overrides: Overrides) -> Scope<'static> {
    Scope {
        overrides,
        ..Scope::default()
    }
}

/// B4.6
#[test]
fn every_form_of_assignment_comes_out() {
    let overrides = assigned(
        r##"#set($context.requestOverride.header.X-A = 'dotted')
            #set($key = 'X-B')#set($context.requestOverride.header[$key] = 'by variable')
            #set($context["requestOverride"].querystring["q"] = 'by text')
            $context.requestOverride.path.put('p', 'put')
            #set($header = $context.responseOverride.header)#set($header.foo = "shared")"##,
    );
    assert_eq!(
        Value::from(overrides.request.header),
        json!({"X-A": "dotted", "X-B": "by variable"})
    );
    assert_eq!(
        Value::from(overrides.request.querystring),
        json!({"q": "by text"})
    );
    assert_eq!(Value::from(overrides.request.path), json!({"p": "put"}));
    assert_eq!(
        Value::from(overrides.response.header),
        json!({"foo": "shared"})
    );
}

/// B4.7
#[test]
fn what_the_request_template_assigns_to_the_response_survives() {
    let overrides = assigned(
        "#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = 'bar')\
         #set($context.responseOverride.anything = {'a': [1]})",
    );
    assert_eq!(overrides.response.status_code(), Some(444));
    let scope = after(overrides);
    let response = rendered(
        "$context.responseOverride.status $context.responseOverride.header.foo \
         $context.responseOverride.anything.a[0]",
        &scope,
    );
    assert_eq!(response.text, "444 bar 1");
    assert_eq!(response.overrides, scope.overrides);
}

/// B4.8
#[test]
fn what_the_request_template_assigns_to_the_path_can_be_read_in_the_response_template() {
    let scope = after(assigned(
        "#set($context.requestOverride.path.X = 'passed on')",
    ));
    let response = rendered("$context.requestOverride.path.X", &scope);
    assert_eq!(response.text, "passed on");
}

/// B4.9
#[test]
fn a_status_is_an_integer_from_100_to_599() {
    let code = |literal: &str| {
        assigned(&format!(
            "#set($context.responseOverride.status = {literal})"
        ))
        .response
        .status_code()
    };
    assert_eq!(code("100"), Some(100));
    assert_eq!(code("'404'"), Some(404));
    assert_eq!(code("599"), Some(599));
    for none in ["99", "600", "200.5", "'abc'", "''", "[200]", "true"] {
        assert_eq!(code(none), None, "{none}");
    }
    assert_eq!(assigned("no status").response.status_code(), None);
}

/// B4.2
#[test]
fn overrides_keep_their_place_in_the_context() {
    let scope = Scope {
        context: json!({"a": 1, "requestOverride": {}, "b": 2, "responseOverride": {}, "c": 3})
            .into(),
        ..Scope::default()
    };
    let text = rendered(
        "$context.keySet() $context.requestOverride.keySet() $context.responseOverride.keySet()",
        &scope,
    )
    .text;
    assert_eq!(
        text,
        "[a, requestOverride, b, responseOverride, c] [path, header, querystring] [header]"
    );
}

#[test]
fn an_override_is_sent_as_java_prints_it() {
    let overrides = assigned(
        "#set($h = $context.requestOverride.header)#set($h.a = 5)#set($h.b = 1.0)#set($h.c = true)\
         #set($h.d = [1, 'x'])#set($h.e = {'k': 'v'})",
    );
    let sent: Vec<String> = overrides
        .request
        .header
        .values()
        .map(Overrides::text)
        .collect();
    assert_eq!(sent, ["5", "1.0", "true", r#"[1,"x"]"#, "{k=v}"]);
}

#[test]
fn what_is_no_group_of_overrides_has_no_effect() {
    let overrides = assigned(
        "#set($context.requestOverride.header = 'x')#set($context.requestOverride.own = 1)",
    );
    assert!(overrides.request.header.is_empty());
    assert_eq!(Value::from(overrides.request.others), json!({"own": 1}));
}

#[test]
fn assigning_the_context_itself_changes_no_override() {
    let overrides = assigned("#set($context = {'responseOverride': {'status': 500}})");
    assert_eq!(overrides, Overrides::default());
}

#[test]
fn a_map_of_the_request_can_be_an_override() {
    let scope = Scope {
        context: json!({"header": {"a": "1"}, "group": {"header": {"b": "2"}}}).into(),
        ..after(assigned("#set($context.responseOverride.header.c = '3')"))
    };
    let overrides = |template| rendered(template, &scope).overrides;
    let header = |value: Value| value.as_object().cloned().expect("an object");
    let whole = overrides("#set($context.requestOverride = $context.group)");
    assert_eq!(whole.request.header, header(json!({"b": "2"})));
    let group = overrides("#set($context.requestOverride.header = $context.header)");
    assert_eq!(group.request.header, header(json!({"a": "1"})));
    let other = overrides("#set($context.requestOverride = $context.responseOverride)");
    assert_eq!(other.request.header, header(json!({"c": "3"})));
    assert_eq!(other.response.header, header(json!({"c": "3"})));
}

#[test]
fn one_rendering_leaves_nothing_to_the_next() {
    let template = Template::parse("[$x][$context.responseOverride.status]#set($x = 1)#set($context.responseOverride.status = 500)")
        .expect("it parses");
    for _ in 0..2 {
        let rendered = template.render(&Scope::default()).expect("it renders");
        assert_eq!(rendered.text, "[][]");
    }
}
