//! Ready-made surveys: `default` in the ten languages of our mails and pages, the others in English and Russian.

use super::Survey;

/// The names of the ready-made surveys.
///
/// - `default`: would you recommend us, and why; what the server asks until told otherwise;
/// - `post-purchase`, `post-delivery`, `post-service`: after a purchase, a delivery, a visit (NPS), each with the two
///   one-tap questions `wrong` (was something wrong?) and `wish` (what would put it right?);
/// - `support`: after a support contact (CES), with the same two;
/// - `product`: a product in use (stars);
/// - `relationship`: the business as a whole, asked from time to time (NPS);
/// - `employee`: the same, of those who work there (NPS).
///
/// ```
/// use survey_core::survey::{TEMPLATES, template};
///
/// assert!(TEMPLATES.iter().all(|name| template(name).is_some()));
/// ```
pub const TEMPLATES: &[&str] =
    &["default", "post-purchase", "post-delivery", "post-service", "support", "product", "relationship", "employee"];

/// The ready-made survey with one of the [`TEMPLATES`]' names.
///
/// ```
/// use survey_core::survey::template;
///
/// assert_eq!(template("post-delivery").unwrap().main_question().unwrap().kind.name(), "nps");
/// assert!(template("nothing").is_none());
/// ```
pub fn template(name: &str) -> Option<Survey> {
    Survey::parse(definition(name)?).ok()
}

pub(super) fn definition(name: &str) -> Option<&'static str> {
    Some(match name {
        "default" => include_str!("templates/default.json"),
        "post-purchase" => include_str!("templates/post-purchase.json"),
        "post-delivery" => include_str!("templates/post-delivery.json"),
        "post-service" => include_str!("templates/post-service.json"),
        "support" => include_str!("templates/support.json"),
        "product" => include_str!("templates/product.json"),
        "relationship" => include_str!("templates/relationship.json"),
        "employee" => include_str!("templates/employee.json"),
        _ => return None,
    })
}
