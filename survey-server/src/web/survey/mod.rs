//! Public pages: what customers see. A GET shows and never acts; a POST needs neither cookie nor nonce, the link is
//! the capability.

mod asset;
mod brand;
mod browser;
mod case_status;
mod click;
mod embed;
mod fields;
mod form;
mod help;
mod intent;
mod kiosk;
mod kiosk_answers;
mod live_page;
mod post;
pub mod preview;
mod qr;
mod refusal;
mod sheet;
mod step;
mod submission;
mod thanks;
mod unsubscribe;
mod view;

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

use self::refusal::refused;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::secret::{Claim, Purpose};

/// Most bytes of a posted survey form.
const FORM_LIMIT: usize = 256 * 1024;

/// Mounts the public pages. GET and HEAD share their handlers: the server drops the body of an answer to HEAD.
pub fn configure(cfg: &mut ServiceConfig) {
    let limit = || web::PayloadConfig::new(FORM_LIMIT);
    cfg.service(
        web::resource("/s/{token}")
            .app_data(limit())
            .route(web::get().to(form::invited))
            .route(web::head().to(form::invited))
            .route(web::post().to(post::invited)),
    )
    .service(
        web::resource("/s/{token}/intent")
            .app_data(web::PayloadConfig::new(intent::LIMIT))
            .route(web::post().to(intent::send)),
    )
    .service(
        web::resource("/s/{token}/qr.{format}").route(web::get().to(qr::invited)).route(web::head().to(qr::invited)),
    )
    .service(web::resource("/l/{token}/qr.{format}").route(web::get().to(qr::open)).route(web::head().to(qr::open)))
    .service(web::resource("/s/{token}/{score}").route(web::get().to(form::scored)).route(web::head().to(form::scored)))
    .service(
        web::resource("/l/{token}")
            .wrap(from_fn(embed::shared))
            .app_data(limit())
            .route(web::get().to(form::open))
            .route(web::head().to(form::open))
            .route(web::post().to(post::open)),
    )
    .service(
        web::resource("/e/{token}")
            .wrap(from_fn(embed::framed))
            .app_data(limit())
            .route(web::get().to(form::framed))
            .route(web::head().to(form::framed))
            .route(web::post().to(post::framed)),
    )
    .service(web::resource("/embed.js").route(web::get().to(embed::script)).route(web::head().to(embed::script)))
    .service(web::resource("/k/sw.js").route(web::get().to(kiosk::service_worker)))
    .service(web::resource("/k/{token}").route(web::get().to(kiosk::show)).route(web::head().to(kiosk::show)))
    .service(web::resource("/k/{token}/answers").route(web::post().to(kiosk_answers::hand_in)))
    .service(web::resource("/k/{token}/pin").route(web::post().to(kiosk::pin)))
    .service(web::resource("/k/{token}/app.webmanifest").route(web::get().to(kiosk::manifest)))
    .service(web::resource("/k/{token}/qr.{format}").route(web::get().to(qr::kiosk)).route(web::head().to(qr::kiosk)))
    .service(
        web::resource("/u/{token}")
            .route(web::get().to(unsubscribe::ask))
            .route(web::head().to(unsubscribe::ask))
            .route(web::post().to(unsubscribe::act)),
    )
    .service(
        web::resource("/c/{token}").route(web::get().to(case_status::show)).route(web::head().to(case_status::show)),
    )
    .service(web::resource("/c/{token}/line").app_data(limit()).route(web::post().to(case_status::line)))
    .service(web::resource("/c/{token}/solved").app_data(limit()).route(web::post().to(case_status::solved)))
    .service(web::resource("/c/{token}/call").app_data(limit()).route(web::post().to(case_status::call)))
    .service(
        web::resource("/h/{token}")
            .app_data(limit())
            .route(web::get().to(help::show))
            .route(web::head().to(help::show))
            .route(web::post().to(help::ask)),
    )
    .service(
        web::resource("/p/{token}")
            .app_data(limit())
            .route(web::get().to(preview::show))
            .route(web::head().to(preview::show))
            .route(web::post().to(preview::answer)),
    )
    .service(
        web::resource("/p/{token}/{score}")
            .route(web::get().to(preview::scored))
            .route(web::head().to(preview::scored)),
    )
    .service(
        web::resource("/brand/{name}")
            .route(web::get().to(brand::style_sheet))
            .route(web::head().to(brand::style_sheet)),
    )
    .service(
        web::resource("/logo/{workspace}/{name}").route(web::get().to(brand::logo)).route(web::head().to(brand::logo)),
    )
    .service(
        web::resource(r"/assets/{version}/{name:[\w./-]+}")
            .route(web::get().to(asset::send))
            .route(web::head().to(asset::send)),
    );
}

/// What a token says, and the context of its workspace. Unknown tokens are all answered alike.
fn open_link(app: &App, purpose: Purpose, token: &str) -> Result<(Claim, Cx), Error> {
    let claim = app.site.keys.open_link(purpose, token).ok_or(Error::NotFound("link"))?;
    let cx = app.cx(claim.workspace);
    Ok((claim, cx))
}
