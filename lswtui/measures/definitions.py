"""What each number means, in the sentence that is printed beside it."""

from __future__ import annotations

DEFINITIONS: dict[str, str] = {
    "adherence": "(done + done late) / due, without what was not applicable, excused or moved;"
    " today, of those due so far; good from the target, which is 85 % unless the settings say another, near from 70 %",
    "on_time": "done before its window ended (its planned minutes and its grace after its time) / due",
    "time_adherence": "minutes spent on due cards, on none more than its plan / minutes due",
    "not_due": "cards of the standard that were excused (leave, a day off) or not applicable, and so were not due",
    "rate": "(done + done late) / due on the last 20 days on which anything was due, also before the period",
    "streak": "due days in a row, up to the last, on which nothing due was missed; days on which nothing was due, or"
    " all of it excused or not applicable, neither break it nor lengthen it; best: the longest of the days looked at:"
    " the period, the four weeks before it, and what it takes to know the last",
    "reasons_given": "misses with a reason / misses",
    "countermeasures": "countermeasures done / countermeasures planned, each on its day",
    "planned": "minutes on cards of the board and on planned one-offs, and of interruptions in time held open for them",
    "reactive": "minutes of interruptions beyond the time held open for them, and of one-offs marked as broken in",
    "other": "minutes of other work: one's own, neither standard work nor broken in",
    "unlogged": "elapsed working minutes without breaks, less the time in which anything was logged",
    "outside": "minutes logged outside the working hours",
    "coverage": "logged minutes within the working hours / elapsed working minutes without breaks",
    "reactive_share": "broke in / (on plan + broke in); read it together with the coverage",
    "avoidable": "broke-in minutes that could wait, went to the wrong person, or were the third that day"
    " of the same category and person",
    "former_job": "interruptions with words of a trap of the board, so that you may have slipped back into the job that"
    " you had before: how many, how long",
    "balance": "on plan, broke in, other and not logged, each as its share of the four together",
    "whose": "interruption minutes by whose work it was, also those that time was held open for",
    "share": "minutes by activity, of all minutes of the board's cards; target: the share that the board aims at",
    "load": "planned minutes of what was due, one-offs too / working minutes without breaks and absences,"
    " beside the guide of the board",
    "standardised": "planned minutes of the board's cards that were due / working minutes without breaks and absences;"
    " guide: the band that practice standardises at this level; more than 10 points above it is far above,"
    " and over-full sheets are given up",
    "pareto": "interruptions by category, person and hour: how many, how long, and the running share",
    "repeat_miss": "a task missed three times in its last 20 due days, as far as the period and the four weeks"
    " before it know them; the question about a countermeasure looks back a year",
    "by_day": "done, of the cards due that day, and where its minutes went",
    "pledges": "what the evening before pledged for a day, and whether it was kept",
    "part": "due: cards without those not applicable, excused or moved; done: on their day; late: on a later day;"
    " adherence: (done + late) / due; on time: done before its window ended / due;"
    " time: minutes spent in the period, whenever it was due",
    "part_task": "last 20: (done + late) / due on the task's last 20 due days, as far as the period and the four weeks"
    " before it know them; streak: its due days there without a miss, up to the last",
    "part_cadence": "daily: four days a week or more; weekly: down to every second week; monthly: down to every month",
    "part_share": "share: of all minutes of the board's cards; target: the share that the board aims at",
}
"""By the name of the measure, in the words of the screens."""
