//! The theme: templates, built-in or the corpus's own, ready to draw.
