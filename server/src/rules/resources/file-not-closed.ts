import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { Obligation } from "../../flow/flow.ts";
import { closesOf, isWritable } from "./writable-file.ts";

export default rule({
  id: "file-not-closed",
  family: "resources",
  summary: "Finds files that stay open on some path out of the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "closed",
    harm: "each leak takes one of the open files the process may have",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Keep it and close it.",
  }),
  check: obligationCheck({
    rule: "file-not-closed",
    severity: "warning",
    releasesTwice: true,
    // Where a file was written, the error of its Close is to be looked at, and where to is for its author to say.
    isSafe: (fn, obligation) => {
      const { variable } = obligation;
      if (variable === undefined || (!isWritable(obligation, fn) && !isTemporary(obligation))) return true;
      const { checked, written } = closesOf(variable, fn);
      return checked || !written;
    },
  }),
});

/** What is put down in a temporary file is read again by its name. */
function isTemporary({ fact }: Obligation): boolean {
  return fact.pkg === "os" && fact.name === "CreateTemp";
}
