//! The commands as people and scripts type them: exit status 0 done, 1 failed, 2 wrong usage; one clear line of error.

use std::net::TcpListener;
use std::process::Output;

use crate::support::api::Api;
use crate::support::database::Backend;
use crate::support::patience::until;
use crate::support::server::Installation;

fn installation() -> Installation {
    Installation::new(Backend::chosen().fresh_database())
}

/// The one line of error of a command that ends with this status.
fn complaint(output: &Output, status: i32) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(output.stdout.is_empty());
    said
}

#[test]
fn wrong_usage_is_2_and_says_what_would_be_right() {
    let mut installation = installation();

    let unknown = installation.try_run(&["api-key", "create", "--workspace", "no-such"]);
    assert!(complaint(&unknown, 2).contains("workspace"));
    let role = installation.try_run(&["user", "create", "--email", "ann@example.com", "--role", "king"]);
    assert!(complaint(&role, 2).contains("owner"));
    installation.set("SURVEY_DATABASE_URL", "survey.db");
    assert!(complaint(&installation.try_run(&["workspace", "list"]), 2).contains("sqlite://"));
    installation.set("SURVEY_DATABASE_URL", "");
    installation.set("SURVEY_BIND", "everywhere");
    assert!(complaint(&installation.try_run(&["serve"]), 2).contains("SURVEY_BIND"));
    installation.set("SURVEY_BIND", "");
    installation.set("SURVEY_SECRET_KEY", "short");
    assert!(complaint(&installation.try_run(&["workspace", "list"]), 2).contains("SURVEY_SECRET_KEY"));
    assert_eq!(installation.try_run(&["no-such-command"]).status.code(), Some(2));
}

#[test]
fn what_fails_is_1() {
    let mut installation = installation();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    installation.set("SURVEY_BIND", taken.local_addr().unwrap().to_string());

    assert!(complaint(&installation.try_run(&["serve"]), 1).contains("cannot listen"));
}

#[tokio::test]
async fn a_piped_bounce_is_taken_and_the_status_tells_the_mail_server_what_to_do() {
    let mut installation = installation();
    let server = installation.serve().await;
    let api = Api::new(server.base(), &installation.run(&["api-key", "create"]));
    api.post("/v1/people", &serde_json::json!({"email": "gone@example.com"})).await.expect(200);
    let outbox = installation.folder().join("outbox");
    let written =
        || std::fs::read_dir(&outbox).into_iter().flatten().flatten().map(|file| file.file_name()).find(is_mail);
    let mail = until("the mail", || written()?.into_string().ok()).await;
    let report = format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: survey@shop.example\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; gone@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x\r\n\
         Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}>\r\n\r\n--x--\r\n",
        mail.strip_suffix(".eml").unwrap()
    );
    let status = |installation: &Installation, input: &[u8]| {
        let output = installation.pipe(&["bounce", "--recipient", "survey@shop.example"], input);
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };

    assert_eq!(status(&installation, report.as_bytes()), (Some(0), "bounced\n".to_owned()));
    assert_eq!(status(&installation, b"From: ann@example.com\r\n\r\nHello\r\n"), (Some(0), "ignored\n".to_owned()));
    assert_eq!(status(&installation, b""), (Some(65), String::new()));
    assert_eq!(status(&installation, &vec![b'x'; 3 << 20]), (Some(65), String::new()));
    assert_eq!(api.get("/v1/bounces").await.expect(200)[0]["email"], "gone@example.com");
    installation.set("SURVEY_BIND", "everywhere");
    assert_eq!(status(&installation, report.as_bytes()), (Some(75), String::new()));
}

fn is_mail(name: &std::ffi::OsString) -> bool {
    name.to_string_lossy().ends_with(".eml")
}

#[test]
fn every_command_helps() {
    let installation = installation();

    for command in [
        &[][..],
        &["serve"],
        &["work"],
        &["migrate"],
        &["workspace"],
        &["api-key"],
        &["user"],
        &["campaign"],
        &["status"],
    ] {
        let help = installation.run(&[command, &["--help"]].concat());
        assert!(help.contains("Usage:"), "{help}");
    }
}

#[tokio::test]
async fn a_key_is_printed_alone_and_works_and_sigterm_ends_the_server_well() {
    let installation = installation();
    let server = installation.serve().await;

    let key = installation.run(&["api-key", "create"]);

    assert!(!key.contains(char::is_whitespace), "{key}");
    assert_eq!(Api::new(server.base(), &key).get("/v1/metrics").await.status, 200);
    assert!(server.terminate(), "SIGTERM drains");
}
