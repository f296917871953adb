#!/usr/bin/env bash
# Takes all figures of docs/performance.md that need a quiet machine, in less than ten minutes, and prints them as a table: the three workloads on
# two seeds against the yardstick, a stream of ten million events against one of a million, loading and checking packs of 10,000
# norms, and a run of the repository's own packs. Times are wall times of whole processes.
#
#   benches/quiet.sh [SEED]     the second seed (7 where none is said)
#
# VIRES_BENCH_DATA takes the made data (benches/data where it is not set; `seed-N` of each seed); YARDSTICK_TARGET is the target folder of the yardstick.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
seed=${1:-7}
export VIRES_BENCH_DATA=${VIRES_BENCH_DATA:-$here/data}
cargo build --release --quiet --manifest-path "$here/../Cargo.toml"
vires=${CARGO_TARGET_DIR:-$here/../target}/release/vires
given=$VIRES_BENCH_DATA/seed-0
for n in 1000000 10000000; do
  [ -f "$given/c/events_$n.csv" ] || VIRES_BENCH_DATA=$given python3 "$here/gen.py" "c:$n" >&2
done
for form in short long; do
  python3 "$here/packs.py" "$VIRES_BENCH_DATA/packs/$form-10000" 10000 "$form"
done
one=$(mktemp) two=$(mktemp)
trap 'rm -f "$one" "$two"' EXIT
"$here/compare.sh" --json a b c > "$one"
"$here/compare.sh" --json --seed "$seed" a b c > "$two"
python3 - "$here" "$vires" "$VIRES_BENCH_DATA" "$seed" "$one" "$two" <<'PY'
import datetime, json, os, platform, statistics, subprocess, sys, tempfile, time
here, vires, data, seed, one, two = sys.argv[1:]

def once(arguments):
    with open(os.devnull, 'w') as null:
        start = time.perf_counter()
        pid = os.posix_spawn(vires, [vires, *arguments], os.environ, file_actions=[
            (os.POSIX_SPAWN_DUP2, null.fileno(), 1), (os.POSIX_SPAWN_DUP2, null.fileno(), 2)])
        _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f'{arguments}: exit {os.waitstatus_to_exitcode(status)}')
    return time.perf_counter() - start, usage.ru_maxrss / 1024

def measured(arguments, rounds):
    times = [once(arguments) for _ in range(rounds)]
    return statistics.median(time for time, _ in times), max(peak for _, peak in times)

def row(*cells):
    print('| ' + ' | '.join(cells) + ' |')

model = next((line.split(':', 1)[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name')), platform.machine())
rustc = subprocess.check_output(['rustc', '--version'], text=True).split()[1]
print(f'Measured on {datetime.date.today():%-d %B %Y} on {os.cpu_count()} cores of {model}, rustc {rustc}, release build; load before: {os.getloadavg()[0]:.1f}.\n')
row('what', 'vires', 'yardstick', 'ratio (median of pairs)', 'peak memory', 'target', 'same answers')
row(*['---'] * 7)
targets = {'a': ('100,000 delegation questions', '3 times, 60 MB'), 'b': ('10,000 timelines', '3 times, 60 MB'), 'c': ('1 million events', '3 times, 200 MB')}
for name, path in [('given seed', one), (f'seed {seed}', two)]:
    for part, found in json.load(open(path)).items():
        what, target = targets[part[0]]
        row(f'({part[0]}) {what}, {name}', f"{found['seconds']:.3f} s", f"{found['yardstick_seconds']:.3f} s", f"{found['ratio']:.2f}",
            f"{found['peak_mib']:.0f} MiB", target, 'yes' if found['digest_ok'] else 'NO')
c = f'{here}/workloads/c'
def stream(n):
    return ['run', c, '--background', f'{c}/background.scenario', '--events', f'{data}/seed-0/c/events_{n}.csv', '--stream']
pairs = [(once(stream(1_000_000)), once(stream(10_000_000))) for _ in range(3)]
ratio = statistics.median(large[0] / small[0] for small, large in pairs)
large = statistics.median(large[0] for _, large in pairs)
row('(c) 10 million events, `--stream`', f'{large:.3f} s', '–', f'{ratio:.2f} times 1 million', f'{max(large[1] for _, large in pairs):.0f} MiB', '12 times, 250 MB', '–')
for form, size in [('short', 280), ('long', 700)]:
    time_, peak = measured(['check', f'{data}/packs/{form}-10000'], 7)
    row(f'load and check 10,000 norms of {size} bytes', f'{time_:.3f} s', '–', '–', f'{peak:.0f} MiB', '0.5 s, 250 MB' if form == 'short' else '–', '–')
time_, peak = measured(['run', f'{here}/../policies'], 15)
row('`vires run policies`', f'{time_:.3f} s', '–', '–', f'{peak:.0f} MiB', '0.1 s', '–')
PY
