//! The ceiling: the same server library reads the same form and stores nothing.

use actix_web::{App, HttpResponse, HttpServer, web};

/// Serves on a port until it is killed.
pub fn serve(port: u16) {
    let run = async move {
        HttpServer::new(|| App::new().route("/s/{token}", web::post().to(read)))
            .disable_signals()
            .bind(("127.0.0.1", port))?
            .run()
            .await
    };
    actix_web::rt::System::new().block_on(run).expect("a server");
}

async fn read(token: web::Path<String>, body: web::Bytes) -> HttpResponse {
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(&body).into_owned().collect();
    if token.is_empty() || fields.is_empty() {
        return HttpResponse::BadRequest().finish();
    }
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body("<!doctype html><title>Thank you</title>Thank you")
}
