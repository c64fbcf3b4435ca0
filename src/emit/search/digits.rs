//! Whole numbers as text: one sign for a small number, two for most others, none that JavaScript would have to escape.

/// The signs, by value. The first half ends a number, the second half has more to come.
pub const SIGNS: &[u8; 84] = b"!#%'()*+-./0123456789:=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}";

const HALF: u32 = 42;

/// Writes a number, its lowest digit first.
pub fn write(out: &mut String, mut number: u32) {
    while number >= HALF {
        out.push(char::from(SIGNS[(HALF + number % HALF) as usize]));
        number /= HALF;
    }
    out.push(char::from(SIGNS[number as usize]));
}

/// Takes a number from the beginning of a text that such numbers were written to.
pub fn read(text: &mut &str) -> u32 {
    let (mut number, mut unit) = (0, 1);
    for (at, sign) in text.bytes().enumerate() {
        // The signs stand in the order of their bytes.
        let value = SIGNS.binary_search(&sign).unwrap_or(0) as u32;
        number += value % HALF * unit;
        if value < HALF {
            *text = &text[at + 1..];
            break;
        }
        unit *= HALF;
    }
    number
}

/// The sign of a number below 84.
pub fn sign(number: u8) -> char {
    char::from(SIGNS[usize::from(number).min(SIGNS.len() - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_told_apart() {
        let written = |number| {
            let mut out = String::new();
            write(&mut out, number);
            out
        };
        assert_eq!(written(0), "!");
        assert_eq!(written(41).len(), 1);
        assert_eq!(written(42), "Q#");
        assert_eq!(written(1763).len(), 2);
        let all: std::collections::BTreeSet<String> = (0..5000).map(written).collect();
        assert_eq!(all.len(), 5000);
        for number in (0..5000).chain([u32::MAX]) {
            let text = written(number) + "?";
            let mut rest = text.as_str();
            assert_eq!((read(&mut rest), rest), (number, "?"));
        }
    }

    #[test]
    fn no_sign_is_there_twice_or_means_something_else() {
        let signs: std::collections::BTreeSet<u8> = SIGNS.iter().copied().collect();
        assert!(signs.iter().eq(SIGNS), "{SIGNS:?} are to be in order, each once");
        assert!(SIGNS.iter().all(|sign| !b"\"\\ ,;|~<`$&".contains(sign)));
    }
}
