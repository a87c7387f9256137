"""The whole analysis of a comment (repair, language, sentiment, topics, urgency, masking): texts a second.

One process, then two, each reading its half; beside it language and sentiment alone on the same texts in one process.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "sentiment"
SETS = ("alza_cs", "csfd_cs_sk", "restaurants_cs_sentences_derived", "wccrs_pl_sentences", "airline_tweets_en",
        "restaurants_ru_sentences_derived", "sentirueval_ru_banks_telecom", "womens_clothing_en")  # fmt: skip
PER_SET = 600
LONGEST = 400
MADE = ("Kurýr přijel pozdě, ale obsluha byla milá číslo {n}.", "Kuriér neprišiel, volal som {n} krát.",
        "Obsługa świetna, dostawa {n} dni po terminie.", "The staff was friendly but delivery took {n} days.",
        "Персонал вежливый, ждали {n} минут.", "Доставка швидка, {n} хвилин.")  # fmt: skip
# The peak is read from the kernel's account of this program: getrusage would count the parent's memory before exec.
LOADING = """
import time
begun, worked = time.perf_counter(), time.process_time()
from ohlas.text.analysis import analyse
from ohlas.text.topics import default_tree
tree = default_tree("shop")
for text in ("Dobrá obsluha.", "Dobra obsługa.", "Good service.", "Хороший сервис.", "Guter Service."):
    analyse(text, tree)
seconds, work = time.perf_counter() - begun, time.process_time() - worked
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(seconds, work, int(peak) / 1024)
"""


def comments():
    if not SHARED.exists():
        print("the shared sets are not here: made-up comments instead")
        return [text.format(n=n) for n in range(800) for text in MADE]
    import pyarrow.parquet as pq

    found = []
    for name in SETS:
        texts = pq.read_table(SHARED / f"{name}.parquet").column("text").to_pylist()
        random.Random(7).shuffle(texts)  # noqa: S311 - a fixed sample
        found += [text for text in texts if 0 < len(text) <= LONGEST][:PER_SET]
    random.Random(8).shuffle(found)  # noqa: S311 - as above
    return list(dict.fromkeys(found))


def ready(business):
    from ohlas.text.analysis import analyse_many
    from ohlas.text.topics import default_tree

    list(analyse_many(("Dobrá obsluha.", "Good service.", "Obsługa.", "Сервис."), default_tree(business)))
    return time.time()


def read_all(texts, business):
    from ohlas.text.analysis import analyse_many
    from ohlas.text.topics import default_tree

    begun, worked = time.perf_counter(), time.process_time()
    count = sum(1 for _ in analyse_many(texts, default_tree(business)))
    return count / (time.perf_counter() - begun), count / (time.process_time() - worked)


def bare(texts):
    from ohlas.text.language import detect
    from ohlas.text.sentiment import sentiments

    begun = time.perf_counter()
    for text in texts:
        detect(text)
    list(sentiments(texts))
    return len(texts) / (time.perf_counter() - begun)


def run():
    texts = comments()
    for business in ("shop", "hospitality"):
        ready(business)
        (one, by_work), floor = read_all(texts, business), bare(texts)
        yield _row(f"analyse_full_by_cpu_time_{business}", by_work, None, "one core's own work")
        yield _row(f"analyse_full_one_process_{business}", one, floor, "language and sentiment alone")
        yield _row(f"analyse_full_two_processes_{business}", _two(texts, business), one, "one process")
    seconds, work, megabytes = map(float, subprocess.check_output([sys.executable, "-c", LOADING]).split())
    yield _asked("analyse_ready", seconds)
    yield _asked("analyse_ready_by_cpu_time", work)
    yield _asked("analyse_first_answer_at_the_command_line", _first_answer())
    yield {"name": "analyse_memory", "value": megabytes, "unit": "MB", "reference": None, "ratio": None}


def _asked(name, seconds):
    """Everything loaded and one short text of five languages read, beside the second that was asked for."""
    return {
        "name": name,
        "value": seconds,
        "unit": "s",
        "reference": 1.0,
        "reference_name": "asked",
        "ratio": seconds,
    }


def _first_answer():
    """From starting `ohlas text analyse` to its end, on a table of one row."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "one.csv"
        table.write_text("text\nDobrá obsluha.\n", encoding="utf-8")
        command = [
            Path(sys.executable).with_name("ohlas"),
            "text",
            "analyse",
            table,
            "--text",
            "text",
            "--json",
        ]
        begun = time.perf_counter()
        subprocess.check_output(command)
        return time.perf_counter() - begun


def _two(texts, business):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(ready, [business] * 2))
        begun = time.perf_counter()
        list(pool.map(read_all, [texts[::2], texts[1::2]], [business] * 2))
        return len(texts) / (time.perf_counter() - begun)


def _row(name, value, reference, reference_name):
    ratio = value / reference if reference else None
    return {"name": name, "value": value, "unit": "texts/s", "reference": reference, "ratio": ratio,
            "reference_name": reference_name}  # fmt: skip


if __name__ == "__main__":
    for each in run():
        print(each["name"], round(each["value"], 1), each["unit"], "reference", each["reference"])
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
