//! A row of a table has more or fewer cells than the table has columns.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::model::Record;
use crate::model::table::{self, Row};
use crate::parse::Config;
use crate::say;

pub static CODE: Code = Code {
    name: "table-ragged",
    severity: Severity::Error,
    explanation: Both {
        fr: "Chaque ligne d’un bloc `table` a une cellule par colonne ; celle-ci en a plus ou moins, et les nombres se liraient \
             sous le mauvais intitulé. Une cellule vide s’écrit `null`.",
        en: "Each row of a `table` block has one cell for each column; this one has more or fewer, and its numbers would be read \
             under the wrong header. An empty cell is written `null`.",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    for block in record.data.iter().filter(|block| block.name == "table") {
        let table = table::read(&block.fields);
        let columns = table.columns.len();
        for row in &table.rows {
            let Row::Cells(cells, item) = row else { continue };
            let has = cells.len();
            if has == columns {
                continue;
            }
            let (fr, en) = (if has < 2 { "" } else { "s" }, if has == 1 { "" } else { "s" });
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&item.span),
                    say!(
                        fr: "cette ligne a {has} cellule{fr}, le tableau {columns} colonnes",
                        en: "this row has {has} cell{en}, the table {columns} columns"
                    ),
                )
                .hint(say!(
                    fr: "une cellule par colonne, l’en-tête de ligne compris ; une cellule vide s’écrit « null »",
                    en: "one cell for each column, the row's header included; an empty cell is written `null`"
                )),
            );
        }
    }
}
