"""The words of a scenario file as types: an editor completes and checks them in `Scenario.with_`.

Made from the shipped baseline by `python -m sim.scenario.completion`. Scenarios that declare words of their
own may use these too; what is not known is refused when the scenario is made, with the nearest word.
"""

# ruff: noqa: UP013 - one name a line would make 300 lines of it
# fmt: off
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeAlias, TypedDict

Value: TypeAlias = "float | tuple[float, float] | None"
"""A number, a range to draw from, or None to take a setting back."""
Day: TypeAlias = "str | date"
Weeks: TypeAlias = "str | int"
"""A number of weeks: "8 weeks", or 8."""
Actor: TypeAlias = Literal["US", "ROK", "DPRK", "China"]
Actors: TypeAlias = 'Actor | Literal["alliance"] | Sequence[Actor]'

# made from the shipped baseline:
Theory: TypeAlias = Literal[
    "essay", "spiral", "opportunity", "diversion", "own_calendar",
]
"""What moves Pyongyang."""
Strategy: TypeAlias = Literal[
    "negotiation_from_strength", "strategic_patience", "maximum_pressure", "engagement_first",
    "freeze_for_freeze", "overreaction", "capitulation", "erratic", "hard_only", "soft_only",
]
"""A strategy of the allies."""
Signal: TypeAlias = Literal[
    "public_statement", "conditional_threat", "warning_against_tests", "assurance_to_the_ally",
    "security_guarantee", "routine_exercise", "adjusted_exercise", "suspension", "show_of_force",
    "missile_defence", "limited_strike", "retaliation", "primary_sanctions", "secondary_sanctions", "relief",
    "aid", "back_channel", "consultation", "approach_to_china", "public_offer", "summit",
    "settlement_proposal", "taunt", "one_sided_demand", "short_range_test", "long_range_test", "nuclear_test",
    "local_provocation", "attack", "moratorium", "dismantlement", "pocket_a_concession", "accept_talks",
    "decline_talks", "walk_out", "warning_to_pyongyang", "freeze_for_freeze_proposal", "enforcement_of_bans",
    "looking_away", "coercion_of_seoul", "mediation",
]
"""A signal of any actor."""
Event: TypeAlias = Literal[
    "test", "provocation", "crisis_opened", "fire", "serious_clash", "resolution", "contact_reached",
    "talks_reached", "freeze_reached", "framework_reached", "settlement_reached", "talks_collapsed",
]
"""What can happen beside the signals that are sent."""
Stage: TypeAlias = Literal[
    "none", "contact", "talks", "freeze", "framework", "settlement",
]
"""A stage of talks."""
Measure: TypeAlias = Literal[
    "tension", "media_tension", "provocations_52", "strain", "enforcement", "friction", "coordination",
    "discord", "confidence", "readiness", "resolve_us", "trust_us", "trust_north", "programme", "bans",
    "capacity", "fear_paid", "in_crisis", "doubt_us",
]
"""What is measured every week."""
Parameters = TypedDict("Parameters", {
    "rationality": Value, "cost_weight": Value, "tied_aversion": Value, "media_gain": Value,
    "media_noise": Value, "news_gain": Value, "news_half_life": Value, "official_lag": Value,
    "habituation": Value, "provoked_half_life": Value, "act_half_life": Value, "conventional_threat": Value,
    "restraint": Value, "swing_width": Value, "patience": Value, "mood_weight": Value, "principle": Value,
    "quiet_worth": Value, "consult_worth": Value, "china_worth": Value, "sequence_care": Value,
    "sanction_worth": Value, "sanctions_spent": Value, "secondary_worth": Value, "friction_price": Value,
    "plan_weeks": Value, "threat_worth": Value, "ally_care": Value, "show_worth": Value,
    "posture_memory": Value, "posture_half_life": Value, "forbearance": Value, "agreement_binds": Value,
    "defence_worth": Value, "exposure_price": Value, "retaliation_worth": Value, "strike_reluctance": Value,
    "opening_worth": Value, "repetition": Value, "wait_weight": Value, "readiness_firm": Value,
    "sunk_pull": Value, "tied_pull": Value, "private_pull": Value, "misread": Value, "misread_private": Value,
    "misread_depth": Value, "signal_noise": Value, "surprise": Value, "doubt_drift": Value,
    "most_doubt": Value, "mix": Value, "k_hard": Value, "k_soft": Value, "weakness": Value,
    "weakness_after": Value, "assurance": Value, "read_as_retreat": Value, "trust_gain": Value,
    "trust_loss": Value, "trust_loss_north": Value, "first_trust": Value, "trust_memory_half_life": Value,
    "decoupling": Value, "reassurance": Value, "deterrence_reassures": Value, "confidence_rate": Value,
    "leak": Value, "leak_cost": Value, "slight_cost": Value, "tied_half_life": Value,
    "warning_half_life": Value, "audience_cost": Value, "audience_weight": Value, "audience_growth": Value,
    "blur": Value, "alarm_gain": Value, "alarm_half_life": Value, "exercise_menace": Value,
    "threat_menace": Value, "readiness_menace": Value, "readiness_decay": Value, "readiness_gain": Value,
    "defence_step": Value, "defence_disarms": Value, "deployment_half_life": Value,
    "coordination_decay": Value, "consult_gain": Value, "consult_half_life": Value, "consult_delay": Value,
    "doubt_of_ally": Value, "breach_cost": Value, "discord_half_life": Value, "discord_gain": Value,
    "headline_gain": Value, "settling_in": Value, "attention_rate": Value, "china_priority": Value,
    "grudge_half_life": Value, "kept_half_life": Value, "step_worth": Value, "week_kept": Value,
    "talks_accepted": Value, "offer_half_life": Value, "resolution_step": Value, "council_weeks": Value,
    "consent": Value, "consent_nuclear": Value, "primary_step": Value, "relief_step": Value,
    "strain_rate": Value, "aid_relief": Value, "evasion_reach": Value, "evasion_rate": Value,
    "domestic_rate": Value, "shock_weight": Value, "secondary_step": Value, "secondary_half_life": Value,
    "friction_step": Value, "friction_half_life": Value, "asking_eases": Value, "asking_moves": Value,
    "price_secondary": Value, "unease_weight": Value, "embarrassment": Value, "fear_of_instability": Value,
    "buffer_worth": Value, "buffer_forces": Value, "reactance": Value, "idle_attention": Value,
    "enforce_step": Value, "enforcement_decay": Value, "binding": Value, "china_attention_rate": Value,
    "unease_rate": Value, "backing": Value, "coercion_worth": Value, "coercion_step": Value,
    "exposure_half_life": Value, "warning_worth": Value, "condemnation": Value, "mediation_worth": Value,
    "tempo": Value, "season_weight": Value, "spring_weight": Value, "excitation": Value,
    "momentum_half_life": Value, "momentum_most": Value, "salvo": Value, "pledge": Value, "test_worth": Value,
    "preparation": Value, "preparation_half_life": Value, "delivery": Value, "learning": Value,
    "dismantle_step": Value, "nuclear_learning": Value, "failure_old": Value, "failure_new": Value,
    "failure_teaches_less": Value, "maturing": Value, "new_design_rate": Value, "denial": Value,
    "allied_support": Value, "warning_weight": Value, "preemption": Value, "answer_worth": Value,
    "usual_readiness": Value, "talks_restraint": Value, "china_restraint": Value, "respite": Value,
    "respite_half_life": Value, "usual_restraint": Value, "greed": Value, "sincerity": Value,
    "distrust": Value, "offer_weight": Value, "relief_wish": Value, "forgone_weight": Value,
    "weight_of_us": Value, "brinkmanship": Value, "usual_fear": Value, "reinforcement": Value,
    "satiation": Value, "fear_yield": Value, "resolve_weight": Value, "caution": Value, "veto_read": Value,
    "widest_doubt": Value, "wedge": Value, "spiral_fear": Value, "usual_alarm": Value, "probing": Value,
    "embolden": Value, "diversion": Value, "usual_trouble": Value, "fear_rate": Value,
    "fear_memory_half_life": Value, "fear_idle": Value, "reward_memory_half_life": Value, "heat": Value,
    "tension_half_life": Value, "soothing": Value, "crisis_heat": Value, "crisis_rate": Value,
    "crisis_by_act": Value, "crisis_by_force": Value, "long_counts": Value, "crisis_habit": Value,
    "voice_of_us": Value, "danger_weight": Value, "climb": Value, "sinking": Value, "double_step": Value,
    "fade_out": Value, "fade_growth": Value, "crisis_lesson": Value, "clash_risk": Value,
    "reciprocal_fear": Value, "fire_local": Value, "fire_crisis": Value, "war_given_clash": Value,
    "initiative_half_life": Value, "talk_pace": Value, "staff_need": Value, "guarantee_half_life": Value,
    "guarantee_worth": Value, "deterrent_worth": Value, "hope_weight": Value, "waiting_risk": Value,
    "k_word": Value, "programme_worth": Value, "stop_worth": Value, "seen_kept": Value,
    "agreement_habit": Value, "framework_weeks": Value, "settlement_weeks": Value, "collapse_rate": Value,
    "sore_half_life": Value, "collapse_by_breach": Value, "collapse_by_hostility": Value,
    "short_breach": Value, "stall_rate": Value, "cheat_rate": Value, "start_tension": Value,
    "start_bans": Value, "start_secondary": Value, "start_coordination": Value, "start_discord": Value,
    "start_confidence": Value, "start_readiness": Value, "start_defence": Value, "start_deployed": Value,
    "start_used_up": Value, "start_capacity": Value, "start_attention": Value, "start_resolve_us": Value,
    "start_resolve_rok": Value, "start_resolve_north": Value, "start_resolve_china": Value,
    "start_doubt": Value, "start_trust_us": Value, "start_trust_rok": Value, "start_trust_north": Value,
    "start_missile": Value, "start_nuclear": Value, "start_new_design": Value, "start_strain": Value,
    "start_evasion": Value, "start_momentum": Value, "start_provocations": Value, "start_fear_paid": Value,
    "start_first_strike": Value, "start_china_attention": Value, "start_enforcement": Value,
    "start_unease": Value, "start_friction": Value, "start_exposure": Value,
}, total=False)
"""Numbers of the model."""
Dispositions = TypedDict("Dispositions", {
    "stick": Value, "carrot": Value, "steadiness": Value, "conditionality": Value, "fear": Value,
    "overreaction": Value, "headlines": Value, "quiet": Value, "coordination_effort": Value, "hold": Value,
    "adjust": Value, "suspend": Value, "exercise_scale": Value, "exercise_length": Value,
    "exercise_forces": Value, "secondary": Value, "conditional_threats": Value, "division_of_labour": Value,
    "hard_share": Value,
}, total=False)
"""What a strategy or posture sets for an ally."""
OfChina = TypedDict("OfChina", {
    "enforcement": Value, "mediation": Value, "coercion": Value,
}, total=False)
"""What a posture sets for Beijing."""
OfNorth = TypedDict("OfNorth", {
    "pace": Value, "provocation": Value, "openness": Value,
}, total=False)
"""What a posture sets for Pyongyang."""
# written by hand:


class Posture(TypedDict, total=False):
    """Dispositions of both allies, of one of them, of Beijing and of Pyongyang."""

    both: Dispositions
    US: Dispositions
    ROK: Dispositions
    China: OfChina
    DPRK: OfNorth


PostureStep = TypedDict(
    "PostureStep",
    {
        "from": Day,
        "until": Day,
        "over": Weeks,
        "both": Dispositions,
        "US": Dispositions,
        "ROK": Dispositions,
        "China": OfChina,
        "DPRK": OfNorth,
    },
    total=False,
)
"""A posture for a time."""
StrategyStep = TypedDict(
    "StrategyStep", {"strategy": str, "from": Day, "until": Day, "over": Weeks}, total=False
)
"""A strategy for a time."""
Order = TypedDict("Order", {
    "actor": Actors, "signal": Signal, "from": Day, "to": "Day | None", "every": Weeks, "scale": float,
    "length": Weeks, "withhold": bool, "whatever_the_stage": bool,
}, total=False)
"""What actors are made to send, or kept from sending; `every` and other spans are written "4 weeks"."""
When = TypedDict("When", {
    "event": "Event | Signal", "by": Actor, "in_the_last": Weeks, "stage": Stage, "after": str,
    "weeks": Weeks, "at_least": Weeks,
    "measure": Measure, "above": float, "below": float, "between": "tuple[float, float] | list[float]",
    "at": float, "comparison": Literal[">", ">=", "<", "<="], "value": float,
    "all": "Sequence[When]", "any": "Sequence[When]", "not": "When", "for": Weeks,
}, total=False)
"""What an inject waits for."""


class Then(TypedDict, total=False):
    """What is sent then, or the strategy or posture that is switched to."""

    actor: Actors
    signal: Signal
    scale: float
    length: Weeks
    whatever_the_stage: bool
    strategy: Strategy
    posture: Posture
    over: Weeks


Inject = TypedDict("Inject", {
    "when": When, "then": Then, "within": Weeks, "from": Day, "to": Day, "times": int,
}, total=False)
"""An order that waits for a condition."""


Start = TypedDict("Start", {
    "date": Day, "from": Literal["record", "world"], "record": str, "history": str,
    "study": str, "scenario": str, "world": int, "week": "int | Day",
}, total=False)
"""Where worlds start: from the record as it stood on a day, or from a world of a finished study."""


class Words(TypedDict, total=False):
    """The sections of a scenario file."""

    name: str
    question: str
    start: Day | Start
    end: Day
    theory: Theory
    strategy: Strategy | Sequence[StrategyStep]
    params: Literal["prior", "fitted"]
    posture: Posture | Sequence[PostureStep]
    parameters: Parameters
    orders: Mapping[str, Order | None]
    dispositions: Mapping[str, Any]
    strategies: Mapping[str, Any]
    signals: Mapping[str, Any]
    calendar: Mapping[str, Any]
    injects: Mapping[str, Inject | None]
