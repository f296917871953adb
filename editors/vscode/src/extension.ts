// Starts `vires lsp` and offers what it can do as commands.
import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from "vscode-languageclient/node";

const LANGUAGES = ["vires-policy", "vires-scenario"];
let client: LanguageClient | undefined;
let results: vscode.OutputChannel;
let watcher: vscode.FileSystemWatcher;

/** The command to run: what the settings say, else `vires` on the PATH. */
function command(): string {
  return vscode.workspace.getConfiguration("vires").get<string>("path")?.trim() || "vires";
}

/** Answers of the server that hold a text are shown; the text is what the command line prints. */
function show(answer: unknown, quiet: string): void {
  const text = (answer as { text?: unknown } | null | undefined)?.text;
  if (typeof text !== "string" || text === "") {
    void vscode.window.setStatusBarMessage(quiet, 5000);
    return;
  }
  results.clear();
  results.append(text);
  results.show(true);
}

async function start(): Promise<void> {
  const server: ServerOptions = { command: command(), args: ["lsp"], transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    outputChannelName: "vires language server",
    // What changes on the disk (another branch, a spreadsheet of limits) is looked at again.
    synchronize: { fileEvents: watcher },
    middleware: {
      // The lens above a scenario sends a command of the server's: its answer is shown like that of our own.
      executeCommand: async (name, args, next) => {
        const answer: unknown = await next(name, args);
        if (name === "vires.runScenario") {
          show(answer, "vires: there is nothing to run here");
        } else if (name === "vires.explain") {
          show(answer, "vires: there is nothing to explain here");
        }
        return answer;
      },
    },
  };
  client = new LanguageClient("vires", "vires", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const settings = "Open settings";
    const chosen = await vscode.window.showErrorMessage(
      `vires: \`${command()} lsp\` cannot be started (${String(error)}). Install vires, or say in the settings where it is.`,
      settings,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "vires.path");
    }
  }
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.stop();
}

/** The editor at hand, where it shows one of our files. */
function ours(languages: string[]): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor && languages.includes(editor.document.languageId)) {
    return editor;
  }
  void vscode.window.showInformationMessage("vires: open a .scenario or .policy file first.");
  return undefined;
}

async function ask(name: string, ...args: unknown[]): Promise<void> {
  if (!client) {
    await start();
  }
  if (client) {
    await vscode.commands.executeCommand(name, ...args);
  }
}

async function runScenarios(): Promise<void> {
  const editor = ours(["vires-scenario"]);
  if (editor) {
    await ask("vires.runScenario", editor.document.uri.toString());
  }
}

async function explainAtCursor(): Promise<void> {
  const editor = ours(LANGUAGES);
  if (editor) {
    const { line, character } = editor.selection.active;
    await ask("vires.explain", editor.document.uri.toString(), { line, character });
  }
}

async function newPack(): Promise<void> {
  const above = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: "Make the pack in here",
    defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
  });
  const folder = above?.[0];
  if (!folder) {
    return;
  }
  const name = await vscode.window.showInputBox({
    prompt: "The name of the new pack",
    value: "grants",
    validateInput: (text) => (/^\p{L}[\p{L}\p{M}\p{N}_-]*$/u.test(text) ? undefined : "A name begins with a letter; letters, digits, - and _ follow."),
  });
  if (!name) {
    return;
  }
  const made = join(folder.fsPath, name);
  try {
    await promisify(execFile)(command(), ["new", made]);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    void vscode.window.showErrorMessage(said || `vires: ${basename(made)} cannot be made: ${String(error)}`);
    return;
  }
  const files = await vscode.workspace.findFiles(new vscode.RelativePattern(vscode.Uri.file(made), "*.policy"));
  const first = files[0] ?? vscode.Uri.file(join(made, "grants.policy"));
  await vscode.window.showTextDocument(first);
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  results = vscode.window.createOutputChannel("vires");
  watcher = vscode.workspace.createFileSystemWatcher("**/*.{policy,scenario,csv,xlsx}");
  context.subscriptions.push(
    results,
    watcher,
    vscode.commands.registerCommand("vires.run", runScenarios),
    vscode.commands.registerCommand("vires.explainAtCursor", explainAtCursor),
    vscode.commands.registerCommand("vires.newPack", newPack),
    vscode.commands.registerCommand("vires.restart", async () => {
      await stop();
      await start();
    }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("vires.path")) {
        await stop();
        await start();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}
