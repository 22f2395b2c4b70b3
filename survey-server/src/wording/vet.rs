//! What a text may contain: an allow-list over the parsed template.

use std::sync::Arc;

use handlebars::template::{HelperTemplate, Parameter, TemplateElement};
use handlebars::{Template, TemplateErrorReason};
use serde_json::Value;

use super::fault::{Fault, Reason};
use super::scan::{Prepared, scan};
use super::slot::{Slot, safe_url};

/// The names that a text may use, besides `properties.…`.
pub const NAMES: [&str; 7] =
    ["person.first_name", "person.name", "person.email", "company", "survey.name", "product", "properties.order"];
/// Most parts of a text.
const MOST_PARTS: usize = 500;
/// Most names in a path behind `properties`.
const MOST_NAMES: usize = 3;

/// A text that passed: cheap to clone, ready to be filled in.
#[derive(Clone, Debug)]
pub struct Text {
    pub(super) slot: Slot,
    pub(super) template: Arc<Template>,
}

impl Text {
    /// Vets a text for its slot.
    pub fn of(slot: Slot, source: &str) -> Result<Self, Fault> {
        let begin = |reason, given: String| Fault { line: 1, column: 1, reason, given };
        if source.len() > slot.most_bytes() {
            return Err(begin(Reason::TooLong, slot.most_bytes().to_string()));
        }
        if slot == Slot::LinkUrl {
            let url = safe_url(source).filter(|url| !url.contains(['{', '<', '>', '"', '\'']));
            let url = url.ok_or_else(|| begin(Reason::Address, source.trim().to_owned()))?;
            let template = Template::compile(&url).map_err(|error| begin(Reason::Syntax, error.to_string()))?;
            return Ok(Text { slot, template: Arc::new(template) });
        }
        let prepared = scan(source)?;
        let template = Template::compile(&prepared.source).map_err(|error| unreadable(&error, &prepared))?;
        Walk { prepared: &prepared, parts: 0 }.template(&template, false)?;
        Ok(Text { slot, template: Arc::new(template) })
    }
}

fn unreadable(error: &handlebars::TemplateError, prepared: &Prepared) -> Fault {
    let (line, column) = error.pos().unwrap_or((1, 1));
    let (line, column) = prepared.written(line, column);
    // The parser says which of its rules it expected, which helps nobody who writes a text.
    let said = match error.reason() {
        TemplateErrorReason::MismatchingClosedHelper(open, close) => format!("{open} is closed by {close}"),
        _ => "between braces stands a name, #if name, #unless name, #each name, else, or what closes them".to_owned(),
    };
    Fault { line, column, reason: Reason::Syntax, given: said }
}

struct Walk<'a> {
    prepared: &'a Prepared,
    parts: usize,
}

impl Walk<'_> {
    fn template(&mut self, template: &Template, looping: bool) -> Result<(), Fault> {
        for (index, element) in template.elements.iter().enumerate() {
            let (line, column) = template.mapping.get(index).map_or((1, 1), |at| (at.0, at.1));
            let (line, column) = self.prepared.written(line, column);
            let fault = |reason, given: &str| Fault { line, column, reason, given: given.to_owned() };
            self.parts += 1;
            if self.parts > MOST_PARTS {
                return Err(fault(Reason::TooManyParts, &MOST_PARTS.to_string()));
            }
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(expression) => {
                    self::expression(expression, looping).map_err(|(reason, given)| fault(reason, &given))?;
                }
                TemplateElement::HelperBlock(block) => {
                    let loops = self::block(block, looping).map_err(|(reason, given)| fault(reason, &given))?;
                    for inner in [&block.template, &block.inverse].into_iter().flatten() {
                        self.template(inner, looping || loops)?;
                    }
                }
                TemplateElement::HtmlExpression(_) => return Err(fault(Reason::Raw, "")),
                TemplateElement::PartialExpression(_) | TemplateElement::PartialBlock(_) => {
                    return Err(fault(Reason::Includes, ""));
                }
                TemplateElement::DecoratorExpression(_) | TemplateElement::DecoratorBlock(_) => {
                    return Err(fault(Reason::Decorator, ""));
                }
                // Whatever a later version of the parser adds is not on the list.
                _ => return Err(fault(Reason::UnknownCommand, "of this kind")),
            }
        }
        Ok(())
    }
}

type Refused = (Reason, String);

/// `{{name}}`, or `{{or name "words"}}`.
fn expression(call: &HelperTemplate, looping: bool) -> Result<(), Refused> {
    let name = call.name.as_name().unwrap_or_default();
    if call.params.is_empty() && call.hash.is_empty() && call.block_param.is_none() {
        return known(&call.name, looping);
    }
    if name != "or" || !call.hash.is_empty() || call.block_param.is_some() {
        return Err((Reason::UnknownCommand, name.to_owned()));
    }
    call.params.iter().try_for_each(|param| match param {
        Parameter::Literal(Value::String(_)) => Ok(()),
        param => known(param, looping),
    })
}

/// `{{#if name}}`, `{{#unless name}}`, `{{#each properties.list}}`; whether it is a loop.
fn block(call: &HelperTemplate, looping: bool) -> Result<bool, Refused> {
    let name = call.name.as_name().unwrap_or_default();
    if !matches!(name, "if" | "unless" | "each") {
        return Err((Reason::UnknownCommand, name.to_owned()));
    }
    let [what] = call.params.as_slice() else {
        return Err((Reason::Syntax, format!("{name} takes one name")));
    };
    if !call.hash.is_empty() || call.block_param.is_some() {
        return Err((Reason::Syntax, format!("{name} takes one name and nothing else")));
    }
    let loops = name == "each";
    if loops && looping {
        return Err((Reason::LoopInLoop, String::new()));
    }
    known(what, looping)?;
    let given = what.as_name().unwrap_or_default();
    if loops && !given.starts_with("properties.") {
        return Err((Reason::LoopOverName, given.to_owned()));
    }
    Ok(loops)
}

fn known(name: &Parameter, looping: bool) -> Result<(), Refused> {
    let given = match name {
        Parameter::Name(_) | Parameter::Path(_) => name.as_name().unwrap_or_default(),
        Parameter::Literal(value) => return Err((Reason::UnknownName, value.to_string())),
        _ => return Err((Reason::Calculation, String::new())),
    };
    let path = given.strip_prefix("../").filter(|_| looping).unwrap_or(given);
    let fine = NAMES.contains(&path)
        || path.strip_prefix("properties.").is_some_and(is_path)
        || looping && (path == "this" || path.strip_prefix("this.").is_some_and(is_path))
        || looping && matches!(path, "@index" | "@first" | "@last");
    if fine { Ok(()) } else { Err((Reason::UnknownName, given.to_owned())) }
}

/// `order.number`: names with dots between them.
fn is_path(path: &str) -> bool {
    let name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    path.split('.').count() <= MOST_NAMES && path.split('.').all(name)
}
