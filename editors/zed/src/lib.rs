//! Tells Zed how gostable's language server is started, and which settings it gets.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json::Value, LanguageServerId, Result, Worktree};

/// The command of the npm package, and what makes it a language server.
const PROGRAM: &str = "gostable";
const ARGUMENTS: [&str; 1] = ["lsp"];

const NOT_FOUND: &str = "There is no `gostable` in PATH. In a clone of gostable, \
    `npm ci && npm run build && npm link` puts it there. \
    Or name the program in the settings, as lsp.gostable.binary with path and arguments.";

struct Gostable;

impl zed::Extension for Gostable {
    fn new() -> Self {
        Self
    }

    fn language_server_command(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<zed::Command> {
        let (path, arguments, env) = settings(server, worktree)?
            .binary
            .map(|own| (own.path, own.arguments, own.env))
            .unwrap_or_default();
        let command = path.or_else(|| worktree.which(PROGRAM)).ok_or(NOT_FOUND)?;
        let args = arguments.unwrap_or_else(|| ARGUMENTS.map(String::from).to_vec());
        // The shell's environment knows which Node the program runs with.
        let env = worktree
            .shell_env()
            .into_iter()
            .chain(env.unwrap_or_default())
            .collect();
        Ok(zed::Command { command, args, env })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(server, worktree)?.initialization_options)
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(server, worktree)?.settings)
    }
}

/// `lsp.gostable` of the settings.
fn settings(server: &LanguageServerId, worktree: &Worktree) -> Result<LspSettings> {
    LspSettings::for_worktree(server.as_ref(), worktree)
}

zed::register_extension!(Gostable);
