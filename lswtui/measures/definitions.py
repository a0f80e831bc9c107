"""What each number means, in the sentence that is printed beside it."""

from __future__ import annotations

DEFINITIONS: dict[str, str] = {
    "adherence": "(done + done late) / due, without what was not applicable, excused or moved;"
    " today, of those due so far",
    "on_time": "done before its window ended (its planned minutes and its grace after its time) / due",
    "time_adherence": "minutes spent on due cards, on none more than its plan / minutes due",
    "reasons_given": "misses with a reason / misses",
    "planned": "minutes on cards of the board and on planned one-offs",
    "reactive": "minutes of interruptions, and of one-offs marked as broken in",
    "other": "minutes of other work: one's own, neither standard work nor broken in",
    "unlogged": "elapsed working minutes without breaks, less the time in which anything was logged",
    "outside": "minutes logged outside the working hours",
    "coverage": "logged minutes within the working hours / elapsed working minutes without breaks",
    "reactive_share": "broke in / (on plan + broke in); read it together with the coverage",
    "avoidable": "broke-in minutes that could wait, went to the wrong person, or were the third that day"
    " of the same category and person",
    "whose": "interruption minutes by whose work it was",
    "share": "minutes by activity, against the target of the board",
    "load": "planned minutes of the day / working minutes without breaks",
    "pareto": "interruptions by category, person and hour: how many, how long, and the running share",
    "repeat_miss": "a task missed three times in its last 20 due days",
}
"""By the name of the measure, in the words of the screens."""
