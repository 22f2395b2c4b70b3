//! HTTP out: signed callbacks to programs, never to private networks.
