//! Whom to tell now: who is on call, who comes next, who decides, and who is away.

use crate::clock::Cx;
use crate::error::Error;
use crate::store::shifts::Shift;
use crate::store::users::{Role, User};
use crate::store::{Conn, Id, Time, shifts, teams, users};

/// The people of a workspace at a moment, as far as they work on cases.
#[derive(Clone, Debug, Default)]
pub struct Rota {
    /// Everybody who works on cases, those who were there first, first.
    members: Vec<(User, Role)>,
    /// Who belongs to the team, in its order.
    team: Vec<Id>,
    /// The shifts of the moment, and who is away.
    now: Vec<Shift>,
    name: Option<String>,
}

impl Rota {
    /// Who there is at a moment, for a team or for all.
    pub fn at(conn: &mut Conn, cx: &Cx, team: Option<&str>, at: Time) -> Result<Self, Error> {
        let mut members = users::members(conn, cx.workspace)?;
        members.retain(|(_, role)| *role != Role::Viewer);
        let order = match team {
            Some(team) => teams::of(conn, cx.workspace, team)?,
            None => Vec::new(),
        };
        let now = shifts::at(conn, cx.workspace, at)?;
        let team_order = order.into_iter().filter(|id| members.iter().any(|(user, _)| user.id == *id)).collect();
        Ok(Rota { members, team: team_order, now, name: team.map(str::to_owned) })
    }

    /// The member of this id, unless they only read.
    pub fn member(&self, id: Id) -> Option<&User> {
        self.members.iter().find(|(user, _)| user.id == id).map(|(user, _)| user)
    }

    /// Whether somebody is away.
    pub fn is_away(&self, user: Id) -> bool {
        self.now.iter().any(|shift| shift.away && shift.user_id == user)
    }

    /// Whether somebody has a shift, of this team or of every one.
    pub fn is_on_shift(&self, user: Id) -> bool {
        let ours = |shift: &Shift| shift.team.is_none() || self.name.is_none() || shift.team == self.name;
        !self.is_away(user) && self.now.iter().any(|shift| !shift.away && shift.user_id == user && ours(shift))
    }

    /// Who is told first: those on shift; without any, the team; without one, everybody. Who is away is left out, unless
    /// nobody would be left: somebody must know.
    pub fn on_duty(&self) -> Vec<Id> {
        let everybody = || self.members.iter().map(|(user, _)| user.id);
        let on_shift: Vec<Id> = everybody().filter(|id| self.is_on_shift(*id)).collect();
        if !on_shift.is_empty() {
            return on_shift;
        }
        let team: Vec<Id> = self.team.iter().copied().filter(|id| !self.is_away(*id)).collect();
        if !team.is_empty() {
            return team;
        }
        let there: Vec<Id> = everybody().filter(|id| !self.is_away(*id)).collect();
        if there.is_empty() { everybody().collect() } else { there }
    }

    /// Who comes after those on duty, in the order of the team and then of all: the `place`th of them, from 0, beginning
    /// again after the last. None where everybody is on duty.
    pub fn next(&self, place: usize) -> Option<Id> {
        let told = self.on_duty();
        let mut others: Vec<Id> = Vec::new();
        for id in self.team.iter().copied().chain(self.members.iter().map(|(user, _)| user.id)) {
            if !told.contains(&id) && !others.contains(&id) && !self.is_away(id) {
                others.push(id);
            }
        }
        let place = place.checked_rem(others.len())?;
        others.get(place).copied()
    }

    /// Who decides: managers and owners who are there; all of them where none is.
    pub fn managers(&self) -> Vec<Id> {
        let decides = |role: &Role| matches!(role, Role::Manager | Role::Owner);
        let all = || self.members.iter().filter(|(_, role)| decides(role)).map(|(user, _)| user.id);
        let there: Vec<Id> = all().filter(|id| !self.is_away(*id)).collect();
        if there.is_empty() { all().collect() } else { there }
    }
}

/// Whom to tell of a case of this team at this moment, in order.
pub fn on_duty(conn: &mut Conn, cx: &Cx, team: Option<&str>, at: Time) -> Result<Vec<Id>, Error> {
    Ok(Rota::at(conn, cx, team, at)?.on_duty())
}

/// Who comes after those on duty: the `place`th of them, from 0.
pub fn next_person(conn: &mut Conn, cx: &Cx, team: Option<&str>, at: Time, place: usize) -> Result<Option<Id>, Error> {
    Ok(Rota::at(conn, cx, team, at)?.next(place))
}

/// Who decides when nobody takes a case.
pub fn managers(conn: &mut Conn, cx: &Cx, at: Time) -> Result<Vec<Id>, Error> {
    Ok(Rota::at(conn, cx, None, at)?.managers())
}

/// Whether a member is away at a moment.
pub fn is_away(conn: &mut Conn, cx: &Cx, user: Id, at: Time) -> Result<bool, Error> {
    Ok(shifts::at(conn, cx.workspace, at)?.iter().any(|shift| shift.away && shift.user_id == user))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> Id {
        Id(uuid::Uuid::from_u128(number))
    }

    fn member(number: u128, role: Role) -> (User, Role) {
        let user = User {
            id: id(number),
            email: format!("{number}@shop.example"),
            email_key: format!("{number}@shop.example"),
            name: String::new(),
            locale: "en".to_owned(),
            password_hash: None,
            link_generation: 0,
            link_expires_at: None,
            failed_sign_ins: 0,
            locked_until: None,
            created_at: Time(0),
            signed_in_at: None,
        };
        (user, role)
    }

    fn span(number: u128, team: Option<&str>, away: bool) -> Shift {
        Shift {
            workspace_id: 1,
            id: id(number + 100),
            user_id: id(number),
            team: team.map(str::to_owned),
            away,
            from_at: Time(0),
            until_at: Time(1),
        }
    }

    /// An owner 1, a manager 2, agents 3 to 5; the team is 4, 3.
    fn rota(now: Vec<Shift>) -> Rota {
        let roles = [Role::Owner, Role::Manager, Role::Agent, Role::Agent, Role::Agent];
        Rota {
            members: (1..).zip(roles).map(|(number, role)| member(number, role)).collect(),
            team: vec![id(4), id(3)],
            now,
            name: Some("Delivery".to_owned()),
        }
    }

    #[test]
    fn without_shifts_the_team_is_told_in_its_order_and_then_the_others() {
        let rota = rota(Vec::new());
        assert_eq!(rota.on_duty(), [id(4), id(3)]);
        assert_eq!((rota.next(0), rota.next(1), rota.next(3)), (Some(id(1)), Some(id(2)), Some(id(1))));
        assert_eq!(rota.managers(), [id(1), id(2)]);
    }

    #[test]
    fn who_has_a_shift_is_told_and_the_next_is_the_first_of_the_team() {
        let rota = rota(vec![span(5, Some("Delivery"), false), span(2, Some("Returns"), false)]);
        assert_eq!(rota.on_duty(), [id(5)], "a shift of another team is not ours");
        assert_eq!((rota.next(0), rota.next(1)), (Some(id(4)), Some(id(3))));
        assert!(rota.is_on_shift(id(5)) && !rota.is_on_shift(id(2)));
    }

    #[test]
    fn who_is_away_is_passed_over_even_on_a_shift() {
        let rota = rota(vec![span(5, None, false), span(5, None, true), span(4, None, true), span(1, None, true)]);
        assert_eq!(rota.on_duty(), [id(3)]);
        assert_eq!(rota.next(0), Some(id(2)));
        assert_eq!(rota.managers(), [id(2)]);
    }

    #[test]
    fn somebody_is_told_even_when_everybody_is_away() {
        let rota = rota((1..=5).map(|number| span(number, None, true)).collect());
        assert_eq!(rota.on_duty().len(), 5);
        assert_eq!(rota.next(0), None);
        assert_eq!(rota.managers(), [id(1), id(2)]);
    }
}
