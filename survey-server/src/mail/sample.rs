//! Every kind of mail in every language, as examples: for snapshots, for pictures and for the check by another parser.

use survey_core::Properties;
use survey_core::survey::{QuestionKind, Text, pipe};

use super::{
    CaseDigest, CaseNews, CustomerLetter, DetractorAlert, ImprovementLetter, Invitation, Message, PasswordLink,
    ReportLetter, RoomDisabled, TestMail, WatchLetter,
};
use crate::render::{Language, RenderError, RenderedMail, Renderer};

/// One mail.
#[derive(Debug, Clone)]
pub struct SampleMail {
    /// The folder of its templates and the number of the sample: `invitation-1`.
    pub name: String,
    /// The mail.
    pub mail: RenderedMail,
    /// The links that both of its parts must have.
    pub links: Vec<String>,
    /// Where one unsubscribes, in a mail to a list.
    pub unsubscribe_url: Option<String>,
}

/// The samples of every kind of mail in a language; the usual ones ask the default survey's question.
pub fn samples(renderer: &Renderer, language: Language) -> Result<Vec<SampleMail>, RenderError> {
    let mut mails = Vec::new();
    let tag = language.tag();
    for (at, mut sample) in Invitation::samples(tag).into_iter().enumerate() {
        // The second asks on another scale, the third has a question full of HTML.
        if !(1..=2).contains(&at)
            && let Some(asked) = Asked::by_default(tag, &sample.company)
        {
            (sample.question, sample.low_label, sample.high_label) = (asked.question, asked.low, asked.high);
        }
        let mut links: Vec<String> = sample.links.iter().map(|link| link.url.clone()).collect();
        links.extend([sample.help_url.clone(), sample.unsubscribe_url.clone()]);
        let unsubscribe_url = Some(sample.unsubscribe_url.clone());
        mails.push(SampleMail { unsubscribe_url, ..one(renderer, &sample, tag, at, links)? });
    }
    for (at, mut sample) in DetractorAlert::samples(tag).into_iter().enumerate() {
        if let Some(asked) = Asked::by_default(tag, &sample.company) {
            sample.question = asked.question;
        }
        let links = [Some(sample.url.clone()), sample.claim_url.clone()].into_iter().flatten().collect();
        mails.push(one(renderer, &sample, tag, at, links)?);
    }
    for (at, sample) in CaseDigest::samples(tag).into_iter().enumerate() {
        let links = sample.lines.iter().map(|line| line.url.clone()).chain([sample.url.clone()]).collect();
        mails.push(one(renderer, &sample, tag, at, links)?);
    }
    for (at, sample) in RoomDisabled::samples(tag).into_iter().enumerate() {
        let links = vec![sample.url.clone()];
        mails.push(one(renderer, &sample, tag, at, links)?);
    }
    for (at, sample) in PasswordLink::samples(tag).into_iter().enumerate() {
        let links = vec![sample.url.clone()];
        mails.push(one(renderer, &sample, tag, at, links)?);
    }
    for (at, sample) in TestMail::samples(tag).into_iter().enumerate() {
        mails.push(one(renderer, &sample, tag, at, Vec::new())?);
    }
    for (at, sample) in CustomerLetter::samples(tag).into_iter().enumerate() {
        let links = sample.url.iter().cloned().collect();
        mails.push(one(renderer, &sample, tag, at, links)?);
    }
    for (at, sample) in ImprovementLetter::samples(tag).into_iter().enumerate() {
        let unsubscribe_url = Some(sample.unsubscribe_url.clone());
        let links = vec![sample.unsubscribe_url.clone()];
        mails.push(SampleMail { unsubscribe_url, ..one(renderer, &sample, tag, at, links)? });
    }
    for (at, sample) in CaseNews::samples(tag).into_iter().enumerate() {
        let links = vec![sample.url.clone()];
        mails.push(one(renderer, &sample, tag, at, links)?);
    }
    // Who manages the business reads these, in the languages of the admin.
    if Language::OF_ADMIN.contains(&language) {
        for (at, sample) in ReportLetter::samples(tag).into_iter().enumerate() {
            let unsubscribe_url = sample.unsubscribe_url.clone();
            let mut links = vec![sample.url.clone(), sample.settings_url.clone()];
            links.extend(sample.unsubscribe_url.clone());
            links.extend(sample.moved.iter().map(|line| line.url.clone()));
            links.extend(sample.cases.iter().map(|case| case.url.clone()));
            links.extend(sample.todo.iter().map(|todo| todo.url.clone()));
            mails.push(SampleMail { unsubscribe_url, ..one(renderer, &sample, tag, at, links)? });
        }
        for (at, sample) in WatchLetter::samples(tag).into_iter().enumerate() {
            let mut links: Vec<String> = sample.lines.iter().map(|line| line.url.clone()).collect();
            links.push(sample.settings_url.clone());
            mails.push(one(renderer, &sample, tag, at, links)?);
        }
    }
    Ok(mails)
}

fn one<M: Message>(
    renderer: &Renderer,
    sample: &M,
    tag: &str,
    at: usize,
    links: Vec<String>,
) -> Result<SampleMail, RenderError> {
    let mail = sample.render(renderer, tag)?;
    Ok(SampleMail { name: format!("{}-{}", M::NAME, at + 1), mail, links, unsubscribe_url: None })
}

/// What the default survey asks, in one language.
struct Asked {
    question: String,
    low: Option<String>,
    high: Option<String>,
}

impl Asked {
    fn by_default(tag: &str, company: &str) -> Option<Self> {
        let survey = survey_core::survey::template("default")?;
        let main = survey.main_question()?;
        let mut properties = Properties::new();
        properties.insert("company".to_owned(), company.into());
        let words = |text: &Text| pipe(text.get(tag, survey.language()), &properties);
        let QuestionKind::Nps(ends) = &main.kind else { return None };
        Some(Self {
            question: words(&main.text),
            low: ends.low.as_ref().map(words),
            high: ends.high.as_ref().map(words),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// What is kept of a mail: subject and text of each, HTML of the first of its kind.
    fn kept(sample: &SampleMail) -> Vec<(String, String)> {
        let text = format!("{}\n\n{}", sample.mail.subject, sample.mail.text);
        let mut kept = vec![(format!("{}.txt", sample.name), text)];
        if sample.name.ends_with("-1") {
            kept.push((format!("{}.html", sample.name), sample.mail.html.clone()));
        }
        kept
    }

    #[test]
    fn every_mail_in_every_language_is_as_it_was_looked_at() {
        let renderer = Renderer::new().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mail/snapshots");
        for language in Language::ALL {
            for sample in samples(&renderer, language).unwrap() {
                for (file, now) in kept(&sample) {
                    let path = folder.join(language.tag()).join(&file);
                    let before = fs::read_to_string(&path).unwrap_or_default();
                    assert!(
                        before == now,
                        "{}/{file} has changed. If it is meant, look at it and run \
                         `cargo run -p survey-server --example mails -- --snapshots survey-server/src/mail/snapshots`",
                        language.tag()
                    );
                }
            }
        }
    }

    #[test]
    fn the_text_part_names_every_link_that_the_html_has() {
        let renderer = Renderer::new().unwrap();
        for language in Language::ALL {
            for SampleMail { name, mail, links, .. } in samples(&renderer, language).unwrap() {
                let html = mail.html.replace("&amp;", "&").replace("&#x3D;", "=");
                for link in links {
                    assert!(mail.text.contains(&link) && html.contains(&link), "{} {name}: {link}", language.tag());
                }
            }
        }
    }
}
