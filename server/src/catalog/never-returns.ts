import { callables } from "./callables.ts";
import type { NeverReturnsFact } from "./schema.ts";

const TESTING = ["FailNow", "Fatal", "Fatalf", "Skip", "Skipf", "SkipNow"];
const FATAL = ["Fatal", "Fatalf", "Fatalln"];
const PANIC = ["Panic", "Panicf", "Panicln"];

function methods(recv: string, names: readonly string[]): string[] {
  return names.map((name) => `${recv}.${name}`);
}

const KLOG = [
  ...FATAL,
  "FatalDepth",
  "FatalfDepth",
  "FatallnDepth",
  "Exit",
  "Exitf",
  "Exitln",
  "ExitDepth",
  "ExitDepthf",
];
const ZAP_SUGAR = ["Fatal", "Fatalf", "Fatalln", "Fatalw", "Panic", "Panicf", "Panicln", "Panicw"];

/**
 * Calls after which the code behind them does not run: they end the process, the goroutine or the test, or panic. Names
 * that return in part of their calls (`cobra.CheckErr(nil)`, `assert.FailNow`) are not among them: what follows would be
 * taken for dead.
 */
export const NEVER_RETURNS: readonly NeverReturnsFact[] = [
  ...callables("os", ["Exit"]),
  ...callables("syscall", ["Exit"]),
  ...callables("runtime", ["Goexit"]),
  ...callables("log", [...FATAL, ...PANIC, ...methods("Logger", [...FATAL, ...PANIC])]),
  ...callables(
    "testing",
    ["T", "B", "F", "TB", "common"].flatMap((recv) => methods(recv, TESTING)),
  ),
  ...callables("k8s.io/klog/v2", KLOG),
  ...callables("github.com/golang/glog", KLOG),
  ...callables("k8s.io/klog", KLOG),
  ...callables("github.com/sirupsen/logrus", [
    ...FATAL,
    ...PANIC,
    ...methods("Logger", [...FATAL, ...PANIC, "FatalFn", "PanicFn"]),
    ...methods("Entry", [...FATAL, ...PANIC]),
    ...methods("FieldLogger", [...FATAL, ...PANIC]),
    ...methods("Ext1FieldLogger", [...FATAL, ...PANIC]),
    ...methods("StdLogger", [...FATAL, ...PANIC]),
  ]),
  ...callables("go.uber.org/zap", ["Logger.Fatal", "Logger.Panic", ...methods("SugaredLogger", ZAP_SUGAR)]),
  ...callables("google.golang.org/grpc/grpclog", FATAL),
  ...callables("github.com/stretchr/testify/require", ["FailNow", "Fail"]),
  ...callables("github.com/onsi/ginkgo/v2", ["Fail", "Skip"]),
  ...callables("github.com/onsi/ginkgo", ["Fail", "Skip"]),
  ...callables("github.com/charmbracelet/log", ["Fatal", "Fatalf", "Logger.Fatal", "Logger.Fatalf"]),
  ...callables("github.com/alecthomas/kingpin/v2", ["Fatalf", "FatalUsage"]),
];

/**
 * zerolog ends the process where the event is sent: `log.Fatal().Err(err).Msg("…")`. Such a chain never returns when it
 * begins with one of these and ends with what sends the event.
 */
export const ZEROLOG_FATAL: readonly NeverReturnsFact[] = [
  ...callables("github.com/rs/zerolog/log", ["Fatal", "Panic"]),
  ...callables("github.com/rs/zerolog", ["Logger.Fatal", "Logger.Panic"]),
];
