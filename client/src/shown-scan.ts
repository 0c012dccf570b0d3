import { workspace } from "vscode";

type ScanCommand = "gostable.scanWorkspace" | "gostable.scanChangedFiles";

/** The scan whose results are shown. The server holds them: they end with it. */
export class ShownScan {
  #command: ScanCommand | undefined;

  began(command: ScanCommand): void {
    this.#command = command;
  }

  /** Nothing is shown any more. Answers what was, unless the server itself scans the workspace again. */
  end(): ScanCommand | undefined {
    const command = this.#command;
    this.#command = undefined;
    const always = workspace.getConfiguration("gostable").get("diagnosticMode") === "workspace";
    return always ? undefined : command;
  }
}
