//! Who may do what: the one table of roles and actions.

use crate::store::users::Role;

/// What a page or a form does, as far as roles are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Change one's own password and language, sign out.
    OwnAccount,
    /// See reports, answers, cases, people and surveys.
    Read,
    /// Claim, contact, note, resolve, reopen and hand over cases; stop asking a person who says so.
    WorkCases,
    /// Change surveys, open and close them.
    EditSurveys,
    /// Erase people.
    ErasePeople,
    /// Change the workspace's settings, webhooks and sending; read mails that were sent.
    ChangeSettings,
    /// Decide who has access: members and API keys.
    GiveAccess,
}

/// Whether a role may do it.
pub fn allowed(role: Role, action: Action) -> bool {
    use Action::{ChangeSettings, EditSurveys, ErasePeople, GiveAccess, OwnAccount, Read, WorkCases};
    match role {
        Role::Viewer => matches!(action, OwnAccount | Read),
        Role::Agent => matches!(action, OwnAccount | Read | WorkCases),
        Role::Manager => {
            matches!(action, OwnAccount | Read | WorkCases | EditSurveys | ErasePeople | ChangeSettings)
        }
        Role::Owner => {
            matches!(action, OwnAccount | Read | WorkCases | EditSurveys | ErasePeople | ChangeSettings | GiveAccess)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Action; 7] = [
        Action::OwnAccount,
        Action::Read,
        Action::WorkCases,
        Action::EditSurveys,
        Action::ErasePeople,
        Action::ChangeSettings,
        Action::GiveAccess,
    ];

    #[test]
    fn each_role_may_do_all_that_the_one_below_may() {
        let ladder = [Role::Viewer, Role::Agent, Role::Manager, Role::Owner];
        for pair in ladder.windows(2) {
            for action in ALL {
                assert!(!allowed(pair[0], action) || allowed(pair[1], action), "{pair:?} {action:?}");
            }
            assert!(ALL.iter().any(|action| allowed(pair[1], *action) && !allowed(pair[0], *action)));
        }
    }
}
