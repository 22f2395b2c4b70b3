//! What templates can call: `{{t "key" name=value}}`, `{{number x}}`, `{{signed x}}`, `{{percent share}}`, `{{date x}}`,
//! `{{datetime x}}`, `{{time x}}`, `{{duration minutes}}`, `{{asset "app.css"}}`, `(first_of a b …)`: the first that is
//! not empty, and `{{bdi name}}`: a foreign text that keeps its own direction of writing (what goes into a `t` does so
//! by itself).
//!
//! Each gives a value back instead of writing, so the registry escapes it like every other value, and it also works as a
//! sub-expression. Options: `digits=1` for numbers, `long=true` for dates and durations, `zone="Asia/Almaty"` for
//! moments (else the field `zone` at the root of the context, else UTC).

use std::sync::Arc;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, PathAndJson, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::texts::Texts;
use super::{Language, asset, date, direction, number};

/// Registers all of them for one language.
pub(super) fn register(registry: &mut Handlebars<'static>, language: Language, texts: &Arc<Texts>) {
    let formats: [(&'static str, Format); 11] = [
        ("t", translate),
        ("number", |call| Ok(number::number(call.language, call.number()?, call.digits()?))),
        ("signed", |call| Ok(number::signed(call.language, call.number()?, call.digits()?))),
        ("percent", |call| {
            let share = call.number()?.as_f64().unwrap_or(f64::NAN);
            number::percent(call.language, share, call.digits()?).ok_or_else(|| call.refuse("a share of one"))
        }),
        ("date", |call| {
            let day = date::day(call.value()?, call.zone()?).ok_or_else(|| call.refuse("a day"))?;
            Ok(date::date(call.language, day, call.long()))
        }),
        ("datetime", |call| {
            let moment = date::moment(call.value()?, call.zone()?).ok_or_else(|| call.refuse("a moment"))?;
            Ok(date::datetime(call.language, &moment, call.long()))
        }),
        ("time", |call| {
            let moment = date::moment(call.value()?, call.zone()?).ok_or_else(|| call.refuse("a moment"))?;
            Ok(date::time(call.language, &moment))
        }),
        ("duration", duration),
        ("first_of", |call| {
            let mut values = call.helper.params().iter().map(PathAndJson::value);
            let value = values.find_map(|value| value.as_str().filter(|text| !text.is_empty()));
            value.map(str::to_owned).ok_or_else(|| call.refuse("at least one text that is not empty"))
        }),
        ("bdi", |call| {
            let text = call.value()?.as_str().ok_or_else(|| call.refuse("a text"))?;
            Ok(direction::isolated(call.language, text).into_owned())
        }),
        ("asset", |call| {
            let name = call.value()?.as_str().ok_or_else(|| call.refuse("a file name"))?;
            asset::path(name).ok_or_else(|| call.refuse("the name of a file under assets"))
        }),
    ];
    for (name, format) in formats {
        registry.register_helper(name, Box::new(Formatter { name, language, texts: Arc::clone(texts), format }));
    }
}

type Format = fn(&Call<'_, '_>) -> Result<String, RenderError>;

struct Formatter {
    name: &'static str,
    language: Language,
    texts: Arc<Texts>,
    format: Format,
}

impl HelperDef for Formatter {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let call = Call { name: self.name, language: self.language, texts: &self.texts, helper, context };
        (self.format)(&call).map(|text| ScopedJson::Derived(Value::String(text)))
    }
}

/// One call in a template.
struct Call<'a, 'rc> {
    name: &'static str,
    language: Language,
    texts: &'a Texts,
    helper: &'a Helper<'rc>,
    context: &'rc Context,
}

impl Call<'_, '_> {
    fn value(&self) -> Result<&Value, RenderError> {
        self.helper
            .param(0)
            .map(PathAndJson::value)
            .ok_or_else(|| RenderErrorReason::ParamNotFoundForIndex(self.name, 0).into())
    }

    fn number(&self) -> Result<&serde_json::Number, RenderError> {
        match self.value()? {
            Value::Number(number) => Ok(number),
            _ => Err(self.refuse("a number")),
        }
    }

    fn digits(&self) -> Result<Option<usize>, RenderError> {
        match self.helper.hash_get("digits").map(PathAndJson::value) {
            None => Ok(None),
            Some(digits) => digits
                .as_u64()
                .map(|digits| Some(digits as usize))
                .ok_or_else(|| other(format!("digits of {} must be a count, not {digits}", self.name))),
        }
    }

    fn long(&self) -> bool {
        self.helper.hash_get("long").is_some_and(|long| long.value().as_bool() == Some(true))
    }

    fn zone(&self) -> Result<TimeZone, RenderError> {
        let given = self.helper.hash_get("zone").map(PathAndJson::value).or_else(|| self.context.data().get("zone"));
        match given {
            None | Some(Value::Null) => Ok(TimeZone::UTC),
            Some(Value::String(name)) => {
                TimeZone::get(name).map_err(|error| other(format!("the zone of {}: {error}", self.name)))
            }
            Some(value) => Err(other(format!("the zone of {} must be a name, not {value}", self.name))),
        }
    }

    fn refuse(&self, wanted: &str) -> RenderError {
        let (value, path) = match self.helper.param(0) {
            Some(param) => (param.value().to_string(), param.relative_path().map_or("", String::as_str)),
            None => (String::new(), ""),
        };
        other(format!("{} needs {wanted}, not {value} {path}", self.name).trim_end().to_owned())
    }
}

fn translate(call: &Call<'_, '_>) -> Result<String, RenderError> {
    let key = call.value()?.as_str().ok_or_else(|| call.refuse("the key of a text"))?;
    let args = call.helper.hash().iter().map(|(name, value)| (*name, value.value()));
    call.texts.text(call.language, key, args).map_err(|error| other(error.to_string()))
}

/// `2 h 5 min`, and with `long=true` `2 hours 5 minutes`.
fn duration(call: &Call<'_, '_>) -> Result<String, RenderError> {
    let minutes = call.number()?;
    let minutes = minutes.as_i64().or_else(|| minutes.as_f64().map(|minutes| minutes as i64)).unwrap_or_default();
    if !call.long() {
        return Ok(date::duration(call.language, minutes));
    }
    let (days, hours, rest) = date::split(minutes);
    let units = [("duration-days", days), ("duration-hours", hours), ("duration-minutes", rest)];
    let mut parts = Vec::with_capacity(2);
    for (key, n) in units {
        let minute_beside_days = key == "duration-minutes" && days > 0;
        if (n > 0 && !minute_beside_days) || (key == "duration-minutes" && parts.is_empty()) {
            let n = Value::from(n);
            let text = call.texts.text(call.language, key, [("n", &n)].into_iter());
            parts.push(text.map_err(|error| other(error.to_string()))?);
        }
    }
    let text = match parts.as_slice() {
        [longer, shorter] => {
            let (longer, shorter) = (Value::from(longer.as_str()), Value::from(shorter.as_str()));
            let args = [("longer", &longer), ("shorter", &shorter)];
            call.texts
                .text(call.language, "duration-two", args.into_iter())
                .map_err(|error| other(error.to_string()))?
        }
        one => one.concat(),
    };
    Ok(text)
}

fn other(fault: String) -> RenderError {
    RenderErrorReason::Other(fault).into()
}
