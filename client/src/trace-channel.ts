import { EventEmitter, LogLevel, window, workspace, type LogOutputChannel } from "vscode";

/**
 * The channel that tells of the messages between client and server. The client traces while its channel's level is the finest;
 * here the setting `gostable.trace.server` is enough.
 */
export function createTraceChannel(): LogOutputChannel {
  const channel = window.createOutputChannel("gostable Trace", { log: true });
  const changed = new EventEmitter<LogLevel>();
  const level = () => (isWanted() ? LogLevel.Trace : channel.logLevel);
  const listening = [
    channel.onDidChangeLogLevel(() => {
      changed.fire(level());
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("gostable.trace.server")) changed.fire(level());
    }),
  ];
  return {
    ...channel,
    get logLevel() {
      return level();
    },
    onDidChangeLogLevel: changed.event,
    trace: (message, ...more: unknown[]) => {
      channel.info(message, ...more);
    },
    dispose: () => {
      for (const one of [...listening, changed, channel]) one.dispose();
    },
  };
}

function isWanted(): boolean {
  return workspace.getConfiguration("gostable").get<string>("trace.server", "off") !== "off";
}
