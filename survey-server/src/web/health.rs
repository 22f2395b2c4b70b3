//! Liveness, readiness, and the figures for Prometheus.

use actix_web::{HttpResponse, web};
use serde_json::json;

use crate::app::App;
use crate::store::jobs::{self, State};
use crate::store::migrate::{self, SchemaState};
use crate::store::probe;

/// `GET /healthz`: the process answers.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "ok"}))
}

/// `GET /readyz`: it can take answers; if not, why.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    let schema = app.db.read(migrate::state).await;
    let problem = match schema {
        Err(error) => Some(error.to_string()),
        Ok(SchemaState::Behind(pending)) => {
            Some(format!("{pending} migrations are not applied; run: survey-server migrate"))
        }
        Ok(SchemaState::Unknown(version)) => {
            Some(format!("the database is newer than this program (migration {version}); update the program"))
        }
        Ok(SchemaState::Current) => cannot_write(&app).await,
    };
    match problem {
        None => HttpResponse::Ok().json(json!({"status": "ready"})),
        Some(problem) => HttpResponse::ServiceUnavailable().json(json!({"status": "not ready", "problem": problem})),
    }
}

/// Why answers cannot be written. Whoever asks finds out whether they can again: where nobody sends answers to a server
/// that is not ready, no answer could.
async fn cannot_write(app: &App) -> Option<String> {
    app.answers.trouble()?;
    let now = app.clock.now();
    match probe::write(&app.db, app.ids.next(now), now).await {
        Ok(()) => {
            app.answers.recovered();
            None
        }
        Err(error) => Some(format!("answers cannot be written: {error}")),
    }
}

/// `GET /metrics`: what the process counted, and how deep the queue is.
pub async fn metrics(app: web::Data<App>, recorded: web::Data<Recorded>) -> HttpResponse {
    if let Ok(depth) = app.db.read(jobs::depth).await {
        for state in [State::Due, State::Dead] {
            let count = depth.iter().find(|(of, _)| *of == state).map_or(0, |(_, count)| *count);
            metrics::gauge!("survey_jobs", "state" => state.word()).set(count as f64);
        }
    }
    let text = recorded.0.as_ref().map(metrics_exporter_prometheus::PrometheusHandle::render).unwrap_or_default();
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}

/// The recorder whose figures are shown; none where another one was installed before.
pub struct Recorded(pub Option<metrics_exporter_prometheus::PrometheusHandle>);

impl Recorded {
    /// Sums up what was recorded since; without it every sample would be kept until somebody asks.
    pub fn upkeep(&self) {
        if let Some(handle) = &self.0 {
            handle.run_upkeep();
        }
    }
}
