# rules.py: the rules of mof-2020 in plain Python over unit records, one a line (ziping_gen --format json --single). Usage: rules.py district.json POINTS
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


KNOWN = {
    "达成预期指标": "met", "完成": "met", "正常开展": "met", "效果显著": "met",
    "部分达成预期指标": "partial", "基本完成": "partial", "未达成预期指标": "unmet", "未完成": "unmet",
}


def number(value):
    digits, places = value["value"]
    return digits / 10**places


def direction_of(kind, op, target, level2):
    if op == ">=":
        return "up"
    if op == "<=":
        return "down"
    if target == 0:
        return "zero"
    if level2 == "成本指标" and kind != "percent":
        return "down"
    return "equal" if op == "=" else "up"


def score(row):
    wanted, got = row["target"], row["actual"]
    kind, weight = wanted["kind"], row["weight_e4"] / 10000
    if got["kind"] == "qualitative":
        band = "met" if got["text"] == wanted.get("text") else KNOWN[got["text"]]
        if kind != "qualitative":
            return weight if band == "met" else 0
        declared = row.get("declared_e4")
        return qualitative(band, weight, None if declared is None else declared / 10000)
    if kind == "date":
        return weight if got["date"] <= wanted["date"] else 0
    if got["unit"] != wanted["unit"]:
        raise ValueError("another unit")
    target, actual = number(wanted), number(got)
    direction = direction_of(kind, wanted.get("op"), target, row["level2"])
    if direction == "zero":
        return weight if actual <= 0 else 0
    if row["level1"] == "满意度指标" and direction != "down":
        return up(actual, target, weight)
    if direction != "down":
        return up(actual, target, weight)
    return down(actual, target, weight)


def points_of(unit):
    for project in unit["projects"]:
        weight = project["execution"]["weight_e4"] / 10000
        yield execution(project["executed_fen"] / 100, project["revised_fen"] / 100, weight)
        for row in project["indicators"]:
            yield score(row)


def main():
    cents = []
    with open(sys.argv[1], encoding="utf-8") as units:
        for line in units:
            cents += [(floor(points * 1e9 + 0.5) + 5000000) // 10000000 for points in points_of(json.loads(line))]
    with open(sys.argv[2], "w", encoding="utf-8") as points:
        points.writelines(f"{value}\n" for value in cents)
    print(f"rows {len(cents)}\ncents {sum(cents)}")


main()
