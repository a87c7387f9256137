"""Writes docs/reference/question-library.md: `python -m ohlas.surveys.tests.library_page`."""

from collections.abc import Iterator
from pathlib import Path

from ohlas.surveys.rules.library import Bank, Library, LibraryQuestion, Step, Template, library

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "question-library.md"
HEAD = """# Question library

<!-- Written by `python -m ohlas.surveys.tests.library_page`; a test keeps it current. -->

{questions} questions in {banks} banks and {templates} templates, each in English, Czech, Slovak, Polish, Ukrainian,
Russian and German, with formal and informal address where the language has both. Only English is listed here.

An answer compares over surveys as long as a question keeps its id, type and scale. Questions marked *n/a* offer
"not applicable". The words lie in `src/ohlas/surveys/library/`, one file per bank and per template; `[vy|ty]` in a
text holds the formal and the informal form.

Programs take them as documents: `library().question("nps").document(["cs", "en"], "informal")` and
`library().template("after_purchase").definition(["cs", "en"], "formal", "cs")` from `ohlas.surveys.rules.library`.
"""


def page(known: Library) -> str:
    head = HEAD.format(questions=len(known.questions), banks=len(known.banks), templates=len(known.templates))
    lines = [head, "## Questions", ""]
    for bank in known.banks:
        lines += bank_lines(bank, known)
    lines += ["## Templates", ""]
    for template in known.templates.values():
        lines += template_lines(template)
    return "\n".join(lines).rstrip() + "\n"


def bank_lines(bank: Bank, known: Library) -> Iterator[str]:
    yield f"### {bank.title.said('en', 'formal')}\n"
    yield "| id | type | scale | question | answers |"
    yield "|---|---|---|---|---|"
    for name in bank.questions:
        yield question_line(known.questions[name])
    yield ""


def question_line(question: LibraryQuestion) -> str:
    kind = f"{question.type}, n/a" if question.not_applicable else question.type
    scale = f"`{question.scale}`" if question.scale else ""
    return f"| `{question.id}` | {kind} | {scale} | {question.text.said('en', 'formal')} | {answers_of(question)} |"


def answers_of(question: LibraryQuestion) -> str:
    parts = [one.text.said("en", "formal") for one in (*question.choices, *question.rows)]
    if question.labels:
        low, high = (one.said("en", "formal") for one in (question.labels.low, question.labels.high))
        parts.append(f"*{low} … {high}*")
    return " · ".join(parts)


def template_lines(template: Template) -> Iterator[str]:
    yield f"### {template.title.said('en', 'formal')} (`{template.id}`)\n"
    yield f"{template.about.said('en', 'formal')}\n"
    for section in template.sections:
        for step in section.steps:
            yield step_line(step)
    yield f"\nLast pages: {', '.join(end.title.said('en', 'formal') for end in template.ends)}.\n"


def step_line(step: Step) -> str:
    notes = ["required"] if step.required else []
    notes += [f"only if {condition_words(step.show_if)}"] if step.show_if else []
    return f"1. `{step.question.id}`" + (f" – {'; '.join(notes)}" if notes else "")


def condition_words(condition: object) -> str:
    assert isinstance(condition, dict)
    if "any" in condition:
        return " or ".join(condition_words(part) for part in condition["any"])
    value = condition["value"]
    words = ", ".join(map(str, value)) if isinstance(value, list) else value
    return f"`{condition['question']}` {condition['op'].replace('_', ' ')} {words}"


if __name__ == "__main__":
    PAGE.write_text(page(library()), encoding="utf-8")
