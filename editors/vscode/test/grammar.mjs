// Every word, number, text and comment of every pack must be coloured as what it is. What it is, is found here by other means:
// the keyword list of the tool itself and a small scanner.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { Registry, parseRawGrammar, INITIAL } = require("vscode-textmate");
const { loadWASM, OnigScanner, OnigString } = require("vscode-oniguruma");
const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(here, "..", "..");

const source = readFileSync(join(root, "src/syntax/keyword.rs"), "utf8");
const list = (name) => {
  const body = source.match(new RegExp(`${name}: &\\[&str\\] = &\\[([^\\]]*)\\];`))[1];
  return new Set([...body.matchAll(/"([^"]+)"/g)].map((found) => found[1]));
};
const keywords = list("KEYWORDS");
const declarations = { policy: list("POLICY_DECLARATIONS"), scenario: list("SCENARIO_DECLARATIONS") };
const months = new Set("January February March April May June July August September October November December".split(" "));

await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);
const scopes = {
  "source.vires": "vires",
  "source.vires.policy": "vires-policy",
  "source.vires.scenario": "vires-scenario",
};
const registry = new Registry({
  onigLib: Promise.resolve({ createOnigScanner: (patterns) => new OnigScanner(patterns), createOnigString: (text) => new OnigString(text) }),
  loadGrammar: async (scope) => {
    const path = join(here, "syntaxes", `${scopes[scope]}.tmLanguage.json`);
    return parseRawGrammar(readFileSync(path, "utf8"), path);
  },
});

const TOKEN = /#.*$|"(?:\\.|[^"\\])*"|£[\d,.]*\d(?:bn|m)?|\d[\d,./:-]*\d%?|\d%?|\p{L}[\p{L}\p{M}\p{N}_-]*(?:\.[\p{L}\p{M}\p{N}_-]+)*/gu;

/** The scope that a token must have. */
function wanted(kind, token, start, line) {
  const after = line.slice(start + token.length);
  if (token.startsWith("#")) return "comment.line";
  if (token.startsWith('"')) return "string.quoted";
  if (token.startsWith("£")) return "constant.numeric.money";
  if (/^\d/.test(token)) return "constant.";
  if (/^\s*:/.test(after)) return "variable.parameter";
  if (start === 0 && declarations[kind].has(token)) return "keyword.control.declaration";
  if (months.has(token) && /^ \d/.test(after)) return "constant.other.date";
  if (token === "true" || token === "false") return "constant.language";
  if (keywords.has(token)) return "keyword.other";
  if (after.startsWith("(")) return "entity.name.function";
  return /^\p{Lu}/u.test(token) ? "entity.name.type" : "variable.other";
}

const files = readdirSync(join(root, "policies"), { recursive: true })
  .map((name) => join(root, "policies", name))
  .concat(["grants.policy", "grants.scenario"].map((name) => join(root, "src/cli/new_pack", name)))
  .filter((name) => /\.(policy|scenario)$/.test(name))
  .sort();
let tokens = 0;
const wrong = [];
const times = { policy: 0, scenario: 0 };
for (const file of files) {
  const kind = file.endsWith(".policy") ? "policy" : "scenario";
  times[kind] += 1;
  const grammar = await registry.loadGrammar(`source.vires.${kind}`);
  let state = INITIAL;
  readFileSync(file, "utf8").split(/\r?\n/).forEach((line, number) => {
    const found = grammar.tokenizeLine(line, state);
    state = found.ruleStack;
    for (const match of line.matchAll(TOKEN)) {
      tokens += 1;
      const scope = wanted(kind, match[0], match.index, line);
      const has = found.tokens.find((one) => one.startIndex <= match.index && match.index < one.endIndex);
      const ends = match.index + match[0].length;
      const last = found.tokens.find((one) => one.startIndex < ends && ends <= one.endIndex);
      const good = (one) => one && one.scopes.some((name) => name.startsWith(scope));
      if (!good(has) || !good(last)) {
        wrong.push(`${relative(root, file)}:${number + 1}:${match.index + 1}: \`${match[0]}\` is ${has?.scopes.join(" ")}, not ${scope}`);
      }
    }
  });
}
if (times.policy === 0 || times.scenario === 0 || tokens < 10_000) {
  wrong.push(`only ${files.length} files with ${tokens} tokens were found`);
}
if (wrong.length > 0) {
  console.error(wrong.slice(0, 30).join("\n"));
  console.error(`${wrong.length} of ${tokens} tokens are not coloured as what they are`);
  process.exit(1);
}
console.log(`${tokens} tokens in ${files.length} files are coloured as what they are`);
