"""French and Arabic text in the order of a directory; and one normaliser for searching.

`normalise` is for what is indexed and for what is asked alike.

A search finds a text when every word of `normalise(query)` is among the words of
`normalise(text)`. So what matters is only that two spellings of one thing come out the same; the
words that come out are keys, not words to show. Apply it once: a second pass may shorten again.

The Arabic rules follow the light stemming of Larkey, Ballesteros and Connell (2007), narrowed on
what was measured with the probes in the tests: the ending ـي stays, or « réunion » (اجتماع) would
find every « social » (اجتماعي). The French ones follow Savoy's minimal stemmer (1999). Snowball's
stemmers were tried on the same probes and found fewer.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["normalise", "sort_key"]

# What decomposition (NFKD) does not fold. Tatweel is a letter to Unicode, and here nothing.
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "ـ": "",
        "ٱ": "ا",
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ڭ": "ك",
        "گ": "ك",
    }
)
_APOSTROPHES = frozenset("'’‘‛′`´ʼʹʻʾʿ")

# m’ and t’ are left out: M’diq is a place, and a text about organisations seldom says « m’ ».
_ELISION = re.compile(r"(?<![a-z0-9])(?:l|d|j|c|n|s|qu|jusqu|lorsqu|puisqu|quoiqu)'")
_DOTTED_SIGLE = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)")
# «بـNORESS»: an Arabic particle written against a Latin word.
_SCRIPT_CHANGE = re.compile(r"(?<=[ء-ي])(?=[a-z0-9])|(?<=[a-z0-9])(?=[ء-ي])")
_LONE_PARTICLES = frozenset({"و", "ف", "ب", "ك", "ل", "ال", "بال", "وال", "لل"})

_FRENCH = re.compile(r"[a-z]{4,}")
_ARABIC = re.compile(r"[ء-ي]{4,}")
# No word of either language is longer; a longer run of letters is left alone, in linear time.
_LONGEST_WORD = 40

_ARTICLE = re.compile(r"و?[بكف]?ال(?=.{3})")
# Composed or not: أ or alef and hamza above, آ or alef and madda.
_YEH_HAMZA = re.compile(r"(?<=[ء-ي])ي(?:أ|ا\u0654|(?P<madda>آ|ا\u0653))")


def normalise(text: str) -> str:
    """The search key of a text: folded words of letters and digits, with single spaces between.

    Folds case, accents, ligatures and compatibility forms (NFKD), Arabic-Indic digits, hamza and
    alef forms, taa marbuta, alef maqsura, tashkeel, tatweel and ڭ; drops elisions (l’, d’, qu’),
    attached articles and particles (ال, وال, بال, لل…), light plural and feminine endings,
    punctuation, quotes, bidi controls and whatever is not text (NUL, lone surrogates).

    Takes any string, never raises; linear in its length.
    """
    # Moroccan «هيأة», «هيآت» and common «هيئة», «هيئات» are one word.
    text = _YEH_HAMZA.sub(lambda found: "يئا" if found["madda"] else "يئ", text)
    folded = "".join(map(_fold, text))
    folded = _DOTTED_SIGLE.sub(lambda found: found[0].replace(".", ""), folded)
    folded = _ELISION.sub(" ", folded).replace("'", "").replace(".", " ")
    folded = _SCRIPT_CHANGE.sub(" ", folded)
    return " ".join(
        word if len(word) > _LONGEST_WORD else _stem(word)
        for word in folded.split()
        if word not in _LONE_PARTICLES
    )


_NUMBER = re.compile(r"[0-9]+")
# So many characters count, and so many decide between texts that are otherwise alike.
_SORTED, _DECIDING = 120, 45
# As ICU has it for Arabic: a hamza is an alef wherever it sits, and ة stands before ت. A search
# takes the letter that many type instead.
_SORTED_AS = {"ة": "ة", "ء": "ا", "ؤ": "ا", "ئ": "ا"}


def sort_key(text: str) -> str:
    """Texts in the order of their keys are in the order of a directory.

    Case, accents, hamza forms, tashkeel and ڭ do not count, nor do apostrophes; other punctuation
    is a space. Spaces come first, then numbers by what they count (n° 2, n° 10), Latin letters,
    Arabic letters. Texts that are alike so far are in the order of their characters as written.
    Of a long text the beginning counts.

    A key has at most 500 characters, and all are digits, three for each character of the text: the
    collations of databases differ in all else (in Danish, aa comes after z).

    Takes any string, never raises.
    """
    composed = unicodedata.normalize("NFC", text[:_SORTED])
    folded = "".join(map(_fold_to_sort, composed)).replace("'", "").replace(".", " ")
    folded = _NUMBER.sub(_by_magnitude, " ".join(folded.split()))
    # The end of a text comes before a space.
    return _weights(folded[:_SORTED]) + "000" + _weights(text[:_DECIDING])


@lru_cache(maxsize=4096)
def _fold_to_sort(character: str) -> str:
    return _SORTED_AS.get(character) or _fold(character)


def _by_magnitude(number: re.Match) -> str:
    """Of two numbers the one with more digits is greater."""
    digits = number[0].lstrip("0")
    return f"0{chr(len(digits) + 1)}{digits}"


def _weights(text: str) -> str:
    return "".join(f"{_weight(ord(character)):03d}" for character in text)


def _weight(code: int) -> int:
    """Latin letters, Arabic ones, then Tifinagh, each in the order of their alphabet."""
    if code < 0x250:
        return code
    if 0x600 <= code <= 0x6FF:
        return 600 + code - 0x600
    if 0x2D30 <= code <= 0x2D7F:
        return 860 + code - 0x2D30
    return 999


# One character at a time: normalising a whole string reorders its combining marks, which a
# hostile run of them makes quadratic. The cache holds the characters of both languages.
@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    """Letters, digits, spaces, and for the next step "'" and ".", that stand for a character."""
    if character in _APOSTROPHES:
        return "'"
    folded = unicodedata.normalize("NFKD", character).casefold()
    folded = unicodedata.normalize("NFKD", folded).translate(_LETTERS)
    return "".join(map(_letter, folded))


def _letter(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "L" or character in "'.":
        return character
    if category == "Nd":
        return str(unicodedata.decimal(character))
    # Marks (accents, tashkeel) and format characters (bidi controls, joiners, soft hyphens).
    return "" if category[0] == "M" or category == "Cf" else " "


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    if _FRENCH.fullmatch(word):
        return _stem_french(word)
    if _ARABIC.fullmatch(word):
        return _stem_arabic(word)
    return word


def _stem_french(word: str) -> str:
    """Plural and feminine: régionaux, régionales → regional; approuvées → approuv."""
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > 5:
        word = word[:-2] + "l"
    elif word[-1] in "sx" and not word.endswith("ss"):  # ESS, MESS and NORESS are names.
        word = word[:-1]
    while word[-1] == "e" and len(word) > 4:
        word = word[:-1]
    if word.endswith(("ll", "nn", "tt")) and len(word) > 4:  # professionnelle, ancienne
        word = word[:-1]
    return word


def _stem_arabic(word: str) -> str:
    """What is left of a word without its attached particles and its ending."""
    while (shorter := _without_particle(word)) != word:
        word = shorter
    return _without_ending(_IRREGULAR.get(word, word))


def _without_particle(word: str) -> str:
    if _without_ending(word) in _WHOLE:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if article := _ARTICLE.match(word):
        return word[article.end() :]
    if word.startswith("لل"):
        # The article merges with the particle: للتعاونيات; and with a first ل too: للجنة.
        if _without_ending(word[1:]) in _WHOLE:
            return word[1:]
        if len(word) >= 5:
            return word[2:]
    # Without the article the particle is a guess, so a word of four letters stays whole.
    if word[0] in "وبل" and len(word) >= 5:
        return word[1:]
    return word


def _without_ending(word: str) -> str:
    if word.endswith("ها") and len(word) >= 5:
        word = word[:-2]
    if word.endswith("ات") and len(word) >= 5:
        return word[:-2]
    if word.endswith(("ون", "ين")) and len(word) >= 6:
        return word[:-2]
    if word.endswith("ه") and len(word) >= 4:
        return word[:-1]
    return word


def _folded(words: str) -> list[str]:
    return ["".join(map(_fold, word)) for word in words.split()]


# Words that begin with a letter that only looks like a particle, without their ending.
_WHOLE = frozenset(
    _folded(
        """
        وثيق وثائق وكال وكلاء ولاي وزار وزاري وزراء وطني وظيف وظائف وظيفي وسيل وسائل وسيط وساط
        وسطاء واقع واقعي واجه واجب وارد واضح واحد واحات وحد ورش ورق ورشات وضعي وقائي وقاي وقائع
        ودادي ولوجي ولادي وصفات وديان والد
        بطاق بلاغ بيان برنامج برامج برمج بلدي بلدان بيئي بحري باحث بطال بناي بناء بنكي بنيات
        بداي بدائل بديل بسيط بشري بصري بريد بريدي بواب بضائع بضاع بالغ بستان بساتين
        لجن لجان لغة لغات لغوي لقاء لائح لوائح لوح لوحات لوازم لوجستي لوجستيك لاحق لباس
        آلي
        """
    )
)
# Short words of every day, which the rules leave whole.
_IRREGULAR = dict(
    zip(
        _folded("بجهة لجهة جهات فئات لغات بفئة لفئة"),
        _folded("جهة جهة جهة فئة لغة فئة فئة"),
        strict=True,
    )
)
