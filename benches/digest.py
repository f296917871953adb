#!/usr/bin/env python3
"""The digest of a table that vires wrote: FNV-1a 64 over one letter a row.  usage: digest.py duties|kinds|answers FILE.csv

kinds is duties with each scenario's rows in the order of the duties' names; duties: D discharged, L discharged late, B breached, P pending, by the column `state`, in the order of the rows;
answers: 1 yes, 0 no, by the column `answer`.
"""
import csv, sys

LETTERS = {
    'kinds': {'discharged': 'D', 'discharged late': 'L', 'breached': 'B', 'pending': 'P'},
    'duties': {'discharged': 'D', 'discharged late': 'L', 'breached': 'B', 'pending': 'P'},
    'answers': {'yes': '1', 'no': '0'},
}
COLUMN = {'duties': 'state', 'kinds': 'state', 'answers': 'answer'}

part, path = sys.argv[1], sys.argv[2]
h = 0xcbf29ce484222325
with open(path, newline='', encoding='utf-8') as f:
    rows = csv.reader(f)
    headings = next(rows)
    at = headings.index(COLUMN[part])
    letters = LETTERS[part]
    if part == 'kinds':
        scenario, duty = headings.index('scenario'), headings.index('duty')
        order = {}
        rows = list(rows)
        for row in rows:
            order.setdefault(row[scenario], len(order))
        rows.sort(key=lambda row: (order[row[scenario]], row[duty]))
    for row in rows:
        h = ((h ^ ord(letters.get(row[at], '?'))) * 0x100000001b3) & (2**64 - 1)
print(f'{h:016x}')
