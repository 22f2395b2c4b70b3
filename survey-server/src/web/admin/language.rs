//! The language of one's own pages and mails.

use super::error::{AdminResult, local};
use super::form::Form;
use super::member::Member;
use crate::render::Language;
use crate::store::users;
use crate::web::page::see_other;

/// POST /admin/language
pub async fn send(member: Member, form: Form) -> AdminResult {
    let (user, language) = (member.who.user.id, Language::of(&form.text("language")).in_admin());
    member.write(move |conn, _| users::set_locale(conn, user, language.tag())).await?;
    Ok(see_other(local(&form.text("back"))))
}
