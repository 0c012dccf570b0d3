import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const cgo: readonly AcquireFact[] = [
  // import "C"; also C.CBytes. Release is C.free(unsafe.Pointer(p)).
  ...acquires(
    {
      pkg: "C",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*C.char",
      release: [],
      errorResult: false,
      severity: "info",
      releaseFunctions: ["C.free"],
    },
    ["CString"],
  ),
];
