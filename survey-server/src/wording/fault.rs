//! Why a text is refused: where, and in words.

use std::fmt;

/// What is wrong, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub reason: Reason,
    /// What stands there, or the limit; empty where the reason says all.
    pub given: String,
}

/// What a text can do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Longer than its place takes, in bytes.
    TooLong,
    /// More parts than a text may have.
    TooManyParts,
    /// `{{` without `}}`.
    Unclosed,
    /// Anything that the parser refuses.
    Syntax,
    /// Blocks inside blocks inside blocks.
    TooDeep,
    /// `{{{name}}}` or `{{&name}}`: a way around escaping.
    Raw,
    /// `{{> name}}`: another template.
    Includes,
    /// `{{* name}}` or `{{#*inline}}`: changes how templates work.
    Decorator,
    /// A name that nothing stands behind.
    UnknownName,
    /// A command other than if, unless, each and or.
    UnknownCommand,
    /// Brackets: a calculation inside the braces.
    Calculation,
    /// `each` inside `each`.
    LoopInLoop,
    /// `each` over something other than a property.
    LoopOverName,
    /// A script.
    Script,
    /// Another HTML tag.
    Html,
    /// An invisible control character.
    Control,
    /// Not an address that a page may lead to.
    Address,
}

impl Reason {
    /// The word by which translated texts know it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::TooManyParts => "too-many-parts",
            Self::Unclosed => "unclosed",
            Self::Syntax => "syntax",
            Self::TooDeep => "too-deep",
            Self::Raw => "raw",
            Self::Includes => "includes",
            Self::Decorator => "decorator",
            Self::UnknownName => "unknown-name",
            Self::UnknownCommand => "unknown-command",
            Self::Calculation => "calculation",
            Self::LoopInLoop => "loop-in-loop",
            Self::LoopOverName => "loop-over-name",
            Self::Script => "script",
            Self::Html => "html",
            Self::Control => "control",
            Self::Address => "address",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { line, column, reason, given } = self;
        write!(f, "line {line}, column {column}: ")?;
        match reason {
            Reason::TooLong => write!(f, "the text is longer than {given} bytes"),
            Reason::TooManyParts => write!(f, "the text has more than {given} parts"),
            Reason::Unclosed => f.write_str("these braces are never closed; end them with }}"),
            Reason::Syntax => write!(f, "this cannot be read: {given}"),
            Reason::TooDeep => write!(f, "blocks stand more than {given} deep in each other"),
            Reason::Raw => f.write_str("text is always escaped; write two braces around a name"),
            Reason::Includes => f.write_str("a text cannot include another template"),
            Reason::Decorator => f.write_str("a text cannot define or decorate templates"),
            Reason::UnknownName => write!(f, "there is no name {given}; the list of names shows what there is"),
            Reason::UnknownCommand => write!(f, "there is no command {given}; there are if, unless, each and or"),
            Reason::Calculation => f.write_str("only names may stand between the braces, no brackets"),
            Reason::LoopInLoop => f.write_str("a text may go through a list, but not inside of going through another"),
            Reason::LoopOverName => write!(f, "each goes through a property that is a list, not through {given}"),
            Reason::Script => f.write_str("a text cannot hold a script"),
            Reason::Html => write!(f, "a text is plain: {given} would be shown as it stands; leave it out"),
            Reason::Control => f.write_str("there is an invisible control character here; remove it"),
            Reason::Address => write!(f, "{given:?} is not an address that begins with https:// or mailto:"),
        }
    }
}
