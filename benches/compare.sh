#!/usr/bin/env bash
# Builds the yardstick and vires, runs both in turn on the same data, checks that the answers are the same, and prints the
# median of the paired ratios and the peak memory.
#
#   benches/compare.sh [--rounds N] [--seed N] [--json] [a] [b] [c[:EVENTS]] ...
#
# --seed makes other data (kept apart under benches/data, or VIRES_BENCH_DATA); --json prints one object instead of the table.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rounds=7 seed=0 json=no
parts=()
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --json) json=yes; shift ;;
    a|b|c|c:*) parts+=("$1"); shift ;;
    *) sed -n '2,7p' "$0" >&2; exit 2 ;;
  esac
done
[ ${#parts[@]} -gt 0 ] || parts=(c:1000000)

data=${VIRES_BENCH_DATA:-$here/data}/seed-$seed
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cargo build --release --quiet --manifest-path "$here/../Cargo.toml"
yard=${YARDSTICK_TARGET:-$here/../target/yardstick}
cargo build --release --quiet --manifest-path "$here/yardstick/Cargo.toml" --target-dir "$yard"
target=${CARGO_TARGET_DIR:-$here/../target}
vires=$target/release/vires
yardstick=$yard/release/yardstick

made() { # part: make its data where it is not there yet
  case $1 in
    a) [ -f "$data/a/queries.csv" ] || VIRES_BENCH_DATA=$data python3 "$here/gen.py" --seed "$seed" a >&2 ;;
    b) [ -f "$data/b/events.csv" ] || VIRES_BENCH_DATA=$data python3 "$here/gen.py" --seed "$seed" b >&2 ;;
    c:*) [ -f "$data/c/events_${1#c:}.csv" ] || VIRES_BENCH_DATA=$data python3 "$here/gen.py" --seed "$seed" "$1" >&2 ;;
  esac
}

python3 - "$here" "$data" "$out" "$vires" "$yardstick" "$rounds" "$json" "$(for p in "${parts[@]}"; do [ "$p" = c ] && p=c:1000000; made "$p"; echo "$p"; done)" <<'PY'
import json, os, re, statistics, subprocess, sys, time
here, data, out, vires, yardstick, rounds, as_json, parts = sys.argv[1:]

def timed(command):
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, out + '/stdout', os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, out + '/stderr', os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f'{command}: exit {os.waitstatus_to_exitcode(status)}\n' + open(out + '/stderr').read())
    return seconds, usage.ru_maxrss / 1024

table = {}
for part in parts.split():
    name, _, n = part.partition(':')
    pack = f'{here}/workloads/{name}'
    duties = out + '/duties.csv'
    ours = [vires, 'run', pack, '--background', f'{pack}/background.scenario', '--answers' if name == 'a' else '--duties', duties]
    if name == 'a':
        ours += ['--facts', f'statutory-maximum={data}/a/statutory.csv', '--delegations', f'{data}/a/delegations.csv', '--questions', f'{data}/a/queries.csv']
        limit = [yardstick, 'a', f'{data}/a']
    elif name == 'c':
        events = f'{data}/c/events_{n}.csv'
        ours += ['--events', events]
        limit = [yardstick, 'c', events]
    else:
        ours += ['--events', f'{data}/b/events.csv', '--scenarios', f'{data}/b/scenarios.csv']
        limit = [yardstick, 'b', f'{data}/b']
    ratios, seconds, limits, peak = [], [], [], 0.0
    for _ in range(int(rounds)):
        a, _peak = timed(limit)
        wanted = re.search(r'digest=([0-9a-f]{16})', open(out + '/stdout').read()).group(1)
        b, mib = timed(ours)
        ratios.append(b / a); seconds.append(b); limits.append(a); peak = max(peak, mib)
    got = subprocess.check_output([sys.executable, f'{here}/digest.py', {'a': 'answers', 'b': 'kinds', 'c': 'duties'}[name], duties], text=True).strip()
    table[part] = {'ratio': round(statistics.median(ratios), 2), 'seconds': round(statistics.median(seconds), 3),
                   'yardstick_seconds': round(statistics.median(limits), 3), 'peak_mib': round(peak, 1),
                   'digest': got, 'digest_ok': got == wanted}
if as_json == 'yes':
    print(json.dumps(table, indent=2))
else:
    print('| workload | vires | yardstick | ratio (median of pairs) | peak memory | same answers |')
    print('| --- | --- | --- | --- | --- | --- |')
    for part, row in table.items():
        print(f"| {part} | {row['seconds']:.3f} s | {row['yardstick_seconds']:.3f} s | {row['ratio']:.2f} | {row['peak_mib']:.0f} MiB | {'yes' if row['digest_ok'] else 'NO'} |")
sys.exit(0 if all(row['digest_ok'] for row in table.values()) else 1)
PY
