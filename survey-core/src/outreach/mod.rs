//! Contact policy: may this person be asked now? A decision with its reason.
