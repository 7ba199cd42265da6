"""How characters are read in names where that differs from their likeliest reading elsewhere."""

from __future__ import annotations

# The reading as a surname: the first character of a name. (现代汉语词典 and 百家姓 readings, toneless.)
SINGLE = {
    "单": "shan", "單": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "區": "ou",
    "翟": "zhai", "乐": "yue", "樂": "yue", "覃": "qin", "任": "ren", "盖": "ge", "蓋": "ge", "朴": "piao",
    "缪": "miao", "繆": "miao", "种": "chong", "秘": "bi", "员": "yun", "員": "yun", "贠": "yun", "召": "shao",
    "折": "she", "郇": "xun", "隗": "wei", "薄": "bo", "卜": "bu", "都": "du", "繁": "po", "佴": "nai",
    "句": "gou", "角": "jue", "阚": "kan", "乜": "nie", "粘": "nian", "能": "nai", "祭": "zhai", "藏": "zang",
    "番": "pan", "炅": "gui", "重": "chong", "么": "yao", "尉": "wei", "吕": "lv", "呂": "lv", "万": "wan",
}  # fmt: skip

# Surnames of two characters that are not read as their characters usually are; they need a third character after
# them, or 单于 would be read into a person called 单 于.
DOUBLE = {
    "尉迟": "yu chi", "尉遲": "yu chi", "万俟": "mo qi", "萬俟": "mo qi", "长孙": "zhang sun", "長孫": "zhang sun",
    "欧阳": "ou yang", "歐陽": "ou yang", "令狐": "ling hu", "澹台": "tan tai", "单于": "chan yu", "單于": "chan yu",
    "乐正": "yue zheng", "子车": "zi ju", "仲长": "zhong chang", "公乘": "gong sheng", "宰父": "zai fu",
}  # fmt: skip

# The reading inside a given name.
GIVEN = {
    "长": "chang",
    "長": "chang",
    "佛": "fo",
    "晟": "sheng",
    "重": "chong",
    "隽": "jun",
    "薄": "bo",
    "曾": "zeng",
    "了": "liao",
}
