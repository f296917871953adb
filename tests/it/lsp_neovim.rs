//! Neovim as a client, headless: what a person's editor does with the server. Skipped, with a notice, where there is none.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::lsp_session::CLUB;

const SCRIPT: &str = r#"
local function out(line) io.stdout:write(line .. "\n") end
local function die(why) out("FAILED " .. why); vim.cmd("cquit!") end
vim.cmd("edit club/club.policy")
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = "vires",
  cmd = { vim.env.VIRES, "lsp" },
  root_dir = vim.fn.getcwd(),
  on_exit = function(code) vim.g.exit_code = code end,
})
vim.lsp.buf_attach_client(buffer, id)
local function wait(what, holds)
  if not vim.wait(50000, holds, 20) then die(what) end
end
wait("starts", function() local c = vim.lsp.get_client_by_id(id) return c and c.server_capabilities and c.initialized end)
local function messages()
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(buffer)) do table.insert(found, d.lnum .. ":" .. d.col .. " " .. d.message) end
  return found
end
-- A name is mistyped.
local line = vim.fn.search("must      meet()")
vim.api.nvim_buf_set_text(buffer, line - 1, 12, line - 1, 16, { "mete" })
wait("a problem is told", function() return #messages() > 0 end)
out("PROBLEM " .. messages()[1]:gsub("\n", " / "))
-- Its quick fix, which is a step of its own when it is undone.
vim.bo.undolevels = vim.bo.undolevels
local params = vim.lsp.util.make_range_params()
params.range = { start = { line = line - 1, character = 12 }, ["end"] = { line = line - 1, character = 16 } }
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", params, 50000)
local action = answers[id].result[1]
out("ACTION " .. action.title)
vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
wait("the problem is gone", function() return #messages() == 0 end)
out("LINE " .. vim.fn.getline(line))
-- Undo, redo.
vim.cmd("undo")
wait("undo brings it back", function() return #messages() > 0 end)
vim.cmd("redo")
wait("redo takes it away", function() return #messages() == 0 end)
-- Hover, definition, rename, formatting.
vim.api.nvim_win_set_cursor(0, { line, 13 })
local here = vim.lsp.util.make_position_params()
local hover = vim.lsp.buf_request_sync(buffer, "textDocument/hover", here, 50000)
out("HOVER " .. hover[id].result.contents.value:gsub("\n", " "))
local place = vim.lsp.buf_request_sync(buffer, "textDocument/definition", here, 50000)
out("DEFINITION " .. vim.fn.getline(place[id].result.range.start.line + 1))
here.newName = "gather"
local rename = vim.lsp.buf_request_sync(buffer, "textDocument/rename", here, 50000)
vim.lsp.util.apply_workspace_edit(rename[id].result, "utf-16")
out("RENAMED " .. vim.fn.getline(line))
vim.api.nvim_buf_set_lines(buffer, line - 1, line, false, { "  must gather()   before end of y" })
vim.lsp.buf.formatting_sync({}, 50000)
out("FORMATTED " .. vim.fn.getline(line))
wait("nothing is wrong at the end", function() return #messages() == 0 end)
vim.lsp.stop_client(id)
wait("stops", function() return vim.g.exit_code ~= nil end)
out("EXIT " .. vim.g.exit_code)
vim.cmd("qall!")
"#;

#[test]
fn neovim_works_with_the_server() {
    let found = Command::new("nvim").arg("--version").output();
    if !found.is_ok_and(|found| found.status.success()) {
        eprintln!("skipped: there is no nvim here to test with");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("club");
    std::fs::create_dir(&pack).unwrap();
    std::fs::write(pack.join("club.policy"), CLUB).unwrap();
    let script = folder.path().join("session.lua");
    std::fs::write(&script, SCRIPT).unwrap();
    let mut nvim = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c"])
        .arg(format!("luafile {}", script.display()))
        .current_dir(folder.path())
        .env("VIRES", env!("CARGO_BIN_EXE_vires"))
        .env("XDG_STATE_HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path())
        .env("XDG_CACHE_HOME", folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while nvim.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(120) {
            nvim.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let done = nvim.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let erred = String::from_utf8_lossy(&done.stderr).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    let starts = [
        "PROBLEM 12:12 no act or event is named `mete`",
        "ACTION write `meet` instead of `mete`",
        "LINE   must      meet() before end of y",
        "HOVER **act** `meet(place: text)`",
        "DEFINITION act meet(place: text)",
        "RENAMED   must      gather() before end of y",
        "FORMATTED   must      gather() before end of y",
        "EXIT 0",
    ];
    assert_eq!(lines.len(), starts.len(), "{said}\n{erred}");
    for (line, start) in lines.iter().zip(starts) {
        let words = start.split(' ').next().unwrap();
        match words {
            "PROBLEM" => assert!(
                line.starts_with("PROBLEM 12:12") && line.contains("`mete`"),
                "{line}"
            ),
            _ => assert!(line.starts_with(start), "{line}\n{start}"),
        }
    }
}
