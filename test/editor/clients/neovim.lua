-- Drives the stdio server from a real Neovim (0.7 or newer), headless:
--   SERVER='node dist/server-node.cjs --stdio' nvim --headless -u NONE -i NONE -n FILE.go -c 'luafile neovim.lua'
-- Prints the diagnostics, chooses the first action of Neovim's own menu at the first of them, prints the buffer, and
-- leaves with 0 if that diagnostic is gone.
local function out(text) io.stdout:write(text .. "\n") end
local function finish(code) vim.cmd(code == 0 and "qall!" or "cquit") end

vim.bo.filetype = "go"
local config = {
  name = "gostable",
  cmd = vim.split(os.getenv("SERVER"), " "),
  root_dir = vim.fn.getcwd(),
  flags = { debounce_text_changes = 0 },
}
if vim.lsp.start then
  vim.lsp.start(config)
else -- before 0.8
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end

local function rules()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, ("%d %s"):format(diagnostic.lnum + 1, diagnostic.code))
  end
  table.sort(found)
  return found
end

if not vim.wait(15000, function() return #rules() > 0 end, 50) then
  out("no diagnostics")
  return finish(1)
end
local before = rules()
out("diagnostics: " .. table.concat(before, ", "))
local first = vim.diagnostic.get(0)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
local tick = vim.api.nvim_buf_get_changedtick(0)
vim.ui.select = function(items, options, choose)
  for _, item in ipairs(items) do out("action: " .. options.format_item(item)) end
  choose(items[1], 1)
end
vim.lsp.buf.code_action()
if not vim.wait(10000, function() return vim.api.nvim_buf_get_changedtick(0) ~= tick end, 50) then
  out("no change after the action")
  return finish(1)
end
out(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"))
local fewer = vim.wait(10000, function() return #rules() < #before end, 50)
out("diagnostics: " .. table.concat(rules(), ", "))
finish(fewer and 0 or 1)
