import type { ContextVariantFact } from "../schema.ts";
import { chained, suffixed, takesContext } from "./variants.ts";

export const logging: readonly ContextVariantFact[] = [
  ...suffixed({ pkg: "log/slog", kind: "log" }, "Context", [
    "Debug",
    "Error",
    "Info",
    "Warn",
    "Logger.Debug",
    "Logger.Error",
    "Logger.Info",
    "Logger.Warn",
  ]),
  ...takesContext("log/slog", ["Log", "LogAttrs"]),
  ...chained({ pkg: "github.com/sirupsen/logrus", kind: "chain-log", chainMethod: "WithContext" }, [
    "Info",
    "Warn",
    "Error",
    "Debug",
    "Infof",
    "Warnf",
    "Errorf",
    "Debugf",
    "WithField",
    "WithFields",
    "WithError",
  ]),
  // `log.Ctx(ctx)` would answer the disabled logger where none was stored: the context goes on the event instead.
  ...["Info", "Warn", "Error", "Debug", "Err"].map((name): ContextVariantFact => ({
    pkg: "github.com/rs/zerolog/log",
    name,
    kind: "chain-log",
    variant: `${name}(…).Ctx(ctx)`,
  })),
  {
    pkg: "go.uber.org/zap",
    recv: "Logger",
    name: "Info",
    kind: "none",
    variant: "",
  },
];
