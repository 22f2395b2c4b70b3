//! How large a definition may be.

/// The longest definition that is read, in bytes.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_SIZE, 1_048_576);
/// ```
pub const MAX_SIZE: usize = crate::fields::MAX_JSON_BYTES;

/// How many questions a survey may have.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_QUESTIONS, 300);
/// ```
pub const MAX_QUESTIONS: usize = 300;

/// How many sections a survey may have.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_SECTIONS, 50);
/// ```
pub const MAX_SECTIONS: usize = 50;

/// How many options a choice may have.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_OPTIONS, 100);
/// ```
pub const MAX_OPTIONS: usize = 100;

/// How many values a scale may have.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_POINTS, 101);
/// ```
pub const MAX_POINTS: u64 = 101;

/// How many properties a survey may declare.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_PROPERTIES, 200);
/// ```
pub const MAX_PROPERTIES: usize = 200;

/// How many thank-you texts a survey may have.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_THANKS, 20);
/// ```
pub const MAX_THANKS: usize = 20;

/// How many languages one text may have.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_LANGUAGES, 100);
/// ```
pub const MAX_LANGUAGES: usize = 100;

/// The longest text of a definition in one language, in characters.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_TEXT, 2_000);
/// ```
pub const MAX_TEXT: usize = 2_000;

/// The longest name of a survey, in characters.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_NAME, 200);
/// ```
pub const MAX_NAME: usize = 200;

/// The longest answer a text question may allow, in characters.
///
/// ```
/// assert_eq!(survey_core::survey::MAX_LENGTH, 20_000);
/// ```
pub const MAX_LENGTH: usize = 20_000;
