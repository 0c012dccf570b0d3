import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Runs workflows of GitHub Actions on this machine: https://nektosact.com. */
const ACT = "github.com/nektos/act@v0.2.89";
const installed = join(root, ".cache/act/act");

/** Where act is; a sentence where it cannot be had. In CI, Go installs it if it is missing. */
export function findAct(): { readonly act: string } | string {
  const found = ["act", installed].find((program) => runs(program));
  if (found !== undefined) return { act: found };
  if (process.env.CI === undefined) return "act is not installed";
  if (!runs("go", "version")) return "neither act nor Go is installed";
  console.log(`      installing ${ACT} with Go`);
  const env = { ...process.env, GOBIN: dirname(installed) };
  spawnSync("go", ["install", ACT], { stdio: "ignore", timeout: 300_000, env });
  return runs(installed) ? { act: installed } : `Go cannot install ${ACT}`;
}

function runs(program: string, argument = "--version"): boolean {
  return spawnSync(program, [argument], { stdio: "ignore" }).status === 0;
}

export interface WorkflowRun {
  readonly succeeded: boolean;
  /** What the runner took from the output of steps as commands. */
  readonly annotations: readonly Annotation[];
  /** What else the steps printed. */
  readonly log: string;
  /** The report that the upload was handed; undefined where there was no upload. */
  readonly uploaded: string | undefined;
}

export interface Annotation {
  readonly level: string;
  readonly at: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Runs a workflow on a push to a repository. The action `gostable/gostable` is that of this clone. */
export function runWorkflow(act: string, repository: string, workflow: string): WorkflowRun {
  // Not below /tmp: act's hashFiles finds nothing there.
  const folder = realpathSync(mkdtempSync(join(homedir(), ".gostable-act-")));
  try {
    const file = join(folder, "workflow.yml");
    const report = join(folder, "uploaded.sarif");
    writeFileSync(file, workflow);
    const options = ["--platform", "ubuntu-latest=-self-hosted", "--json", "--env", `UPLOADED=${report}`];
    const { stdout } = spawnSync(act, ["push", "--workflows", file, ...options, ...localActions(folder, workflow)], {
      cwd: repository,
      encoding: "utf8",
      timeout: 120_000,
      env: {
        ...process.env,
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
        XDG_CACHE_HOME: join(folder, "cache"),
        XDG_CONFIG_HOME: join(folder, "config"),
      },
    });
    return { ...readLog(stdout), uploaded: existsSync(report) ? readFileSync(report, "utf8") : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** GitHub's own actions are not at hand: these take their places. */
const STAND_INS: Readonly<Record<string, { readonly path: string; readonly text: string }>> = {
  "actions/setup-node": { path: "action.yml", text: composite("node-version", "echo set up") },
  "github/codeql-action": {
    path: "upload-sarif/action.yml",
    text: composite("sarif_file", 'cp "${{ inputs.sarif_file }}" "$UPLOADED"'),
  },
};

function composite(input: string, run: string): string {
  return JSON.stringify({
    inputs: { [input]: { default: "" } },
    runs: { using: "composite", steps: [{ shell: "bash", run }] },
  });
}

/** Options that give act a folder for each action that the workflow, or our own action, names. act checks out by itself. */
function localActions(folder: string, workflow: string): string[] {
  const named = `${workflow}${readFileSync(join(root, "action.yml"), "utf8")}`.matchAll(
    /uses: ([^@/]+\/[^@/]+).*@(.+)/g,
  );
  return [...named]
    .filter(([, action]) => action !== "actions/checkout")
    .flatMap(([, action = "", version = ""]) => {
      const place = join(folder, action);
      writeAction(action, place);
      return ["--local-repository", `${action}@${version}=${place}`];
    });
}

function writeAction(action: string, place: string): void {
  if (action === "gostable/gostable") {
    for (const part of ["action.yml", "scripts/gostable.sh", "dist"]) {
      cpSync(join(root, part), join(place, part), { recursive: true });
    }
    return;
  }
  const standIn = STAND_INS[action];
  if (standIn === undefined) throw new Error(`there is no stand-in for ${action}`);
  mkdirSync(dirname(join(place, standIn.path)), { recursive: true });
  writeFileSync(join(place, standIn.path), standIn.text);
}

/** A line of act's log. */
interface LogLine {
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly command?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly arg?: string;
  readonly jobResult?: string;
}

function readLog(log: string): Omit<WorkflowRun, "uploaded"> {
  const lines = log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as LogLine);
  return {
    succeeded: lines.some((line) => line.jobResult === "success"),
    annotations: lines.flatMap(({ command, kvPairs = {}, arg = "" }) =>
      command === undefined || command.endsWith("group") ? [] : [{ level: command, at: kvPairs, message: arg }],
    ),
    log: lines.flatMap(({ raw_output: printed, msg = "" }) => (printed === true ? [msg] : [])).join(""),
  };
}
