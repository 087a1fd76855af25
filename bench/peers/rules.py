# rules.py: the rules of mof-2020 in plain Python over typed rows (ziping_gen --format jsonl). Usage: rules.py district.jsonl POINTS
import json
import sys
from math import floor


def up(actual, target, weight):
    if actual >= target:
        return weight
    return 0 if actual <= 0 else weight * actual / target


def down(actual, target, weight):
    if actual <= target:
        return weight
    return 0 if target == 0 else weight * target / actual


def execution(executed, revised, weight):
    if revised == 0:
        return weight if executed == 0 else 0
    return weight if executed > revised else weight * executed / revised


BANDS = {"met": (1, 0.8, 1), "partial": (0.7, 0.6, 0.8), "unmet": (0, 0, 0.6)}


def qualitative(band, weight, declared):
    share, least, most = BANDS[band]
    if declared is not None:  # kept inside of the band
        part = declared / weight
        if part >= least and (part < most or part == 1 and most == 1):
            return declared
    return weight * share


def score(row):
    kind, direction, band = row["kind"], row["direction"], row["band"]
    target, actual, weight = row["target"], row["actual"], row["weight"]
    if kind == "execution":
        return execution(actual, target, weight)
    if kind == "qualitative":
        return qualitative(band, weight, row["declared"])
    if band:
        return weight if band == "met" else 0
    if direction == "zero":
        return weight if actual <= 0 else 0
    if row["group"] == "satisfaction" and direction in ("up", "equal"):
        return up(actual, target, weight)
    if direction in ("up", "equal"):
        return up(actual, target, weight)
    if direction == "down":
        return down(actual, target, weight)
    return weight if actual <= target else 0


def main():
    loads = json.loads
    with open(sys.argv[1], encoding="utf-8") as rows:
        cents = [(floor(score(loads(line)) * 1e9 + 0.5) + 5000000) // 10000000 for line in rows]
    with open(sys.argv[2], "w", encoding="utf-8") as points:
        points.writelines(f"{value}\n" for value in cents)
    print(f"rows {len(cents)}\ncents {sum(cents)}")


main()
