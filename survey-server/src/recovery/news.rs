//! Tells members of the team by mail what a customer did, or what became of a promise.

use serde_json::json;

use super::conversation::About;
use super::duty;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::users::{self, Role, User};
use crate::store::{Conn, Id, Time, cases};
use crate::text_enum;

text_enum! {
    /// What is told.
    What {
        /// The customer answered a mail.
        Wrote => "wrote",
        /// The customer has a word for the manager.
        Line => "line",
        /// The customer says that it is not solved.
        Unsolved => "unsolved",
        /// The customer chose a time for the call.
        Call => "call",
        /// A promise was renewed.
        Renewed => "renewed",
        /// A promise was broken.
        Broken => "broken",
        /// A mail to the customer did not arrive.
        Undelivered => "undelivered",
    }
}

/// One piece of news.
#[derive(Clone, Copy, Debug)]
pub struct News {
    /// What.
    pub what: What,
    /// About which case or answer.
    pub about: About,
    /// The message that came.
    pub message: Option<Id>,
    /// The time that it is about.
    pub at: Option<Time>,
}

/// Tells the one who looks after it; where nobody does or they are away, those on duty; where nobody is, everybody who
/// works on cases.
pub fn to_owner(conn: &mut Conn, cx: &Cx, news: &News, owner: Option<Id>) -> Result<(), Error> {
    let here = match owner {
        Some(owner) => !duty::is_away(conn, cx, owner, cx.now)?,
        None => false,
    };
    let team = match news.about {
        About::Case(id) => cases::find(conn, cx.workspace, id)?.and_then(|case| case.team),
        About::Response(_) => None,
    };
    let wanted = if here { owner.into_iter().collect() } else { duty::on_duty(conn, cx, team.as_deref(), cx.now)? };
    let mut to = workers(conn, cx)?;
    if to.iter().any(|(user, _)| wanted.contains(&user.id)) {
        to.retain(|(user, _)| wanted.contains(&user.id));
    }
    send(conn, cx, news, &to)
}

/// Tells the managers who are there, and the one who looks after it.
pub fn to_managers(conn: &mut Conn, cx: &Cx, news: &News, owner: Option<Id>) -> Result<(), Error> {
    let managers = duty::managers(conn, cx, cx.now)?;
    let mut to = workers(conn, cx)?;
    to.retain(|(user, _)| managers.contains(&user.id) || Some(user.id) == owner);
    send(conn, cx, news, &to)
}

/// The members who work on cases.
fn workers(conn: &mut Conn, cx: &Cx) -> Result<Vec<(User, Role)>, Error> {
    let mut members = users::members(conn, cx.workspace)?;
    members.retain(|(_, role)| *role != Role::Viewer);
    Ok(members)
}

fn send(conn: &mut Conn, cx: &Cx, news: &News, to: &[(User, Role)]) -> Result<(), Error> {
    let (of, thing) = match news.about {
        About::Case(id) => (id, "case"),
        About::Response(id) => (id, "response"),
    };
    if let About::Case(id) = news.about {
        // Other news of it are numbered before or after these.
        cases::lock(conn, cx.workspace, id)?;
    }
    let mut n = deliveries::last_number(conn, cx.workspace, of, Kind::News)?;
    let mut work = Vec::with_capacity(to.len());
    for (user, _) in to {
        n += 1;
        let params = json!({
            "user": user.id, "thing": thing, "what": news.what.word(), "message": news.message, "at": news.at,
        });
        let delivery = Delivery::queued(cx, (of, Kind::News, n), &user.email, params);
        deliveries::insert(conn, &delivery)?;
        work.push(Job::new(cx, Class::Alert, Payload::Mail { delivery: delivery.id }));
    }
    jobs::enqueue(conn, &work)
}
