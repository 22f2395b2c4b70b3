//! A logo is uploaded: one file in a form of several parts, read in memory, encoded again, put into the brand.

use actix_web::http::header;
use actix_web::{HttpRequest, web};

use super::Scope;
use crate::brand::logo::{Picture, Refused};
use crate::error::Error;
use crate::outreach::wording;
use crate::secret::same;
use crate::store::logos::{self, Logo};
use crate::store::{brands, surveys};
use crate::web::admin::error::AdminResult;
use crate::web::admin::member::Member;

/// POST …/texts/logo
pub async fn send(member: Member, request: HttpRequest, body: Result<web::Bytes, actix_web::Error>) -> AdminResult {
    let too_large = Scope::of(&request, "");
    let Ok(body) = body else { return Ok(member.done(&too_large.here(), "not-logo-large")) };
    let parts = parts(&request, &body).ok_or_else(|| Error::Malformed("the form could not be read".into()))?;
    let field = |name: &str| parts.iter().find(|(field, _)| field == name).map(|(_, value)| *value);
    if !same(member.csrf.as_bytes(), field("_csrf").unwrap_or_default()) {
        let stale = "this page was open too long; open it again and send the form once more";
        return Err(Error::Forbidden(stale.into()).into());
    }
    let language = String::from_utf8_lossy(field("language").unwrap_or_default()).into_owned();
    let scope = Scope::of(&request, &language);
    let file = field("file").unwrap_or_default().to_vec();
    let read = web::block(move || Picture::of(&file)).await.map_err(|error| Error::internal(error.to_string()))?;
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

/// The parts of `multipart/form-data` by name; none when it is not that.
fn parts<'a>(request: &HttpRequest, body: &'a [u8]) -> Option<Vec<(String, &'a [u8])>> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let boundary = kind.strip_prefix("multipart/form-data")?.split("boundary=").nth(1)?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let delimiter = format!("--{boundary}").into_bytes();
    let mut parts = Vec::new();
    let mut rest = &body[find(body, &delimiter)? + delimiter.len()..];
    while let Some(inner) = rest.strip_prefix(b"\r\n") {
        let head_ends = find(inner, b"\r\n\r\n")?;
        let head = std::str::from_utf8(&inner[..head_ends]).ok()?;
        let content = &inner[head_ends + 4..];
        let ends = find(content, &[b"\r\n", delimiter.as_slice()].concat())?;
        let name = head.split("name=\"").nth(1)?.split('"').next()?;
        parts.push((name.to_owned(), &content[..ends]));
        rest = &content[ends + 2 + delimiter.len()..];
    }
    Some(parts)
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn read(kind: &str, body: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
        let request = TestRequest::post().insert_header(("Content-Type", kind)).to_http_request();
        let parts = parts(&request, body)?;
        Some(parts.into_iter().map(|(name, value)| (name, value.to_vec())).collect())
    }

    #[test]
    fn a_form_with_a_file_is_read_part_by_part() {
        let body = b"--xyz\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nabc\r\n--xyz\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\r\n--xyz--\r\n";
        let parts = read("multipart/form-data; boundary=xyz", body).unwrap();
        assert_eq!(parts[0], ("_csrf".to_owned(), b"abc".to_vec()));
        assert_eq!(parts[1], ("file".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec()));
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn what_is_no_such_form_is_not_read() {
        for (kind, body) in [
            ("application/x-www-form-urlencoded", &b"a=b"[..]),
            ("multipart/form-data; boundary=", b"--\r\n"),
            ("multipart/form-data; boundary=xyz", b"nothing"),
            ("multipart/form-data; boundary=xyz", b"--xyz\r\nno head"),
            ("multipart/form-data; boundary=xyz", b"--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end"),
        ] {
            assert!(read(kind, body).is_none(), "{kind}");
        }
    }
}
