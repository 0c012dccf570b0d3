import { spawnSync } from "node:child_process";

/** Whether a program runs; where it does not, Debian's packages are installed first, if that is allowed here. */
export function runsWith(program: string, args: readonly string[], packages: readonly string[]): boolean {
  const runs = (): boolean => spawnSync(program, args, { stdio: "ignore" }).status === 0;
  if (runs()) return true;
  if (process.env.CI === undefined || process.getuid?.() !== 0) return false;
  console.log(`      installing ${packages.join(", ")} with apt-get`);
  const apt = (...command: string[]): boolean =>
    spawnSync("apt-get", command, { stdio: "ignore", timeout: 180_000, env: ENVIRONMENT }).status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", ...packages) && runs();
}

const ENVIRONMENT = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
