#!/usr/bin/env python3
"""Lays the fuzzer's first inputs into `fuzz/corpus`, from the repository's own files, and the words into `fuzz/words.dict`.

Run from the repository's root: `python3 fuzz/seeds.py`. What it writes is not kept in the repository.
"""
import hashlib
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
FUZZ = ROOT / "fuzz"
MOST = 6000


def blocks(kind):
    for page in sorted((ROOT / "docs").rglob("*.md")) + [ROOT / "README.md"]:
        yield from re.findall(rf"^```{kind}\n(.*?)^```", page.read_text(), re.S | re.M)


def files(ending):
    for folder in ("tests/data", "policies", "fuzz/src/pack", "src/cli/new_pack", "benches/workloads"):
        for path in sorted((ROOT / folder).rglob(f"*{ending}")):
            yield path.read_bytes()


def lay(target, texts):
    folder = FUZZ / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        data = text if isinstance(text, bytes) else text.encode()
        if len(data) <= MOST:
            (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def items(text):
    """A large file as its single items: small inputs teach the fuzzer more."""
    return re.split(rb"\n(?=\S)", text)


policies = [i for f in files(".policy") for i in items(f)] + [f for f in files(".policy")] + list(blocks("policy"))
scenarios = [f for f in files(".scenario")] + list(blocks("scenario"))
tables = list(files(".csv"))
json = list(files(".json"))
lines = [b'{"date": "2013-04-05", "actor": "northshire", "act": "publish", "document": "commissioning-plan", "year": "2013/14"}\n']
docs_policies, docs_scenarios = list(blocks("policy")), list(blocks("scenario"))
new = ROOT / "src/cli/new_pack"
runs = [p + "\n===\n" + s for p, s in zip(docs_policies, docs_scenarios)]
runs.append((new / "grants.policy").read_text() + "\n===\n" + (new / "grants.scenario").read_text())
for path in sorted((ROOT / "reference/found").rglob("*.policy")):
    other = path.with_suffix(".scenario")
    if other.exists():
        runs.append(path.read_text() + "\n===\n" + other.read_text())

lay("lex_and_split", policies + scenarios)
lay("policy_text", policies)
lay("scenario_text", scenarios)
lay("formatter", policies + scenarios)
for path in sorted((ROOT / "tests/data").rglob("*.scenario")) + [new / "grants.scenario", ROOT / "fuzz/src/pack/background.scenario"]:
    # The tool itself turns a scenario into JSON; without it this target starts from what JSON files there are.
    if (tool := ROOT / "target/debug/vires").exists():
        json.append(subprocess.run([tool, "debug", "json", path], capture_output=True).stdout)
lay("scenario_json", json)
lay("events_csv", tables)
lay("events_jsonl", lines)
lay("whole_run", runs)
links = "id,from,to,function,max_amount,valid_from,valid_to,may_subdelegate\nl1,b0,o1,f1,5000,2024-01-01,2024-12-31,1\nl2,o1,o2,f1,,2024-02-01,,0\n"
questions = "id,actor,function,amount,date\n1,o2,f1,4000,2024-03-01\n2,o2,f1,6000,2025-03-01\n"
lay("links_and_questions", [links + "===\n" + questions])
lay("facts_csv", ["body,function,max_amount\nb0,f1,100000\nb1,f1,\n"])

sheets = ["matter,amount,who,source,Chief,Comment\nApprove contracts,\"over £1,000 and up to £5k\",Audit Committee,3.1,x,n\nwrite-off,£500k+,chief and (director or board),3.2,,\n"]
sheets += files(".xlsx")
lay("spreadsheet", sheets + tables)

words = sorted(set(re.findall(r"\"([a-z-]{2,})\"", (ROOT / "src/syntax/keyword.rs").read_text())))
more = ["\\xc2\\xa31.5m", "28 days", "1 April 2013", "2013/14", "and", "or", "not", " {\\x0a  ", "\\x0a", "all of {"]
(FUZZ / "words.dict").write_text("".join(f'"{w}"\n' for w in words + more))
