//! Survey definitions: questions, logic, translations; parse and validate.
