#!/usr/bin/env python3
"""Fixed-seed generator for the three shared pieces of work.

  (a) auth:   data/a/statutory.csv   body,function,max_amount
              data/a/delegations.csv id,from,to,function,max_amount,valid_from,valid_to,may_subdelegate
              data/a/queries.csv     id,actor,function,amount,date
  (b) small timelines: data/b/scenarios.csv scenario,as_of
                       data/b/events.csv    scenario,seq,date,type,duty      (sorted by scenario,seq)
  (c) one large timeline: data/c/events_<N>.csv seq,date,type,body,duty     (sorted by seq)

Semantics
 (a) query (A,F,M,D) is ALLOWED iff there is a chain of delegations d1..dk (k>=1, or k=0 when A itself is a
     body with a statutory entry for F whose max_amount >= M) such that d1.from is a body with a statutory entry
     (body,F,max) with max >= M; dk.to = A; d(i+1).from = d(i).to; every di has function F, max_amount >= M,
     valid_from <= D <= valid_to; and d1..d(k-1) all have may_subdelegate = 1.
     (Statutory entries have no dates.  The graph is acyclic and chains have at most 6 links.)
 (b)/(c) duty kinds 0..7, an event is `trigger` / `perform` / `note` of one kind (and, in c, of one body).
     Each trigger opens an instance with  due = trigger date + N days (kinds 0..5: N = 3,7,14,28,60,90)  or
     due = the day before the first 1 April strictly after the trigger date (kinds 6,7).
     The instance is discharged by the FIRST perform of that kind (and body) LATER IN FILE ORDER (seq) than the trigger.
     D = performed, date <= due;  L = performed, date > due;  B = not performed and as_of > due;  P = otherwise.
     `note` events are noise.  as_of is on or after every event.
     (c) as_of = 2034-12-31, events 2025-01-01..2034-12-31.
 Digest (all parts): FNV-1a 64 over the answer string:
     (a) '1'/'0' per query in order; (b) D/L/B/P per scenario, per duty 0..7 in order (one trigger each);
     (c) D/L/B/P per trigger event in file order.
"""
import random, os, sys, datetime as dt
OUT = os.environ.get('VIRES_BENCH_DATA') or os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data')
EPOCH = dt.date(1970,1,1)
def iso(n): return (EPOCH + dt.timedelta(days=n)).isoformat()
def dn(y,m,d): return (dt.date(y,m,d)-EPOCH).days

def gen_a(n_q=100_000, seed=20240401):
    r = random.Random(seed); os.makedirs(f'{OUT}/a', exist_ok=True)
    NB, NO, NF = 200, 2000, 40
    LIM = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000]
    stat, dels, pairs = [], [], []
    used = {f: set() for f in range(NF)}     # one tree per (function, officer): keeps the graph acyclic, depth <= 6
    lo, hi = dn(2020,4,1), dn(2030,3,31)
    for b in range(NB):
        for f in sorted(r.sample(range(NF), 8)):
            smax = r.choice(LIM[7:]); stat.append((f'b{b}', f, smax))
            # a random tree of 12 officers, depth <= 6
            offs = []
            while len(offs) < 12:
                o = b + NB*r.randrange(10) if r.random() < 0.8 else r.randrange(NO)
                if o not in used[f]: offs.append(o); used[f].add(o)
                elif all(b + NB*i in used[f] for i in range(10)):
                    o = r.randrange(NO)
                    if o not in used[f]: offs.append(o); used[f].add(o)
            depth, lim = {}, {}
            nodes = []
            def link(o, first):
                cand = [x for x in nodes if depth[x] < 6 and (first or depth[x] < depth[o]) and x != o]
                if not cand or r.random() < 0.2: p, pd, pl = f'b{b}', 0, smax
                else:
                    q = max(r.sample(cand, min(2,len(cand))), key=lambda x: depth[x]); p, pd, pl = f'o{q}', depth[q], lim[q]
                k = [x for x in LIM if x <= pl] or [LIM[0]]
                m = r.choice(k[-3:])
                if first: depth[o] = pd+1; lim[o] = m; nodes.append(o)
                s = r.randrange(lo, lo+1500)
                e = min(hi, s + r.choice([730, 1461, 3650, 3650]))
                sub = 1 if r.random() < 0.92 else 0
                dels.append((p, f'o{o}', f, m, s, e, sub)); pairs.append((f'o{o}', f))
            for o in offs: link(o, True)
            for o in offs:
                if r.random() < 0.6: link(o, False)      # a renewal or a second parent
    order = list(range(len(dels))); r.shuffle(order)
    with open(f'{OUT}/a/statutory.csv','w') as w:
        w.write('body,function,max_amount\n'); [w.write(f'{b},f{f},{m}\n') for b,f,m in stat]
    with open(f'{OUT}/a/delegations.csv','w') as w:
        w.write('id,from,to,function,max_amount,valid_from,valid_to,may_subdelegate\n')
        for i,j in enumerate(order):
            p,o,f,m,s,e,sub = dels[j]; w.write(f'd{i},{p},{o},f{f},{m},{iso(s)},{iso(e)},{sub}\n')
    with open(f'{OUT}/a/queries.csv','w') as w:
        w.write('id,actor,function,amount,date\n')
        for i in range(n_q):
            x = r.random()
            if x < 0.85: a,f = r.choice(pairs)
            elif x < 0.98: a,f = f'o{r.randrange(NO)}', r.randrange(NF)
            else: a,f = f'b{r.randrange(NB)}', r.randrange(NF)
            m = int(10 ** r.uniform(1.5, 5.0))
            w.write(f'q{i},{a},f{f},{m},{iso(r.randrange(dn(2021,1,1), dn(2030,1,1)))}\n')
    print('a: statutory', len(stat), 'delegations', len(dels), 'queries', n_q)

def gen_b(n=10_000, seed=7):
    r = random.Random(seed); os.makedirs(f'{OUT}/b', exist_ok=True); tot = 0
    with open(f'{OUT}/b/scenarios.csv','w') as ws, open(f'{OUT}/b/events.csv','w') as we:
        ws.write('scenario,as_of\n'); we.write('scenario,seq,date,type,duty\n')
        for s in range(n):
            base = dn(2025,1,1) + r.randrange(730); ev = []
            for k in range(8): ev.append((base + r.randrange(120), 'trigger', k))
            for _ in range(r.randrange(9, 16)):
                x = r.random(); d = base + r.randrange(200); k = r.randrange(8)
                ev.append((d, 'note' if x < 0.1 else 'perform', k))
            r.shuffle(ev); ev.sort(key=lambda e: e[0])
            asof = ev[-1][0] + r.randrange(0, 60)
            ws.write(f's{s},{iso(asof)}\n')
            for q,(d,t,k) in enumerate(ev): we.write(f's{s},{q},{iso(d)},{t},{k}\n')
            tot += len(ev)
    print('b: scenarios', n, 'events', tot)

def gen_c(n, seed=11):
    r = random.Random(seed); os.makedirs(f'{OUT}/c', exist_ok=True)
    lo, hi = dn(2025,1,1), dn(2034,12,31)
    days = sorted(r.randrange(lo, hi+1) for _ in range(n))
    with open(f'{OUT}/c/events_{n}.csv','w') as w:
        w.write('seq,date,type,body,duty\n')
        for q,d in enumerate(days):
            x = r.random(); t = 'trigger' if x < 0.6 else 'perform' if x < 0.9 else 'note'
            w.write(f'{q},{iso(d)},{t},b{r.randrange(200)},{r.randrange(8)}\n')
    print('c: events', n)

if __name__ == '__main__':
    # gen.py [--seed N] [a] [b] [c[:EVENTS]] ...   everything, with the given seeds, where nothing is named
    args = sys.argv[1:]; plus = 0
    if args[:1] == ['--seed']: plus = int(args[1]); args = args[2:]
    for part in args or ['a', 'b', 'c:10000', 'c:100000', 'c:1000000']:
        name, _, n = part.partition(':')
        if name == 'a': gen_a(seed=20240401 + plus)
        elif name == 'b': gen_b(seed=7 + plus)
        else: gen_c(int(n or 1_000_000), seed=11 + plus)
