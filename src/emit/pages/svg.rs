//! Drawings as SVG, made when the site is: a calendar, a series of numbers. They ask for no script and say in words, in
//! a table beside them, all that they show.

pub mod bar;
pub mod calendar;
pub mod chart;
pub mod moments;

mod ink;

/// For which room it is drawn: a wide page, or a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Narrow,
    Wide,
}
