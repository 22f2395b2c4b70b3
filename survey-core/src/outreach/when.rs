//! Which events lead to a question: a condition on their properties.

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::{Map, Value};

use crate::condition::{Comparison, Condition, Fact};
use crate::{Path, Problem, Problems, Properties, property};

/// A condition on the properties of an event: `{"property": "total", "at_least": 100}`, nested by `all`, `any`, `not`.
///
/// ```
/// use survey_core::outreach::When;
///
/// let when: When = serde_json::from_str(r#"{"all": [
///     {"property": "total", "at_least": 100},
///     {"property": "country", "one_of": ["DE", "AT"]}
/// ]}"#)?;
/// let order = serde_json::from_str(r#"{"total": "120.50", "country": "AT"}"#)?;
/// assert!(when.holds(&order));
/// assert!(!when.holds(&serde_json::from_str(r#"{"total": 12}"#)?));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct When(Condition<AboutProperty>);

/// One comparison of one property.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct AboutProperty {
    property: String,
    #[serde(flatten)]
    comparison: Comparison,
}

impl AboutProperty {
    fn parse(object: &Map<String, Value>, path: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let name = object.get("property").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
        if name.is_none() {
            problems.add(&path.key("property"), "must name the property that is looked at");
        }
        let comparison = Comparison::parse(object, &["property"], path, problems);
        Some(Self { property: name?.to_owned(), comparison: comparison? })
    }
}

impl When {
    /// Reads a condition; what is wrong with it is said with its path.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::outreach::When;
    ///
    /// assert!(When::read(&json!({"property": "branch", "is": "Kazan"})).is_ok());
    /// let problems = When::read(&json!({"all": [{"property": "total", "atleast": 7}]})).unwrap_err();
    /// assert_eq!(problems[0].path, "all[0].atleast");
    /// ```
    ///
    /// # Errors
    ///
    /// Every problem of the condition, with its path below the condition.
    pub fn read(value: &Value) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        let read = Condition::parse(value, &Path::root(), &mut problems, &mut AboutProperty::parse);
        match read {
            Some(condition) if problems.is_empty() => Ok(Self(condition)),
            _ => Err(problems.into_vec()),
        }
    }

    /// Whether it holds for these properties.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::outreach::When;
    ///
    /// let when = When::read(&json!({"not": {"property": "order.test", "is": true}})).unwrap();
    /// assert!(when.holds(json!({"order": {"test": false}}).as_object().unwrap()));
    /// assert!(!when.holds(json!({"order": {"test": true}}).as_object().unwrap()));
    /// ```
    pub fn holds(&self, properties: &Properties) -> bool {
        self.0.holds(&mut |about| about.comparison.holds(&Fact::from(property(properties, &about.property))))
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::read(&value).map_err(|problems| {
            D::Error::custom(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })
    }
}
