#!/usr/bin/env python3
"""Independent reference in plain Python (oracle for the digests). usage: ref.py a|b|c [N]"""
import csv, sys, os, datetime as dt, time
from collections import defaultdict, Counter
D = os.environ.get('VIRES_BENCH_DATA') or os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data')
def day(s): return dt.date.fromisoformat(s).toordinal()
def fnv(s):
    h = 0xcbf29ce484222325
    for b in s.encode(): h = ((h ^ b) * 0x100000001b3) & (2**64-1)
    return f'{h:016x}'
N = [3,7,14,28,60,90]
def due(k, t):
    if k < 6: return t + N[k]
    d = dt.date.fromordinal(t); a = dt.date(d.year,4,1)
    return (a if d < a else dt.date(d.year+1,4,1)).toordinal() - 1
def status(du, p, asof): return ('D' if p <= du else 'L') if p is not None else ('B' if asof > du else 'P')
t0 = time.time(); part = sys.argv[1]
if part == 'a':
    st = {(r['body'], r['function']): int(r['max_amount']) for r in csv.DictReader(open(D+'/a/statutory.csv'))}
    ix = defaultdict(list)
    for r in csv.DictReader(open(D+'/a/delegations.csv')):
        ix[r['to'], r['function']].append((r['from'], int(r['max_amount']), day(r['valid_from']), day(r['valid_to']), r['may_subdelegate']=='1'))
    qs = [(r['actor'], r['function'], int(r['amount']), day(r['date'])) for r in csv.DictReader(open(D+'/a/queries.csv'))]
    t1 = time.time(); mx = 0
    def ok(w, f, m, d, last):
        if w[0] == 'b': return st.get((w,f), -1) >= m
        return any(mm >= m and s <= d <= e and (last or sub) and ok(fr, f, m, d, False) for fr,mm,s,e,sub in ix.get((w,f), ()))
    ans = ''.join('1' if ok(*q, True) else '0' for q in qs); items = len(qs)
elif part == 'b':
    asof = {r['scenario']: day(r['as_of']) for r in csv.DictReader(open(D+'/b/scenarios.csv'))}
    ev = defaultdict(list); items = 0
    for r in csv.DictReader(open(D+'/b/events.csv')): ev[r['scenario']].append((day(r['date']), r['type'], int(r['duty']))); items += 1
    t1 = time.time(); out = []
    for s, a in asof.items():
        tr, pf = {}, {}
        for d,t,k in ev[s]:
            if t == 'trigger': tr[k] = d
            elif t == 'perform' and k in tr: pf.setdefault(k, d)
        out += [status(due(k, tr[k]), pf.get(k), a) for k in range(8)]
    ans = ''.join(out)
else:
    n = int(sys.argv[2]); rows = [(day(r[1]), r[2], r[3], int(r[4])) for r in list(csv.reader(open(f'{D}/c/events_{n}.csv')))[1:]]
    t1 = time.time(); asof = day('2034-12-31'); out = []; op = defaultdict(list); items = n
    for d,t,b,k in rows:
        if t == 'trigger': op[b,k].append((len(out), due(k,d))); out.append(status(due(k,d), None, asof))
        elif t == 'perform':
            for i,du in op.pop((b,k), ()): out[i] = status(du, d, asof)
    ans = ''.join(out)
t2 = time.time()
print(f'digest={fnv(ans)} answers={len(ans)} counts={sorted(Counter(ans).items())} load_s={t1-t0:.3f} eval_s={t2-t1:.3f} items_per_s_total={items/(t2-t0):.0f}')
