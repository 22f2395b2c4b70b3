//! Tells members of the team by mail what a customer did, or what became of a promise.

use serde_json::json;

use super::conversation::About;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::users::{self, Role, User};
use crate::store::{Conn, Id, Time};
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

/// Tells the one who looks after it; where nobody does, everybody who works on cases.
pub fn to_owner(conn: &mut Conn, cx: &Cx, news: &News, owner: Option<Id>) -> Result<(), Error> {
    let all = workers(conn, cx)?;
    let has_it = |member: &(User, Role)| Some(member.0.id) == owner;
    let to = if all.iter().any(has_it) { all.into_iter().filter(has_it).collect() } else { all };
    send(conn, cx, news, &to)
}

/// Tells the managers, and the one who looks after it.
pub fn to_managers(conn: &mut Conn, cx: &Cx, news: &News, owner: Option<Id>) -> Result<(), Error> {
    let mut to = workers(conn, cx)?;
    to.retain(|(user, role)| matches!(role, Role::Owner | Role::Manager) || Some(user.id) == owner);
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
