"""Words for figures of an organisation, and for rehearsals."""

from topology.present.glossary.word import Word

MEASURES = (
    Word("boundary clarity", "Measures",
         "The share of failures of which it is clear who answers: one owner leads, and its people "
         "hear first.",
         also=("clarity",), see=("CLEAR", "boundary")),
    Word("first-contact share", "Measures",
         "The share of first pages that goes to platform teams.",
         "A high share says that platform teams stand between products and their operations.",
         also=("platform first-contact share",), see=("first contact", "PLATFORM_FIRST")),
    Word("hidden Ops", "Measures",
         "A team most of whose first pages are for what others own, whatever its name says.",
         also=("hidden ops", "operations in disguise"), see=("first contact",)),
    Word("uncovered hours", "Measures", "Hours of a week in which a failure would reach nobody.",
         see=("gap",)),
    Word("cognitive load", "Measures",
         "How much a team has to keep in its head. It cannot be counted; what is shown are proxies, "
         "and called so.",
         "(Team Topologies, Skelton and Pais 2019)", see=("team",)),
    Word("coupling", "Measures", "How many dependencies cross boundaries.", see=("crossing",)),
    Word("page storm", "Measures", "One failure that pages many teams.", see=("suppressed",)),
    Word("finding", "Measures", "Something wrong or worth a look, with its file, line and rule.",
         also=("findings",), see=("baseline",)),
    Word("baseline", "Measures", "Findings that were there already: a check fails only on new ones.",
         see=("finding",)),
)  # fmt: skip

REHEARSAL = (
    Word("game day", "Rehearsal",
         "A rehearsed incident: people say who will be paged before they see it.",
         also=("game-day",), see=("scenario", "prediction", "reveal")),
    Word("scenario", "Rehearsal", "What a game day plays: rounds with a situation, a fault and injects.",
         see=("round", "inject")),
    Word("round", "Rehearsal", "One failure of a scenario, with questions about it.", see=("prediction",)),
    Word("inject", "Rehearsal", "Something that happens during a round: another fault, a silent "
         "alert, a lost pager.",
         see=("scenario",)),
    Word("prediction", "Rehearsal", "What a participant commits to before the lock.", see=("reveal",)),
    Word("reveal", "Rehearsal", "What the rules of paging say, shown beat by beat after the lock.",
         see=("prediction",)),
)  # fmt: skip
