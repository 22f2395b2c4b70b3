//! A logo is uploaded: encoded again, put into the brand.

use actix_web::{HttpRequest, web};

use super::Scope;
use crate::brand::logo::{Picture, Refused};
use crate::error::Error;
use crate::outreach::wording;
use crate::store::logos::{self, Logo};
use crate::store::{brands, surveys};
use crate::web::admin::error::AdminResult;
use crate::web::admin::member::Member;
use crate::web::admin::upload::Upload;

/// POST …/texts/logo
pub async fn send(member: Member, request: HttpRequest, upload: Upload) -> AdminResult {
    let scope = Scope::of(&request, &upload.text("language"));
    let read =
        web::block(move || Picture::of(&upload.file)).await.map_err(|error| Error::internal(error.to_string()))?;
    let picture = match read {
        Ok(picture) => picture,
        Err(refused) => return Ok(member.done(&scope.here(), word(refused))),
    };
    let (key, actor) = (scope.key.clone(), member.actor());
    member
        .write(move |conn, cx| {
            let survey = match &key {
                Some(key) => surveys::find_by_key(conn, cx.workspace, key)?.ok_or(Error::NotFound("survey"))?.id,
                None => 0,
            };
            let logo = Logo {
                workspace_id: cx.workspace,
                id: picture.id(),
                media_type: "image/png".to_owned(),
                width: picture.width as i32,
                height: picture.height as i32,
                bytes: picture.bytes,
                created_at: cx.now,
                created_by: actor.clone(),
            };
            logos::keep(conn, &logo)?;
            let (mut brand, version) = brands::newest(conn, cx.workspace, survey)?;
            brand.logo = Some(logo.id);
            wording::save_brand(conn, cx, survey, &brand, Some(version), &actor)
        })
        .await?;
    Ok(member.done(&scope.here(), "logo-saved"))
}

fn word(refused: Refused) -> &'static str {
    match refused {
        Refused::TooLarge => "not-logo-large",
        Refused::OtherFormat => "not-logo-format",
        Refused::TooManyPixels => "not-logo-pixels",
        Refused::Damaged => "not-logo-damaged",
    }
}
