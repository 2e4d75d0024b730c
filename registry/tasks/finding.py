"""Which sentences of a text ask something of a body of the province.

A body is asked when it stands as the subject of a verb of doing ("Ủy ban nhân dân cấp tỉnh bố trí ..."), as the one by
whom something is done ("... do Hội đồng nhân dân cấp tỉnh quyết định"), or as the one to whom it is brought or given
("trình ... phê duyệt", "giao ... hướng dẫn"). A body may be named once, in a heading or a lead-in, for all that
follows. A body that is only mentioned ("thuộc", "của", "gửi" ...) is asked nothing, nor is anyone by the formula that
all are responsible for carrying out the act.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.document import Provision
from registry.tasks import verbs
from registry.tasks.bodies import NAMES, Mention, mentions
from registry.tasks.clauses import ADVERBS, FORMULA, asked_of, handed_on, named_for_all, other_actor, silent
from registry.tasks.sentences import Own, own_stretches, sentences, without_quotes
from registry.tasks.values import CHAIRMAN, COMMITTEE, Task
from registry.text import place_tones

NOBODY: Final = "nobody"
"""Stands for the body where a provision asks nothing, whatever is written inside it."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence without what it quotes, its provision, and its place in the canonical text."""

    text: str
    provision: str
    start: int
    end: int


def find(text: str, provisions: Sequence[Provision]) -> tuple[Task, ...]:
    """Return what a text asks of the bodies of a province, in the order of the text.

    Args:
        text: The canonical text of a document of the centre.
        provisions: Its provisions.
    """
    placed = place_tones(text)
    named: dict[str, str] = {}
    found: list[Task] = []
    for own in own_stretches(placed, provisions):
        subject = named.get(own.provision.parent or "", "")
        if subject == NOBODY:
            named[own.provision.id] = NOBODY
            continue
        made, subject = _of_provision(placed, own, subject)
        found += made
        if subject:
            named[own.provision.id] = subject
    return tuple(found)


def _of_provision(placed: str, own: Own, subject: str) -> tuple[list[Task], str]:
    """Return the tasks in the own words of a provision, and the body that it names for the provisions inside it."""
    made: list[Task] = []
    provincial = subject in {COMMITTEE, CHAIRMAN}
    for start, end in sentences(placed, own):
        sentence = _Sentence(without_quotes(placed[start:end]), own.provision.id, start, end)
        named = list(mentions(sentence.text, provincial=provincial)) if NAMES.search(sentence.text) else []
        provincial = provincial or any(each.body in {COMMITTEE, CHAIRMAN} for each in named)
        if silent(sentence.text):
            return [], NOBODY
        passed = named_for_all(sentence.text, named)
        if passed is not None:
            subject = passed
            continue
        if other_actor(sentence.text):
            subject = ""
        inherited = list(_inherited(sentence, subject)) if subject else []
        made += inherited
        made += [task for task in _tasks(sentence, named) if not inherited or task.body != subject]
        subject = handed_on(sentence.text, named) or subject
    return made, subject


def _inherited(sentence: _Sentence, body: str) -> Iterator[Task]:
    """A sentence that begins with its verb says what the body named before has to do."""
    opening = ADVERBS.match(sentence.text)
    verb = verbs.match(sentence.text, opening.end() if opening else 0)
    if verb and not FORMULA.search(sentence.text):
        yield _task(sentence, verb, body, inherited=True)


def _tasks(sentence: _Sentence, named: Sequence[Mention]) -> Iterator[Task]:
    if named and FORMULA.search(sentence.text):
        return
    seen: set[str] = set()
    for each in named:
        verb = asked_of(sentence.text, each) if each.body not in seen else None
        if verb is not None:
            seen.add(each.body)
            yield _task(sentence, verb, each.body)


def _task(sentence: _Sentence, verb: re.Match[str], body: str, *, inherited: bool = False) -> Task:
    asked = verbs.asked(sentence.text, verb)
    start, end = sentence.start, sentence.end
    until = verbs.deadline(sentence.text)
    return Task(sentence.provision, start, end, body, asked.kind, asked.verb, start + asked.start, until, inherited)
