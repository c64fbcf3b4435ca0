//! A colour as `#1f4e79`, how far two of them stand apart for the eye (WCAG 2.2), and what lies between them.

use std::fmt;

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Colour {
    pub const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };
    pub const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };

    /// Reads `#1f4e79`, or `#fff` for `#ffffff`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        let digits: Vec<u8> = digits.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
        match digits[..] {
            [r, g, b] => Some(Colour { red: r * 17, green: g * 17, blue: b * 17 }),
            [r, rr, g, gg, b, bb] => Some(Colour { red: r * 16 + rr, green: g * 16 + gg, blue: b * 16 + bb }),
            _ => None,
        }
    }

    /// From 0 for black to 1 for white, as the eye weighs the three lights (WCAG 2.2, relative luminance).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// The contrast ratio, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour with `percent` of another in it.
    pub fn mixed(self, other: Colour, percent: u16) -> Colour {
        let mix = |a: u8, b: u8| {
            let sum = u16::from(a) * (100 - percent.min(100)) + u16::from(b) * percent.min(100);
            ((sum + 50) / 100) as u8
        };
        Colour { red: mix(self.red, other.red), green: mix(self.green, other.green), blue: mix(self.blue, other.blue) }
    }

    /// The nearest colour towards black or white that stands out from every one of `grounds` by `ratio`.
    pub fn readable_on(self, grounds: &[Colour], ratio: f64) -> Option<Colour> {
        let stands_out = |colour: &Colour| grounds.iter().all(|ground| colour.contrast(*ground) >= ratio);
        (0..=100).step_by(4).find_map(|percent| {
            [Colour::BLACK, Colour::WHITE].iter().map(|end| self.mixed(*end, percent)).find(|colour| stands_out(colour))
        })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn a_colour_is_three_or_six_digits() {
        assert_eq!(colour("#fA0").to_string(), "#ffaa00");
        assert_eq!(colour("#1F4e79").to_string(), "#1f4e79");
        for wrong in ["", "#", "fff", "#ff", "#ffff", "#fffffff", "#ggg", "red", "#éa0", "#+1+1+1"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_the_one_of_wcag() {
        let ratio = |a: &str, b: &str| (colour(a).contrast(colour(b)) * 100.0).round() / 100.0;
        assert_eq!(ratio("#000", "#fff"), 21.0);
        assert_eq!(ratio("#fff", "#fff"), 1.0);
        // The best known pair on either side of 4.5.
        assert_eq!(ratio("#777777", "#ffffff"), 4.48);
        assert_eq!(ratio("#ffffff", "#767676"), 4.54);
    }

    #[test]
    fn a_readable_colour_is_near_or_there_is_none() {
        let white = [Colour::WHITE];
        assert_eq!(colour("#1f4e79").readable_on(&white, 4.5), Some(colour("#1f4e79")));
        let found = colour("#ff8800").readable_on(&white, 4.5).expect("a darker orange");
        assert!(found.contrast(Colour::WHITE) >= 4.5 && found.red > found.blue, "{found}");
        assert_eq!(colour("#ff8800").readable_on(&[Colour::WHITE, Colour::BLACK], 4.7), None);
    }

    #[test]
    fn a_mixture_lies_between() {
        assert_eq!(Colour::BLACK.mixed(Colour::WHITE, 0), Colour::BLACK);
        assert_eq!(Colour::BLACK.mixed(Colour::WHITE, 100), Colour::WHITE);
        assert_eq!(Colour::BLACK.mixed(Colour::WHITE, 50).to_string(), "#808080");
    }
}
