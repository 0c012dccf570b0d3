-- Drives the stdio server from a real Neovim (0.7 or newer), headless, with a configuration for it:
--   CONFIGURATION=x.lua nvim --headless -u NONE -i NONE -n FILE.go -c 'luafile neovim.lua'
-- Prints the diagnostics, chooses the first action of Neovim's own menu at the first of them, prints the buffer, and
-- leaves with 0 if that diagnostic is gone.
local function out(text) io.stdout:write(text .. "\n") end
local function finish(code) vim.cmd(code == 0 and "qall!" or "cquit") end

-- What the documented configuration asks of Neovim 0.8.
vim.lsp.start = vim.lsp.start or function(config) vim.lsp.buf_attach_client(0, vim.lsp.start_client(config)) end
vim.fs = vim.fs or {
  dirname = function(path) return vim.fn.fnamemodify(path, ":h") end,
  find = function(names)
    for _, name in ipairs(names) do
      local found = vim.fn.findfile(name, ".;")
      if found ~= "" then return { vim.fn.fnamemodify(found, ":p") } end
    end
    return {}
  end,
}

dofile(os.getenv("CONFIGURATION"))
vim.bo.filetype = "go"

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
