//! Arbitrary texts and JSON, and documents that were sound until something was put into them.

use proptest::{collection, prelude::*};
use serde_json::{Map, Value};

/// Words that mean something to the parsers, and characters that mean trouble.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "score",
            "type",
            "nps",
            "choice",
            "text",
            "key",
            "options",
            "en",
            "ru",
            "late",
            "other",
            "all",
            "any",
            "not",
            "answer",
            "property",
            "company",
            "{{company}}",
            "{{",
            "}}",
            "{{order.number|x}}",
            "",
            " ",
            "\u{0}",
            "\u{202e}",
            "я",
            "pt-BR",
            "9",
            "-3",
            "1e9",
            "yes",
            "rest",
            "show_if",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        (0_usize..100_000).prop_map(|length| "x".repeat(length)),
    ]
}

pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-12_i64..12).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            collection::vec((text(), inner), 0..8).prop_map(|fields| Value::from(Map::from_iter(fields))),
        ]
    })
}

/// Puts something else in the place of one node; which one, `choices` tells on the way down.
fn replace(value: &mut Value, choices: &mut impl Iterator<Item = usize>, with: Value) {
    let choice = choices.next().unwrap_or_default();
    let child = match value {
        Value::Array(list) if !list.is_empty() && !choice.is_multiple_of(8) => {
            let index = choice % list.len();
            list.get_mut(index)
        }
        Value::Object(object) if !object.is_empty() && !choice.is_multiple_of(8) => {
            let index = choice % object.len();
            object.values_mut().nth(index)
        }
        _ => None,
    };
    match child {
        Some(child) => replace(child, choices, with),
        None => *value = with,
    }
}

/// A sound document with up to three nodes replaced.
pub(crate) fn damaged(document: &'static str) -> impl Strategy<Value = Value> {
    let damage = (collection::vec(any::<usize>(), 8), json());
    collection::vec(damage, 1..4).prop_map(move |damages| {
        let mut value: Value = serde_json::from_str(document).unwrap();
        for (choices, with) in damages {
            replace(&mut value, &mut choices.into_iter(), with);
        }
        value
    })
}
