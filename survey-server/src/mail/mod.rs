//! The only place that speaks SMTP: messages built, sent stage by stage, or written to the outbox.
