// The extension's own code, run with an editor and a language client that only note what is asked of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const bundle = await build({
  entryPoints: [join(here, "src/extension.ts")],
  bundle: true,
  platform: "node",
  format: "cjs",
  external: ["vscode", "vscode-languageclient/node"],
  write: false,
});

/** An editor in which nothing happens but what a test wants, and the extension in it. */
function editor({ path = "", startFails = false, answers = {} } = {}) {
  const said = { commands: new Map(), executed: [], clients: [], errors: [], notes: [], shown: "", watched: [], changed: undefined, chosen: {} };
  const vscode = {
    workspace: {
      getConfiguration: () => ({ get: () => path }),
      onDidChangeConfiguration: (tell) => ((said.changed = tell), { dispose() {} }),
      createFileSystemWatcher: (pattern) => (said.watched.push(pattern), { dispose() {} }),
      workspaceFolders: undefined,
      findFiles: async () => [],
    },
    window: {
      activeTextEditor: undefined,
      createOutputChannel: () => ({ clear: () => (said.shown = ""), append: (text) => (said.shown += text), show() {}, dispose() {} }),
      setStatusBarMessage: (text) => said.notes.push(text),
      showInformationMessage: async (text) => void said.notes.push(text),
      showErrorMessage: async (text, ...choices) => (said.errors.push(text), choices[0]),
      showOpenDialog: async () => said.chosen.folder && [said.chosen.folder],
      showInputBox: async (options) => {
        for (const wrong of ["", "1a", "a b", "../a"]) assert.ok(options.validateInput(wrong), wrong);
        for (const right of ["grants", "a-1", "Zuschüsse"]) assert.equal(options.validateInput(right), undefined, right);
        return said.chosen.name;
      },
      showTextDocument: async (uri) => void said.notes.push(`shows ${uri.fsPath}`),
    },
    commands: {
      registerCommand: (name, run) => (said.commands.set(name, run), { dispose() {} }),
      // A command of the server's is sent by its client, through the middleware.
      executeCommand: async (name, ...args) => {
        said.executed.push([name, ...args]);
        const client = said.clients.at(-1);
        return client?.options.middleware.executeCommand(name, args, async () => answers[name]);
      },
    },
    RelativePattern: class {},
    Uri: { file: (fsPath) => ({ fsPath }) },
  };
  class LanguageClient {
    constructor(id, name, server, options) {
      Object.assign(this, { id, name, server, options, running: false });
      said.clients.push(this);
    }
    async start() {
      if (startFails) throw new Error("ENOENT");
      this.running = true;
    }
    async stop() {
      this.running = false;
    }
  }
  const own = createRequire(import.meta.url);
  const modules = { vscode, "vscode-languageclient/node": { LanguageClient, TransportKind: { stdio: 0 } } };
  const module = { exports: {} };
  new Function("require", "module", "exports", bundle.outputFiles[0].text)((name) => modules[name] ?? own(name), module, module.exports);
  return { said, vscode, extension: module.exports };
}

const uri = { toString: () => "file:///p/a.scenario" };
const at = (languageId) => ({ document: { languageId, uri }, selection: { active: { line: 3, character: 7 } } });

// It starts the server that the settings name, for our files alone, and every command of the manifest is there.
{
  const { said, extension } = editor({ path: " /opt/vires " });
  const context = { subscriptions: [] };
  await extension.activate(context);
  assert.deepEqual([...said.commands.keys()].sort(), manifest.contributes.commands.map((one) => one.command).sort());
  const [client] = said.clients;
  assert.deepEqual([client.server.command, client.server.args], ["/opt/vires", ["lsp"]]);
  assert.deepEqual(
    client.options.documentSelector.map((one) => one.language).sort(),
    manifest.contributes.languages.map((one) => one.id).sort(),
  );
  assert.equal(said.watched.length, 1, "changes on the disk are told");
  assert.ok(client.running && context.subscriptions.length >= said.commands.size);
  // Another path in the settings starts another server; other settings do not.
  await said.changed({ affectsConfiguration: (name) => name === "editor.tabSize" });
  assert.equal(said.clients.length, 1);
  await said.changed({ affectsConfiguration: (name) => name === "vires.path" });
  assert.deepEqual(said.clients.map((one) => one.running), [false, true]);
  await said.commands.get("vires.restart")();
  assert.deepEqual(said.clients.map((one) => one.running), [false, false, true]);
  await extension.deactivate();
  assert.ok(said.clients.every((one) => !one.running));
}

// Run and explain send what the server wants, and show what it answers; elsewhere they say what to do.
{
  const answers = { "vires.runScenario": { text: "A year: met" }, "vires.explain": { text: "because" } };
  const { said, vscode, extension } = editor({ answers });
  await extension.activate({ subscriptions: [] });
  await said.commands.get("vires.run")();
  assert.deepEqual([said.executed, said.notes.length], [[], 1]);
  vscode.window.activeTextEditor = at("vires-scenario");
  await said.commands.get("vires.run")();
  assert.deepEqual(said.executed.at(-1), ["vires.runScenario", "file:///p/a.scenario"]);
  assert.equal(said.shown, "A year: met");
  await said.commands.get("vires.explainAtCursor")();
  assert.deepEqual(said.executed.at(-1), ["vires.explain", "file:///p/a.scenario", { line: 3, character: 7 }]);
  assert.equal(said.shown, "because");
  answers["vires.explain"] = null;
  await said.commands.get("vires.explainAtCursor")();
  assert.match(said.notes.at(-1), /nothing to explain/);
}

// A server that is not there is told once, with the way to the setting.
{
  const { said, extension } = editor({ startFails: true });
  await extension.activate({ subscriptions: [] });
  assert.match(said.errors[0], /`vires lsp` cannot be started/);
  assert.deepEqual(said.executed, [["workbench.action.openSettings", "vires.path"]]);
}

// A new pack: nothing is made where a question is not answered; what goes wrong is said.
{
  const { said, extension } = editor({ path: "/nowhere/vires" });
  await extension.activate({ subscriptions: [] });
  await said.commands.get("vires.newPack")();
  said.chosen = { folder: { fsPath: "/nowhere" } };
  await said.commands.get("vires.newPack")();
  assert.deepEqual([said.errors, said.notes], [[], []]);
  said.chosen.name = "grants";
  await said.commands.get("vires.newPack")();
  assert.match(said.errors[0], /grants cannot be made/);
}
console.log("the extension does what its manifest says");
