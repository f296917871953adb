#!/usr/bin/env python3
"""Makes packs with tables that grow, for growth.py.

  grown.py links FOLDER NUMBER    workload (a) with so many links of delegation, and 100,000 questions
  grown.py facts FOLDER NUMBER    a definition over so many facts: who is registered where; 10,000 questions that hang on one of
                                  them, and 10 that count over all
"""
import datetime as dt, os, random, re, sys
here = os.path.dirname(os.path.abspath(__file__))
EPOCH = dt.date(2020, 1, 1)

def day(number):
    return (EPOCH + dt.timedelta(days=number)).isoformat()

def links(folder, number):
    r = random.Random(number)
    workload = f'{here}/workloads/a'
    officers = max(60, number // 15)
    for name in ('delegations.policy', 'background.scenario'):
        text = open(f'{workload}/{name}').read()
        open(f'{folder}/{name}', 'w').write(re.sub(r'o0 to o\d+', f'o0 to o{officers - 1}', text))
    with open(f'{folder}/statutory.csv', 'w') as out:
        out.write('body,function,max_amount\n')
        for body in range(200):
            for function in range(40):
                out.write(f'b{body},f{function},{r.choice([10_000, 100_000, 1_000_000])}\n')
    held = []
    with open(f'{folder}/delegations.csv', 'w') as out:
        out.write('id,from,to,function,max_amount,valid_from,valid_to,may_subdelegate\n')
        for link in range(number):
            # The layer of an officer is its number's last digit in sixes: links go down, and chains have at most six.
            to, function = r.randrange(officers), r.randrange(40)
            above = r.randrange(officers // 6) * 6 + to % 6 - 1
            giver = f'b{r.randrange(200)}' if to % 6 == 0 else f'o{above}'
            begins = r.randrange(1500)
            out.write(f'd{link},{giver},o{to},f{function},{r.choice([5_000, 50_000, 500_000])},{day(begins)},{day(begins + 2500)},1\n')
            held.append((to, function))
    with open(f'{folder}/queries.csv', 'w') as out:
        out.write('id,actor,function,amount,date\n')
        for question in range(100_000):
            to, function = r.choice(held)
            out.write(f'q{question},o{to},f{function},{int(10 ** r.uniform(1.5, 5.0))},{day(r.randrange(365, 3650))}\n')

POLICY = '''policy registers "Who is registered where"
  in force   from 1 January 2020
  powers of Group are exhaustive

kind Person
kind Group, statutory
kind Practice {
  group : Group
}

act treat(person: Person)
act commission(service: text)

fact registered(person: Person, practice: Practice)

define responsible(c: Group, p: Person) "{c} is responsible for {p}"
  when   registered(p, some g: Practice) and group of g is c

power treat-its-own {
  holder    c: Group
  may       treat(person: p)
  if        responsible(c, p)
}

power commission-when-large {
  holder    c: Group
  may       commission()
  if        (count of p: Person where responsible(c, p)) more than 10
}
'''

def facts(folder, number):
    r = random.Random(number)
    practices = max(20, number // 500)
    open(f'{folder}/registers.policy', 'w').write(POLICY)
    given = ''.join(f'  group of g{practice} is c{practice % 10}\n' for practice in range(practices))
    # One run of names may have 100,000.
    runs = [(first, min(first + 100_000, number) - 1) for first in range(0, number, 100_000)]
    people = ''.join(f'  p{first} to p{last} are Person\n' for first, last in runs)
    open(f'{folder}/background.scenario', 'w').write(
        f'background\n\ngiven\n  c0 to c9 are Group\n  g0 to g{practices - 1} are Practice\n{people}{given}')
    with open(f'{folder}/registered.csv', 'w') as out:
        out.write('person,practice,from\n')
        for person in range(number):
            out.write(f'p{person},g{r.randrange(practices)},{day(r.randrange(1500))}\n')
    with open(f'{folder}/questions.csv', 'w') as out:
        out.write('actor,act,person,for,date\n')
        for question in range(10_000):
            out.write(f'c{question % 10},treat,p{r.randrange(number)},anyone,{day(2000)}\n')
        for group in range(10):
            out.write(f'c{group},commission,,anyone,{day(2000)}\n')

sort, folder, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.makedirs(folder, exist_ok=True)
{'links': links, 'facts': facts}[sort](folder, number)
