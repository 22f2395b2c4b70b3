//! Follow-up rules, case life cycle, business calendar, clocks.
