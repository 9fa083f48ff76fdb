//! What the function answers.

use std::io;

use serde_json::{Map, Value};

use crate::runtime::{Event, Runtime};

pub(crate) fn answer(
    runtime: &mut Runtime,
    event: &Event,
    command: &Value,
    whole: &Value,
    me: &Value,
) -> io::Result<()> {
    let response = format!("/invocation/{}/response", event.id);
    if let Some(report) = command.get("fails") {
        let path = format!("/invocation/{}/error", event.id);
        runtime.post(&path, report.to_string().as_bytes())
    } else if let Some(stream) = command.get("streams") {
        runtime.stream(&response, stream)
    } else if let Some(result) = command.get("shouts") {
        runtime.shout(&response, result.to_string().as_bytes())
    } else if command["breaks_off"] == true {
        runtime.break_off(&response)
    } else {
        runtime.post(&response, &result(event, command, whole, me))
    }
}

fn result(event: &Event, command: &Value, whole: &Value, me: &Value) -> Vec<u8> {
    if let Some(text) = command["returns_text"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(bytes) = command["returns_raw"].as_array() {
        let bytes = bytes.iter().filter_map(Value::as_u64);
        return bytes.filter_map(|byte| u8::try_from(byte).ok()).collect();
    }
    if let Some(length) = command["returns_bytes"].as_u64() {
        let inner = usize::try_from(length)
            .unwrap_or_default()
            .saturating_sub(2);
        return format!("\"{}\"", "x".repeat(inner)).into_bytes();
    }
    if let Some(path) = command["returns_file"].as_str() {
        return Value::from(std::fs::read_to_string(path).unwrap_or_default())
            .to_string()
            .into_bytes();
    }
    let result = if command["returns_environment"] == true {
        &object(std::env::vars())
    } else if command["returns_headers"] == true {
        &object(event.headers.clone())
    } else if command["returns_self"] == true {
        me
    } else {
        command.get("returns").unwrap_or(whole)
    };
    result.to_string().into_bytes()
}

fn object(pairs: impl IntoIterator<Item = (String, String)>) -> Value {
    let pairs = pairs.into_iter().map(|(name, value)| (name, value.into()));
    Value::Object(pairs.collect::<Map<_, _>>())
}
