//! No template hangs, fills the memory or overflows the stack: each limit has its complaint.

use std::fmt::Write;

use emulator::vtl::{Scope, Template};

#[track_caller]
fn complaint(template: &str) -> String {
    whole_complaint(template)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[track_caller]
fn whole_complaint(template: &str) -> String {
    let rendered =
        Template::parse(template).and_then(|template| template.render(&Scope::default()));
    rendered.expect_err("beyond a limit").to_string()
}

#[track_caller]
fn text(template: &str) -> String {
    let template = Template::parse(template).expect("it parses");
    template.render(&Scope::default()).expect("it renders").text
}

/// Thousands deep: each way in which one thing can stand inside another.
#[test]
fn nothing_is_nested_too_deep_for_the_parser() {
    for inner in [
        "#if(true)",
        "#foreach($x in [1])",
        "#set($x = (",
        "#set($x = [",
        "#set($x = {'a': ",
        "#set($x = !",
        "$x.a(",
        "$x[",
        "#define($x)",
        "#literal()",
    ] {
        let nested = match inner.strip_prefix("#set($x = ") {
            Some(rest) => format!("#set($x = {}", rest.repeat(5000)),
            None => inner.repeat(5000),
        };
        assert_eq!(
            complaint(&nested),
            "error: this is nested more than 64 levels deep",
            "{inner}"
        );
    }
}

#[test]
fn what_is_long_but_not_deep_parses() {
    assert_eq!(
        text(&format!("#set($x = 0{})$x", " + 1".repeat(20_000))),
        "20000"
    );
    assert_eq!(
        text(&format!("#if(true{})yes#end", " && true".repeat(20_000))),
        "yes"
    );
    assert_eq!(text(&format!("$x{}", ".a".repeat(20_000))), "");
    assert_eq!(
        text(&format!("#if(false){}#end", "#elseif(false)".repeat(5000))),
        ""
    );
}

#[test]
fn definitions_in_a_long_row_are_too_deep() {
    let mut template = String::new();
    for index in 1..=1000 {
        let _ = write!(template, "#define($d{index})$d{}#end", index - 1);
    }
    assert_eq!(
        complaint(&format!("{template}$d1000")),
        "error: blocks are rendered more than 100 levels deep in each other"
    );
    assert_eq!(text(&format!("{template}$d50")), "");
}

#[test]
fn a_loop_that_is_left_a_thousand_times_is_not_deep() {
    let first =
        "#foreach($i in [1..1000])#foreach($j in [1, 2])#if($j == 2)#break#end#end#end done";
    assert_eq!(text(first), " done");
    let defined = "#define($d)#break#end#foreach($i in [1..1000])$d#end";
    assert_eq!(text(defined), "");
}

#[test]
fn a_value_a_thousand_deep_is_dropped_but_not_printed() {
    let list =
        "#set($x = [])#foreach($i in [1..1000])#foreach($j in [1..20])#set($x = [$x])#end#end";
    assert_eq!(text(list), "");
    assert_eq!(
        complaint(&format!("{list}$x")),
        "error: this value is too deep, or contains itself"
    );
    let map = list.replace("[$x]", "{'k': $x}");
    assert_eq!(text(&map), "");
    let entries = "#set($x = {'k': 1})#foreach($i in [1..1000])#foreach($e in $x.entrySet())#set($x = {'k': $e})#end#end";
    assert_eq!(
        complaint(&format!("{entries}$x")),
        "error: this value is too deep, or contains itself"
    );
}

#[test]
fn a_value_that_contains_itself_ends() {
    assert_eq!(
        complaint("#set($l = [])$l.add([$l])$l"),
        "error: this value is too deep, or contains itself"
    );
    assert_eq!(
        text("#set($m = {})$m.put('a', $m)$m.put($m, 1)#if($m == $m)same#end"),
        "same"
    );
    assert_eq!(
        text("#set($m = {'a': 1})#set($m.self = $m)#if($m.hashCode() == 0)#{end}$m.equals($m)"),
        "true"
    );
}

#[test]
fn a_value_that_doubles_ends() {
    let lists = "#set($x = [1])#set($y = [1])#foreach($i in [1..100])#set($x = [$x, $x])#set($y = [$y, $y])#end";
    assert_eq!(
        text(&format!("{lists}#if($x == $y)same#{{else}}given up#end")),
        "given up"
    );
    let texts = "#set($x = 'text')#foreach($i in [1..1000])#set($x = $x + $x)#end";
    assert_eq!(complaint(texts), "error: this text is too long");
    assert_eq!(
        complaint(&texts.replace("$x + $x", "\"$x$x\"")),
        "error: this text is too long"
    );
    let numbers = "#set($x = 9)#foreach($i in [1..1000])#set($x = $x * $x)#end";
    assert_eq!(
        complaint(numbers),
        "error: this number has more than 10000 digits"
    );
    let grown = "#set($l = [1])#foreach($i in [1..1000])#set($all = $l.addAll($l))#end";
    assert_eq!(complaint(grown), "error: a list holds at most 100000 items");
}

/// What is too many says what to do instead.
#[test]
fn too_many_items_have_a_way_out() {
    let long = "#set($t = 'a')#set($t = $t.repeat(200000))";
    let list = "#set($l = [1])#foreach($i in [1..20])#set($all = $l.addAll($l))#end";
    let map = "#set($m = {})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($m[\"$i-$j\"] = 1)\
        #set($old = $m.put(\"$i+$j\", 1))#end#end";
    for (template, help) in [
        (
            format!("{long}$t.toCharArray()"),
            "take the text apart with `substring` and `indexOf`, or `split` it with a limit",
        ),
        (
            format!("{long}$t.split('')"),
            "take the text apart with `substring` and `indexOf`, or `split` it with a limit",
        ),
        (
            list.to_owned(),
            "print the items as they come, instead of keeping them",
        ),
        (
            map.to_owned(),
            "print the members as they come, instead of keeping them",
        ),
    ] {
        let complaint = whole_complaint(&template);
        assert!(complaint.contains(" holds at most 100000 "), "{complaint}");
        assert!(
            complaint.ends_with(&format!("= help: {help}")),
            "{complaint}"
        );
    }
}

/// Each of these once took hundreds of megabytes.
#[test]
fn what_a_template_keeps_is_bounded() {
    let long = "#set($t = 'a')#set($t = $t.repeat(9000000))";
    for (template, what) in [
        (
            "#set($l = [])#foreach($i in [1..1000])$l.add([1..9999])#end".to_owned(),
            "memory",
        ),
        (format!("{long}#set($p = $t.split(''))"), "items"),
        (format!("{long}#set($p = $t.toCharArray())"), "items"),
        (
            format!("{long}#set($p = $util.parseJson(\"[$t]\"))"),
            "memory",
        ),
        (
            format!("{long}#set($x = $t.replaceAll('a', 'aa'))"),
            "too long",
        ),
        (format!("{long}#foreach($i in [1..1000])$t#end"), "too long"),
    ] {
        let complaint = complaint(&template);
        assert!(complaint.contains(what), "{template}: {complaint}");
    }
    assert!(
        complaint("$x.a#set($x = 'a')$x.matches('(((a{1000}){1000}){1000})')")
            .contains("regular expression")
    );
}

#[test]
fn what_a_rendering_costs_at_its_end_is_not_charged_to_the_next() {
    let doubled = "#set($x = [1])#set($y = [1])#foreach($i in [1..30])#set($x = [$x, $x])#set($y = [$y, $y])#end";
    let all = ["$x"; 12].join(", ");
    assert_eq!(
        text(&format!("{doubled}#set($all = [{all}])$all.contains($y)")),
        "false"
    );
    assert_eq!(text("next"), "next");
}

/// Each of these once took minutes, in a single step.
#[test]
fn lists_that_are_compared_with_each_other_end() {
    for method in ["removeAll", "retainAll", "containsAll"] {
        assert_eq!(
            complaint(&format!("#set($l = [1..100000])$l.{method}([1..-99998])")),
            "error: these lists are too long to be compared with each other",
            "{method}"
        );
    }
    let doubled = "#set($x = [1])#set($y = [1])#foreach($i in [1..30])#set($x = [$x, $x])#set($y = [$y, $y])#end";
    let many = "#set($all = [$x])#foreach($i in [1..16])#set($done = $all.addAll($all))#end";
    assert_eq!(text(&format!("{doubled}{many}$all.contains($y)")), "false");
}

/// What is let go gives its room back: a text that grows in a loop needs what it is, not all that it was.
#[test]
fn what_a_template_no_longer_holds_is_no_matter() {
    let grown = "#set($s = '')#foreach($i in [1..1000])#set($s = \"$s{\"\"number\"\": $i, \"\"text\"\": 'abcdefghijklmnopqrstuvwxyz'},\")#end";
    assert_eq!(text(&format!("{grown}$s.length()")), "53893");
    let replaced =
        "#set($m = {})#foreach($i in [1..400])#foreach($j in [1..1000])#set($m.n = $j)#end#end$m";
    assert_eq!(text(replaced), "{n=1000}");
    let shrunk =
        "#set($l = [])#foreach($i in [1..700])#set($added = $l.addAll([1..1000]))$l.clear()#end$l";
    assert_eq!(text(shrunk), "[]");
    let map = "#set($m = {})#foreach($i in [1..1000])#set($m[$i] = $i)#end#foreach($i in [1..700])#foreach($v in $m)#break#end#end";
    assert_eq!(text(map), "");
}

/// The body gives the room that its own values need, however large API Gateway lets it be.
#[test]
fn a_large_body_can_be_parsed_as_a_text() {
    let item = r#"{"id":1,"name":"item"},"#;
    let items = item.repeat(3_000_000 / item.len());
    let scope = Scope {
        body: Some(format!("[{}]", items.trim_end_matches(',')).into()),
        ..Scope::default()
    };
    let template = "#set($items = $util.parseJson($input.body))$items[0].name";
    let template = Template::parse(template).expect("it parses");
    assert_eq!(template.render(&scope).expect("it renders").text, "item");
}

#[test]
fn a_range_of_thousands_of_millions_is_not_made() {
    assert_eq!(
        complaint("#set($x = [0..2000000000])"),
        "error: the range 0..2000000000 has more than 100000 numbers"
    );
}

#[test]
fn loops_in_loops_in_loops_end() {
    let loops =
        "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])#end#end#end";
    assert_eq!(
        complaint(loops),
        "error: the template is not done after 2000000 steps"
    );
}

#[test]
fn a_regular_expression_gives_up() {
    let slow = "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')$s.replaceAll('(a*)*\\1b', '')";
    assert!(complaint(slow).starts_with("error: the regular expression takes too long here"));
}

/// A template is shared by all requests, wherever they are handled.
#[test]
fn a_template_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Template>();
}
