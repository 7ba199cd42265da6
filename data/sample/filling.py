"""What the table of the sample staff leaves open: dates that fit a life, schools, telephones."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from data.sample.school import SEED

_YEAR = 2026  # the school year begins on 1 September of it
_ONE_AGE_ALL_TERM = {34, 49}  # they must not reach an edge of the age bands before the term is over
_START_AGE = {"college": 21, "bachelor": 22, "master": 25}
_FRESH = {"none": (2025, 2026), "third": (2024, 2024)}
_YEARS_TO_RANK = {"second": (1, 4), "first": (9, 13), "senior": (18, 21)}
_POSTS = {"senior": (7,), "first": (8, 9, 10), "second": (11, 12), "third": (13,)}
_COLLEGES = {
    "college": ("云溪师范专科学校", "南浦教育学院", "河阳师范专科学校"),
    "bachelor": ("云溪师范学院", "南浦师范大学", "东湖学院", "河阳师范学院"),
    "master": ("南浦师范大学", "东湖师范大学"),
}
_MAJORS = {
    "chinese": "汉语言文学",
    "math": "数学与应用数学",
    "english": "英语",
    "morality": "思想政治教育",
    "science": "科学教育",
    "it": "教育技术学",
    "pe": "体育教育",
    "music": "音乐学",
    "art": "美术学",
    "labour": "小学教育",
}
_ETHNIC = {
    "018": "tujia",
    "029": "man",
    "034": "hui",
    "042": "miao",
    "043": "",
    "048": "hui",
    "053": "yi",
    "056": "zhuang",
}
_STATUS = {
    "023": ("maternity", "2026-10-08", "三(3)班语文由宋欣怡代"),
    "050": ("seconded", "2026-09-07", "每周二、四借用到县青少年活动中心"),
    "061": ("retired", "2026-08-31", ""),
    "062": ("transferred", "2026-08-20", "调往县实验小学"),
}
_REMARKS = {"009": "与数学组王芳同名", "041": "与语文组王芳同名", "043": "外籍教师，合同到2028年7月"}
_BORN_ON = {"061": "1971-08-19"}


@dataclass(frozen=True, slots=True)
class Filling:
    """The open columns of one person; chance is seeded by the person, so that changing one row changes no other.

    ``age`` is in whole years on 1 September 2026.
    """

    staff_no: str
    age: int
    rank: str
    qualification: str
    subject: str
    position: str

    def columns(self) -> dict[str, Any]:
        """The remaining columns of a teacher by name."""
        chance = Random(f"{SEED}:{self.staff_no}")
        born_on = _BORN_ON.get(self.staff_no) or self._born_on(chance)
        started = self._started(int(born_on[:4]), chance)
        status, status_since, remark = _STATUS.get(self.staff_no, ("active", "", ""))
        foreign = self.staff_no == "043"
        return {
            "born_on": born_on,
            "teaching_since": f"{started}-{chance.choice(('08', '09'))}" if started < _YEAR else f"{started}-08",
            "working_since": f"{started}-08",
            "joined_on": self._joined_on(started, chance),
            "rank_since": self._rank_since(started, chance),
            "status": status,
            "status_since": status_since,
            "ethnicity": _ETHNIC.get(self.staff_no, "han"),
            "political": "" if foreign else self._political(chance),
            "degree": self._degree(chance),
            "graduated_from": chance.choice(_COLLEGES[self.qualification]),
            "major": _MAJORS[self.subject] if chance.random() < 0.8 else "小学教育",
            "establishment": "contract" if foreign else "teaching",
            "post_grade": f"professional_{chance.choice(_POSTS[self.rank])}" if self.rank in _POSTS else "",
            "certificate_subject": self.subject,
            "putonghua": "" if foreign else self._putonghua(chance),
            "phone": f"1390000{1000 + int(self.staff_no) * 137 % 9000}",
            "remark": remark or _REMARKS.get(self.staff_no, ""),
        }

    def _born_on(self, chance: Random) -> str:
        month = chance.choice(range(2, 9) if self.age in _ONE_AGE_ALL_TERM else range(1, 13))
        # Who is born in September has had no birthday yet on the 1st, so the day must be known and a later one.
        year = _YEAR - self.age if month < 9 else _YEAR - self.age - 1
        day = chance.randint(2, 28)
        return f"{year}-{month:02d}-{day:02d}" if month == 9 or chance.random() < 0.4 else f"{year}-{month:02d}"

    def _started(self, born: int, chance: Random) -> int:
        if self.rank in _FRESH:
            early, late = _FRESH[self.rank]
            return early if self.age >= 24 else late
        # Masters of the older generation taught first and studied beside their work.
        age = 22 if self.age > 40 else _START_AGE[self.qualification]
        return min(born + age + chance.randint(0, 1), _YEAR - 4)

    def _rank_since(self, started: int, chance: Random) -> str:
        if self.rank == "none":
            return ""
        if self.rank == "third":
            return f"{started + 1}-12"
        early, late = _YEARS_TO_RANK[self.rank]
        if self.qualification == "college" and self.rank == "second":
            early = 4  # a year on trial, then three in the grade below
        return f"{min(started + chance.randint(early, late), _YEAR - 1)}-12"

    def _joined_on(self, started: int, chance: Random) -> str:
        year = started if chance.random() < 0.6 else min(started + chance.randint(2, 9), _YEAR - 1)
        return f"{max(started, year)}-08" + ("-25" if chance.random() < 0.3 else "")

    def _political(self, chance: Random) -> str:
        if self.position in ("principal", "vice_principal", "director", "pioneer_counsellor"):
            return "party"
        if self.age <= 27 and chance.random() < 0.6:
            return "league"
        return chance.choices(("masses", "party", "capd"), (62, 34, 4))[0]

    def _degree(self, chance: Random) -> str:
        if self.qualification == "bachelor" and self.age > 40 and chance.random() < 0.4:
            return "none"
        return {"college": "none", "bachelor": "bachelor", "master": "master"}[self.qualification]

    def _putonghua(self, chance: Random) -> str:
        if self.subject in ("chinese", "music"):
            return "first_b" if chance.random() < 0.15 else "second_a"
        return chance.choices(("second_a", "second_b"), (40, 60))[0]
