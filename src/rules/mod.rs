//! What a corpus whose references all hold must still observe: one file per rule, with its code, its words, its check.
//!
//! A rule looks at one record, or where that is not enough at the whole corpus, and changes nothing. To add one, write its
//! file after the model of any other, name it in [`RULES_OF_RECORD`] or [`RULES`] and in [`CODES`], and show it in
//! `tests/cases/rules/`.

mod acronyms;
mod amends_itself;
mod anchor_taken;
mod annotation_adrift;
mod appearance_file;
mod asset_clash;
mod asset_missing;
mod asset_outside;
mod asset_source;
mod asset_unnamed;
mod asset_unsafe;
mod avenant_before_amended;
mod calendar_measure_unknown;
mod change_incomplete;
mod change_old_not_found;
mod change_target_outside;
mod circles;
mod config_kind_twice;
mod config_unknown_kind;
mod config_unknown_page;
mod contradictory_expansion;
mod empty_corpus;
mod end_before_start;
mod figure_contradicted;
mod footer;
mod homonym_terms;
mod maps;
mod markup;
mod measure_number_missing;
mod measure_number_twice;
mod measure_without_date;
mod measure_without_lead;
mod milestone_outside_term;
mod note_about_unknown_anchor;
mod organisation_undescribed;
mod part_of_itself;
mod provision;
mod raw_html;
mod record_unlinked;
mod retroactive_after_date;
mod section_missing;
mod section_without_reference;
mod signature;
mod status_before_signature;
mod succeeds_newer;
mod succession_circle;
mod table_ragged;
mod texts;
mod translation_unclear;

pub use config_unknown_kind::CODE as CONFIG_UNKNOWN_KIND;
pub use config_unknown_page::CODE as CONFIG_UNKNOWN_PAGE;
pub use record_unlinked::CODE as RECORD_UNLINKED;

use rayon::prelude::*;

use crate::diagnostics::{Code, Finding};
use crate::inputs::Inputs;
use crate::model::Record;
use crate::parse::Config;
use crate::resolve::Corpus;
use crate::resolve::kept::{Found, found};

/// A rule: looks at the corpus, and at the inputs for what lies beside the records, and says what does not hold.
type Rule = fn(&Corpus, &Inputs, &mut Vec<Finding>);

/// A rule of one record: what it says of that hangs on no other, and speaks of no other.
type RuleOfRecord = fn(&Record, &Config, &mut Vec<Finding>);

/// What is known of the records that were checked last: of those that are the same it is not found again.
#[derive(Default)]
pub struct Memory {
    of_records: Found<Config, Vec<Finding>>,
    acronyms: acronyms::Memory,
    figures: figure_contradicted::Memory,
}

const RULES_OF_RECORD: &[RuleOfRecord] = &[
    anchor_taken::check,
    calendar_measure_unknown::check,
    change_incomplete::check,
    end_before_start::check,
    measure_number_missing::check,
    measure_number_twice::check,
    measure_without_date::check,
    note_about_unknown_anchor::check,
    raw_html::check,
    retroactive_after_date::check,
    status_before_signature::check,
    table_ragged::check,
];

const RULES: &[Rule] = &[
    amends_itself::check,
    annotation_adrift::check,
    appearance_file::check,
    asset_clash::check,
    asset_missing::check,
    asset_outside::check,
    asset_source::check,
    asset_unnamed::check,
    asset_unsafe::check,
    avenant_before_amended::check,
    change_old_not_found::check,
    change_target_outside::check,
    config_kind_twice::check,
    config_unknown_kind::check,
    config_unknown_page::check,
    contradictory_expansion::check,
    empty_corpus::check,
    footer::check,
    homonym_terms::check,
    measure_without_lead::check,
    milestone_outside_term::check,
    organisation_undescribed::check,
    part_of_itself::check,
    record_unlinked::check,
    section_missing::check,
    section_without_reference::check,
    succeeds_newer::check,
    succession_circle::check,
    translation_unclear::check,
];

/// What holds of a corpus only where all its texts are known: a text that cannot be read may be the one that is asked for.
pub const OF_WHOLE: &[&Code] = &[
    &acronyms::undefined::CODE,
    &acronyms::unused::CODE,
    &asset_unnamed::CODE,
    &empty_corpus::CODE,
    &record_unlinked::CODE,
];

/// The codes that this room raises.
pub const CODES: &[&Code] = &[
    &acronyms::defined_late::CODE,
    &acronyms::differs::CODE,
    &acronyms::undefined::CODE,
    &acronyms::unused::CODE,
    &amends_itself::CODE,
    &anchor_taken::CODE,
    &annotation_adrift::AMBIGUOUS,
    &annotation_adrift::CODE,
    &appearance_file::CODE,
    &asset_clash::CODE,
    &asset_missing::CODE,
    &asset_outside::CODE,
    &asset_source::CODE,
    &asset_unnamed::CODE,
    &asset_unsafe::CODE,
    &avenant_before_amended::CODE,
    &calendar_measure_unknown::CODE,
    &change_incomplete::CODE,
    &change_old_not_found::CODE,
    &change_target_outside::CODE,
    &config_kind_twice::CODE,
    &config_unknown_kind::CODE,
    &config_unknown_page::CODE,
    &contradictory_expansion::CODE,
    &empty_corpus::CODE,
    &end_before_start::CODE,
    &figure_contradicted::CODE,
    &footer::CODE,
    &homonym_terms::CODE,
    &measure_number_missing::CODE,
    &measure_number_twice::CODE,
    &measure_without_date::CODE,
    &measure_without_lead::CODE,
    &milestone_outside_term::CODE,
    &note_about_unknown_anchor::CODE,
    &organisation_undescribed::CODE,
    &part_of_itself::CODE,
    &raw_html::CODE,
    &record_unlinked::CODE,
    &retroactive_after_date::CODE,
    &section_missing::CODE,
    &section_without_reference::CODE,
    &status_before_signature::CODE,
    &succeeds_newer::CODE,
    &succession_circle::CODE,
    &table_ragged::CODE,
    &translation_unclear::CODE,
];

/// Runs every rule. What they say is in no order that means anything: it is sorted when all is said.
pub fn check(corpus: &Corpus, inputs: &Inputs, memory: Option<&mut Memory>) -> Vec<Finding> {
    let (mut of_records, mut of_acronyms, mut of_figures) = Default::default();
    if let Some(memory) = memory {
        (of_records, of_acronyms) = (Some(&mut memory.of_records), Some(&mut memory.acronyms));
        of_figures = Some(&mut memory.figures);
    }
    let config = &corpus.config;
    let said = found(of_records, &corpus.records, config.clone(), |_, record| {
        let mut findings = Vec::new();
        RULES_OF_RECORD.iter().for_each(|rule| rule(record, config, &mut findings));
        findings
    });
    let run = |rule: &Rule| {
        let mut findings = Vec::new();
        rule(corpus, inputs, &mut findings);
        findings
    };
    let (of_texts, others) = rayon::join(
        || {
            let mut findings = Vec::new();
            acronyms::check(corpus, inputs, of_acronyms, &mut findings);
            figure_contradicted::check(corpus, of_figures, &mut findings);
            findings
        },
        || RULES.par_iter().flat_map_iter(run).collect::<Vec<Finding>>(),
    );
    said.iter().flat_map(|of_record| of_record.iter().cloned()).chain(of_texts).chain(others).collect()
}
