//! A campaign from a file, as people run it by command: the report first, then everybody once, through a pause and a
//! restart of the server.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::business::Business;
use crate::support::smtp_sink::{Fault, Mail, Stage};

/// A file with 10 % of bad rows of every kind, each tenth person twice, and the people who can be asked.
fn file(people: usize) -> (Vec<u8>, Vec<String>) {
    let mut text = b"E-mail;Name;Branch\r\n".to_vec();
    let mut good = Vec::new();
    for n in 0..people {
        let address = format!("person{n}@shop{}.example", n % 7);
        text.extend(format!("{address};Person {n};Kazan\r\n").bytes());
        if n % 10 == 0 {
            let bad: &[u8] = match n / 10 % 5 {
                0 => b"person@;No domain;Kazan\r\n",
                1 => b";No address;Kazan\r\n",
                2 => b"\xc8\xe2\xe0\xed@example.com;\xc8\xe2\xe0\xed;Kazan\r\n",
                3 => b"short@example.com\r\n",
                _ => b"two@@example.com;Two;Kazan\r\n",
            };
            text.extend(bad);
            text.extend(format!(" {} ;Person {n} again;Omsk\r\n", address.to_uppercase()).bytes());
        }
        good.push(address);
    }
    (text, good)
}

/// How many mails each person got.
fn by_person(business: &Business) -> BTreeMap<String, usize> {
    let mut mails = BTreeMap::new();
    for mail in business.mail.mails() {
        *mails.entry(mail.recipient().to_lowercase()).or_default() += 1;
    }
    mails
}

fn status(business: &Business) -> Value {
    let output = business.installation.try_run(&["status", "--json"]);
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[tokio::test]
async fn everybody_gets_one_mail_through_a_pause_and_a_power_cut() {
    let mut business = Business::open().await;
    let (text, people) = file(60);
    let path = business.installation.folder().join("people.csv");
    std::fs::write(&path, text).unwrap();

    let said = business.installation.run(&["campaign", "create", "people.csv", "--name", "Autumn", "--pace", "36000"]);
    assert!(said.contains("72 lines"), "{said}");
    assert!(said.contains("60  would be asked"), "{said}");
    assert!(said.contains("6  stand twice"), "{said}");
    for sentence in ["no e-mail address", "not UTF-8", "the row is broken", "Nothing is sent yet"] {
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
    let refused = std::fs::read_to_string(business.installation.folder().join("people.refused.csv")).unwrap();
    assert_eq!(refused.lines().count(), 13, "a heading, six bad rows, six duplicates: {refused}");
    assert!(business.mail.mails().is_empty());
    assert_eq!(status(&business)["campaigns"][0]["state"], "draft");

    let wrong = business.installation.try_run(&["campaign", "start", "Autumn", "--to", "61"]);
    assert_eq!(wrong.status.code(), Some(1));
    business.installation.run(&["campaign", "start", "Autumn", "--to", "60"]);
    business.mail.wait_until("some mails", |mails| mails.len() >= 5).await;
    business.installation.run(&["campaign", "pause", "Autumn"]);

    business.survive_a_power_cut().await;
    let seen = status(&business);
    assert_eq!(seen["campaigns"][0]["state"], "paused");
    assert_eq!(seen["held"], seen["campaigns"][0]["waiting"], "what waits is held");
    // Another mail goes out past the paused campaign.
    business.api.post("/v1/people", &serde_json::json!({"email": "ann@example.com"})).await.expect(200);
    let single = |mails: &[Mail]| mails.iter().any(|mail| mail.recipient() == "ann@example.com");
    business.mail.wait_until("the single mail", single).await;
    assert!(by_person(&business).len() < 50, "the campaign is in its middle");
    business.installation.run(&["campaign", "resume", "Autumn"]);
    let seen = settled(&business).await;

    let mails = by_person(&business);
    for person in &people {
        assert!(mails.get(person).copied().unwrap_or_default() <= 1, "{person} was written to twice");
    }
    let asked = people.iter().filter(|person| mails.contains_key(*person)).count() as u64;
    let unknown = seen["unknown"].as_u64().unwrap();
    assert!(asked + unknown >= 60, "{asked} of 60 got a mail, {unknown} are marked unknown");
    assert_eq!(mails.len() as u64, asked + 1, "and nobody else was written to");
    assert_eq!((&seen["sent"], &seen["failed"], &seen["people"]), (&60.into(), &0.into(), &60.into()), "{seen}");
}

/// The campaign in the status, once none of its mails waits any more.
async fn settled(business: &Business) -> Value {
    let asked = async {
        // Another process cannot notify us: it is asked again and again.
        loop {
            let seen = status(business)["campaigns"][0].clone();
            if seen["state"] != "paused" && seen["waiting"] == 0 && seen["sent"].as_u64() > Some(0) {
                return seen;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    crate::support::patience::patiently("the campaign to be settled", asked).await
}

#[tokio::test]
async fn a_cancelled_campaign_sends_nothing_more_and_says_why() {
    let business = Business::open().await;
    std::fs::write(business.installation.folder().join("people.csv"), "email\nbob@example.com\n").unwrap();
    let command = |arguments: &[&str]| business.installation.run(arguments);

    command(&["campaign", "create", "people.csv", "--at", "2099-01-01", "--start", "--yes"]);
    command(&["campaign", "cancel", "people.csv"]);
    let again = business.installation.try_run(&["campaign", "create", "people.csv", "--start", "--yes"]);
    let said = String::from_utf8(again.stderr).unwrap();

    assert_eq!(again.status.code(), Some(1));
    assert!(said.contains("this very file was sent already") && said.contains("--again"), "{said}");
    let said = command(&["campaign", "list"]);
    assert!(said.contains("cancelled"), "{said}");
    assert!(business.mail.mails().is_empty());
}

#[tokio::test]
async fn wrong_files_and_wrong_names_are_one_clear_line() {
    let business = Business::open().await;
    let folder = business.installation.folder();
    std::fs::write(folder.join("no-address.csv"), "name,phone\nAnn,+77010000000\n").unwrap();
    std::fs::write(folder.join("utf16.csv"), b"\xff\xfee\0m\0").unwrap();
    std::fs::write(folder.join("nobody.csv"), "email\nann@\n").unwrap();

    for (arguments, status, says) in [
        (&["create", "missing.csv"][..], 2, "missing.csv: cannot be read"),
        (&["create", "no-address.csv"], 2, "--map COLUMN=email (there are name, phone)"),
        (&["create", "utf16.csv"], 2, "UTF-16"),
        (&["create", "nobody.csv", "--survey", "no-such"], 2, "no-such"),
        (&["create", "nobody.csv", "--pace", "0"], 2, "mails an hour"),
        (&["create", "nobody.csv", "--at", "soon"], 2, "--at: the time 'soon' cannot be read"),
        (&["create", "nobody.csv", "--basis", "because"], 2, "consent"),
        (&["pause", "Autumn"], 2, "no campaign 'Autumn'"),
    ] {
        let output = business.installation.try_run(&[&["campaign"], arguments].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.contains(says) && said.trim_end().lines().count() == 1, "{arguments:?}: {said}");
    }
    let nobody = business.installation.try_run(&["campaign", "create", "nobody.csv", "--dry-run"]);
    assert_eq!(nobody.status.code(), Some(1), "nobody would be asked");
    assert_eq!(business.installation.run(&["campaign", "list"]).lines().count(), 1, "a dry run keeps nothing");
}

#[tokio::test]
async fn status_is_1_when_something_is_wrong_and_says_what() {
    let business = Business::open().await;
    let well = business.installation.run(&["status"]);
    assert!(well.contains("nothing is wrong"), "{well}");

    business.mail.fail(Stage::Body, Fault::Drop, 1);
    business.api.post("/v1/people", &serde_json::json!({"email": "ann@example.com"})).await.expect(200);
    business.mail.wait_for_unanswered(1).await;
    let told = async {
        // Another process cannot notify us: it is asked again and again.
        loop {
            let output = business.installation.try_run(&["status"]);
            if output.status.code() == Some(1) {
                return String::from_utf8(output.stdout).unwrap();
            }
        }
    };
    let said = crate::support::patience::patiently("the unknown mail in the status", told).await;

    assert!(said.contains("1 unknown in all"), "{said}");
    assert!(said.contains("nobody knows whether they arrived"), "{said}");
}
