//! Writes every kind of mail in every language as files, to be looked at and checked.
//!
//! `cargo run -p survey-server --example mails -- FOLDER` writes them as they go over the wire (`.eml`), with what each
//! must say in `expected.json`; `-- --snapshots FOLDER` writes their texts, and the HTML of the first of each kind, which
//! the tests compare.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::json;
use survey_server::mail::sample::{SampleMail, samples};
use survey_server::mail::{Correspondent, EmailAddress, Letter, MailingList, Picture, message_id};
use survey_server::render::{Language, Renderer};
use survey_server::reporting::chart::{Bar, Mark};
use survey_server::reporting::picture;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (snapshots, folder) = match arguments.as_slice() {
        [folder] => (false, folder),
        [flag, folder] if flag == "--snapshots" => (true, folder),
        _ => return Err("one folder is needed, after --snapshots or alone".into()),
    };
    let renderer = Renderer::new()?;
    let mut expected = Vec::new();
    for language in Language::ALL {
        let folder = Path::new(folder).join(language.tag());
        if snapshots && folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        for sample in samples(&renderer, language)? {
            let SampleMail { name, mail, .. } = &sample;
            if snapshots {
                fs::write(folder.join(format!("{name}.txt")), format!("{}\n\n{}", mail.subject, mail.text))?;
                if name.ends_with("-1") {
                    fs::write(folder.join(format!("{name}.html")), &mail.html)?;
                }
                continue;
            }
            let letter = letter(language, &sample)?;
            fs::write(folder.join(format!("{name}.eml")), letter.pack_with(&pictures(language, &sample)?)?.bytes)?;
            expected.push(json!({
                "file": format!("{}/{name}.eml", language.tag()),
                "lang": language.tag(), "dir": language.direction(),
                "subject": mail.subject, "text": mail.text, "html": mail.html, "links": sample.links,
                "from": letter.from.name, "to": letter.to.name, "message_id": letter.message_id,
                "date": letter.date.to_string(), "unsubscribe": sample.unsubscribe_url,
            }));
        }
    }
    if !snapshots {
        fs::write(Path::new(folder).join("expected.json"), serde_json::to_vec_pretty(&expected)?)?;
    }
    Ok(())
}

/// The picture that a mail shows, if it shows one.
fn pictures(language: Language, sample: &SampleMail) -> Result<Vec<Picture>, Box<dyn Error>> {
    let Some((_, rest)) = sample.mail.html.split_once("cid:") else { return Ok(Vec::new()) };
    let id = rest.split('"').next().unwrap_or_default().to_owned();
    let russian = language == Language::Russian;
    let month = if russian { "ноя" } else { "Nov" };
    let bars: Vec<Bar> = [31, 35, 33, 30, 0, 36, 34, 32, 35, 33, 34, 32, 21]
        .into_iter()
        .enumerate()
        .map(|(at, value)| Bar {
            label: format!("{} {month}", at + 1),
            reading: String::new(),
            count: if value == 0 { 3 } else { 380 + 9 * at as u64 },
            value: (value != 0).then_some((value, value - 7, value + 7)),
            mark: (at == 12).then_some(Mark::Fell),
        })
        .collect();
    let (line, count) = if russian {
        ("Оценка и границы, в которых она лежит", "столбики: ответов за неделю")
    } else {
        ("Score, with the range it lies in", "bars: answers a week")
    };
    let png = picture::png(&picture::svg(&bars, line, count, |value| format!("{value:+}")))?;
    Ok(vec![Picture { id, png }])
}

/// The mail with headers that need care: names in the language's own letters.
fn letter(language: Language, sample: &SampleMail) -> Result<Letter, Box<dyn Error>> {
    let (company, customer) = match language {
        Language::English => ("North Bike Works", "Ann Lee"),
        Language::Russian => ("Велодвор", "Анна Ли"),
        Language::German => ("Fahrräder Größer & Söhne", "Jürgen Weiß"),
        Language::Spanish => ("Bicicletas Peña", "Íñigo Núñez"),
        Language::French => ("Vélos d’Hélène", "François Œuvrard"),
        Language::Portuguese => ("Bicicletas São João", "Conceição Magalhães"),
        Language::Turkish => ("Işık Bisiklet", "Şükrü Çağlayan"),
        Language::Kazakh => ("Жүйрік велосипед", "Әсел Қожахметова"),
        Language::Ukrainian => ("Їжак на колесах", "Юрій Ґалаґан"),
        Language::Arabic => ("متجر الدراجات", "ليلى حدّاد"),
    };
    let address = |text: &str| EmailAddress::parse(text);
    let list = sample.unsubscribe_url.clone().map(|unsubscribe_url| MailingList {
        unsubscribe_url,
        unsubscribe_mail: Some("unsub.0192f0c1@bounces.north-bikes.example".into()),
        name: format!("{company} surveys"),
        id: "default.surveys.north-bikes.example".into(),
    });
    Ok(Letter {
        from: Correspondent { name: Some(company.into()), address: address("feedback@north-bikes.example")? },
        to: Correspondent { name: Some(customer.into()), address: address("ann.lee@example.com")? },
        reply_to: Some(address("hello@north-bikes.example")?),
        mail: sample.mail.clone(),
        message_id: message_id("0192f0c1-7b7e-7000-8000-000000000001", &sample.name, 1, "north-bikes.example"),
        date: "2026-11-20T07:00:00Z".parse()?,
        feedback_id: list.is_some().then(|| "default:1:invitation:survey".to_owned()),
        list,
    })
}
