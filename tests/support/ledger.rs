//! What the server's own books say about its mails, read from the database while processes come and go.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use survey_server::store::deliveries::{Kind, Stage};
use survey_server::store::schema::{deliveries, jobs};
use survey_server::store::{Db, Time};

use super::server::Installation;

/// The books.
pub struct Ledger {
    db: Db,
}

impl Ledger {
    /// Those of an installation, whether it runs or not.
    pub fn of(installation: &Installation) -> Self {
        Self { db: installation.database() }
    }

    /// Every mail that asks somebody: to whom, and how far it got.
    pub fn mails(&self) -> Vec<(String, Stage)> {
        let load = |conn: &mut _| {
            let asking = deliveries::table.filter(deliveries::kind.eq(Kind::Invitation));
            Ok(asking.select((deliveries::recipient, deliveries::stage)).load(conn)?)
        };
        self.db.read_now(load).expect("the deliveries")
    }

    /// How many of these mails are at each stage.
    pub fn count(&self) -> BTreeMap<Stage, usize> {
        let mut count = BTreeMap::new();
        for (_, stage) in self.mails() {
            *count.entry(stage).or_insert(0) += 1;
        }
        count
    }

    /// The names of the workers that have jobs in hand.
    pub fn workers(&self) -> BTreeSet<String> {
        let load = |conn: &mut _| Ok(jobs::table.select(jobs::leased_by).distinct().load::<Option<String>>(conn)?);
        self.db.read_now(load).expect("the jobs").into_iter().flatten().collect()
    }

    /// Ends the leases of all workers but these, as if the minute that they last had passed since their process died.
    pub fn end_leases(&self, but: &BTreeSet<String>) {
        let alive: Vec<&String> = but.iter().collect();
        let end = |conn: &mut _| {
            let dead = jobs::table.filter(jobs::leased_by.is_not_null()).filter(jobs::leased_by.ne_all(alive));
            Ok(diesel::update(dead).set(jobs::leased_until.eq(Some(Time(0)))).execute(conn)?)
        };
        self.db.write_now(end).expect("the jobs");
    }
}
