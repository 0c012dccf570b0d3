import type { ContextVariantFact } from "../schema.ts";

export const writersStd: readonly ContextVariantFact[] = [
  {
    pkg: "net/smtp",
    name: "SendMail",
    kind: "restructure",
    variant: "(&net.Dialer{}).DialContext(ctx, …) and smtp.NewClient(conn, host)",
  },
  {
    pkg: "net/smtp",
    name: "Dial",
    kind: "restructure",
    variant: "(&net.Dialer{}).DialContext(ctx, …) and smtp.NewClient(conn, host)",
  },
];
