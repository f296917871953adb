#!/usr/bin/env bash
# Counts the instructions of fixed small runs and compares them with benches/counts.json: fails where one has grown by more than
# 5 %. Counts of another toolchain, machine or C library say nothing of ours: then, and where valgrind is absent, nothing is
# compared, and that is said.
#
#   benches/counts.sh            compare
#   benches/counts.sh --write    write what is counted now
#
# VIRES names a build of profile `quick` to count; otherwise one is made.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v valgrind >/dev/null; then
  echo "benches/counts.sh: valgrind is not there, so nothing is counted"
  exit 0
fi
vires=${VIRES:-}
if [ -z "$vires" ]; then
  cargo build --profile quick --quiet --bin vires --manifest-path "$here/../Cargo.toml"
  vires=${CARGO_TARGET_DIR:-$here/../target}/quick/vires
fi
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
VIRES_BENCH_DATA=$data python3 "$here/gen.py" c:10000 >/dev/null
python3 "$here/packs.py" "$data/pack" 200
python3 - "$here" "$data" "$vires" "${1:-}" <<'PY'
import json, os, platform, re, subprocess, sys
here, data, vires, write = sys.argv[1:]
path = f'{here}/counts.json'
# One core: how work is divided among several is no instruction of ours, and not the same everywhere.
if hasattr(os, 'sched_setaffinity'):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
c = f'{here}/workloads/c'
table = ['run', c, '--background', f'{c}/background.scenario', '--events', f'{data}/c/events_10000.csv', '--jobs', '1']
runs = {
    'c 10,000 events': table + ['--duties', f'{data}/duties.csv'],
    'c 10,000 events, streamed': table + ['--stream'],
    'check a pack of 200 norms': ['check', f'{data}/pack'],
}
def count(arguments):
    told = subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', vires, *arguments],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if told.returncode not in (0, 1):
        sys.exit(told.stderr)
    return int(re.search(r'refs:\s+([\d,]+)', told.stderr).group(1).replace(',', ''))
made_by = {
    'rustc': subprocess.check_output(['rustc', '--version'], text=True).strip(),
    'libc': ' '.join(platform.libc_ver()),
    'machine': platform.machine(),
    'valgrind': subprocess.check_output(['valgrind', '--version'], text=True).strip(),
}
counted = {name: count(arguments) for name, arguments in runs.items()}
if write == '--write':
    with open(path, 'w') as out:
        json.dump({'made by': made_by, 'instructions': counted}, out, indent=2)
        out.write('\n')
    sys.exit()
try:
    known = json.load(open(path))
except FileNotFoundError:
    print('benches/counts.sh: benches/counts.json is not there yet; --write makes it')
    sys.exit()
if known['made by'] != made_by:
    print(f"benches/counts.sh: counts were made by {known['made by']}, and this is {made_by}: nothing is compared")
    sys.exit()
grown = False
for name, number in counted.items():
    before = known['instructions'].get(name)
    if before is None:
        print(f'{name}: {number:,}, not counted before')
        continue
    change = number / before - 1
    print(f'{name}: {number:,}, {change:+.1%}')
    grown |= change > 0.05
sys.exit('benches/counts.sh: a count has grown by more than 5 %; --write takes the new ones where that is meant' if grown else 0)
PY
