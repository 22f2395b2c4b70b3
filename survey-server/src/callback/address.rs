//! Which addresses may be called: no private, local or reserved network, and not this server itself.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// IPv4 networks that are never called unless the operator allows them.
const DENIED_V4: [Ipv4Net; 15] = [
    v4([0, 0, 0, 0], 8),       // "this" network: 0.0.0.0 reaches the loopback on Linux
    v4([10, 0, 0, 0], 8),      // private
    v4([100, 64, 0, 0], 10),   // carrier-grade NAT
    v4([127, 0, 0, 0], 8),     // loopback
    v4([169, 254, 0, 0], 16),  // link-local, and with it the metadata service of most clouds
    v4([172, 16, 0, 0], 12),   // private
    v4([192, 0, 0, 0], 24),    // IETF protocol assignments
    v4([192, 0, 2, 0], 24),    // TEST-NET-1
    v4([192, 88, 99, 0], 24),  // 6to4 relays
    v4([192, 168, 0, 0], 16),  // private
    v4([198, 18, 0, 0], 15),   // benchmarks
    v4([198, 51, 100, 0], 24), // TEST-NET-2
    v4([203, 0, 113, 0], 24),  // TEST-NET-3
    v4([224, 0, 0, 0], 4),     // multicast
    v4([240, 0, 0, 0], 4),     // reserved, and broadcast
];

/// IPv6 networks that are never called unless the operator allows them. Several carry an IPv4 address inside.
const DENIED_V6: [Ipv6Net; 13] = [
    v6([0, 0, 0, 0], 96),          // ::, ::1 and the outdated IPv4-compatible addresses
    v6([0x64, 0xff9b, 0, 0], 96),  // NAT64
    v6([0x64, 0xff9b, 1, 0], 48),  // NAT64, local use
    v6([0x100, 0, 0, 0], 64),      // discard
    v6([0x2001, 0, 0, 0], 32),     // Teredo
    v6([0x2001, 0xdb8, 0, 0], 32), // documentation
    v6([0x2002, 0, 0, 0], 16),     // 6to4
    v6([0x3fff, 0, 0, 0], 20),     // documentation
    v6([0x5f00, 0, 0, 0], 16),     // segment routing
    v6([0xfc00, 0, 0, 0], 7),      // unique local
    v6([0xfe80, 0, 0, 0], 10),     // link-local
    v6([0xfec0, 0, 0, 0], 10),     // site-local, outdated
    v6([0xff00, 0, 0, 0], 8),      // multicast
];

const fn v4([a, b, c, d]: [u8; 4], prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6([a, b, c, d]: [u16; 4], prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0), prefix)
}

/// Where callbacks may go. The operator sets it for the whole server; a workspace cannot.
#[derive(Debug, Clone, Default)]
pub struct OutboundPolicy {
    allow: Vec<IpNet>,
    own: Vec<SocketAddr>,
}

/// Why a list of networks cannot be read; holds the entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no network: write an address with its prefix length, as in 172.18.0.0/16 or fd00::/8")]
pub struct InvalidNetwork(pub String);

impl OutboundPolicy {
    /// `allow` are the private networks that may be called nevertheless, `own` the addresses this server listens on,
    /// which are refused even inside `allow`: a callback to ourselves would answer itself for ever.
    pub fn new(allow: Vec<IpNet>, own: Vec<SocketAddr>) -> Self {
        let own = own.into_iter().map(|at| SocketAddr::new(at.ip().to_canonical(), at.port())).collect();
        Self { allow, own }
    }

    /// Reads `SURVEY_OUTBOUND_ALLOW_CIDRS`: networks parted by commas; a bare address means itself alone.
    pub fn parse_networks(text: &str) -> Result<Vec<IpNet>, InvalidNetwork> {
        let network = |entry: &str| {
            let bare = entry.parse::<IpAddr>().map(IpNet::from);
            entry.parse().ok().or(bare.ok()).ok_or_else(|| InvalidNetwork(entry.to_owned()))
        };
        text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(network).collect()
    }

    /// Whether this address and port may be called.
    pub fn allows(&self, ip: IpAddr, port: u16) -> bool {
        self.allows_network_of(ip) && !(self.is_own_port(port) && self.is_own_address(ip))
    }

    /// Whether the address lies in a network that may be called, whatever the port.
    pub(super) fn allows_network_of(&self, ip: IpAddr) -> bool {
        self.is_excepted(ip) || !is_denied(ip)
    }

    /// Whether the operator excepted the address from the denied networks.
    pub(super) fn is_excepted(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.allow.iter().any(|network| network.contains(&ip))
    }

    /// Whether the operator excepted any network at all.
    pub(super) fn has_exceptions(&self) -> bool {
        !self.allow.is_empty()
    }

    /// Whether this server listens on the port, on any address.
    pub(super) fn is_own_port(&self, port: u16) -> bool {
        self.own.iter().any(|own| own.port() == port)
    }

    /// Whether this server listens on the address, on any port.
    pub(super) fn is_own_address(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.own.iter().any(|own| own.ip() == ip || (own.ip().is_unspecified() && is_this_machine(ip)))
    }
}

fn is_denied(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => DENIED_V4.iter().any(|network| network.contains(&ip)),
        IpAddr::V6(ip) => DENIED_V6.iter().any(|network| network.contains(&ip)),
    }
}

/// Asks the kernel's routes: a packet to one of the machine's own addresses would also come from it.
/// Connecting a datagram socket sends nothing.
fn is_this_machine(ip: IpAddr) -> bool {
    let any: IpAddr = if ip.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let source = || {
        let socket = UdpSocket::bind((any, 0))?;
        socket.connect((ip, 9))?;
        socket.local_addr()
    };
    ip.is_loopback() || source().is_ok_and(|source| source.ip() == ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn allowing(networks: &str) -> OutboundPolicy {
        OutboundPolicy::new(OutboundPolicy::parse_networks(networks).unwrap(), Vec::new())
    }

    #[test]
    fn no_denied_network_is_called_from_its_first_to_its_last_address() {
        let policy = OutboundPolicy::default();
        let listed = "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 \
            192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 \
            240.0.0.0/4 ::/128 ::1/128 fc00::/7 fe80::/10 ff00::/8 2001:db8::/32 3fff::/20 64:ff9b::/96 \
            64:ff9b:1::/48 2002::/16 100::/64 5f00::/16 ::ffff:10.0.0.0/104 ::ffff:127.0.0.0/104 2001::/32 fec0::/10 \
            ::7f00:0/104";
        for network in listed.split_whitespace() {
            let network: IpNet = network.parse().unwrap();
            assert!(!policy.allows(network.network(), 443), "{network} begins");
            let last = match network {
                IpNet::V4(network) => IpAddr::V4(network.broadcast()),
                IpNet::V6(network) => IpAddr::V6(network.broadcast()),
            };
            assert!(!policy.allows(last, 443), "{network} ends");
        }
    }

    #[test]
    fn the_neighbours_of_denied_networks_are_public_and_called() {
        let policy = OutboundPolicy::default();
        let public = "1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 \
            169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 \
            192.88.100.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 \
            203.0.112.255 203.0.114.0 223.255.255.255 8.8.8.8 2606:4700::1111 2001:4860:4860::8888 2a00:1450::1 \
            3ffe::1 4000::1 ::ffff:8.8.8.8 2001:1::1";
        for address in public.split_whitespace() {
            assert!(policy.allows(ip(address), 443), "{address}");
        }
    }

    #[test]
    fn an_allowed_network_is_called_and_no_other() {
        let policy = allowing("172.18.0.0/16, ::1");
        assert!(policy.allows(ip("172.18.0.5"), 5678));
        assert!(policy.allows(ip("::ffff:172.18.0.5"), 5678));
        assert!(policy.allows(ip("::1"), 5678));
        assert!(!policy.allows(ip("172.19.0.5"), 5678));
        assert!(!policy.allows(ip("127.0.0.1"), 5678));
        assert!(!policy.allows(ip("::2"), 5678));
    }

    #[test]
    fn this_server_is_not_called_even_in_an_allowed_network() {
        let allow = OutboundPolicy::parse_networks("127.0.0.0/8,::1/128").unwrap();
        let exact = OutboundPolicy::new(allow.clone(), vec!["127.0.0.1:8080".parse().unwrap()]);
        assert!(!exact.allows(ip("127.0.0.1"), 8080));
        assert!(!exact.allows(ip("::ffff:127.0.0.1"), 8080));
        assert!(exact.allows(ip("127.0.0.1"), 8081));
        assert!(exact.allows(ip("127.0.0.2"), 8080));

        for any in ["0.0.0.0:8080", "[::]:8080"] {
            let everywhere = OutboundPolicy::new(allow.clone(), vec![any.parse().unwrap()]);
            assert!(!everywhere.allows(ip("127.0.0.1"), 8080), "{any}");
            assert!(!everywhere.allows(ip("127.9.9.9"), 8080), "{any}");
            assert!(!everywhere.allows(ip("::1"), 8080), "{any}");
            assert!(everywhere.allows(ip("127.0.0.1"), 8081), "{any}");
            assert!(everywhere.allows(ip("8.8.8.8"), 8080), "{any}");
        }
    }

    #[test]
    fn a_server_that_listens_everywhere_knows_the_machine_by_its_outer_address() {
        let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
        if socket.connect("192.0.2.1:9").is_err() {
            eprintln!("SKIPPED: this machine has no route, so no outer address");
            return;
        }
        let outer = socket.local_addr().unwrap().ip();
        let allow = OutboundPolicy::parse_networks("0.0.0.0/0").unwrap();
        let policy = OutboundPolicy::new(allow, vec!["0.0.0.0:8080".parse().unwrap()]);
        assert!(!policy.allows(outer, 8080), "{outer}");
        assert!(policy.allows(outer, 8081), "{outer}");
    }

    #[test]
    fn a_list_of_networks_is_read_or_refused_with_the_wrong_entry() {
        assert_eq!(OutboundPolicy::parse_networks(" , "), Ok(Vec::new()));
        assert_eq!(OutboundPolicy::parse_networks("10.0.0.0/8,fd00::/8").unwrap().len(), 2);
        assert_eq!(OutboundPolicy::parse_networks("10.0.0.0/33"), Err(InvalidNetwork("10.0.0.0/33".into())));
        assert_eq!(OutboundPolicy::parse_networks("docker"), Err(InvalidNetwork("docker".into())));
    }
}
