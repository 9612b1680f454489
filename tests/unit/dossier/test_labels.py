"""Every word of the contract that a page may meet has a label in both languages."""

from __future__ import annotations

import pytest

from shilu.dossier.words import label, rank

KINDS = (
    "killed injured casualties missing detained charged released hostages displaced evacuated participants attackers troops_sent "
    "troops_present police volunteers hospitalised infected affected aircraft vehicles weapons buildings_damaged shops_looted "
    "vehicles_destroyed damage_value price aid_value attacks magnitude duration share other"
)
WORDS = {
    "kind": KINDS,
    "group": "security attackers civilians foreigners children officials journalists other",
    "realis": "actual planned forecast estimated alleged conditional",
    "factuality": "CT+ PR+ PS+ CT- PR- PS- Uu",
    "act": "claim announce order promise offer plan forecast accuse deny confirm disclose demand warn support condemn opinion "
    "witness other",
    "mode": "direct indirect mixed",
    "relation": "repeats corroborates paraphrase refined_by superseded_by revised_down part_of outcome_of relabelled "
    "scope_drift conflict same_number_other_matter undetermined",
    "state": "open resolved apparent contested none",
    "precision": "exact city region country unknown",
    "change": "appointed acting dismissed resigned arrested ended",
    "tier": "0 1 2 3 4",
    "measure": "state_of_emergency martial_law curfew evacuation_order shelter_order limit closure transit assembly_ban response "
    "warning internet_restriction media_restriction border_closure airspace_airport_closure checkpoint use_of_force_authorisation "
    "price_cap_or_subsidy export_ban school_work_suspension event_cancellation mourning_day travel_advisory_or_staff_departure "
    "sanction amnesty operation presence other",
    "measure_status": "proposed announced in_force extended eased lifted expired unknown",
    "measure_act": "impose hold extend ease lift propose mention",
    "commitment": "deploy withdraw_by end_operation provide_evidence_or_report hold_meeting speak_address assist_if_asked "
    "investigate prosecute_penalty maintain_until compensate_or_supply refrain other",
    "strength": "order pledge plan offer request expectation forecast threat",
    "commitment_status": "open due met partly_met late not_met superseded unverifiable",
    "verdict": "supports contradicts partly",
    "event": "demonstration riot strike blockade property_destruction armed_clash explosive_attack targeted_killing killing_other "
    "abduction_hostage crowd_control building_seizure arrest raid_search curfew_imposed emergency_declared internet_shutdown "
    "ban_restriction deportation deployment withdrawal ceasefire prisoner_release resignation dismissal appointment "
    "charge_investigation conviction meeting_call statement_support condemnation demand refusal threat pledge_agreement "
    "concession_order_eased aid_delivery mourning_ceremony service_restored accident_disaster other",
}


@pytest.mark.parametrize(("area", "word"), [(area, word) for area, words in WORDS.items() for word in words.split()])
def test_the_word_has_a_label_in_both_languages(area: str, word: str) -> None:
    found = label(area, word)
    assert found.zh
    assert found.en
    assert found.zh != word


def test_a_word_that_the_table_does_not_know_stands_for_itself() -> None:
    assert label("kind", "drowned").zh == "drowned"
    assert rank("kind", "drowned") > rank("kind", "other")


def test_the_dead_come_first_on_the_page() -> None:
    assert rank("kind", "killed") < rank("kind", "injured") < rank("kind", "other")
