//! What can be wrong with a text, except for its headings and its footnotes.

use crate::diagnostics::{Both, Code, Severity};

pub static DATA_BLOCK_NESTED: Code = Code {
    name: "data-block-nested",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un bloc de données, comme une mesure, appartient au titre qui le précède : il ne peut donc pas être dans \
             une liste, une citation ou une note. Ôtez la puce, le « > » ou le retrait devant lui.",
        en: "A block of data, such as a measure, belongs to the heading above it, so it cannot be in a list, a \
             quotation or a note. Remove the bullet, the `>` or the indent before it.",
    },
};

pub static UNKNOWN_BLOCK: Code = Code {
    name: "unknown-block",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le mot qui suit l’ouverture d’un bloc dit ce qu’il contient : des données, comme `measure`, ou du code dans \
             un langage connu. Ce mot-ci n’est ni l’un ni l’autre. Pour du texte à chasse fixe, écrivez `text`.",
        en: "The word after the opening of a block says what it holds: data, such as `measure`, or code in a known \
             language. This word is neither. For plain preformatted text write `text`.",
    },
};

pub static BLOCK_NOT_CLOSED: Code = Code {
    name: "block-not-closed",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un bloc ouvert par trois accents graves ou plus n’est jamais fermé : tout ce qui le suit en fait partie. \
             Fermez-le par une ligne qui ne contient qu’autant d’accents graves.",
        en: "A block that three or more backticks open is never closed: all that follows is part of it. Close it with \
             a line that holds as many backticks and nothing else.",
    },
};

pub static TOO_DEEP: Code = Code {
    name: "nested-too-deep",
    severity: Severity::Error,
    explanation: Both {
        fr: "Des listes ou des citations sont imbriquées les unes dans les autres au-delà de ce qu’une page peut montrer.",
        en: "Lists or quotations stand in one another more deeply than a page can show.",
    },
};

pub static BAD_REFERENCE: Code = Code {
    name: "bad-reference",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une référence nomme une fiche : `[[id]]`, l’un de ses passages : `[[id#ancre]]`, et au besoin les mots à \
             montrer : `[[id|mots affichés]]`. L’id ou l’ancre manque.",
        en: "A reference names a record: `[[id]]`, one of its passages: `[[id#anchor]]`, and where needed the words to \
             show: `[[id|words shown]]`. The id or the anchor is missing.",
    },
};

pub static EXTERNAL_IMAGE: Code = Code {
    name: "external-image",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Le site ne demande rien à un autre site : une image qui s’y trouve est remplacée par un lien. Copiez-la à \
             côté du fichier de la fiche et nommez ce fichier.",
        en: "The site asks nothing of any other site: an image there is replaced by a link. Copy it beside the \
             record's file and name that file.",
    },
};

pub static IMAGE_WITHOUT_ALT: Code = Code {
    name: "image-without-alt",
    severity: Severity::Error,
    explanation: Both {
        fr: "Qui ne voit pas l’image entend le texte écrit entre les crochets : `![Courbe des effectifs](courbe.png)`. \
             Dites ce que l’image montre, en une phrase.",
        en: "Who does not see the image hears the text between the brackets: `![Curve of the workforce](curve.png)`. \
             Say what the image shows, in a sentence.",
    },
};

pub static UNSAFE_ADDRESS: Code = Code {
    name: "unsafe-address",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un lien mène à une page (`https:` ou `http:`), à une adresse électronique (`mailto:`), à un numéro de \
             téléphone (`tel:`), à un fichier de la fiche ou à une ancre. Tout autre début d’adresse est refusé : \
             certains exécutent un programme chez le lecteur.",
        en: "A link leads to a page (`https:` or `http:`), a mail address (`mailto:`), a telephone number (`tel:`), a \
             file of the record or an anchor. Any other beginning is refused: some of them run a program at the \
             reader's.",
    },
};
