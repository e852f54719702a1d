"""Verdicts, flags and reason codes: what the judgement on a failure says, and what to do about it."""

from topology.incident.result import Verdict
from topology.present.glossary.word import Word
from topology.present.words import FLAG_WORDS, REASON_WORDS, VERDICT_WORDS, sentence

MORE: dict[Verdict, str] = {
    "NOBODY": "It is urgent, nothing that is needed is unknown, and still no human who is there is paged: an "
              "empty rota, a dead pager, everybody away, or no alert that anybody could hear.",
    "UNKNOWN": "The only thing missing is a policy or schedule that no file declares. It is never counted as "
               "NOBODY: declare onCall for the owner, or a default.",
    "UNOWNED": "Give it an owner, or a vendor a liaison. Until then the default policy answers, if "
               "there is one.",
    "AMBIGUOUS": "Both owners are paged and each waits for the other. Name one owner, or say with "
                 "onCall who leads.",
    "MISROUTED": "Somebody else's night begins, and the right team hears of it later. Mostly the "
                 "cause is silent, "
                 "late, or its policy belongs to another team.",
    "DEFERRED": "By declared tier or support hours that is wanted: a ticket, or a page held until a "
                "stated instant.",
    "MULTI": "Several things broke on their own, and different teams lead. They belong to one "
             "incident if they "
             "share an affected component.",
    "JOINT": "Helpers mitigate what their users feel while the lead mends the cause.",
    "CLEAR": "The picture of a good boundary: nobody asks who should answer.",
}  # fmt: skip

REASONS_MORE = {
    "OWN_FAILURE": "The owner leads.",
    "CAUSE_ALERTS": "The owner leads; the symptoms are suppressed or help.",
    "CAUSE_SILENT": "The nearest alerting symptom's team leads and hands over to the owner. Give "
    "the cause an alert.",
    "CAUSE_LATE": "A symptom spoke first, so its team leads until the owner takes over. Detect the "
    "cause sooner, or fill the gap in the first step of its policy.",
    "CAUSE_HELD": "Outside support hours the symptom's team leads. Longer hours, or a softer "
    "dependency, would help.",
    "CAUSE_UNREACHABLE": "Its policy reaches no human who is there, or it has none and the default "
    "caught it.",
    "VENDOR": "The liaison leads if the vendor's alert reaches it, else the nearest symptom's team.",
    "CONTRACT": "The failure mode says that the consumer, or both, answer for it.",
    "UNOWNED": "The default policy's team leads, else the nearest symptom's, else nobody.",
    "OWNER": "It is paged because the cause is its own.",
    "POLICY": "The component's own onCall names another team's policy. One of the two is out of date, "
    "or the hand-over is meant.",
    "SYMPTOM": "It is paged because nobody speaks for the cause in time.",
    "MITIGATE": "A user-facing tier 1 component is hit: its team is paged to soften the blow. It "
    "never leads for that.",
}

VERDICTS = (
    Word("verdict", "Verdicts", "The judgement on one failure: who answers, and whether that is right.",
         "Judged for each root; the worst of them is shown.",
         see=tuple(VERDICT_WORDS)),
    *(Word(name, "Verdicts", sentence(_words), MORE[name]) for name, _words in VERDICT_WORDS.items()),
    Word("SLOW", "Verdicts", sentence(FLAG_WORDS["SLOW"]), "Targets stand under engageTarget, by tier.",
         see=("time to engage",)),
    Word("PLATFORM_FIRST", "Verdicts", sentence(FLAG_WORDS["PLATFORM_FIRST"]),
         "Once is help; often it is Operations in disguise.", see=("platform team", "first contact")),
)  # fmt: skip

REASONS = (
    Word(
        "reason code",
        "Reasons",
        "Why a team leads, or helps.",
        also=("reason", "reasons"),
        see=tuple(REASON_WORDS),
    ),
    *(
        Word(name, "Reasons", sentence(_words), REASONS_MORE[name], see=("lead",))
        for name, _words in REASON_WORDS.items()
    ),
)
