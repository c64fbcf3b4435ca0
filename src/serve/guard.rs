//! Who may ask: requests that name this preview, from its own pages or from somebody who came here.
//!
//! A page from anywhere may make a browser send requests here. A name that its owner points at this machine (DNS
//! rebinding) is told by `Host`; requests of other pages are told by `Origin`, and those without one, such as for a script,
//! by `Sec-Fetch-Site`. Coming here by a link, or showing a page in a frame, gives nobody anything to read.

use std::net::IpAddr;

use hyper::header::{CONTENT_LENGTH, HOST, HeaderMap, HeaderName, ORIGIN, TRANSFER_ENCODING};
use hyper::{Method, StatusCode, Uri};

/// The names that the preview answers to.
#[derive(Clone, Debug)]
pub struct Guard {
    /// True where only this machine can reach the preview.
    pub loopback: bool,
    /// The name that it was asked to listen on.
    pub name: String,
}

impl Guard {
    /// Why a request is refused, if it is.
    pub fn refuses(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let mut hosts = headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Some((StatusCode::BAD_REQUEST, "one Host is needed"));
        };
        let host = host.to_str().unwrap_or_default();
        // A request of a proxy names the host in its target too.
        let named = uri.authority().map(|authority| authority.as_str());
        if !self.is_ours(host) || named.is_some_and(|named| !self.is_ours(named)) {
            return Some((
                StatusCode::MISDIRECTED_REQUEST,
                "this preview does not answer to that name; see recueil serve --host",
            ));
        }
        if !matches!(*method, Method::GET | Method::HEAD) {
            return Some((StatusCode::METHOD_NOT_ALLOWED, "there is only something to read here"));
        }
        let length = headers.get_all(CONTENT_LENGTH).iter().any(|length| length != "0");
        if length || headers.contains_key(TRANSFER_ENCODING) {
            return Some((StatusCode::BAD_REQUEST, "nothing is taken here"));
        }
        let own = |origin: &str| origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host));
        let foreign = headers.get_all(ORIGIN).iter().any(|origin| !origin.to_str().is_ok_and(own));
        let fetch = |name: &'static str| headers.get(HeaderName::from_static(name)).map(|value| value.as_bytes());
        let from_outside = matches!(fetch("sec-fetch-site"), Some(site) if site != b"same-origin" && site != b"none");
        if foreign || (from_outside && fetch("sec-fetch-mode") != Some(b"navigate")) {
            return Some((StatusCode::FORBIDDEN, "this preview answers to its own pages only"));
        }
        None
    }

    /// Whether a host, with or without a port, is one that the preview is known by. Any port will do, since a tunnel may
    /// have another; a number is never rebound.
    fn is_ours(&self, host: &str) -> bool {
        let Some(name) = host_name(host) else { return false };
        let name = name.to_ascii_lowercase();
        let is_local = name == "localhost" || name.ends_with(".localhost");
        is_local
            || name == self.name.to_ascii_lowercase()
            || name.parse::<IpAddr>().is_ok_and(|address| !self.loopback || address.is_loopback())
    }
}

/// The name of a host without its port and brackets.
fn host_name(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port =
        |port: &str| port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    (!name.is_empty() && is_port(port)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(guard: &Guard, headers: &[(&'static str, &'static str)]) -> Option<u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), value.parse().expect("it is a value"));
        }
        guard.refuses(&Method::GET, &Uri::from_static("/"), &map).map(|(status, _)| status.as_u16())
    }

    #[test]
    fn only_its_own_names_are_answered() {
        let guard = Guard { loopback: true, name: "127.0.0.1".to_owned() };
        for host in ["localhost:4000", "LOCALHOST", "127.0.0.1:1", "[::1]:4000", "docs.localhost:80", "127.8.8.8"] {
            assert_eq!(refused(&guard, &[("host", host)]), None, "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "10.0.0.1",
            "127.0.0.1.evil.example",
            "",
            "localhost:x",
            "[::1",
            "0.0.0.0",
            "@localhost",
            "a@localhost:80",
        ] {
            assert_eq!(refused(&guard, &[("host", host)]), Some(421), "{host}");
        }
        assert_eq!(refused(&guard, &[]), Some(400));
        assert_eq!(refused(&guard, &[("host", "localhost"), ("host", "localhost")]), Some(400));
        let open = Guard { loopback: false, name: "desk.example".to_owned() };
        for host in ["10.0.0.1:4000", "desk.example:4000", "localhost"] {
            assert_eq!(refused(&open, &[("host", host)]), None, "{host}");
        }
        assert_eq!(refused(&open, &[("host", "evil.example")]), Some(421));
    }

    #[test]
    fn pages_from_elsewhere_read_nothing() {
        let guard = Guard { loopback: true, name: "127.0.0.1".to_owned() };
        let host = ("host", "localhost:4000");
        for (headers, status) in [
            (&[host, ("origin", "http://localhost:4000")][..], None),
            (&[host, ("origin", "http://localhost:3000")], Some(403)),
            (&[host, ("origin", "https://localhost:4000")], Some(403)),
            (&[host, ("origin", "null")], Some(403)),
            (&[host, ("origin", "http://evil.example")], Some(403)),
            (&[host, ("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")], None),
            (&[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], Some(403)),
            (&[host, ("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors")], Some(403)),
            (&[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], None),
            (&[host, ("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")], None),
        ] {
            assert_eq!(refused(&guard, headers), status, "{headers:?}");
        }
    }
}
