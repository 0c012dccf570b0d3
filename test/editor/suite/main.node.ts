import Mocha from "mocha";
import { importSuite } from "./suites.ts";

/** What @vscode/test-electron and the workbench call to run the suite. */
export async function run(): Promise<void> {
  const { E2E_GREP } = process.env;
  const grep = E2E_GREP === undefined ? {} : { grep: E2E_GREP };
  const mocha = new Mocha({ ui: "bdd", timeout: 40_000, color: false, reporter: "spec", ...grep });
  mocha.suite.emit("pre-require", globalThis as unknown as Mocha.MochaGlobals, "", mocha);
  await importSuite();
  await new Promise<void>((resolve, reject) => {
    console.log("##e2e begin");
    const runner = mocha.run((failures) => {
      console.log(`##e2e end ${JSON.stringify({ tests: runner.stats?.tests ?? 0, failures })}`);
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed`));
    });
  });
}
