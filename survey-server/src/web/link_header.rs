//! `Link: …; rel="next"`, absolute, as RFC 8288 and the dialect's clients want it.

use actix_web::HttpRequest;
use url::form_urlencoded;

use crate::clock::Cx;

/// The header's value: this request's address with some parameters replaced.
pub fn next(request: &HttpRequest, cx: &Cx, replace: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(request.query_string().as_bytes()) {
        if !replace.iter().any(|(replaced, _)| *replaced == name) {
            query.append_pair(&name, &value);
        }
    }
    for (name, value) in replace {
        query.append_pair(name, value);
    }
    format!("<{}?{}>; rel=\"next\"", cx.url(request.path()), query.finish())
}
