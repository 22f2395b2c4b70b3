//! What each chat service is sent. Words of customers are shown as they are: they neither call anybody nor become links
//! or headings.

use serde_json::{Value, json};

use super::Target;
use crate::store::rooms::Service;

/// A customer's words are cut after so many characters.
const MAX_WORDS: usize = 500;
/// Slack's longest heading, in characters.
const SLACK_HEADING: usize = 150;
/// Slack's longest section, in characters.
const SLACK_SECTION: usize = 3000;
/// Telegram's longest message, in UTF-16 units; some are kept free for the links.
const TELEGRAM_UNITS: usize = 3500;
/// Stands after an @ so that it calls nobody.
const NOBODY: char = '\u{200b}';

/// What is said, in the team's language.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// One line.
    pub title: String,
    /// Deadline, phone, what it was about: a line each.
    pub lines: Vec<String>,
    /// The customer's words.
    pub words: Option<String>,
    /// Labels and addresses of pages of ours.
    pub links: Vec<(String, String)>,
}

/// The body for a service; none where it is no chat.
pub fn body(service: Service, target: &Target, said: &Said) -> Option<Value> {
    let words = said.words.as_deref().map(|words| cut(words.trim(), MAX_WORDS)).filter(|words| !words.is_empty());
    match (service, target) {
        (Service::Slack, _) => Some(slack(said, words.as_deref())),
        (Service::Mattermost, _) => Some(mattermost(said, words.as_deref())),
        (Service::Teams, _) => Some(teams(said, words.as_deref())),
        (Service::Telegram, Target::Telegram { chat, .. }) => Some(telegram(chat, said, words.as_deref())),
        (Service::Telegram | Service::Email, _) => None,
    }
}

/// The text, cut after so many characters.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// Text in which no @ calls anybody.
fn calling_nobody(text: &str) -> String {
    text.chars().flat_map(|c| [Some(c), (c == '@').then_some(NOBODY)]).flatten().collect()
}

fn slack(said: &Said, words: Option<&str>) -> Value {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let plain = |text: &str, most| json!({"type": "plain_text", "text": cut(text, most), "emoji": false});
    let section = |text: &str| json!({"type": "section", "text": plain(text, SLACK_SECTION)});
    let mut blocks = vec![json!({"type": "header", "text": plain(&said.title, SLACK_HEADING)})];
    if !said.lines.is_empty() {
        blocks.push(section(&said.lines.join("\n")));
    }
    blocks.extend(words.map(section));
    if !said.links.is_empty() {
        let links = said.links.iter().map(|(label, url)| format!("<{url}|{}>", escaped(label).replace('|', "/")));
        let text = links.collect::<Vec<_>>().join("   ");
        blocks.push(json!({"type": "section", "text": {"type": "mrkdwn", "text": text}}));
    }
    json!({"text": escaped(&calling_nobody(&said.title)), "blocks": blocks})
}

/// Text in which nothing is Markdown.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in calling_nobody(text).chars() {
        if "\\`*_{}[]()#+-.!|<>~:".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn mattermost(said: &Said, words: Option<&str>) -> Value {
    let mut text = format!("**{}**", bare(&said.title));
    for line in &said.lines {
        text.push_str("  \n");
        text.push_str(&bare(line));
    }
    if let Some(words) = words {
        text.push('\n');
        for line in words.lines() {
            text.push_str("\n> ");
            text.push_str(&bare(line));
        }
        text.push('\n');
    }
    let links: Vec<String> = said.links.iter().map(|(label, url)| format!("[{}]({url})", bare(label))).collect();
    if !links.is_empty() {
        text.push_str("\n\n");
        text.push_str(&links.join(" · "));
    }
    json!({"text": text})
}

fn teams(said: &Said, words: Option<&str>) -> Value {
    let block = |text: &str| json!({"type": "TextBlock", "text": bare(text), "wrap": true});
    let mut title = block(&said.title);
    title["weight"] = "Bolder".into();
    title["size"] = "Medium".into();
    let mut body = vec![title];
    body.extend(said.lines.iter().map(|line| block(line)));
    if let Some(words) = words {
        body.push(json!({"type": "Container", "style": "emphasis", "items": [block(words)]}));
    }
    let open = |(label, url): &(String, String)| json!({"type": "Action.OpenUrl", "title": label, "url": url});
    json!({"type": "message", "attachments": [{
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": null,
        "content": {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "body": body,
            "actions": said.links.iter().map(open).collect::<Vec<_>>(),
        },
    }]})
}

/// Marks are given by their places instead of in the text, so that nothing in it can be mistaken for one.
fn telegram(chat: &str, said: &Said, words: Option<&str>) -> Value {
    let mut text = String::new();
    let mut entities = Vec::new();
    let units = |text: &str| text.encode_utf16().count();
    let mut mark = |text: &mut String, part: &str, mut entity: Value| {
        entity["offset"] = units(text).into();
        entity["length"] = units(part).into();
        text.push_str(part);
        entities.push(entity);
    };
    mark(&mut text, &calling_nobody(&cut(&said.title, SLACK_HEADING)), json!({"type": "bold"}));
    for line in &said.lines {
        if units(&text) < TELEGRAM_UNITS {
            text.push('\n');
            text.push_str(&calling_nobody(&cut(line, MAX_WORDS)));
        }
    }
    if let Some(words) = words {
        text.push_str("\n\n");
        mark(&mut text, &calling_nobody(words), json!({"type": "blockquote"}));
    }
    for (at, (label, url)) in said.links.iter().enumerate() {
        text.push_str(if at == 0 { "\n\n" } else { " · " });
        mark(&mut text, label, json!({"type": "text_link", "url": url}));
    }
    json!({"chat_id": chat, "text": text, "entities": entities, "link_preview_options": {"is_disabled": true}})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> Said {
        Said {
            title: "3 out of 10 from <!channel> & Ann".to_owned(),
            lines: vec!["First contact by 13:00".to_owned(), "branch: *Leith*".to_owned()],
            words: Some(words.to_owned()),
            links: vec![("Take the case".to_owned(), "https://nps.example/claim/T".to_owned())],
        }
    }

    fn hook() -> Target {
        Target::Hook("https://chat.example/hook".to_owned())
    }

    #[test]
    fn slack_gets_plain_text_and_a_fallback_that_calls_nobody() {
        let body = body(Service::Slack, &hook(), &said("<!here> <https://evil.example|free>")).unwrap();
        assert_eq!(body["text"], "3 out of 10 from &lt;!channel&gt; &amp; Ann");
        assert_eq!(body["blocks"][0]["text"]["type"], "plain_text");
        assert_eq!(body["blocks"][2]["text"]["type"], "plain_text");
        assert_eq!(body["blocks"][2]["text"]["text"], "<!here> <https://evil.example|free>");
        assert_eq!(body["blocks"][3]["text"]["text"], "<https://nps.example/claim/T|Take the case>");
    }

    #[test]
    fn words_are_cut_after_500_characters() {
        let body = body(Service::Slack, &hook(), &said(&"я".repeat(600))).unwrap();
        let words = body["blocks"][2]["text"]["text"].as_str().unwrap();
        assert_eq!((words.chars().count(), words.ends_with('…')), (500, true));
    }

    #[test]
    fn mattermost_gets_no_markdown_of_customers_and_no_mention() {
        let body = body(Service::Mattermost, &hook(), &said("@channel **now**\n# [x](javascript:1)")).unwrap();
        let text = body["text"].as_str().unwrap();
        assert!(text.contains("> @\u{200b}channel \\*\\*now\\*\\*\n> \\# \\[x\\]\\(javascript\\:1\\)"), "{text}");
        assert!(text.ends_with("[Take the case](https://nps.example/claim/T)"), "{text}");
    }

    #[test]
    fn teams_gets_a_card_with_a_button() {
        let body = body(Service::Teams, &hook(), &said("*bold*")).unwrap();
        let card = &body["attachments"][0];
        assert_eq!(card["contentType"], "application/vnd.microsoft.card.adaptive");
        assert_eq!(card["content"]["body"][3]["items"][0]["text"], "\\*bold\\*");
        assert_eq!(card["content"]["actions"][0]["url"], "https://nps.example/claim/T");
    }

    #[test]
    fn telegram_gets_its_marks_by_place_in_utf16() {
        let target = Target::Telegram { token: "1:a".to_owned(), chat: "-100".to_owned() };
        let body = body(Service::Telegram, &target, &Said { title: "😡 3".to_owned(), ..said("@all <b>") }).unwrap();
        let text: Vec<u16> = body["text"].as_str().unwrap().encode_utf16().collect();
        let part = |entity: &Value| {
            let (from, length) = (entity["offset"].as_u64().unwrap(), entity["length"].as_u64().unwrap());
            String::from_utf16(&text[from as usize..(from + length) as usize]).unwrap()
        };
        let parts: Vec<String> = body["entities"].as_array().unwrap().iter().map(part).collect();
        assert_eq!(parts, ["😡 3", "@\u{200b}all <b>", "Take the case"]);
        assert_eq!(body["chat_id"], "-100");
        assert!(body.get("parse_mode").is_none());
    }
}
