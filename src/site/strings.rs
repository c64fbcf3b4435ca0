//! The words of the interface, from one file per language in the theme.
