//! What a condition looks at: an answer, a property, anything that a leaf can name.

use serde_json::Value;

/// A value that is compared, borrowed from where it lives.
///
/// ```
/// use serde_json::json;
/// use survey_core::condition::Fact;
///
/// assert_eq!(Fact::from(&json!(7)), Fact::Integer(7));
/// assert_eq!(Fact::from(&json!("Kazan")), Fact::Text("Kazan"));
/// assert_eq!(Fact::from(&json!(["late"])), Fact::List(vec![Fact::Text("late")]));
/// assert_eq!(Fact::from(None), Fact::Missing);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Fact<'a> {
    /// There is none: not answered, not sent, or null.
    Missing,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Decimal(f64),
    /// Yes or no.
    Flag(bool),
    /// A text, or the key of an option.
    Text(&'a str),
    /// Several: the options chosen, or a property that is a list.
    List(Vec<Fact<'a>>),
    /// An object of the business's own; it exists, and no comparison but `exists` knows it.
    Object,
}

impl Fact<'_> {
    /// The number it is, also when it was sent as text (`"12.5"`), as forms and spreadsheets do.
    ///
    /// ```
    /// use survey_core::condition::Fact;
    ///
    /// assert_eq!(Fact::Text(" 12.5 ").number(), Some(12.5));
    /// assert_eq!(Fact::Text("NaN").number(), None);
    /// assert_eq!(Fact::Flag(true).number(), None);
    /// ```
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Decimal(number) => Some(*number),
            Self::Text(text) => text.trim().parse::<f64>().ok().filter(|number| number.is_finite()),
            _ => None,
        }
    }

    /// Whether it says the same as a single value: `1001` and `"1001"` do, `true` and `"true"` do; texts are compared
    /// exactly.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::condition::Fact;
    ///
    /// assert!(Fact::Text("1001").equals(&json!(1001)));
    /// assert!(Fact::Flag(true).equals(&json!("true")));
    /// assert!(!Fact::Text("kazan").equals(&json!("Kazan")));
    /// ```
    pub fn equals(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text(text), Value::String(other)) => text == other,
            (Self::Integer(number), Value::Number(other)) => match other.as_i64() {
                Some(other) => *number == other,
                None => other.as_f64() == Some(*number as f64),
            },
            (_, Value::Number(other)) => self.number().is_some_and(|number| Some(number) == other.as_f64()),
            (Self::Integer(_) | Self::Decimal(_), Value::String(other)) => {
                self.number().is_some_and(|number| Some(number) == Fact::Text(other).number())
            }
            (Self::Flag(flag), Value::Bool(other)) => flag == other,
            (Self::Flag(flag), Value::String(text)) => text == if *flag { "true" } else { "false" },
            (Self::Text(text), Value::Bool(flag)) => *text == if *flag { "true" } else { "false" },
            _ => false,
        }
    }
}

impl<'a> From<&'a Value> for Fact<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Missing,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => number.as_i64().map_or_else(
                || number.as_f64().filter(|number| number.is_finite()).map_or(Self::Missing, Self::Decimal),
                Self::Integer,
            ),
            Value::String(text) => Self::Text(text),
            Value::Array(list) => Self::List(list.iter().map(Fact::from).collect()),
            Value::Object(_) => Self::Object,
        }
    }
}

impl<'a> From<Option<&'a Value>> for Fact<'a> {
    fn from(value: Option<&'a Value>) -> Self {
        value.map_or(Self::Missing, Fact::from)
    }
}
