/** A logger with the interface of `@vscode/spdlog` that appends to its file. `import()` sees only names assigned one by one. */
export const SPDLOG_STAND_IN = `
const fs = require("fs"), path = require("path");
const names = ["trace", "debug", "info", "warning", "error", "critical"];
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; this.plain = false; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, text) {
    if (level < this.level) return;
    const head = this.plain ? "" : new Date().toISOString().replace("T", " ").replace("Z", "") + " [" + names[level] + "] ";
    try { fs.appendFileSync(this.file, head + text + (this.plain ? "" : "\\n")); } catch { /* the folder is being removed */ }
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
["trace", "debug", "info", "warn", "error", "critical"].forEach((m, i) => { Logger.prototype[m] = function (text) { this.write(i, text); }; });
const make = async (name, file) => new Logger("", name, file);
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = make;
exports.createAsyncRotatingLogger = make;
`;

/** Leaves when the process that started this one is gone, as `@vscode/native-watchdog` does. */
export const WATCHDOG_STAND_IN = `
let timer;
exports.start = (pid) => {
  timer ??= setInterval(() => { try { process.kill(pid, 0); } catch (e) { if (e.code === "ESRCH") process.exit(87); } }, 2000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`;
