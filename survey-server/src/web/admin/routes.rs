//! The one table of the admin's routes: address, handler, and the action that a role must include.

use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::{Route, guard, web};

use super::role::Action;
use super::{
    campaigns, case, case_facts, case_new, case_step, case_tasks, cases, cases_bulk, compare, conversation, dashboard,
    evidence, exports, forgot, language, live, loyalty, outreach, password, people, person, problems, reasons,
    recovery, response, responses, segments, settings, setup, share, sign_in, survey_edit, surveys, texts, views,
};
use crate::web::error::nothing_here;

/// What a request needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: the pages before sign-in.
    Nothing,
    /// A session whose role includes the action.
    May(Action),
}

/// What the methods of one address need. It lies beside the route, where the extractors find it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Access {
    /// To read.
    pub get: Option<Need>,
    /// To post.
    pub post: Option<Need>,
}

impl Access {
    /// What a method needs; none when the address does not have it.
    pub fn of(self, method: &Method) -> Option<Need> {
        match *method {
            Method::GET | Method::HEAD => self.get,
            Method::POST => self.post,
            _ => None,
        }
    }
}

/// Makes the route of one handler. A function, because every worker thread builds its own.
type Make = fn() -> Route;

/// One address.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Below `/admin`.
    pub path: &'static str,
    /// Reading it.
    pub get: Option<(Need, Make)>,
    /// Posting to it.
    pub post: Option<(Need, Make)>,
}

const fn at(path: &'static str) -> Entry {
    Entry { path, get: None, post: None }
}

impl Entry {
    const fn get(self, need: Need, make: Make) -> Self {
        Entry { get: Some((need, make)), ..self }
    }

    const fn post(self, need: Need, make: Make) -> Self {
        Entry { post: Some((need, make)), ..self }
    }
}

/// GET, and HEAD with it.
fn reads() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

const OPEN: Need = Need::Nothing;
const OWN: Need = Need::May(Action::OwnAccount);
const READ: Need = Need::May(Action::Read);
const WORK: Need = Need::May(Action::WorkCases);
const EDIT: Need = Need::May(Action::EditSurveys);
const SET: Need = Need::May(Action::ChangeSettings);
const GIVE: Need = Need::May(Action::GiveAccess);
const ERASE: Need = Need::May(Action::ErasePeople);

/// Every address of the admin.
pub const TABLE: &[Entry] = &[
    at("/setup/{token}").get(OPEN, || reads().to(setup::show)).post(OPEN, || web::post().to(setup::send)),
    at("/sign-in").get(OPEN, || reads().to(sign_in::show)).post(OPEN, || web::post().to(sign_in::send)),
    at("/sign-out").post(OWN, || web::post().to(sign_in::out)),
    at("/forgot").get(OPEN, || reads().to(forgot::show)).post(OPEN, || web::post().to(forgot::send)),
    at("/password/{token}")
        .get(OPEN, || reads().to(password::show_by_link))
        .post(OPEN, || web::post().to(password::send_by_link)),
    at("/password").get(OWN, || reads().to(password::show)).post(OWN, || web::post().to(password::send)),
    at("/language").post(OWN, || web::post().to(language::send)),
    at("").get(READ, || reads().to(dashboard::show)),
    at("/responses").get(READ, || reads().to(responses::show)),
    at("/responses/evidence").get(READ, || reads().to(evidence::show)),
    at("/responses/evidence/{id}/accept").post(WORK, || web::post().to(evidence::accept)),
    at("/responses/evidence/{id}/dismiss").post(WORK, || web::post().to(evidence::dismiss)),
    at("/responses/{id}").get(READ, || reads().to(response::show)),
    at("/export/responses.{format}").get(EDIT, || reads().to(exports::responses)),
    at("/export/list.{format}").get(EDIT, || reads().to(exports::list)),
    at("/export/rollups.{format}").get(READ, || reads().to(exports::rollups)),
    at("/responses/{id}/tags").post(WORK, || web::post().to(response::tag)),
    at("/reasons").get(READ, || reads().to(reasons::show)),
    at("/events").get(READ, || reads().to(live::events)),
    at("/cases").get(READ, || reads().to(cases::show)),
    at("/cases/new").get(WORK, || reads().to(case_new::show)).post(WORK, || web::post().to(case_new::send)),
    at("/cases/bulk").get(READ, || reads().to(cases_bulk::show)).post(WORK, || web::post().to(cases_bulk::send)),
    at("/cases/{id}").get(READ, || reads().to(case::show)),
    at("/cases/{id}/claim").post(WORK, || web::post().to(case_step::claim)),
    at("/cases/{id}/contact").post(WORK, || web::post().to(case_step::contact)),
    at("/cases/{id}/note").post(WORK, || web::post().to(case_step::note)),
    at("/cases/{id}/resolve").post(WORK, || web::post().to(case_step::resolve)),
    at("/cases/{id}/reopen").post(WORK, || web::post().to(case_step::reopen)),
    at("/cases/{id}/wait").post(WORK, || web::post().to(case_step::wait)),
    at("/cases/{id}/resume").post(WORK, || web::post().to(case_step::resume)),
    at("/cases/{id}/release").post(WORK, || web::post().to(case_step::release)),
    at("/cases/{id}/dismiss").post(WORK, || web::post().to(case_step::dismiss)),
    at("/cases/{id}/merge").post(WORK, || web::post().to(case_step::merge)),
    at("/cases/{id}/facts").post(WORK, || web::post().to(case_facts::send)),
    at("/cases/{id}/tasks").post(WORK, || web::post().to(case_tasks::add)),
    at("/cases/{id}/tasks/{task}").post(WORK, || web::post().to(case_tasks::change)),
    at("/cases/{id}/assign").post(WORK, || web::post().to(case_step::assign)),
    at("/cases/{id}/message").post(WORK, || web::post().to(conversation::about_case)),
    at("/responses/{id}/message").post(WORK, || web::post().to(conversation::about_response)),
    at("/problems").get(READ, || reads().to(problems::show)).post(EDIT, || web::post().to(problems::declare)),
    at("/problems/{id}/over").post(EDIT, || web::post().to(problems::over)),
    at("/recovery").get(READ, || reads().to(recovery::show)),
    at("/recovery.csv").get(READ, || reads().to(recovery::csv)),
    at("/recovery/improvements")
        .get(READ, || reads().to(recovery::improvements::show))
        .post(WORK, || web::post().to(recovery::improvements::send)),
    at("/recovery/improvements/{id}/tell").post(WORK, || web::post().to(recovery::improvements::tell)),
    at("/recovery/asking")
        .get(SET, || reads().to(recovery::asking::show))
        .post(SET, || web::post().to(recovery::asking::send)),
    at("/segments").get(READ, || reads().to(segments::show)),
    at("/compare").get(READ, || reads().to(compare::show)),
    at("/loyalty").get(READ, || reads().to(loyalty::show)).post(SET, || web::post().to(loyalty::send)),
    at("/views").post(WORK, || web::post().to(views::send)),
    at("/views/{id}").post(EDIT, || web::post().to(views::rename)),
    at("/views/{id}/remove").post(EDIT, || web::post().to(views::remove)),
    at("/people").get(READ, || reads().to(people::show)),
    at("/people/{id}").get(READ, || reads().to(person::show)),
    at("/people/{id}/unsubscribe").post(WORK, || web::post().to(person::stop)),
    at("/people/{id}/data.json").get(ERASE, || reads().to(person::json)),
    at("/people/{id}/data.csv").get(ERASE, || reads().to(person::csv)),
    at("/people/{id}/erase").post(ERASE, || web::post().to(person::erase)),
    at("/outreach").get(READ, || reads().to(outreach::show)),
    at("/outreach/decisions").get(READ, || reads().to(outreach::show_decisions)),
    at("/campaigns").get(READ, || reads().to(campaigns::show)),
    at("/campaigns/new")
        .get(EDIT, || reads().to(campaigns::new::show))
        .post(EDIT, || web::post().to(campaigns::new::send)),
    at("/campaigns/{id}").get(READ, || reads().to(campaigns::one::show)),
    at("/campaigns/{id}/progress").get(READ, || reads().to(campaigns::one::fragment)),
    at("/campaigns/{id}/refused.csv").get(EDIT, || reads().to(campaigns::one::csv)),
    at("/campaigns/{id}/start").post(EDIT, || web::post().to(campaigns::act::start)),
    at("/campaigns/{id}/pause").post(EDIT, || web::post().to(campaigns::act::pause)),
    at("/campaigns/{id}/resume").post(EDIT, || web::post().to(campaigns::act::resume)),
    at("/campaigns/{id}/cancel").post(EDIT, || web::post().to(campaigns::act::cancel)),
    at("/campaigns/{id}/remove").post(EDIT, || web::post().to(campaigns::act::remove)),
    at("/surveys").get(READ, || reads().to(surveys::show)),
    at("/surveys/new")
        .get(EDIT, || reads().to(survey_edit::show_new))
        .post(EDIT, || web::post().to(survey_edit::send_new)),
    at("/surveys/{key}").get(READ, || reads().to(survey_edit::show)).post(EDIT, || web::post().to(survey_edit::send)),
    at("/surveys/{key}/close").post(EDIT, || web::post().to(survey_edit::close)),
    at("/surveys/{key}/open").post(EDIT, || web::post().to(survey_edit::open)),
    at("/surveys/{key}/share").get(READ, || reads().to(share::show)),
    at("/surveys/{key}/card").get(READ, || reads().to(share::card)),
    at("/surveys/{key}/share/kiosks").post(EDIT, || web::post().to(share::create)),
    at("/surveys/{key}/share/kiosks/{id}/link").post(EDIT, || web::post().to(share::replace)),
    at("/surveys/{key}/share/kiosks/{id}/remove").post(EDIT, || web::post().to(share::remove)),
    at("/surveys/{key}/share/origins").post(SET, || web::post().to(share::save_origins)),
    at("/surveys/{key}/texts").get(EDIT, || reads().to(texts::show)).post(EDIT, || web::post().to(texts::send)),
    at("/surveys/{key}/texts/check").post(EDIT, || web::post().to(texts::preview::check)),
    at("/surveys/{key}/texts/preview").post(EDIT, || web::post().to(texts::preview::frame)),
    at("/surveys/{key}/texts/restore").post(EDIT, || web::post().to(texts::restore)),
    at("/surveys/{key}/texts/test").post(EDIT, || web::post().to(texts::test)),
    at("/surveys/{key}/texts/logo").post(EDIT, || web::post().to(texts::logo::send)),
    at("/settings").get(SET, || reads().to(settings::show)),
    at("/settings/workspace")
        .get(SET, || reads().to(settings::workspace::show))
        .post(SET, || web::post().to(settings::workspace::send)),
    at("/settings/workspace/dimensions").post(SET, || web::post().to(settings::workspace::send_dimensions)),
    at("/settings/autopilot")
        .get(SET, || reads().to(settings::autopilot::show))
        .post(SET, || web::post().to(settings::autopilot::send)),
    at("/settings/texts").get(SET, || reads().to(texts::show)).post(SET, || web::post().to(texts::send)),
    at("/settings/texts/check").post(SET, || web::post().to(texts::preview::check)),
    at("/settings/texts/preview").post(SET, || web::post().to(texts::preview::frame)),
    at("/settings/texts/restore").post(SET, || web::post().to(texts::restore)),
    at("/settings/texts/test").post(SET, || web::post().to(texts::test)),
    at("/settings/texts/logo").post(SET, || web::post().to(texts::logo::send)),
    at("/settings/users")
        .get(GIVE, || reads().to(settings::users::show))
        .post(GIVE, || web::post().to(settings::users::invite)),
    at("/settings/users/{id}/role").post(GIVE, || web::post().to(settings::users::change)),
    at("/settings/users/{id}/remove").post(GIVE, || web::post().to(settings::users::remove)),
    at("/settings/keys")
        .get(GIVE, || reads().to(settings::keys::show))
        .post(GIVE, || web::post().to(settings::keys::create)),
    at("/settings/keys/{id}/revoke").post(GIVE, || web::post().to(settings::keys::revoke)),
    at("/settings/webhooks")
        .get(SET, || reads().to(settings::webhooks::show))
        .post(SET, || web::post().to(settings::webhooks::create)),
    at("/settings/webhooks/{id}/test").post(SET, || web::post().to(settings::webhooks::test)),
    at("/settings/webhooks/{id}/enable").post(SET, || web::post().to(settings::webhooks::enable)),
    at("/settings/webhooks/{id}/rotate").post(SET, || web::post().to(settings::webhooks::rotate)),
    at("/settings/webhooks/{id}/replay").post(SET, || web::post().to(settings::webhooks::replay)),
    at("/settings/webhooks/{id}/deliveries/{delivery}").get(SET, || reads().to(settings::webhook_delivery::show)),
    at("/settings/webhooks/{id}/remove").post(SET, || web::post().to(settings::webhooks::remove)),
    at("/settings/webhooks/{id}/deliveries/{delivery}/retry").post(SET, || web::post().to(settings::webhooks::retry)),
    at("/settings/channels")
        .get(SET, || reads().to(settings::channels::show))
        .post(SET, || web::post().to(settings::channels::save)),
    at("/settings/channels/{key}/test").post(SET, || web::post().to(settings::channels::test)),
    at("/settings/channels/{key}/remove").post(SET, || web::post().to(settings::channels::remove)),
    at("/settings/team")
        .get(SET, || reads().to(settings::team::show))
        .post(SET, || web::post().to(settings::team::join)),
    at("/settings/team/order").post(SET, || web::post().to(settings::team::order)),
    at("/settings/team/shifts").post(SET, || web::post().to(settings::team::plan)),
    at("/settings/team/shifts/{id}/remove").post(SET, || web::post().to(settings::team::take_back)),
    at("/settings/team/alerts").post(SET, || web::post().to(settings::team::save)),
    at("/settings/chat")
        .get(SET, || reads().to(settings::chat::show))
        .post(SET, || web::post().to(settings::chat::add)),
    at("/settings/chat/{id}/test").post(SET, || web::post().to(settings::chat::test)),
    at("/settings/chat/{id}/enable").post(SET, || web::post().to(settings::chat::enable)),
    at("/settings/chat/{id}/remove").post(SET, || web::post().to(settings::chat::remove)),
    at("/settings/digests")
        .get(SET, || reads().to(settings::digests::show))
        .post(SET, || web::post().to(settings::digests::save)),
    at("/settings/digests/now").post(SET, || web::post().to(settings::digests::now)),
    at("/settings/digests/watch").post(SET, || web::post().to(settings::digests::watch)),
    at("/settings/digests/notices").post(SET, || web::post().to(settings::digests::notices)),
    at("/settings/asking")
        .get(SET, || reads().to(settings::asking::show))
        .post(SET, || web::post().to(settings::asking::save_plan)),
    at("/settings/asking/policy").post(SET, || web::post().to(settings::asking::policy::save)),
    at("/settings/asking/try").post(SET, || web::post().to(settings::asking::rehearsal::send)),
    at("/settings/rules")
        .get(SET, || reads().to(settings::rules::show))
        .post(SET, || web::post().to(settings::rules::act)),
    at("/settings/rules/json").post(SET, || web::post().to(settings::rules::json)),
    at("/settings/rules/restore").post(SET, || web::post().to(settings::rules::restore)),
    at("/settings/rules/example").post(SET, || web::post().to(settings::rules::attempt)),
    at("/settings/rules/one").post(SET, || web::post().to(settings::rules::one::send)),
    at("/settings/rules/one/{id}").get(SET, || reads().to(settings::rules::one::show)),
    at("/settings/badge")
        .get(SET, || reads().to(settings::badge::show))
        .post(SET, || web::post().to(settings::badge::send)),
    at("/settings/badge/testimonials/{id}").post(SET, || web::post().to(settings::badge::publish)),
    at("/settings/badge/testimonials/{id}/hide").post(SET, || web::post().to(settings::badge::hide)),
    at("/settings/tags")
        .get(SET, || reads().to(settings::tags::show))
        .post(SET, || web::post().to(settings::tags::send)),
    at("/settings/privacy")
        .get(SET, || reads().to(settings::privacy::show))
        .post(SET, || web::post().to(settings::privacy::send)),
    at("/settings/promises")
        .get(SET, || reads().to(settings::promises::show))
        .post(SET, || web::post().to(settings::promises::send)),
    at("/settings/cases")
        .get(SET, || reads().to(settings::desk::show))
        .post(SET, || web::post().to(settings::desk::send)),
    at("/settings/evidence")
        .get(SET, || reads().to(settings::evidence::show))
        .post(SET, || web::post().to(settings::evidence::save)),
    at("/settings/evidence/try").post(SET, || web::post().to(settings::evidence::attempt)),
    at("/settings/connections")
        .get(SET, || reads().to(settings::connections::show))
        .post(SET, || web::post().to(settings::connections::create)),
    at("/settings/connections/requests/{id}").get(ERASE, || reads().to(settings::connections::data)),
    at("/settings/connections/requests/{id}/done").post(ERASE, || web::post().to(settings::connections::done)),
    at("/settings/connections/{id}/secret").post(SET, || web::post().to(settings::connections::secret)),
    at("/settings/connections/{id}/remove").post(SET, || web::post().to(settings::connections::remove)),
    at("/settings/connections/{id}/messages/{message}/retry")
        .post(SET, || web::post().to(settings::connections::retry)),
    at("/settings/sending").get(SET, || reads().to(settings::sending::show)),
    at("/settings/sending/test").post(SET, || web::post().to(settings::sending::test)),
    at("/settings/sending/jobs/{id}/retry").post(SET, || web::post().to(settings::sending::retry)),
    at("/settings/sending/jobs/{id}/discard").post(SET, || web::post().to(settings::sending::discard)),
    at("/settings/sending/mails/{id}/again").post(SET, || web::post().to(settings::sending::again)),
    at("/settings/sending/mails/{id}/leave").post(SET, || web::post().to(settings::sending::leave)),
    at("/settings/sending/outbox/{id}").get(SET, || reads().to(settings::outbox::show)),
    at("/settings/sending/outbox/{id}/html").get(SET, || reads().to(settings::outbox::html)),
    at("/settings/sending/outbox/{id}/source").get(SET, || reads().to(settings::outbox::source)),
];

/// Mounts the table.
pub fn configure(cfg: &mut web::ServiceConfig) {
    let mut scope = web::scope("/admin").wrap(from_fn(super::guard::guard));
    for entry in TABLE {
        let access = Access { get: entry.get.map(|(need, _)| need), post: entry.post.map(|(need, _)| need) };
        let mut resource = web::resource(entry.path).app_data(access);
        for (_, make) in entry.get.iter().chain(&entry.post) {
            resource = resource.route(make());
        }
        scope = scope.service(resource);
    }
    cfg.service(scope.default_service(web::to(nothing_here)));
}
