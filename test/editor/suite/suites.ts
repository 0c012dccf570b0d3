import { workspace } from "vscode";

/** Declares the tests for the workspace that is open: one folder, or several. Mocha has to be there before. */
export async function importSuite(): Promise<void> {
  if (workspace.workspaceFile === undefined) await import("./extension.suite.ts");
  else await import("./folders.suite.ts");
}
