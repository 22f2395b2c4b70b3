//! Templates: handlebars with escaping, translated texts, typed contexts.
