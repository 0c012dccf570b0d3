import { calledBy } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import { typeString } from "../../semantic/type-string.ts";
import { walkFunction } from "../../syntax/visit.ts";
import { notComparable } from "./comparable.ts";

const KEYED = /^(Load|Store|LoadOrStore|LoadAndDelete|Delete|Swap|CompareAndSwap|CompareAndDelete)$/;

export default rule({
  id: "sync-map-key-not-comparable",
  family: "values",
  summary: "a key of a sync.Map cannot be compared, and panics",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: [".Load", ".Store", ".Delete", ".Swap", ".CompareAnd"],
  messages: {
    key: "A key of type {type} cannot be hashed ({reason}): this call panics whenever it runs. Use a key of a comparable type.",
  },
  check(fn, report) {
    const { file, info } = fn;
    walkFunction(fn.node, (node) => {
      if (node.kind !== "CallExpr") return;
      const [key] = node.args;
      const ref = key === undefined ? undefined : calledBy(node, info)?.ref;
      if (key === undefined || ref?.pkg !== "sync" || ref.recv !== "Map" || !KEYED.test(ref.name)) return;
      const type = info.typeOf(key);
      const reason = type.kind === "tuple" ? undefined : notComparable(type, info.world);
      if (reason === undefined) return;
      const end = Math.min(key.end, file.lines.lineEnd(file.lines.lineAt(key.start)), key.start + 80);
      report({ at: { start: key.start, end }, message: "key", data: { type: typeString(type), reason } });
    });
  },
});
