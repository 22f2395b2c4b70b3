//! How fast mails go to one recipient domain: so many at once, so many a minute, and slower where the domain asks for it.

use std::collections::HashMap;

use crate::store::Time;

/// Minutes that a domain is left alone after it asked for it, the first time, the second in a row, …
const SLOW_MINUTES: [i64; 6] = [1, 2, 4, 8, 15, 30];
/// So many domains are remembered before those that nothing is known of any more are forgotten.
const REMEMBERED: usize = 10_000;

/// What is allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Mails to one domain at once.
    pub(super) in_flight: usize,
    /// Mails to one domain a minute; 0: as many as go.
    pub(super) per_minute: u32,
}

/// Whether a mail to a domain goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It goes.
    Go,
    /// Once one of those on their way has come to its end.
    AfterAnother,
    /// Not before then.
    NotBefore(Time),
}

#[derive(Debug, Default)]
struct Domain {
    in_flight: usize,
    /// The minute that is counted, and how many went in it.
    minute: (i64, u32),
    slow_until: Option<Time>,
    slowed: usize,
}

/// The domains that mails go to.
#[derive(Debug)]
pub(super) struct Throttle {
    limits: Limits,
    domains: HashMap<String, Domain>,
}

impl Throttle {
    pub(super) fn new(limits: Limits) -> Self {
        Throttle { limits, domains: HashMap::new() }
    }

    /// Whether a mail to this domain may go now.
    pub(super) fn asks(&self, domain: &str, now: Time) -> Verdict {
        let Some(known) = self.domains.get(domain) else { return Verdict::Go };
        if let Some(until) = known.slow_until.filter(|until| *until > now) {
            return Verdict::NotBefore(until);
        }
        let minute = now.0.div_euclid(60_000);
        if self.limits.per_minute > 0 && known.minute.0 == minute && known.minute.1 >= self.limits.per_minute {
            return Verdict::NotBefore(Time((minute + 1) * 60_000));
        }
        if known.in_flight >= self.limits.in_flight { Verdict::AfterAnother } else { Verdict::Go }
    }

    /// A mail to this domain goes.
    pub(super) fn begin(&mut self, domain: &str, now: Time) {
        if self.domains.len() >= REMEMBERED {
            self.domains.retain(|_, known| known.in_flight > 0 || known.slow_until.is_some_and(|until| until > now));
        }
        let known = match self.domains.get_mut(domain) {
            Some(known) => known,
            None => self.domains.entry(domain.to_owned()).or_default(),
        };
        known.in_flight += 1;
        let minute = now.0.div_euclid(60_000);
        known.minute = if known.minute.0 == minute { (minute, known.minute.1 + 1) } else { (minute, 1) };
    }

    /// It came to its end.
    pub(super) fn end(&mut self, domain: &str) {
        if let Some(known) = self.domains.get_mut(domain) {
            known.in_flight = known.in_flight.saturating_sub(1);
        }
    }

    /// The domain took a mail: it is not slow any more.
    pub(super) fn took(&mut self, domain: &str) {
        if let Some(known) = self.domains.get_mut(domain) {
            (known.slow_until, known.slowed) = (None, 0);
        }
    }

    /// The domain asked us to slow down. Those on their way already do not count again.
    pub(super) fn slow_down(&mut self, domain: &str, now: Time) {
        let known = self.domains.entry(domain.to_owned()).or_default();
        if known.slow_until.is_some_and(|until| until > now) {
            return;
        }
        let minutes = SLOW_MINUTES.get(known.slowed.min(SLOW_MINUTES.len() - 1)).copied().unwrap_or(30);
        known.slowed += 1;
        known.slow_until = Some(now.plus_secs(minutes * 60));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_800_000_030_000);

    fn throttle(in_flight: usize, per_minute: u32) -> Throttle {
        Throttle::new(Limits { in_flight, per_minute })
    }

    #[test]
    fn no_more_than_allowed_are_on_their_way_to_one_domain_and_others_go_on() {
        let mut throttle = throttle(2, 0);
        throttle.begin("a.example", NOW);
        throttle.begin("a.example", NOW);
        assert_eq!(throttle.asks("a.example", NOW), Verdict::AfterAnother);
        assert_eq!(throttle.asks("b.example", NOW), Verdict::Go);
        throttle.end("a.example");
        assert_eq!(throttle.asks("a.example", NOW), Verdict::Go);
    }

    #[test]
    fn no_more_than_allowed_go_in_one_minute() {
        let mut throttle = throttle(99, 2);
        for _ in 0..2 {
            throttle.begin("a.example", NOW);
            throttle.end("a.example");
        }
        let next = Time(1_800_000_060_000);
        assert_eq!(throttle.asks("a.example", NOW), Verdict::NotBefore(next));
        assert_eq!(throttle.asks("a.example", next), Verdict::Go);
    }

    #[test]
    fn a_domain_that_asks_for_it_is_left_alone_for_longer_each_time_until_it_takes_a_mail() {
        let mut throttle = throttle(99, 0);
        throttle.slow_down("a.example", NOW);
        throttle.slow_down("a.example", NOW);
        assert_eq!(throttle.asks("a.example", NOW), Verdict::NotBefore(NOW.plus_secs(60)));
        let later = NOW.plus_secs(60);
        assert_eq!(throttle.asks("a.example", later), Verdict::Go);
        throttle.slow_down("a.example", later);
        assert_eq!(throttle.asks("a.example", later), Verdict::NotBefore(later.plus_secs(120)));
        throttle.took("a.example");
        throttle.slow_down("a.example", later);
        assert_eq!(throttle.asks("a.example", later), Verdict::NotBefore(later.plus_secs(60)));
    }
}
