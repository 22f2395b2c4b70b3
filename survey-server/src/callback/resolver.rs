//! DNS with a filter: a name is only as good as the addresses it means at the moment of connecting.

use super::address::OutboundPolicy;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// The addresses of a name, looked up while the request waits.
pub type Lookup = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Where addresses of names come from: the system, or a table in tests.
pub trait Names: Send + Sync {
    /// Looks a host name up.
    fn lookup(&self, host: String) -> Lookup;
}

/// The operating system's resolver, `/etc/hosts` included.
#[derive(Debug, Clone, Copy)]
pub struct SystemNames;

impl Names for SystemNames {
    fn lookup(&self, host: String) -> Lookup {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|found| found.ip()).collect()) })
    }
}

/// A name all of whose addresses may not be called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{host} means {ip}, a private, reserved or own address, which is not called unless the operator allows it")]
pub struct NameRefused {
    /// The name as asked.
    pub host: String,
    /// The first of its addresses.
    pub ip: IpAddr,
}

/// Lets through only addresses that the policy allows. The HTTP client connects to nothing else, so a name that is
/// public when it is checked and private when it is called (rebinding) gains nothing.
pub(super) struct Filter {
    pub(super) names: Arc<dyn Names>,
    pub(super) policy: Arc<OutboundPolicy>,
    /// Whether requests through this filter go to a port that this server listens on. The resolver is not told the
    /// port, so there is one client for such ports and one for all others.
    pub(super) to_own_port: bool,
}

impl Resolve for Filter {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let lookup = self.names.lookup(host.clone());
        let (policy, to_own_port) = (Arc::clone(&self.policy), self.to_own_port);
        Box::pin(async move {
            let found = lookup.await?;
            let may_call = |ip: &IpAddr| policy.allows_network_of(*ip) && !(to_own_port && policy.is_own_address(*ip));
            let allowed: Vec<SocketAddr> =
                found.iter().copied().filter(may_call).map(|ip| SocketAddr::new(ip, 0)).collect();
            match found.first() {
                Some(&ip) if allowed.is_empty() => Err(NameRefused { host, ip }.into()),
                _ => Ok(Box::new(allowed.into_iter()) as Addrs),
            }
        })
    }
}
