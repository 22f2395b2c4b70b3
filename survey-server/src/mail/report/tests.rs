use proptest::prelude::*;

use super::*;

/// As Postfix writes it: the mail itself comes back.
fn dsn(action: &str, status: &str, words: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nTo: b+token@b.shop.example\r\n\
         Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"=_1\"\r\n\r\n\
         This is a MIME-encapsulated message.\r\n\r\n--=_1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
         I'm sorry to have to inform you that bob@example.org 550 5.1.1 does not exist.\r\n\r\n\
         --=_1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\
         Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000 (UTC)\r\n\r\n\
         Final-Recipient: rfc822; ann@example.com\r\nOriginal-Recipient: rfc822;Ann@Example.com\r\n\
         Action: {action}\r\nStatus: {status}\r\nRemote-MTA: dns; mx.example.com\r\n\
         Diagnostic-Code: smtp; {words}\r\n    and more words\r\n\r\n\
         --=_1\r\nContent-Type: message/rfc822\r\n\r\nFrom: Shop <survey@shop.example>\r\nTo: ann@example.com\r\n\
         Message-ID: <0192f0c1-7b7e-7000-8000-000000000001.invitation.1@shop.example>\r\nSubject: One question\r\n\r\n\
         Hello\r\n--=_1--\r\n"
    )
}

fn arf(kind: &str) -> String {
    format!(
        "From: <abuse@isp.example>\r\nTo: <b+token@b.shop.example>\r\nSubject: FW: spam\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=feedback-report; boundary=\"p\"\r\n\r\n--p\r\n\
         Content-Type: text/plain\r\n\r\nThis is an email abuse report.\r\n--p\r\n\
         Content-Type: message/feedback-report\r\n\r\nFeedback-Type: {kind}\r\nUser-Agent: SomeGenerator/1.0\r\n\
         Version: 1\r\nOriginal-Mail-From: <b+mailfrom@b.shop.example>\r\nOriginal-Rcpt-To: <redacted>\r\n\r\n--p\r\n\
         Content-Type: text/rfc822-headers\r\n\r\nFrom: Shop <survey@shop.example>\r\n\
         Message-ID: <1.invitation.1@shop.example>\r\nSubject: One question\r\n\r\n--p--\r\n"
    )
}

#[test]
fn a_failed_delivery_says_who_why_and_which_mail() {
    let read = read(dsn("failed", "5.1.1", "550 5.1.1 <ann@example.com>: no such user").as_bytes()).unwrap();

    let Said::Fates(fates) = &read.said else { panic!("{read:?}") };
    assert_eq!(fates.len(), 1);
    assert_eq!(fates[0].verdict, Verdict::Hard);
    assert_eq!(fates[0].recipients, ["Ann@Example.com", "ann@example.com"]);
    assert_eq!(fates[0].detail, "5.1.1 smtp; 550 5.1.1 <ann@example.com>: no such user and more words");
    let id = "<0192f0c1-7b7e-7000-8000-000000000001.invitation.1@shop.example>";
    assert_eq!(read.message_id.as_deref(), Some(id));
    assert_eq!(read.recipients, ["b+token@b.shop.example"]);
}

#[test]
fn the_status_decides_what_a_failure_means() {
    for (status, words, verdict) in [
        ("5.1.1", "", Verdict::Hard),
        ("5.1.10", "", Verdict::Hard),
        ("5.2.1", "", Verdict::Hard),
        ("5.4.4", "", Verdict::Hard),
        ("5.0.0", "smtp; 550 5.1.1 unknown user", Verdict::Hard),
        ("5.0.0", "smtp; 550-5.1.1 unknown user", Verdict::Hard),
        ("5.0.0", "smtp; 550 unknown user", Verdict::Soft),
        ("", "smtp; 550 5.7.1 blocked", Verdict::Ours),
        ("5.2.2", "", Verdict::Soft),
        ("4.2.2", "smtp; 452 4.2.2 full", Verdict::Soft),
        ("4.4.7", "", Verdict::Soft),
        ("5.4.7", "", Verdict::Soft),
        ("5.7.1", "smtp; 550 5.1.1 quoted by a policy", Verdict::Ours),
        ("5.1.8", "", Verdict::Ours),
        ("5.3.4", "", Verdict::Ours),
        ("nonsense", "", Verdict::Soft),
    ] {
        assert_eq!(failed(status, words), verdict, "{status} {words}");
    }
}

#[test]
fn a_delay_and_an_arrival_are_no_failures() {
    for (action, verdict) in
        [("delayed", Verdict::Delayed), ("Delivered", Verdict::Delivered), ("relayed", Verdict::Delivered)]
    {
        let read = read(dsn(action, "2.0.0", "250 ok").as_bytes()).unwrap();
        assert!(matches!(&read.said, Said::Fates(fates) if fates[0].verdict == verdict), "{action}: {read:?}");
    }
}

#[test]
fn a_complaint_names_the_mail_but_not_spam_and_failed_authentication_are_none() {
    let said = read(arf("abuse").as_bytes()).unwrap();
    assert_eq!(said.said, Said::Complaint);
    assert_eq!(said.senders, ["b+mailfrom@b.shop.example"]);
    assert_eq!(said.message_id.as_deref(), Some("<1.invitation.1@shop.example>"));

    for kind in ["not-spam", "auth-failure", "other", ""] {
        assert_eq!(read(arf(kind).as_bytes()).unwrap().said, Said::Nothing, "{kind}");
    }
}

#[test]
fn words_of_people_and_of_automatic_answers_say_nothing() {
    let words = "550 5.1.1 user unknown\r\nAction: failed\r\nStatus: 5.1.1\r\n";
    for header in [
        "Content-Type: text/plain\r\n",
        "Content-Type: multipart/mixed; boundary=x\r\n",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n",
        "Auto-Submitted: auto-replied\r\n",
        "Subject: Out of office\r\n",
    ] {
        let message = format!(
            "From: ann@example.com\r\n{header}\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nA: b\r\n\r\n{words}--x--\r\n"
        );
        assert_eq!(read(message.as_bytes()).unwrap().said, Said::Nothing, "{header}");
    }
}

#[test]
fn what_is_no_message_too_long_or_in_too_many_parts_is_refused() {
    assert_eq!(read(b""), Err(Unreadable::NoMessage));
    assert_eq!(read(&vec![b'a'; LIMIT + 1]), Err(Unreadable::TooLong));
    let many = format!("Content-Type: multipart/mixed; boundary=x\r\n\r\n{}", "--x\r\n\r\nhello\r\n".repeat(60));
    assert_eq!(read(many.as_bytes()), Err(Unreadable::TooManyParts));
}

#[test]
fn messages_in_messages_do_not_overflow_the_stack() {
    let nested = "Content-Type: message/rfc822\r\n\r\n";
    let digest = "Content-Type: multipart/digest; boundary=x\r\n\r\n--x\r\n\r\n";
    for level in [nested, digest] {
        assert_eq!(read(level.repeat(15_000).as_bytes()), Err(Unreadable::TooManyParts));
        assert!(matches!(read(level.repeat(100).as_bytes()), Ok(_) | Err(Unreadable::TooManyParts)));
    }
}

/// Thousands of broken reports from a fixed seed: bytes changed, pieces cut out, doubled and swapped.
#[test]
fn broken_reports_are_read_or_refused_and_never_break_the_reader() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let whole = [dsn("failed", "5.1.1", "550 no"), arf("abuse")];
    for round in 0..4_000 {
        let mut bytes = whole[round % 2].clone().into_bytes();
        for _ in 0..=next(12) {
            if bytes.is_empty() {
                break;
            }
            let at = next(bytes.len());
            let length = next(40).min(bytes.len() - at);
            match next(4) {
                0 => bytes[at] = next(256) as u8,
                1 => drop(bytes.drain(at..at + length)),
                2 => {
                    let piece = bytes[at..at + length].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok(read) = read(&bytes)
            && let Said::Fates(fates) = read.said
        {
            assert!(fates.iter().all(|fate| fate.detail.chars().count() <= 300));
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_words_of_a_server_are_read(status in "\\PC{0,20}", words in "[\\PC\\r\\n\\t]{0,400}") {
        let read = read(dsn("failed", &status, &words).as_bytes());
        prop_assert!(read.is_ok());
    }
}
