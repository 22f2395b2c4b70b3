//! Lists of our own resources: `{"data": […], "next": cursor}`, and the same cursor in a `Link` header.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::clock::Cx;
use crate::store::{Id, Time};
use crate::web::body::Fields;
use crate::web::link_header;

/// A page of a list: where it begins, how long it is.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Rows before it.
    pub offset: i64,
    /// Most rows on it.
    pub limit: i64,
}

impl Page {
    /// Reads `cursor` and `per_page`.
    pub fn read(query: &mut Fields) -> Self {
        let limit = query.per_page();
        let offset = match query.text("cursor") {
            Some(cursor) => decode(&cursor).and_then(|text| text.parse().ok()).unwrap_or_else(|| {
                query.problem("cursor", "is not a cursor of this list; take it from next");
                0
            }),
            None => 0,
        };
        Page { offset, limit }
    }

    /// One more row than the page holds: it tells whether another page follows.
    pub fn probe(self) -> i64 {
        self.limit + 1
    }

    /// The answer, of rows that were read with [`Page::probe`].
    pub fn answer(self, request: &HttpRequest, cx: &Cx, rows: Vec<Value>) -> HttpResponse {
        self.answer_with(request, cx, rows, &[])
    }

    /// The same with more fields beside the list.
    pub fn answer_with(
        self,
        request: &HttpRequest,
        cx: &Cx,
        mut rows: Vec<Value>,
        beside: &[(&str, Value)],
    ) -> HttpResponse {
        let more = rows.len() as i64 > self.limit;
        rows.truncate(self.limit as usize);
        let next = more.then(|| encode(&(self.offset + self.limit).to_string()));
        let mut answer = HttpResponse::Ok();
        if let Some(cursor) = &next {
            answer.insert_header((header::LINK, link_header::next(request, cx, &[("cursor", cursor)])));
        }
        let mut body = json!({"data": rows, "next": next});
        for (name, value) in beside {
            body[*name] = value.clone();
        }
        answer.json(body)
    }
}

/// A list that is never long.
pub fn whole(rows: &[Value]) -> HttpResponse {
    HttpResponse::Ok().json(json!({"data": rows, "next": null}))
}

/// A place in a list that is ordered by time: rows made meanwhile do not shift it.
pub fn place(at: Time, id: Id) -> String {
    encode(&format!("{}.{id}", at.0))
}

/// Reads [`place`] from a query.
pub fn after(query: &mut Fields) -> Option<(Time, Id)> {
    let cursor = query.text("cursor")?;
    let place = decode(&cursor).and_then(|text| {
        let (at, id) = text.split_once('.')?;
        Some((Time(at.parse().ok()?), id.parse().ok()?))
    });
    if place.is_none() {
        query.problem("cursor", "is not a cursor of this list; take it from the Link header");
    }
    place
}

/// A place in a list that is ordered by day and number.
pub fn place_of_number(day: i32, number: i64) -> String {
    encode(&format!("{day}.{number}"))
}

/// Reads [`place_of_number`] from a query.
pub fn after_number(query: &mut Fields) -> Option<(i32, i64)> {
    let cursor = query.text("cursor")?;
    let place = number_place(&cursor);
    if place.is_none() {
        query.problem("cursor", "is not a cursor of this list; take it from next");
    }
    place
}

/// What [`place_of_number`] stands for.
pub fn number_place(cursor: &str) -> Option<(i32, i64)> {
    let text = decode(cursor)?;
    let (day, number) = text.split_once('.')?;
    Some((day.parse().ok()?, number.parse().ok()?))
}

fn encode(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn decode(cursor: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}
