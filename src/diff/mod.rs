//! What changed from one text to another: the words that went and those that came.

pub mod marks;
pub mod words;
