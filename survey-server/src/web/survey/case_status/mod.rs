//! The customer's view of their case: who has it, what was promised and what became of it, and what they can do: a line
//! to the manager, a time for the call, solved or not. Looking changes nothing; each form is a POST.

mod act;
mod context;

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};

pub(super) use self::act::{call, line, solved};
use super::{open_link, refused};
use crate::app::App;
use crate::error::Error;
use crate::recovery::conversation;
use crate::render::Language;
use crate::secret::Purpose;
use crate::store::cases;
use crate::web::page::{self, Audience, accepted_language, see_other};

/// What the page says after a form was sent.
const SAID: [&str; 5] = ["line", "yes", "no", "call", "gone"];

/// `GET /c/{token}`.
pub(super) async fn show(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let accepted = accepted_language(&request, &Language::ALL);
    let action = format!("/c/{token}");
    let said = url::form_urlencoded::parse(request.query_string().as_bytes())
        .find(|(name, _)| name == "said")
        .and_then(|(_, value)| SAID.into_iter().find(|known| *known == value));
    let found = match open_link(&app, Purpose::CaseStatus, &token) {
        Ok((claim, cx)) => {
            app.db
                .read(move |conn| {
                    let case = cases::find(conn, cx.workspace, claim.id)?.ok_or(Error::NotFound("link"))?;
                    let goes_on = conversation::surviving(conn, &cx, case)?;
                    if goes_on.id != claim.id {
                        let token = cx.keys().link(Purpose::CaseStatus, cx.workspace, goes_on.id, 0);
                        return Ok(Err(format!("/c/{token}")));
                    }
                    context::of(conn, &cx, &goes_on, accepted, &action, said).map(Ok)
                })
                .await
        }
        Err(error) => Err(error),
    };
    let response = match found {
        Ok(Ok((context, language))) => {
            page::page(&app, Audience::Public, StatusCode::OK, "case_status", language.tag(), &context)
        }
        // It was joined to another one: that is where it goes on.
        Ok(Err(elsewhere)) => see_other(&elsewhere),
        Err(error) => return refused(&request, &app, Purpose::CaseStatus, &token, &error).await,
    };
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}
