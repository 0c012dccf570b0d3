// Mocha's browser build in a worker: there is no document, so the reporter is named.
import "mocha/mocha.js";
import { importSuite } from "./suites.ts";

interface BrowserMocha {
  setup(options: { ui: "bdd"; reporter: string; color: boolean; timeout: number }): void;
  run(done: (failures: number) => void): { readonly stats: { readonly tests: number } };
}

/** What the workbench calls to run the suite. */
export async function run(): Promise<void> {
  const { mocha } = globalThis as unknown as { mocha: BrowserMocha };
  mocha.setup({ ui: "bdd", reporter: "spec", color: false, timeout: 40_000 });
  await importSuite();
  await new Promise<void>((resolve, reject) => {
    console.log("##e2e begin");
    const runner = mocha.run((failures) => {
      console.log(`##e2e end ${JSON.stringify({ tests: runner.stats.tests, failures })}`);
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed`));
    });
  });
}
