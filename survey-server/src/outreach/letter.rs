//! What the mail of an invitation says: the survey's question in the wording of the business.

use crate::brand::{Brand, logo};
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{Again, Invitation, Logo, ScoreLink};
use crate::outreach::send::Letter;
use crate::secret::Purpose;
use crate::store::{Conn, logos};
use crate::wording::{Names, Slot, paragraphs};

/// The logo of a brand as mails show it.
pub fn logo_of(conn: &mut Conn, cx: &Cx, brand: &Brand) -> Result<Option<Logo>, Error> {
    let Some(id) = &brand.logo else { return Ok(None) };
    let size = logos::size(conn, cx.workspace, id)?;
    Ok(size.map(|(width, height)| {
        let (width, height) = logo::shown(width, height);
        Logo { url: cx.url(&logo::path(cx.workspace, id)), width, height }
    }))
}

impl Letter {
    /// What the names in the business's texts stand for.
    pub fn names(&self) -> Names {
        Names::of(
            self.workspace.company(),
            self.survey.name(),
            self.person.name.as_deref(),
            self.person.email.as_deref(),
            &self.invitation.properties.0,
        )
    }

    /// The mail, ready to be rendered. The links of a preview lead to pages that record nothing.
    pub fn message(&self, cx: &Cx) -> Invitation {
        let language = self.invitation.locale.as_str();
        let scale = self.scale();
        let (low, high) = self.ends(language);
        let names = self.names();
        let text = |slot| self.wording.fill(slot, &names);
        let lines = |slot| text(slot).map(|text| paragraphs(&text)).unwrap_or_default();
        let brand = &self.wording.brand;
        let page = |score: &i64| {
            if self.preview {
                cx.url(&format!("/p/{}/{score}?lang={language}", self.token))
            } else if self.survey.anonymous() {
                // What follows the # is never sent to a server: no log learns who gave which score.
                cx.url(&format!("/s/{}#{score}", self.token))
            } else {
                cx.url(&format!("/s/{}/{score}", self.token))
            }
        };
        Invitation {
            company: self.workspace.company().to_owned(),
            logo: self.logo.clone(),
            again: self.again.as_ref().map(|again| Again { how: again.how.word(), since: again.since.0 }),
            subject: text(Slot::Subject),
            preheader: text(Slot::Preheader),
            intro: lines(Slot::Intro),
            question: self.question(language),
            top: scale.last().copied().unwrap_or_default(),
            links: scale.iter().map(|score| ScoreLink { score: *score, url: page(score) }).collect(),
            low_label: Some(low).filter(|word| !word.is_empty()),
            high_label: Some(high).filter(|word| !word.is_empty()),
            closing: lines(Slot::Closing),
            signature: lines(Slot::Signature),
            customer_since: self.bought_at.filter(|_| brand.names_day != Some(false)).map(|at| at.0),
            help_url: self.help_url(cx),
            unsubscribe_url: self.unsubscribe_url(cx),
            imprint: brand.imprint.as_deref().unwrap_or_default().lines().map(str::to_owned).collect(),
            zone: self.workspace.settings.0.zone.clone(),
            look: self.wording.look.clone(),
        }
    }

    /// Where the mail's call for help leads.
    fn help_url(&self, cx: &Cx) -> String {
        let row = &self.invitation;
        if self.preview {
            cx.url(&format!("/p/{}?lang={}", self.token, row.locale))
        } else {
            let token = cx.keys().link(Purpose::Help, row.workspace_id, row.id, row.generation);
            cx.url(&format!("/h/{token}"))
        }
    }

    /// Where the mail's unsubscribe link leads.
    pub fn unsubscribe_url(&self, cx: &Cx) -> String {
        if self.preview {
            cx.url(&format!("/p/{}?lang={}", self.token, self.invitation.locale))
        } else {
            cx.url(&format!("/u/{}", self.unsubscribe))
        }
    }
}
