"""Words of practitioners for what the project calls otherwise: looked up before spelling is compared.

One table for all words a user may write: actors, signals, events, measures, dispositions, strategies, keys.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_MEANT: Final = {
    # actors
    "US": "usa america united_states u_s u_s_a washington white_house pentagon trump",
    "ROK": "south_korea s_korea skorea sk seoul blue_house moon korea republic_of_korea",
    "DPRK": "north_korea n_korea nkorea nk pyongyang kim north democratic_people_s_republic_of_korea",
    "China": "prc beijing xi peoples_republic_of_china cn",
    "alliance": "both allies us_and_rok rok_and_us together",
    # in a posture the two allies together
    "both": "alliance allies",
    # signals
    "primary_sanctions": "sanctions sanction primary unilateral_sanctions",
    "secondary_sanctions": "secondary sanctions_on_banks sanctions_on_traders",
    "enforcement_of_bans": "sanctions sanction enforcement enforce implementation",
    "missile_defence": "thaad missile_defense patriot aegis defence defense",
    "suspension": "freeze suspend pause halt cancel cancellation suspend_exercises no_exercises",
    "freeze_for_freeze_proposal": "freeze double_freeze dual_suspension suspension_for_suspension",
    "moratorium": "freeze pledge testing_freeze test_ban stop_testing no_tests",
    "aid": "food_aid humanitarian_aid humanitarian_assistance assistance food rice donation",
    "relief": "sanctions_relief sanction_relief ease_sanctions lift_sanctions easing waiver waivers",
    "long_range_test": "icbm icbm_test missile_test missile_launch missile launch irbm_test slv",
    "short_range_test": "srbm srbm_test mrbm_test rocket_test missile_test missile_launch missile launch",
    "nuclear_test": "nuclear atomic_test bomb_test warhead_test nuke hydrogen_bomb_test",
    "public_offer": "talks offer dialogue negotiation negotiations invitation proposal diplomacy",
    "accept_talks": "talks accept acceptance dialogue negotiation negotiations return_to_talks",
    "decline_talks": "decline refusal reject refuse",
    "show_of_force": "bombers bomber b1b b_1b carrier carriers deployment overflight flyover force",
    "routine_exercise": (
        "exercise exercises drill drills military_drill military_exercise joint_exercise manoeuvre maneuver "
        "manoeuvres maneuvers war_game wargame foal_eagle key_resolve ulchi_freedom_guardian vigilant_ace"
    ),
    "adjusted_exercise": "smaller_exercise scaled_down_exercise reduced_exercise",
    "back_channel": "envoy special_envoy emissary secret_talks new_york_channel backchannel quiet_talks",
    "settlement_proposal": (
        "peace_treaty peace peace_regime end_of_war_declaration end_of_war treaty agreement deal "
        "denuclearisation denuclearization"
    ),
    "security_guarantee": "guarantee non_aggression security_assurance",
    "assurance_to_the_ally": "reassurance extended_deterrence assurance",
    "limited_strike": "strike airstrike air_strike bloody_nose preventive_strike pre_emption preemption",
    "retaliation": "counterstrike counter_strike return_fire reprisal",
    "conditional_threat": "threat warning ultimatum red_line deterrent_threat",
    "public_statement": "statement declaration speech communique tweet",
    "warning_to_pyongyang": "warning warn",
    "approach_to_china": "ask_china ask_beijing press_china",
    "consultation": "consult consultations trilateral 2plus2",
    "summit": "meeting summit_meeting leaders_meeting",
    "local_provocation": "provocation incident skirmish shelling artillery balloon_launch landmine",
    "attack": "shelling artillery invasion assault sinking",
    "dismantlement": "dismantle denuclearisation denuclearization yongbyon",
    "coercion_of_seoul": "coercion boycott economic_coercion trade_retaliation",
    "mediation": "mediate good_offices shuttle_diplomacy",
    "looking_away": "look_away smuggling evasion",
    "walk_out": "walkout leave_talks break_off",
    "taunt": "insult rhetoric propaganda",
    # events and stages
    "test": "missile_test missile_launch launch weapons_test missile icbm_or_nuclear_test",
    "provocation": "provocations",
    "serious_clash": "war clash battle escalation",
    "crisis_opened": "crisis",
    "fire": "exchange_of_fire firefight shots",
    "resolution": "sanctions un_resolution unsc_resolution security_council un_sanctions",
    "talks_reached": "talks negotiations dialogue talks_opened summit",
    "freeze_reached": "freeze",
    "settlement_reached": "settlement peace_treaty peace agreement",
    "talks_collapsed": "talks_ended talks_failed breakdown collapse",
    "talks": "negotiations negotiation dialogue summit meeting",
    "none": "no_contact nothing no_talks no",
    "framework": "agreement agreed_framework deal",
    "settlement": "peace_treaty peace treaty",
    # measures
    "provocations_52": "provocations tests events number_of_tests",
    "in_crisis": "crisis crises",
    "bans": "sanctions",
    "trust_north": "trust trust_in_pyongyang",
    "trust_us": "trust_in_washington",
    "media_tension": "headlines_tension news",
    "tension": "tensions risk",
    "resolve_us": "resolve credibility",
    "strain": "economic_strain economy hardship",
    "friction": "us_china_friction rivalry",
    "confidence": "confidence_of_seoul",
    # strategies and dispositions
    "maximum_pressure": "max_pressure pressure",
    "engagement_first": "engagement sunshine dialogue_first",
    "strategic_patience": "patience",
    "freeze_for_freeze": "double_freeze dual_suspension",
    "coordination_effort": "coordination",
    "enforcement": "enforce implementation implement",
    "openness": "open talks dialogue",
    # where numbers are drawn from
    "prior": "default defaults none unfitted ranges",
    "fitted": "posterior fit calibrated posteriors",
    "pace": "tests testing tempo",
    # keys
    "from": "start starts starting date day on begin begins beginning since when at_date",
    "to": "until till end ends through last_day",
    "until": "to till end ends through",
    "length": "duration lasts lasting for weeks",
    "every": "repeat repeats interval frequency each again",
    "actor": "who sender senders by actors country side party",
    "signal": "what action act move send message does event",
    "scale": "size strength intensity magnitude",
    "withhold": "forbid ban without never block",
    "whatever_the_stage": "force forced always unconditional regardless",
    "when": "if condition trigger once",
    "then": "do does action act response send",
    "within": "deadline window wait max_wait timeout",
    "weeks": "delay lag later",
    "times": "count repeat max limit number at_most max_times repeats",
    "all": "and both_of every_of",
    "any": "or either one_of",
    "not": "unless no except without",
    "above": "over more greater more_than greater_than exceeds gt min",
    "below": "under less less_than smaller_than lt max",
    "at": "equals equal is eq",
    "between": "range in_range",
    "in_the_last": "since last during in_last past recent lately",
    "for": "sustained duration lasting holds",
    "by": "actor sender who",
    "event": "signal happening happens action",
    "measure": "variable metric indicator quantity",
    "stage": "talks negotiations status phase",
    "question": "title description asks about",
    "extends": "base based_on parent inherits from_file includes include",
    "over": "gradually ramp within duration",
    "strategies": "strategy",
    "strategy": "strategies policy",
    "orders": "order actions commands",
    "injects": "inject events triggers rules conditions",
    "parameters": "parameter assumptions",
    "posture": "postures dispositions",
    "calendar": "dates facts",
    "sets": "set quantity what",
    "value": "level amount number",
    "end": "to until stop finish horizon",
    "start": "from begin beginning",
}
"""By the project's word: what else it is called."""


def _by_synonym() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word, others in _MEANT.items():
        for other in others.split():
            found.setdefault(other, []).append(word)
    return {other: tuple(words) for other, words in found.items()}


SYNONYMS: Final = _by_synonym()
"""By a practitioner's word, in small letters with underscores: the words of the project that may be meant."""


def meant(word: object, words: Collection[str]) -> str | None:
    """The first of `words` that a practitioner's word stands for, "" if none; None if it is no such word.

    >>> meant("North Korea", ["US", "DPRK"]), meant("and", ["any", "all"]), meant("and", ["any"])
    ('DPRK', 'all', '')
    """
    plain = _plain(word)
    if plain not in SYNONYMS:
        return None
    return next((each for each in SYNONYMS[plain] if each in words), "")


def all_meant(word: object, words: Collection[str]) -> list[str]:
    """All of `words` that a practitioner's word may stand for: those it is a synonym of, and those that have
    it as a part.

    >>> all_meant("sanctions", ["primary_sanctions", "secondary_sanctions", "aid"])
    ['primary_sanctions', 'secondary_sanctions']
    """
    plain = _plain(word)
    found = [each for each in SYNONYMS.get(plain, ()) if each in words]
    found += [each for each in words if plain and f"_{plain}_" in f"_{each}_"]
    return list(dict.fromkeys(found))


def _plain(word: object) -> str:
    """A word in small letters, with underscores."""
    return re.sub(r"[^a-z0-9]+", "_", str(word).lower()).strip("_")
