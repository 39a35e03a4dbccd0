"""The two criteria sets once more, written from the clauses, slow and plain.

Shares no code and no data file with communes.scoring: fractions, a function for each
class of areas, and every completion of missing answers tried on a grid.
"""

from fractions import Fraction as F
from itertools import product

FACTS_28 = [
    "resident_population",
    "registered_addicts_and_users",
    "drug_use_points",
    "offenders_arrested",
    "plants",
    "plant_area_m2",
    "on_key_route",
    "addicts_or_users_not_exempt",
    "residents_breaking_drug_law",
    "wanted_offenders_hiding",
]
PAIRS_414 = {
    "3.a": ("addicts", "addicts_on_file"),
    "3.b": ("addicts_present", "addicts_in_treatment"),
    "3.c": ("post_rehab", "post_rehab_on_file"),
    "4": ("users_present", "users_on_file"),
    "5.a": ("households", "households_pledged"),
    "5.b": ("villages", "villages_with_tip_box"),
    "5.c": ("villages", "villages_with_hotline_board"),
}
ZEROS_414 = {
    "1.a": "hotspots",
    "1.b": "retailers",
    "1.c": "drug_use_points",
    "2": "suspects",
}


def letters_28(f):
    """Article 4, points a to d and article 6, of a commune all of whose figures are known."""
    users = F(f["registered_addicts_and_users"], f["resident_population"]) * 100
    caught = F(f["offenders_arrested"], f["resident_population"]) * 100
    plants, area, points = f["plants"], F(f["plant_area_m2"]), f["drug_use_points"]
    return {
        "4.1.a": users >= F(1, 2),
        "4.1.b": points > 1,
        "4.1.c": caught >= F(1, 10),
        "4.1.d": plants > 2999 or area >= 750,
        "4.2.a": F(1, 10) <= users < F(1, 2),
        "4.2.b": points == 1,
        "4.2.c": F(1, 20) <= caught < F(1, 10),
        "4.2.d": 500 <= plants <= 2999 or 125 <= area < 750,
        "4.3.a": users < F(1, 10),
        "4.3.b": caught < F(1, 20),
        "4.3.c": plants <= 499 or area < 125,
        "6.1": not f["addicts_or_users_not_exempt"],
        "6.2": f["residents_breaking_drug_law"] + f["wanted_offenders_hiding"] == 0,
        "6.3": points == 0,
    }


def clauses_28(f):
    """All clauses, with point đ of types I and II."""
    c = letters_28(f)
    second = [c["4.1." + x] or c["4.2." + x] for x in "abcd"]
    third = [
        c["4.1.a"] or c["4.2.a"] or c["4.3.a"],
        c["4.1.c"] or c["4.2.c"] or c["4.3.b"],
        c["4.1.d"] or c["4.2.d"] or c["4.3.c"],
    ]
    c["4.1.đ"] = bool(f["on_key_route"]) and sum(second) >= 2
    c["4.2.đ"] = bool(f["on_key_route"]) and sum(third) >= 2
    c["second"] = sum(second) + (c["4.1.đ"] or c["4.2.đ"])
    c["third"] = sum(third)
    return c


def proposal_28(f):
    c = clauses_28(f)
    if c["6.1"] and c["6.2"] and c["6.3"]:
        return "DRUG_FREE"
    if [c["4.1." + x] for x in "abcdđ"].count(True) >= 3:
        return "TYPE_I"
    if c["second"] >= 3:
        return "TYPE_II"
    return "TYPE_III" if c["third"] else "NONE"


def clauses_414(f):
    c = {code: f[name] == 0 for code, name in ZEROS_414.items()}
    c |= {code: f[whole] - f[part] == 0 for code, (whole, part) in PAIRS_414.items()}
    c["6"] = f["models"] > 0
    return c


def proposal_414(f):
    return "FAILED" if False in clauses_414(f).values() else "PASSED"


def by_brute_force(evaluate, facts, grid):
    """Try every completion on a grid: the one proposal, or INCOMPLETE."""
    missing = [name for name in grid if facts.get(name) is None]
    seen = {
        evaluate({**facts, **dict(zip(missing, values, strict=True))})
        for values in product(*(grid[name] for name in missing))
    }
    return seen.pop() if len(seen) == 1 else "INCOMPLETE"
