#!/usr/bin/env bash
# Lets a copy of the engine take one wrong turn after another (`wrong-turns.patch` puts them behind a variable of the
# environment, so that one build does), and says after how many random cases each is found. `CASES`, `SEED` and `THREADS` may be set.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cd "$here/.."
git ls-files -co --exclude-standard -z | grep -zv '^policies/\|^tests/\|^editors/' | xargs -0 cp --parents -t "$copy"
mkdir -p "$copy/tests/it" && echo 'fn main() {}' >"$copy/tests/it/main.rs"
cd "$copy"
git init -q .
git apply "$here/wrong-turns.patch"
export CARGO_TARGET_DIR=${TURNS_TARGET:-$copy/target}
cargo build --quiet --profile differential -p vires-reference --bin differential
for turn in none $(grep -oh 'crate::turn("[a-z-]*")' -r src | cut -d'"' -f2 | sort -u); do
  found=$(WRONG_TURN=$turn "$CARGO_TARGET_DIR/differential/differential" --first --save 0 \
    --cases "${CASES:-20000}" --seed "${SEED:-1}" --threads "${THREADS:-2}" | tail -1) || true
  printf '%-24s %s\n' "$turn" "$found"
done
