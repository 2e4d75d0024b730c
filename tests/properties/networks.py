"""Invented networks: a base act, amending acts worded as the drafting rules have it, and the text that must come out.

The expected text is kept in a model of its own, changed by plain Python beside every instruction that is worded.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from registry.consolidation.timeline import Act
from registry.parsing.structure import provisions

LETTERS = "abcdđeghiklm"
WORDS = (
    "hoa hồng", "hoa huệ", "tưới nước", "vườn ươm", "Sở Hoa", "Sở Lá", "hằng năm", "đất tơi", "nụ biếc", "cành mềm",
    "rễ sâu", "mùa gió", "chậu sành", "giàn tre", "bờ rào", "luống dài",
)  # fmt: skip


@dataclass
class Clause:
    """A clause: its number, its own words and its points."""

    number: str
    words: str
    points: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join([f"{self.number}. {self.words}", *(f"{letter}) {w}" for letter, w in self.points.items())])


@dataclass
class Article:
    """An article: its number, title, and clauses or plain words."""

    number: str
    title: str
    words: str = ""
    clauses: list[Clause] = field(default_factory=list)

    @property
    def text(self) -> str:
        head = [f"Điều {self.number}. {self.title}", *([self.words] if self.words else [])]
        return "\n".join([*head, *(clause.text for clause in self.clauses)])


@dataclass
class Chapter:
    """A chapter: its roman number, title and articles."""

    number: str
    title: str
    articles: list[Article] = field(default_factory=list)


Gone = set[str]


@dataclass
class Model:
    """The base act as it should stand; ``gone`` holds the addresses of what was repealed."""

    chapters: list[Chapter]
    gone: Gone = field(default_factory=set)

    @property
    def articles(self) -> list[Article]:
        return [article for chapter in self.chapters for article in chapter.articles]

    @property
    def text(self) -> str:
        return "\n".join(
            f"Chương {chapter.number}\n{chapter.title}\n" + "\n".join(article.text for article in chapter.articles)
            for chapter in self.chapters
        )

    def expected(self) -> dict[str, str]:
        """Address -> full wording of every article, clause and point."""
        found: dict[str, str] = {}
        for article in self.articles:
            here = f"d{article.number.replace('đ', 'da')}"
            found[here] = self._article(article, here)
            if here in self.gone:
                continue
            for clause in article.clauses:
                inner = f"{here}.k{clause.number.replace('đ', 'da')}"
                found[inner] = self._clause(clause, inner)
                if inner not in self.gone:
                    for letter, words in clause.points.items():
                        address = f"{inner}.{letter.replace('đ', 'da')}"
                        found[address] = f"{letter}) (được bãi bỏ)" if address in self.gone else f"{letter}) {words}"
        return found

    def _clause(self, clause: Clause, here: str) -> str:
        if here in self.gone:
            return f"{clause.number}. (được bãi bỏ)"
        points = (
            f"{x}) (được bãi bỏ)" if f"{here}.{x.replace('đ', 'da')}" in self.gone else f"{x}) {words}"
            for x, words in clause.points.items()
        )
        return "\n".join([f"{clause.number}. {clause.words}", *points])

    def _article(self, article: Article, here: str) -> str:
        if here in self.gone:
            return f"Điều {article.number}. (được bãi bỏ)"
        own = [f"Điều {article.number}. {article.title}", *([article.words] if article.words else [])]
        inner = (self._clause(each, f"{here}.k{each.number.replace('đ', 'da')}") for each in article.clauses)
        return "\n".join([*own, *inner])


@dataclass
class Drafter:
    """Words instructions and changes the model, from one source of chance."""

    chance: Random
    model: Model
    touched: set[str] = field(default_factory=set)
    count: int = 0

    def sentence(self) -> str:
        """Return words that occur once in the whole network."""
        self.count += 1
        aside = self.chance.choice(["", "", "", " theo khoản 1 Điều 1", " gọi là “{}”", " tại Điều 2 Luật này"])
        first = self.chance.choice(WORDS)
        return (
            f"{first[0].upper()}{first[1:]} {self.chance.choice(WORDS)} số hiệu {self.count}x{aside.format(self.count)}"
        )

    def instruction(self) -> str:
        """Return one instruction and carry it out in the model."""
        kinds = (
            self.replace_clause, self.replace_point, self.replace_article, self.add_clause, self.add_point,
            self.add_article, self.repeal, self.phrase, self.drop, self.retitle, self.paragraph, self.passive,
            self.mixed, self.open_words, self.chapter_title, self.add_chapter,
        )  # fmt: skip
        for kind in self.chance.sample(kinds, len(kinds)):
            if words := kind():
                return words
        return self.add_article()

    def _free(self, address: str) -> bool:
        """Tell whether nothing was said yet, in this act, about a place, what is around it or inside it."""
        return not any(
            one == address or one.startswith(f"{address}.") or address.startswith(f"{one}.")
            for one in (*self.touched, *self.model.gone)
        )

    def _clauses(self) -> list[tuple[Article, Clause, str]]:
        return [
            (article, clause, f"d{article.number}.k{clause.number}")
            for article in self.model.articles
            for clause in article.clauses
            if self._free(f"d{article.number}.k{clause.number}")
        ]

    def _pick(self) -> tuple[Article, Clause, str] | None:
        found = self._clauses()
        if not found:
            return None
        chosen = self.chance.choice(found)
        self.touched.add(chosen[2])
        return chosen

    def _verb(self) -> str:
        return self.chance.choice(["Sửa đổi", "Sửa đổi, bổ sung"])

    def _as(self) -> str:
        return self.chance.choice([" như sau:\n", " như sau: ", ":\n"])

    def replace_clause(self) -> str:
        if not (chosen := self._pick()):
            return ""
        article, clause, _ = chosen
        clause.words = f"{self.sentence()} gồm:" if self.chance.random() < 0.5 else f"{self.sentence()}."
        clause.points = {}
        if clause.words.endswith(":"):
            clause.points = {x: f"{self.sentence()};" for x in LETTERS[: self.chance.randint(2, 6)]}
        return f"{self._verb()} khoản {clause.number} Điều {article.number}{self._as()}“{clause.text}”"

    def replace_point(self) -> str:
        found = [(a, c, x) for a, c, _ in self._clauses() for x in c.points]
        if not found:
            return ""
        article, clause, letter = self.chance.choice(found)
        self.touched.add(f"d{article.number}.k{clause.number}")
        clause.points[letter] = f"{self.sentence()};"
        where = f"điểm {letter} khoản {clause.number} Điều {article.number}"
        return f"{self._verb()} {where}{self._as()}“{letter}) {clause.points[letter]}”"

    def replace_article(self) -> str:
        found = [article for article in self.model.articles if self._free(f"d{article.number}")]
        if not found:
            return ""
        article = self.chance.choice(found)
        self.touched.add(f"d{article.number}")
        article.title, article.words = f"Tên {self.sentence()}", ""
        article.clauses = [Clause(str(n), f"{self.sentence()}.") for n in range(1, self.chance.randint(2, 4))]
        return f"{self._verb()} Điều {article.number}{self._as()}“{article.text}”"

    def add_clause(self) -> str:
        if not (chosen := self._pick()):
            return ""
        article, clause, _ = chosen
        last = clause is article.clauses[-1] and clause.number.isdigit()
        number = str(int(clause.number) + 1) if last else f"{clause.number}a"
        if (not number[-1].isalpha() and not last) or any(each.number == number for each in article.clauses):
            return ""
        if len(number) > 1 and number[-2:].isalpha():
            return ""
        new = Clause(number, f"{self.sentence()}.")
        article.clauses.insert(article.clauses.index(clause) + 1, new)
        self.touched.add(f"d{article.number}.k{number}")
        where = self.chance.choice(
            [f"vào sau khoản {clause.number} Điều {article.number}", f"vào Điều {article.number}"]
        ) if last else f"vào sau khoản {clause.number} Điều {article.number}"  # fmt: skip
        return f"Bổ sung khoản {number} {where}{self._as()}“{new.text}”"

    def add_point(self) -> str:
        found = [(a, c, k) for a, c, k in self._clauses() if 0 < len(c.points) < len(LETTERS) - 1]
        if not found:
            return ""
        article, clause, address = self.chance.choice(found)
        self.touched.add(address)
        last = list(clause.points)[-1]
        if last not in LETTERS:
            return ""
        letter = LETTERS[LETTERS.index(last) + 1]
        clause.points[letter] = f"{self.sentence()}."
        where = self.chance.choice([f"vào sau điểm {last} khoản", "vào khoản"])
        return (
            f"Bổ sung điểm {letter} {where} {clause.number} Điều {article.number}{self._as()}"
            f"“{letter}) {clause.points[letter]}”"
        )

    def add_article(self) -> str:
        chapter = self.chance.choice([each for each in self.model.chapters if not each.number.endswith("a")])
        after = self.chance.choice([each for each in chapter.articles if each.number.isdigit()])
        taken = {each.number for each in self.model.articles}
        number = next(f"{after.number}{x}" for x in "abcdeghik" if f"{after.number}{x}" not in taken)
        new = Article(
            number, f"Tên {self.sentence()}", clauses=[Clause("1", f"{self.sentence()}."), Clause("2", "Hết.")]
        )
        position = chapter.articles.index(after) + 1
        while position < len(chapter.articles) and chapter.articles[position].number.startswith(after.number):
            position += 1
        chapter.articles.insert(position, new)
        self.touched.add(f"d{number}")
        where = self.chance.choice(
            [f"vào sau Điều {chapter.articles[position - 1].number}", f"sau Điều {after.number}"]
        )
        return f"Bổ sung Điều {number} {where}{self._as()}“{new.text}”"

    def repeal(self) -> str:
        found = self._clauses()
        if len(found) < 2:
            return ""
        chosen = self.chance.sample(found, self.chance.randint(1, 2))
        if len(chosen) == 2 and chosen[0][0] is chosen[1][0]:
            chosen = chosen[:1]
        for _, _, address in chosen:
            self.touched.add(address)
            self.model.gone.add(address)
        where = " và ".join(f"khoản {clause.number} Điều {article.number}" for article, clause, _ in chosen)
        return f"Bãi bỏ {where}."

    def phrase(self) -> str:
        found = [(a, c) for a, c, _ in self._clauses() if not c.points]
        if len(found) < 2:
            return ""
        (one, left), (two, right) = self.chance.sample(found, 2)
        old, new = left.words.split(" số hiệu")[0], f"cụm mới {self.sentence()}"
        if old not in right.words:
            right_old = right.words.split(" số hiệu")[0]
            self.touched |= {f"d{one.number}.k{left.number}", f"d{two.number}.k{right.number}"}
            left.words, right.words = left.words.replace(old, new), right.words.replace(right_old, new)
            return (
                f"Thay thế cụm từ “{old}” bằng cụm từ “{new}” tại khoản {left.number} Điều {one.number}; thay cụm từ"
                f" “{right_old}” thành “{new}” tại khoản {right.number} Điều {two.number}."
            )
        self.touched |= {f"d{one.number}.k{left.number}", f"d{two.number}.k{right.number}"}
        left.words, right.words = left.words.replace(old, new), right.words.replace(old, new)
        where = f"khoản {left.number} Điều {one.number}, khoản {right.number} Điều {two.number}"
        return f"Thay thế cụm từ “{old}” bằng cụm từ “{new}” tại {where}."

    def drop(self) -> str:
        found = [(a, c, k) for a, c, k in self._clauses() if " số hiệu " in c.words and not c.points]
        if not found:
            return ""
        article, clause, address = self.chance.choice(found)
        self.touched.add(address)
        clause.words = clause.words.replace(" số hiệu ", " ")
        return (
            f"{self.chance.choice(['Bỏ', 'Bãi bỏ'])} cụm từ “số hiệu” tại khoản {clause.number} Điều {article.number}."
        )

    def retitle(self) -> str:
        found = [each for each in self.model.articles if self._free(f"d{each.number}")]
        if not found:
            return ""
        article = self.chance.choice(found)
        self.touched.add(f"d{article.number}")
        article.title = f"Tên {self.sentence()}"
        return self.chance.choice([
            f"Sửa đổi tên Điều {article.number} như sau:\n“Điều {article.number}. {article.title}”",
            f"Sửa đổi tên Điều {article.number} thành “{article.title}”.",
        ])  # fmt: skip

    def paragraph(self) -> str:
        found = [(a, c, k) for a, c, k in self._clauses() if not c.points]
        if not found:
            return ""
        article, clause, address = self.chance.choice(found)
        self.touched.add(address)
        new = f"Đoạn {self.sentence()}."
        where = f"khoản {clause.number} Điều {article.number}"
        if "\n" in clause.words and self.chance.random() < 0.5:
            clause.words = "\n".join([*clause.words.split("\n")[:-1], new])
            return f"Sửa đổi đoạn cuối {where} như sau:\n“{new}”"
        clause.words = f"{clause.words}\n{new}"
        return f"Bổ sung đoạn sau vào cuối {where} như sau:\n“{new}”"

    def passive(self) -> str:
        if not (chosen := self._pick()):
            return ""
        article, clause, _ = chosen
        clause.words, clause.points = f"{self.sentence()}.", {}
        verb = self.chance.choice(["sửa đổi", "sửa đổi, bổ sung"])
        return f"Khoản {clause.number} Điều {article.number} được {verb} như sau:\n“{clause.text}”"

    def mixed(self) -> str:
        """One instruction that changes a clause and adds another, with one quotation."""
        found = [(a, c, k) for a, c, k in self._clauses() if c is a.clauses[-1] and c.number.isdigit()]
        if not found:
            return ""
        article, clause, address = self.chance.choice(found)
        number = str(int(clause.number) + 1)
        self.touched |= {address, f"d{article.number}.k{number}"}
        clause.words, clause.points = f"{self.sentence()}.", {}
        new = Clause(number, f"{self.sentence()}.")
        article.clauses.append(new)
        return (
            f"{self._verb()} khoản {clause.number} và bổ sung khoản {number} vào sau khoản {clause.number} Điều"
            f" {article.number} như sau:\n“{clause.text}\n{new.text}”"
        )

    def open_words(self) -> str:
        found = [(a, c, k) for a, c, k in self._clauses() if c.points]
        if not found:
            return ""
        article, clause, address = self.chance.choice(found)
        self.touched.add(address)
        clause.words = f"{self.sentence()} gồm:"
        where = f"khoản {clause.number} Điều {article.number}"
        return f"{self._verb()} đoạn mở đầu {where} như sau:\n“{clause.number}. {clause.words}”"

    def chapter_title(self) -> str:
        found = [each for each in self.model.chapters if self._free(f"c{each.number}")]
        if not found:
            return ""
        chapter = self.chance.choice(found)
        self.touched.add(f"c{chapter.number}")
        chapter.title = f"TÊN CHƯƠNG MỚI {self.count}"
        new = f"Chương {chapter.number}\n{chapter.title}"
        return self.chance.choice([
            f"Sửa đổi tên Chương {chapter.number} như sau:\n“{new}”",
            f"Đổi tên Chương {chapter.number} thành “{chapter.title}”.",
        ])  # fmt: skip

    def add_chapter(self) -> str:
        if self.chance.random() < 0.7:
            return ""
        after = self.chance.choice([each for each in self.model.chapters if not each.number.endswith("a")])
        if any(each.number == f"{after.number}a" for each in self.model.chapters):
            return ""
        taken = {each.number for each in self.model.articles}
        base = [each.number for each in after.articles if each.number.isdigit()][-1]
        number = next(f"{base}{x}" for x in "klmnopq" if f"{base}{x}" not in taken)
        article = Article(number, f"Tên {self.sentence()}", clauses=[Clause("1", "Một."), Clause("2", "Hai.")])
        new = Chapter(f"{after.number}a", "CHƯƠNG THÊM", [article])
        self.model.chapters.insert(self.model.chapters.index(after) + 1, new)
        self.touched |= {f"c{new.number}", f"d{number}"}
        text = f"Chương {new.number}\n{new.title}\n{article.text}"
        return f"Bổ sung Chương {new.number} vào sau Chương {after.number} như sau:\n“{text}”"


@dataclass(frozen=True)
class Kind:
    """How acts of one type are called and numbered."""

    name: str
    number: str
    title: str


KINDS = (
    Kind("Thông tư", "{n}/{year}/TT-BHC", "quy định về trồng hoa"),
    Kind("Nghị định", "{n}/{year}/NĐ-CP", "quy định chi tiết việc trồng hoa"),
    Kind("Luật", "{n}/{year}/QH99", "Trồng hoa"),
    Kind("Quyết định", "{n}/{year}/QĐ-UBND", "ban hành quy định trồng hoa"),
    Kind("Nghị quyết", "{n}/{year}/NQ-HĐND", "quy định mức hỗ trợ trồng hoa"),
)


@dataclass(frozen=True)
class Network:
    """A base act with the acts that amend it, and the text expected on each of their days."""

    base: Act
    amending: tuple[Act, ...]
    expected: tuple[tuple[date, dict[str, str]], ...]


def network(seed: int) -> Network:
    """Return the network of a seed."""
    chance = Random(seed)
    kind = chance.choice(KINDS)
    drafter = Drafter(chance, Model([]))
    drafter.model = model(drafter)
    base = _act(kind, "11", 2098, drafter.model.text, kind.title)
    days = sorted(chance.sample([date(2099, month, 1) for month in range(1, 12)], chance.randint(1, 3)))
    amending, expected = [], []
    for index, day in enumerate(days, 1):
        drafter.touched = set()
        text = _amending_text(drafter, kind, base.number)
        amending.append(_act(kind, str(50 + index), 2099, text, f"sửa đổi, bổ sung một số điều của {base.name}", day))
        expected.append((day, drafter.model.expected()))
    return Network(base, tuple(chance.sample(amending, len(amending))), tuple(expected))


def model(drafter: Drafter) -> Model:
    """Return a base act: chapters of articles, some with clauses and points."""
    chance, number, chapters = drafter.chance, 0, []
    for roman in ("I", "II", "III")[: chance.randint(1, 3)]:
        chapter = Chapter(roman, "QUY ĐỊNH " + roman)
        for _ in range(chance.randint(2, 4)):
            number += 1
            chapter.articles.append(_article(drafter, str(number)))
        chapters.append(chapter)
    return Model(chapters)


def _article(drafter: Drafter, number: str) -> Article:
    article = Article(number, f"Tên {drafter.sentence()}")
    if drafter.chance.random() < 0.2:
        article.words = f"{drafter.sentence()}."
        return article
    for clause in range(1, drafter.chance.randint(3, 6)):
        made = Clause(str(clause), f"{drafter.sentence()}.")
        if drafter.chance.random() < 0.4:
            made.words = f"{drafter.sentence()} gồm:"
            made.points = {x: f"{drafter.sentence()};" for x in LETTERS[: drafter.chance.randint(2, 7)]}
        article.clauses.append(made)
    return article


def _amending_text(drafter: Drafter, kind: Kind, number: str) -> str:
    instructions = [drafter.instruction() for _ in range(drafter.chance.randint(1, 6))]
    named = f"{kind.name} {kind.title} số {number}" if kind.name == "Luật" else f"{kind.name} số {number}"
    closing = f"Hiệu lực thi hành\n{kind.name} này có hiệu lực."
    shape = drafter.chance.choice(["clauses", "clauses", "articles", "points"])
    if shape == "articles":
        body = "\n".join(f"Điều {index}. {words}" for index, words in enumerate(instructions, 1))
        return f"{body}\nĐiều {len(instructions) + 1}. {closing}"
    head = f"Điều 1. Sửa đổi, bổ sung một số điều của {named}"
    if shape == "points":
        inner = "\n".join(f"{letter}) {words}" for letter, words in zip(LETTERS, instructions, strict=False))
        return f"{head}\n1. Sửa đổi, bổ sung một số quy định như sau:\n{inner}\nĐiều 2. {closing}"
    body = "\n".join(f"{index}. {words}" for index, words in enumerate(instructions, 1))
    return f"{head}\n{body}\nĐiều 2. {closing}"


def _act(kind: Kind, n: str, year: int, text: str, title: str, effective: date = date(2098, 1, 1)) -> Act:
    tree, _ = provisions(text)
    number = kind.number.format(n=n, year=year)
    return Act(number, f"{kind.name} số {number}", title, text, tree, effective)
