#!/usr/bin/env python3
"""Measures how time and memory grow, and writes a table and a plot of each.

  growth.py VIRES DATA FOLDER [events] [links] [facts] [packs]

VIRES is a release build; DATA takes the made input; FOLDER takes a plot of each (`growth-events.svg` …). Tables go to standard
output. Times are processor time (user and system) of the whole process, the best of three: what else a machine does changes
them least.
"""
import math, os, subprocess, sys
here = os.path.dirname(os.path.abspath(__file__))
vires, data, folder, *parts = sys.argv[1:]

def once(arguments):
    with open(os.devnull, 'w') as null:
        pid = os.posix_spawn(vires, [vires, *arguments], os.environ, file_actions=[
            (os.POSIX_SPAWN_DUP2, null.fileno(), 1), (os.POSIX_SPAWN_DUP2, null.fileno(), 2)])
        _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f'{arguments}: exit {os.waitstatus_to_exitcode(status)}')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

def measured(arguments):
    rounds = [once(arguments) for _ in range(3)]
    return min(time for time, _ in rounds), max(peak for _, peak in rounds)

def plot(path, title, unit, lines):
    width, height, left, bottom, top = 620, 360, 70, 50, 36
    xs = [x for _, points in lines for x, _ in points]
    ys = [max(y, 1e-3) for _, points in lines for _, y in points]
    low_x, high_x = math.log10(min(xs)), math.log10(max(xs))
    low_y, high_y = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    at_x = lambda x: left + (math.log10(x) - low_x) / (high_x - low_x) * (width - left - 150)
    at_y = lambda y: height - bottom - (math.log10(max(y, 1e-3)) - low_y) / (high_y - low_y) * (height - bottom - top)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="white"/><text x="{left}" y="20" font-size="14">{title}</text>']
    for power in range(low_y, high_y + 1):
        y = at_y(10 ** power)
        out.append(f'<line x1="{left}" x2="{width - 150}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
                   f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10 ** power:g}</text>')
    for x in sorted(set(xs)):
        out.append(f'<text x="{at_x(x):.1f}" y="{height - bottom + 18}" text-anchor="middle">{x:,}</text>')
    out.append(f'<text x="{(left + width - 150) / 2}" y="{height - 10}" text-anchor="middle">{unit}</text>')
    for (name, points), colour in zip(lines, ['#1f6fb2', '#c0552d', '#3d8a4e', '#7a4fa3']):
        path_of = ' '.join(f'{at_x(x):.1f},{at_y(y):.1f}' for x, y in points)
        out.append(f'<polyline points="{path_of}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{at_x(x):.1f}" cy="{at_y(y):.1f}" r="3" fill="{colour}"/>' for x, y in points]
        x, y = points[-1]
        out.append(f'<text x="{at_x(x) + 8:.1f}" y="{at_y(y) + 4:.1f}" fill="{colour}">{name}</text>')
    open(path, 'w').write('\n'.join(out) + '\n</svg>\n')

def table(head, rows):
    print('| ' + ' | '.join(head) + ' |\n|' + ' --- |' * len(head))
    for row in rows:
        print('| ' + ' | '.join(row) + ' |')
    print()

if 'events' in parts or not parts:
    c, rows, lines = f'{here}/workloads/c', [], {'all duties, s': [], 'streamed, s': []}
    for n in [10_000, 100_000, 1_000_000, 10_000_000]:
        events = f'{data}/c/events_{n}.csv'
        if not os.path.exists(events):
            subprocess.check_call([sys.executable, f'{here}/gen.py', f'c:{n}'], env={**os.environ, 'VIRES_BENCH_DATA': data},
                                  stdout=subprocess.DEVNULL)
        run = ['run', c, '--background', f'{c}/background.scenario', '--events', events]
        whole, streamed = measured(run + ['--duties', f'{data}/growth.csv']), measured(run + ['--stream'])
        lines['all duties, s'].append((n, whole[0])); lines['streamed, s'].append((n, streamed[0]))
        rows.append([f'{n:,}', f'{whole[0]:.2f} s', f'{whole[1]:.0f} MiB', f'{streamed[0]:.2f} s', f'{streamed[1]:.0f} MiB'])
    table(['events', 'every duty written', 'peak', '`--stream`, counts', 'peak'], rows)
    plot(f'{folder}/growth-events.svg', 'Workload (c): processor time', 'events', list(lines.items()))
def grown(sort, sizes, run, head, title, unit):
    """One run over tables of each size."""
    rows, points = [], []
    for n in sizes:
        made = f'{data}/{sort}-{n}'
        if not os.path.exists(f'{made}/background.scenario'):
            subprocess.check_call([sys.executable, f'{here}/grown.py', sort, made, str(n)])
        found = measured(['run', made, '--background', f'{made}/background.scenario', *run(made)])
        points.append((n, found[0]))
        rows.append([f'{n:,}', f'{found[0]:.3f} s', f'{found[1]:.0f} MiB'])
    table(head, rows)
    plot(f'{folder}/growth-{sort}.svg', title, unit, [('seconds', points)])

if 'links' in parts or not parts:
    grown('links', [1_000, 10_000, 100_000, 1_000_000], lambda made: [
        '--facts', f'statutory-maximum={made}/statutory.csv', '--delegations', f'{made}/delegations.csv',
        '--questions', f'{made}/queries.csv', '--answers', f'{data}/growth.csv',
    ], ['links', '100,000 questions', 'peak'], 'Workload (a): processor time', 'links')
if 'facts' in parts or not parts:
    grown('facts', [1_000, 10_000, 100_000, 300_000], lambda made: [
        '--facts', f'registered={made}/registered.csv', '--questions', f'{made}/questions.csv', '--answers', f'{data}/growth.csv',
    ], ['facts', '10,000 questions about one, 10 about all', 'peak'], 'A definition over facts: processor time', 'facts')
if 'packs' in parts or not parts:
    rows, lines = [], {'check, s': [], 'run, s': [], 'check, long, s': []}
    for n in [10, 1_000, 10_000]:
        made = {form: f'{data}/packs/{form}-{n}' for form in ('short', 'long')}
        for form, pack in made.items():
            subprocess.check_call([sys.executable, f'{here}/packs.py', pack, str(n), form])
        check, run, long = measured(['check', made['short']]), measured(['run', made['short']]), measured(['check', made['long']])
        for name, found in zip(lines, (check, run, long)):
            lines[name].append((n, found[0]))
        rows.append([f'{n:,}', *(cell for found in (check, run, long) for cell in (f'{found[0]:.3f} s', f'{found[1]:.0f} MiB'))])
    table(['norms', 'load and check', 'peak', 'load and run', 'peak', 'load and check, 700 bytes a norm', 'peak'], rows)
    plot(f'{folder}/growth-packs.svg', 'Packs: processor time', 'norms', list(lines.items()))
