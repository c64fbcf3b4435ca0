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
    }

    #[test]
    fn no_sign_is_there_twice_or_means_something_else() {
        let signs: std::collections::BTreeSet<u8> = SIGNS.iter().copied().collect();
        assert_eq!(signs.len(), SIGNS.len());
        assert!(SIGNS.iter().all(|sign| !b"\"\\ ,;|~<`$&".contains(sign)));
    }
}
