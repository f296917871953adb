#!/usr/bin/env python3
"""Writes a generated pack, to measure how long loading and checking take.

  packs.py FOLDER NORMS [short|long]

`short`: norms of about 280 bytes and eight lines each. `long`: about 700 bytes, with conditions, sources and notes. One file
holds 500 norms, so that 10,000 of them are 20 files. A scenario runs a few of them.
"""
import os, sys

HEAD = '''policy generated "A generated pack"
  rank       regulations
  in force   from 1 January 2020

kind Body
kind Board is a Body

nhs-cb is a Board "The Board"

source generated-source "What the generated norms cite" {
  publisher  "Nobody"
  date       1 January 2020
'''

def short(i):
    return f'''
duty report-{i} "Report on matter {i} when the Board asks" {{
  source    G-{i // 10}
  bearer    b: Body
  owed to   nhs-cb
  when      b does ask-{i % 50}(of: {i}) as question
  must      answer-{i % 50}(of: {i}, to: nhs-cb) within {i % 80 + 3} days from question
  note      "As long as a norm that somebody wrote"
}}
'''

def long(i):
    return f'''
duty report-{i} "Report on matter {i} when the Board asks, unless it is excused" {{
  source    G-{i // 10}
  bearer    b: Body where active(b)
  owed to   nhs-cb
  when      b does ask-{i % 50}(of: {i}) as question
  if        concerned(b, {i % 7}) and not excused(b)
  if        at least 1 c: Body where concerned(c, {i % 5})
  unless    b has done answer-{i % 50}(of: {i + 1}, to: nhs-cb) before question
  until     excused(b)
  must      answer-{i % 50}(of: {i}, to: nhs-cb) within {i % 80 + 3} days from question
  note      "Generated, and as long as a norm that somebody wrote would be, with everything that such a norm commonly says"
  note      "It stands under conditions, it ends when its bearer is excused, and it looks back at what was done before"
}}
'''

def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    form = long if sys.argv[3:] == ['long'] else short
    os.makedirs(folder, exist_ok=True)
    with open(f'{folder}/generated.policy', 'w') as out:
        out.write(HEAD)
        for i in range(0, count, 10):
            out.write(f'  clause     G-{i // 10}   "Matters {i} to {i + 9}"\n')
        out.write('}\n\n')
        for i in range(min(50, count)):
            out.write(f'act ask-{i}(of: number) "{{actor}} is asked about matter {{of}}"\n')
            out.write(f'act answer-{i}(of: number, to: Board) "{{actor}} answered {{to}} about matter {{of}}"\n')
        out.write('\nfact active(body: Body)\nfact excused(body: Body)\nfact concerned(body: Body, matter: number)\n')
        for i in range(min(500, count)):
            out.write(form(i))
    for part in range(1, (count + 499) // 500):
        with open(f'{folder}/part-{part:02}.policy', 'w') as out:
            for i in range(part * 500, min(count, part * 500 + 500)):
                out.write(form(i))
    with open(f'{folder}/some.scenario', 'w') as out:
        out.write('scenario "Some are asked"\n  as of 30 June 2024\n\ngiven\n  north is a Body\n  active(north)\n')
        for i in range(7):
            out.write(f'  concerned(north, {i})\n')
        out.write('\ntimeline\n')
        for i in range(min(50, count)):
            out.write(f'  {i % 28 + 1} January 2024  north does ask-{i % 50}(of: {i})\n')

main()
