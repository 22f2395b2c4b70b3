//! Which URLs may be called: checked when one is saved, and again before every attempt.

use super::address::OutboundPolicy;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// The longest URL that is taken, in bytes.
const LONGEST_URL: usize = 2048;

/// Why a URL is not called. Each is a sentence for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlRefused {
    /// Longer than any honest callback address.
    #[error("a callback URL has at most {LONGEST_URL} characters")]
    TooLong,
    /// Not a URL at all.
    #[error("this is no URL ({0}): write a full one, as in https://shop.example/hook")]
    Unreadable(#[from] url::ParseError),
    /// Neither http nor https.
    #[error("a callback URL begins with http:// or https://, not with {0}:")]
    Scheme(String),
    /// `https://user:password@…`: it would be sent and shown where nobody expects a secret.
    #[error("a callback URL carries no user name or password: the signature proves who calls")]
    Credentials,
    /// A port of another protocol.
    #[error("port {0} is not called: use 80, 443 or one from 1024 on")]
    Port(u16),
    /// A host with an empty part, or none.
    #[error("the host name of a callback URL has an empty part between its dots")]
    EmptyLabel,
    /// A name that means this machine or a private network.
    #[error("{0} is a name for this machine or a private network, which is not called unless the operator allows it")]
    PrivateName(String),
    /// An address in a private, local or reserved network.
    #[error("{0} lies in a private or reserved network, which is not called unless the operator allows it")]
    PrivateAddress(IpAddr),
    /// This server's own address.
    #[error("{0} is this server itself, which does not call itself")]
    OwnAddress(IpAddr),
}

impl OutboundPolicy {
    /// Reads a callback URL and checks all that can be checked without asking DNS.
    ///
    /// What comes back is what to store and call: numbers in disguise (`0x7f.1`, full-width digits) are written as the
    /// address they mean, a trailing dot of the host and the fragment are gone. What a *name* means is checked at every
    /// connection by the client's resolver, since it may change at any time.
    pub fn vet(&self, text: &str) -> Result<Url, UrlRefused> {
        if text.len() > LONGEST_URL {
            return Err(UrlRefused::TooLong);
        }
        let mut url = Url::parse(text.trim())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(UrlRefused::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlRefused::Credentials);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if !matches!(port, 80 | 443 | 1024..) {
            return Err(UrlRefused::Port(port));
        }
        url.set_fragment(None);
        drop_trailing_dot(&mut url)?;
        match url.host() {
            Some(Host::Ipv4(ip)) => self.vet_address(ip.into(), port)?,
            Some(Host::Ipv6(ip)) => self.vet_address(ip.into(), port)?,
            Some(Host::Domain(name)) => self.vet_name(name)?,
            None => return Err(UrlRefused::EmptyLabel),
        }
        Ok(url)
    }

    fn vet_address(&self, ip: IpAddr, port: u16) -> Result<(), UrlRefused> {
        if !self.allows_network_of(ip) {
            return Err(UrlRefused::PrivateAddress(ip));
        }
        if !self.allows(ip, port) {
            return Err(UrlRefused::OwnAddress(ip));
        }
        Ok(())
    }

    /// Names that can only mean the inside are told at once; where the operator excepted networks, the resolver decides.
    fn vet_name(&self, name: &str) -> Result<(), UrlRefused> {
        if name.split('.').any(str::is_empty) {
            return Err(UrlRefused::EmptyLabel);
        }
        let is_loopback = name == "localhost" || name.ends_with(".localhost");
        let may_loop = self.is_excepted(Ipv4Addr::LOCALHOST.into()) || self.is_excepted(Ipv6Addr::LOCALHOST.into());
        let is_internal = name == "internal" || name.ends_with(".internal");
        if (is_loopback && !may_loop) || (is_internal && !self.has_exceptions()) {
            return Err(UrlRefused::PrivateName(name.to_owned()));
        }
        Ok(())
    }
}

/// `localhost.` is `localhost`, for DNS and so for the checks.
fn drop_trailing_dot(url: &mut Url) -> Result<(), UrlRefused> {
    if let Some(Host::Domain(name)) = url.host()
        && let Some(bare) = name.strip_suffix('.')
    {
        let bare = bare.to_owned();
        url.set_host(Some(&bare)).or(Err(UrlRefused::EmptyLabel))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> UrlRefused {
        match OutboundPolicy::default().vet(url) {
            Err(refused) => refused,
            Ok(url) => panic!("{url} was let through"),
        }
    }

    fn allowing(networks: &str) -> OutboundPolicy {
        OutboundPolicy::new(OutboundPolicy::parse_networks(networks).unwrap(), Vec::new())
    }

    #[test]
    fn every_spelling_of_an_inner_address_is_seen_through() {
        let disguises = [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://127.0.0.1./",
            "http://0/",
            "http://0.0.0.0/",
            "http://2130706433/",
            "http://017700000001/",
            "http://0177.0.0.1/",
            "http://0x7f000001/",
            "http://0x7f.1/",
            "http://0x7F.0x0.0x0.0x1/",
            "http://0x7f.1./",
            "http://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://①②⑦.0.0.1/",
            "http://%31%32%37.0.0.1/",
            "http:127.0.0.1/",
            "http:\\\\127.0.0.1\\",
            "  http://127.0.0.1/\n",
            "http://12\t7.0.0.1/",
            "https://127.0.0.1:8443/",
            "http://169.254.169.254/latest/meta-data/",
            "http://2852039166/",
            "http://0xa9fea9fe/",
            "http://10.0.0.1/",
            "http://172.31.255.255/",
            "http://192.168.1/",
            "http://100.64.0.1/",
            "http://255.255.255.255/",
            "http://[::]/",
            "http://[::1]/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:0:7f00:1::]/",
            "http://[fc00::1]/",
            "http://[fd00:ec2::254]/",
            "http://[fe80::1]/",
            "http://[ff02::1]/",
        ];
        for disguise in disguises {
            assert!(matches!(refusal(disguise), UrlRefused::PrivateAddress(_)), "{disguise}");
        }
    }

    #[test]
    fn names_of_this_machine_and_of_private_networks_are_refused() {
        for name in [
            "http://localhost/",
            "http://LOCALHOST:8080/",
            "http://localhost./",
            "http://ｌｏｃａｌｈｏｓｔ/",
            "http://%6cocalhost/",
            "http://shop.localhost/",
            "http://metadata.google.internal/computeMetadata/v1/",
            "http://metadata.google.internal./",
            "http://internal/",
        ] {
            assert!(matches!(refusal(name), UrlRefused::PrivateName(_)), "{name}");
        }
    }

    #[test]
    fn what_is_no_plain_web_address_is_refused() {
        assert!(matches!(refusal(""), UrlRefused::Unreadable(_)));
        assert!(matches!(refusal("shop.example/hook"), UrlRefused::Unreadable(_)));
        assert!(matches!(refusal("https://"), UrlRefused::Unreadable(_)));
        assert!(matches!(refusal("https://[fe80::1%25eth0]/"), UrlRefused::Unreadable(_)));
        assert!(matches!(refusal("https://1.2.3.256/"), UrlRefused::Unreadable(_)));
        assert!(matches!(refusal("https://shop.example:70000/"), UrlRefused::Unreadable(_)));
        assert_eq!(refusal("file:///etc/passwd"), UrlRefused::Scheme("file".into()));
        assert_eq!(refusal("gopher://shop.example/"), UrlRefused::Scheme("gopher".into()));
        assert_eq!(refusal("javascript:alert(1)"), UrlRefused::Scheme("javascript".into()));
        assert_eq!(refusal("https://user@shop.example/"), UrlRefused::Credentials);
        assert_eq!(refusal("https://:secret@shop.example/"), UrlRefused::Credentials);
        assert_eq!(refusal("https://shop.example:443@evil.example/"), UrlRefused::Credentials);
        assert_eq!(refusal("https://shop.example../"), UrlRefused::EmptyLabel);
        assert_eq!(refusal(&format!("https://shop.example/{}", "x".repeat(2048))), UrlRefused::TooLong);
    }

    #[test]
    fn ports_of_other_protocols_are_refused() {
        for port in [0, 22, 25, 81, 444, 1023] {
            assert_eq!(refusal(&format!("https://shop.example:{port}/")), UrlRefused::Port(port));
        }
        for port in [80, 443, 1024, 8080, 65535] {
            assert!(OutboundPolicy::default().vet(&format!("https://shop.example:{port}/")).is_ok(), "{port}");
        }
    }

    #[test]
    fn a_public_url_is_kept_in_its_plain_form() {
        let vetted = |text| OutboundPolicy::default().vet(text).unwrap().to_string();
        assert_eq!(vetted("https://shop.example/hook?a=1#part"), "https://shop.example/hook?a=1");
        assert_eq!(vetted(" HTTPS://Shop.Example.:443/hook "), "https://shop.example/hook");
        assert_eq!(vetted("http://134744072/"), "http://8.8.8.8/");
        assert_eq!(vetted("https://магазин.example/"), "https://xn--80aairftm.example/");
        assert_eq!(vetted("http://[2606:4700::1111]:8080/"), "http://[2606:4700::1111]:8080/");
    }

    #[test]
    fn what_the_operator_allows_passes_and_nothing_else() {
        let docker = allowing("172.18.0.0/16");
        assert!(docker.vet("http://172.18.0.7:5678/webhook").is_ok());
        assert!(docker.vet("http://host.docker.internal:5678/webhook").is_ok(), "left to the resolver");
        assert!(docker.vet("http://172.17.0.7:5678/webhook").is_err());
        assert!(docker.vet("http://localhost:5678/webhook").is_err());
        assert!(allowing("127.0.0.0/8").vet("http://localhost:5678/webhook").is_ok());
        assert!(allowing("::1").vet("http://localhost:5678/webhook").is_ok());
    }

    #[test]
    fn this_server_is_refused_by_its_address_with_its_own_sentence() {
        let allow = OutboundPolicy::parse_networks("127.0.0.0/8").unwrap();
        let policy = OutboundPolicy::new(allow, vec!["127.0.0.1:8080".parse().unwrap()]);
        let refused = policy.vet("http://127.0.0.1:8080/v1/people").unwrap_err();
        assert_eq!(refused.to_string(), "127.0.0.1 is this server itself, which does not call itself");
        assert!(policy.vet("http://127.0.0.1:8081/").is_ok());
    }
}
