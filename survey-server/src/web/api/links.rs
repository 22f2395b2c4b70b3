//! The links of an invitation as the API hands them to the shop.

use serde_json::{Value, json};

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::link::{self, Links};
use crate::outreach::plan::Planned;
use crate::render::Renderer;
use crate::store::Conn;

/// What the shop passes on: the links of a decision to ask by link, and the scale as HTML to paste into a mail. Null
/// for every other decision.
pub fn of(conn: &mut Conn, cx: &Cx, renderer: &Renderer, planned: Option<&Planned>) -> Result<Value, Error> {
    let invitation = planned.and_then(|planned| planned.invitation);
    Ok(match link::links(conn, cx, invitation)? {
        Some(links) => shown(renderer, &links)?,
        None => Value::Null,
    })
}

fn shown(renderer: &Renderer, links: &Links) -> Result<Value, Error> {
    let scores: Vec<Value> = links
        .scores
        .iter()
        .map(|(score, url)| json!({"score": score.to_string(), "value": score, "url": url}))
        .collect();
    let context = json!({
        "question": links.question,
        "survey": links.survey,
        "scores": scores,
        "top": links.scores.last().map(|(score, _)| score),
        "wide": links.scores.len() > 7,
        "low": links.ends.0,
        "high": links.ends.1,
    });
    let html = renderer.page("snippet", &links.language, &context).map_err(Error::internal)?;
    let listed: Vec<Value> = links.scores.iter().map(|(score, url)| json!({"score": score, "url": url})).collect();
    Ok(json!({
        "survey": links.survey,
        "scores": listed,
        "unsubscribe": links.unsubscribe,
        "qr_svg": format!("{}/qr.svg", links.survey),
        "qr_png": format!("{}/qr.png", links.survey),
        "html": html.trim(),
    }))
}
