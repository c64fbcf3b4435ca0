//! What can be wrong with the files of a corpus before anything in them is looked at.

use crate::diagnostics::{Both, Code, Severity};

/// The codes of the findings that reading gives.
pub const CODES: &[&Code] = &[
    &BROKEN_LINK,
    &FILE_TOO_LARGE,
    &LINK_IN_CIRCLE,
    &LINK_OUT_OF_CORPUS,
    &LINK_TO_FOLDER,
    &NAME_NOT_UTF8,
    &NOT_UTF8,
    &PATH_DIFFERS_BY_CASE,
    &SPECIAL_FILE,
    &UNREADABLE,
];

pub static BROKEN_LINK: Code = Code {
    name: "broken-link",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un lien symbolique du corpus désigne un fichier qui n’existe pas.\n\n\
             Le fichier a sans doute été déplacé ou supprimé. Mettez-le à la place du lien, ou retirez le lien.",
        en: "A symbolic link in the corpus stands for a file that does not exist.\n\n\
             The file was probably moved or deleted. Put it in the link's place, or remove the link.",
    },
};

pub static FILE_TOO_LARGE: Code = Code {
    name: "file-too-large",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un fichier est trop gros pour être lu : la limite est de 16 Mio pour un texte (Markdown, YAML, JSON, modèle) \
             et de 256 Mio pour tout autre fichier.\n\n\
             Un texte de cette taille est presque toujours un fichier déposé là par erreur. Sinon, répartissez-le. \
             Un document trop gros se publie ailleurs ; la fiche donne son adresse.",
        en: "A file is too large to be read: the limit is 16 MiB for a text (Markdown, YAML, JSON, template) and 256 MiB \
             for any other file.\n\n\
             A text of that size is nearly always a file that was put there by mistake. If it is not, split it. \
             A document that is too large is published elsewhere; the record gives its address.",
    },
};

pub static LINK_IN_CIRCLE: Code = Code {
    name: "link-in-circle",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un lien symbolique ramène à lui-même, ou au dossier qui le contient : le suivre ne finirait jamais.\n\n\
             Retirez ce lien.",
        en: "A symbolic link leads back to itself, or to the folder that it is in: following it would never end.\n\n\
             Remove this link.",
    },
};

pub static LINK_OUT_OF_CORPUS: Code = Code {
    name: "link-out-of-corpus",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un lien symbolique désigne un fichier qui n’est pas dans le dossier du corpus.\n\n\
             Il n’est pas suivi : le même corpus donnerait un autre site sur une autre machine, et un fichier privé \
             pourrait être publié. Mettez une copie du fichier à la place du lien.",
        en: "A symbolic link stands for a file that is not in the folder of the corpus.\n\n\
             It is not followed: the same corpus would give another site on another machine, and a private file could \
             be published. Put a copy of the file in the link's place.",
    },
};

pub static LINK_TO_FOLDER: Code = Code {
    name: "link-to-folder",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un lien symbolique désigne un dossier du corpus.\n\n\
             Il n’est pas suivi : les mêmes fiches seraient lues deux fois, sous le même identifiant. Un lien vers un \
             fichier du corpus est lu comme une copie de ce fichier.",
        en: "A symbolic link stands for a folder of the corpus.\n\n\
             It is not followed: the same records would be read twice, with the same id. A link to a file of the corpus \
             is read as a copy of that file.",
    },
};

pub static NAME_NOT_UTF8: Code = Code {
    name: "name-not-utf8",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le nom d’un fichier ou d’un dossier n’est pas en UTF-8, et ne peut donc devenir ni un identifiant ni une \
             adresse. Il n’est pas lu.\n\n\
             Renommez-le. Cela arrive surtout aux fichiers tirés d’une vieille archive.",
        en: "The name of a file or folder is not UTF-8, so that it can become neither an id nor an address. It is not \
             read.\n\n\
             Rename it. This happens mostly to files that come from an old archive.",
    },
};

pub static NOT_UTF8: Code = Code {
    name: "not-utf8",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un texte n’est pas enregistré en UTF-8, le seul codage que recueil lise : ses lettres accentuées seraient \
             fausses. Le premier octet fautif est montré par le caractère « \u{fffd} ».\n\n\
             Ouvrez le fichier dans votre éditeur et enregistrez-le en UTF-8. Avec ou sans marque d’ordre des octets, \
             avec des fins de ligne d’Unix ou de Windows, tout est accepté.",
        en: "A text is not saved as UTF-8, the only encoding that recueil reads: its accented letters would be wrong. \
             The first wrong byte is shown as `\u{fffd}`.\n\n\
             Open the file in your editor and save it as UTF-8. A byte-order mark, and line ends of Unix or of Windows, \
             are all accepted.",
    },
};

pub static PATH_DIFFERS_BY_CASE: Code = Code {
    name: "path-differs-by-case",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Deux fichiers ou dossiers ont le même nom, aux majuscules près.\n\n\
             Sous Windows et macOS, l’un effacera l’autre quand le dépôt y sera copié. Renommez l’un des deux, de \
             préférence en minuscules.",
        en: "Two files or folders have the same name but for capital letters.\n\n\
             On Windows and macOS one will overwrite the other when the repository is copied there. Rename one of the \
             two, best in small letters.",
    },
};

pub static SPECIAL_FILE: Code = Code {
    name: "special-file",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le corpus contient autre chose qu’un fichier ou un dossier : un tube nommé, un connecteur ou un \
             périphérique. Rien de tel n’est ouvert, car la lecture pourrait ne jamais finir.\n\n\
             Retirez-le du corpus.",
        en: "The corpus holds something that is neither a file nor a folder: a named pipe, a socket or a device. Nothing \
             of the sort is opened, since reading it might never end.\n\n\
             Remove it from the corpus.",
    },
};

pub static UNREADABLE: Code = Code {
    name: "unreadable",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un fichier ou un dossier du corpus ne peut pas être lu, le plus souvent faute de droits d’accès.\n\n\
             Donnez-vous le droit de le lire (`chmod u+r`, et `u+rx` pour un dossier), ou retirez-le du corpus.",
        en: "A file or a folder of the corpus cannot be read, mostly for want of permission.\n\n\
             Give yourself the right to read it (`chmod u+r`, and `u+rx` for a folder), or remove it from the corpus.",
    },
};
