//! Callbacks over https: a receiver is believed only with a certificate from a known authority.

use super::super::tls::{client_config, trusting};
use super::receiver::{Log, Reply, serve};
use super::*;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Starts an https receiver for `shop.example`; gives its port and its self-signed certificate.
async fn https_receiver() -> (u16, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(vec!["shop.example".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                tokio::spawn(serve(stream, Reply::text("204 No Content", "", ""), Arc::new(Log::default())));
            }
        }
    });
    (port, certificate)
}

fn client_believing(tls: &ClientConfig) -> CallbackClient {
    let names = Rebinding::to(&["127.0.0.1"]);
    CallbackClient::build(policy("127.0.0.0/8"), Timeouts::default(), names, tls).unwrap()
}

#[tokio::test]
async fn an_https_receiver_with_a_known_authority_is_called() {
    let (port, certificate) = https_receiver().await;
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let client = client_believing(&trusting(roots).unwrap());
    let attempt = post(&client, &format!("https://shop.example:{port}/")).await;
    assert_eq!((attempt.outcome, attempt.status), (Outcome::Delivered, Some(204)));

    let other_name = post(&client, &format!("https://other.example:{port}/")).await;
    assert!(matches!(failure(other_name), Failure::Unreachable(_)));
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_with_the_reason() {
    let (port, _) = https_receiver().await;
    let client = client_believing(&client_config().unwrap());
    let why = failure(post(&client, &format!("https://shop.example:{port}/")).await).to_string();
    assert!(why.contains("certificate"), "{why}");
}
