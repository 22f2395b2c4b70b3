//! A posted form with a file in it: read up to a limit, and only for somebody who is signed in.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;

use super::error::AdminError;
use super::form::is_genuine;
use super::member::Member;
use crate::error::Error;

/// Most bytes of a form with its file. A larger file is read by the command, which has no such limit.
pub const LIMIT: usize = 20 * 1024 * 1024;

/// The fields of a form whose token was checked, and its file.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    fields: Vec<(String, String)>,
    /// The file's name as the browser gives it.
    pub file_name: String,
    /// The file.
    pub file: Vec<u8>,
}

impl Upload {
    /// A field, trimmed; empty when it is missing.
    pub fn text(&self, name: &str) -> String {
        let field = self.fields.iter().find(|(key, _)| key == name);
        field.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    }
}

impl FromRequest for Upload {
    type Error = AdminError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AdminError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            // Before a byte of the file is read.
            Member::extract(&request).await?;
            let bytes = read(payload).await?;
            let upload = match boundary(&request) {
                Some(boundary) => {
                    parse(&bytes, &boundary).ok_or_else(|| Error::Malformed("the form could not be read".to_owned()))?
                }
                None => {
                    let fields = url::form_urlencoded::parse(&bytes);
                    let fields = fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
                    Upload { fields, ..Upload::default() }
                }
            };
            if is_genuine(&request, &upload.text("_csrf"))? {
                return Ok(upload);
            }
            Err(AdminError(Error::Forbidden(
                "this page was open too long; open it again and send the form once more".into(),
            )))
        })
    }
}

async fn read(mut payload: Payload) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk: web::Bytes =
            chunk.map_err(|error| Error::Malformed(format!("the form could not be read: {error}")))?;
        if bytes.len() + chunk.len() > LIMIT {
            return Err(Error::TooLarge { limit: LIMIT });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What parts the parts of a multipart body; none for another kind of body.
fn boundary(request: &HttpRequest) -> Option<String> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = kind.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.split(';').find_map(|one| one.trim().strip_prefix("boundary="))?;
    Some(boundary.trim_matches('"').to_owned()).filter(|boundary| !boundary.is_empty())
}

/// Takes a multipart body apart; none when it is not one.
fn parse(body: &[u8], boundary: &str) -> Option<Upload> {
    let first = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = body.get(find(body, first.as_bytes())? + first.len()..)?;
    let mut upload = Upload::default();
    while !rest.starts_with(b"--") {
        rest = rest.strip_prefix(b"\r\n")?;
        let head = find(rest, b"\r\n\r\n")?;
        let content = rest.get(head + 4..)?;
        let end = find(content, between.as_bytes())?;
        let names = std::str::from_utf8(rest.get(..head)?).ok()?;
        upload.take(names, content.get(..end)?)?;
        rest = content.get(end + between.len()..)?;
    }
    Some(upload)
}

impl Upload {
    fn take(&mut self, head: &str, content: &[u8]) -> Option<()> {
        let name = |wanted: &str| {
            let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
            let at = line.find(&format!("; {wanted}=\""))? + wanted.len() + 4;
            line.get(at..)?.split('"').next().map(str::to_owned)
        };
        match name("filename") {
            Some(file_name) => {
                // Some browsers give the whole path.
                file_name.rsplit(['/', '\\']).next().unwrap_or_default().clone_into(&mut self.file_name);
                content.clone_into(&mut self.file);
            }
            None => self.fields.push((name("name")?, String::from_utf8_lossy(content).into_owned())),
        }
        Some(())
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_a_file_are_taken_apart_byte_for_byte() {
        let body = b"--x1\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n Autumn \r\n--x1\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"C:\\people.csv\"\r\nContent-Type: text/csv\r\n\r\n\
            email\r\n\r\nann@example.com\r\n--x\xff\r\n\r\n--x1--\r\n";

        let upload = parse(body, "x1").unwrap();

        assert_eq!(upload.text("name"), "Autumn");
        assert_eq!(upload.file_name, "people.csv");
        assert_eq!(upload.file, b"email\r\n\r\nann@example.com\r\n--x\xff\r\n");
    }

    #[test]
    fn what_is_cut_off_or_has_no_names_is_no_form() {
        for body in [
            &b""[..],
            b"--x1",
            b"--x1\r\n",
            b"--x1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue",
            b"--x1\r\nContent-Type: text/plain\r\n\r\nvalue\r\n--x1--",
            b"name=value",
        ] {
            assert!(parse(body, "x1").is_none(), "{}", String::from_utf8_lossy(body));
        }
        assert!(parse(b"--x1--", "x1").is_some_and(|upload| upload.file.is_empty()));
    }
}
