const WORDS =
  "Shutdown|ShutDown|Close|Stop|Rollback|RollBack|Flush|Cleanup|CleanUp|TearDown|Teardown|Release|Unlock|Abort|Disconnect|Drain|Deregister|Unregister|Revoke|Terminate";
const FIRST = new RegExp(`^(${WORDS})`, "i");
const LAST = new RegExp(`(${WORDS})(All)?$`);

/**
 * True for the name of something done at the end, often when the context is done already: `srv.Shutdown`, `tx.Rollback`,
 * `provider.ForceFlush`. A context of their own is right there.
 */
export function isCleanupName(name: string): boolean {
  return FIRST.test(name) || LAST.test(name);
}

/** True for the name of a function that makes something which lives on: a client, a listener, a cache with a goroutine of its own. */
export function isConstructorName(name: string): boolean {
  return /^([Mm]ust)?[Nn]ew(?![a-z])/.test(name);
}

/** True for packages that log: a lost context costs them values, not their end. */
export function isLoggingPackage(path: string): boolean {
  return LOGGING.test(path);
}

const LOGGING =
  /(^|[/.-])(slog|log|logs|logger|logging|zap|zerolog|logrus|klog|glog|tlog|xlog|clog|logctx|ctxlog)(\/|$)/i;
