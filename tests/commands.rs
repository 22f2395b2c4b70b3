//! The commands as people and scripts type them: exit status 0 done, 1 failed, 2 wrong usage; one clear line of error.

use std::net::TcpListener;
use std::process::Output;

use crate::support::api::Api;
use crate::support::database::Backend;
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
