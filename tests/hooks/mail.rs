//! Mail providers tell us of bounces and complaints, each with its own signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivatePkcs1KeyDer;
use rustls::pki_types::pem::PemObject;
use serde_json::{Value, json};
use survey_server::store::connections::Source;

use crate::support::app::TestApp;
use crate::support::hook::{Hook, sign_hex};

const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:bounces";
const CERTIFICATE: &str = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem";

/// Somebody who was asked, and the id of the mail.
async fn asked(app: &TestApp, email: &str) -> String {
    app.ask(email).await;
    let mail = app.mail.mails().into_iter().rfind(|mail| mail.recipient() == email).expect("a mail");
    mail.header("Message-ID").unwrap()
}

async fn addresses(app: &TestApp, list: &str) -> Vec<String> {
    app.drain_jobs().await;
    let listed = app.api.get(list).await.expect(200);
    listed.as_array().unwrap().iter().map(|one| one["email"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn postmark_is_known_by_its_password() {
    let app = TestApp::start().await;
    asked(&app, "gone@example.com").await;
    asked(&app, "cross@example.com").await;
    let hook = Hook::connect(&app, Source::Postmark, "the-password").await;
    let bounce = json!({"RecordType": "Bounce", "ID": 42, "Type": "HardBounce", "Email": "gone@example.com", "Details": "smtp;550 5.1.1"});
    let complaint =
        json!({"RecordType": "SpamComplaint", "ID": 43, "Type": "SpamComplaint", "Email": "cross@example.com"});
    let passing = json!({"RecordType": "Bounce", "ID": 44, "Type": "Transient", "Email": "cross@example.com"});

    for wrong in ["", "Basic Og==", "Bearer the-password", &basic("the-passwort")] {
        hook.call(&app, &[("Authorization", wrong)], bounce.to_string().as_bytes()).await.expect(401);
    }
    assert!(hook.messages(&app).await.is_empty());
    for body in [&bounce, &complaint, &passing, &bounce] {
        let reply = hook.call(&app, &[("Authorization", &basic("the-password"))], body.to_string().as_bytes()).await;
        assert_eq!(reply.status, 200);
    }

    assert_eq!(addresses(&app, "/v1/bounces").await, ["gone@example.com"]);
    assert_eq!(addresses(&app, "/v1/unsubscribes").await, ["cross@example.com"]);
    let fates: Vec<_> = hook.fates(&app).await.into_iter().map(|(state, _)| state).collect();
    assert_eq!(fates, ["done", "done", "ignored"]);
}

fn basic(password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("survey:{password}")))
}

fn mailgun(app: &TestApp, token: &str, event: &Value) -> Vec<u8> {
    let time = app.now().as_second().to_string();
    let signature = sign_hex("key-test", format!("{time}{token}").as_bytes());
    let signature = json!({"timestamp": time, "token": token, "signature": signature});
    json!({"signature": signature, "event-data": event}).to_string().into_bytes()
}

#[tokio::test]
async fn a_token_of_mailgun_counts_once_and_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let id = asked(&app, "gone@example.com").await;
    asked(&app, "ann@example.com").await;
    let hook = Hook::connect(&app, Source::Mailgun, "key-test").await;
    let failed = |email: &str, severity: &str| {
        json!({
            "event": "failed", "severity": severity, "reason": "bounce", "recipient": email,
            "message": {"headers": {"message-id": id.trim_matches(['<', '>'])}},
            "delivery-status": {"code": 550, "message": "5.1.1 no such user"}
        })
    };

    // The published example is genuine but of 2018.
    let old = json!({"signature": {
        "timestamp": "1529006854", "token": "a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0",
        "signature": "2df0e54f503d31abdc1519117a730ae38748e41e86f9ae25431dbd26059468af"
    }, "event-data": failed("ann@example.com", "permanent")});
    hook.call(&app, &[], old.to_string().as_bytes()).await.expect(401);
    let mut forged: Value =
        serde_json::from_slice(&mailgun(&app, "t0", &failed("ann@example.com", "permanent"))).unwrap();
    forged["signature"]["token"] = json!("t1");
    hook.call(&app, &[], forged.to_string().as_bytes()).await.expect(401);

    for (token, event) in [
        ("t1", failed("gone@example.com", "permanent")),
        ("t1", failed("ann@example.com", "permanent")),
        ("t2", failed("ann@example.com", "temporary")),
        ("t3", failed("stranger@example.com", "permanent")),
    ] {
        assert_eq!(hook.call(&app, &[], &mailgun(&app, token, &event)).await.status, 200);
    }

    assert_eq!(addresses(&app, "/v1/bounces").await, ["gone@example.com"], "the token's second body is not read");
    let fates = hook.fates(&app).await;
    assert_eq!(fates.iter().map(|(state, _)| *state).collect::<Vec<_>>(), ["done", "ignored", "ignored"]);
}

#[tokio::test]
async fn sendgrid_signs_with_its_key_and_sends_many_events_at_once() {
    let app = TestApp::start().await;
    for email in ["gone@example.com", "cross@example.com", "left@example.com", "busy@example.com"] {
        asked(&app, email).await;
    }
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap();
    let head = STANDARD.decode("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgA=").unwrap();
    let public = STANDARD.encode([&head, key.public_key().as_ref()].concat());
    assert!(public.starts_with("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"), "{public}");
    let hook = Hook::connect(&app, Source::SendGrid, &public).await;
    let events = json!([
        {"email": "gone@example.com", "event": "bounce", "type": "bounce", "bounce_classification": "Invalid Addresses", "status": "5.1.1"},
        {"email": "cross@example.com", "event": "spamreport"},
        {"email": "left@example.com", "event": "group_unsubscribe"},
        {"email": "busy@example.com", "event": "deferred"},
        {"email": "busy@example.com", "event": "bounce", "type": "blocked", "bounce_classification": "Technical", "status": "4.0.0"},
        {"event": "spamreport"},
        "nonsense"
    ])
    .to_string();
    let time = app.now().as_second().to_string();
    let sign = |time: &str, body: &str| {
        STANDARD.encode(key.sign(&random, format!("{time}{body}").as_bytes()).unwrap().as_ref())
    };
    let headers = |time: String, signature: String| {
        [("X-Twilio-Email-Event-Webhook-Timestamp", time), ("X-Twilio-Email-Event-Webhook-Signature", signature)]
    };
    let call = async |given: [(&'static str, String); 2], body: &str| {
        let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, value.as_str())).collect();
        hook.call(&app, &given, body.as_bytes()).await.status
    };

    let old = (app.now().as_second() - 3 * 86_400).to_string();
    assert_eq!(call(headers(time.clone(), sign(&time, "[]")), &events).await, 401);
    assert_eq!(call(headers(old.clone(), sign(&old, &events)), &events).await, 401);
    assert_eq!(call(headers(time.clone(), "AAAA".to_owned()), &events).await, 401);
    assert_eq!(call(headers(time.clone(), sign(&time, &events)), &events).await, 200);

    assert_eq!(addresses(&app, "/v1/bounces").await, ["gone@example.com"]);
    assert_eq!(addresses(&app, "/v1/unsubscribes").await, ["cross@example.com", "left@example.com"]);
}

/// A message of SNS, signed with the key of `tests/mail/sns.pem`.
fn sns(app: &TestApp, id: &str, told: &Value) -> Value {
    let key = PrivatePkcs1KeyDer::from_pem_slice(include_bytes!("../mail/rsa.pem")).unwrap();
    let key = RsaKeyPair::from_der(key.secret_pkcs1_der()).unwrap();
    let (message, time) = (told.to_string(), app.now().to_string());
    let signed =
        format!("Message\n{message}\nMessageId\n{id}\nTimestamp\n{time}\nTopicArn\n{TOPIC}\nType\nNotification\n");
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).unwrap();
    json!({
        "Type": "Notification", "MessageId": id, "TopicArn": TOPIC, "Message": message, "Timestamp": time,
        "SignatureVersion": "2", "Signature": STANDARD.encode(signature), "SigningCertURL": CERTIFICATE
    })
}

#[tokio::test]
async fn ses_is_checked_by_topic_and_address_at_once_and_by_signature_in_a_job() {
    let app = TestApp::start().await;
    for email in ["gone@example.com", "cross@example.com", "ann@example.com"] {
        asked(&app, email).await;
    }
    app.app.certificates.keep(CERTIFICATE, include_bytes!("../mail/sns.pem").to_vec());
    let hook = Hook::connect(&app, Source::Ses, TOPIC).await;
    let bounce = |email: &str| {
        json!({"notificationType": "Bounce", "mail": {"messageId": "ses-1"}, "bounce": {
            "bounceType": "Permanent", "bounceSubType": "General",
            "bouncedRecipients": [{"emailAddress": email, "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1"}]
        }})
    };
    let complaint = json!({"eventType": "Complaint", "complaint": {
        "complainedRecipients": [{"emailAddress": "cross@example.com"}], "complaintFeedbackType": "abuse"
    }});
    let call = async |body: &Value| hook.call(&app, &[], body.to_string().as_bytes()).await.status;

    let genuine = sns(&app, "m1", &bounce("gone@example.com"));
    for (field, value) in [
        ("TopicArn", "arn:aws:sns:eu-west-1:999999999999:bounces"),
        ("SigningCertURL", "https://evil.example/SimpleNotificationService-0a1b.pem"),
        ("SignatureVersion", "3"),
        ("Timestamp", "2026-10-01T10:00:00Z"),
    ] {
        let mut wrong = genuine.clone();
        wrong[field] = json!(value);
        assert_eq!(call(&wrong).await, 401, "{field}");
    }
    assert!(hook.messages(&app).await.is_empty());

    let mut forged = sns(&app, "m2", &bounce("gone@example.com"));
    forged["Message"] = json!(bounce("ann@example.com").to_string());
    for message in [&genuine, &forged, &sns(&app, "m3", &complaint)] {
        assert_eq!(call(message).await, 200);
    }

    assert_eq!(addresses(&app, "/v1/bounces").await, ["gone@example.com"]);
    assert_eq!(addresses(&app, "/v1/unsubscribes").await, ["cross@example.com"]);
    let fates = hook.fates(&app).await;
    assert_eq!(fates.iter().map(|(state, _)| *state).collect::<Vec<_>>(), ["done", "failed", "done"]);
    assert_eq!(fates[1].1, "the signature does not fit");
}
