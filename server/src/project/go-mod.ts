/** A module at a version. */
export interface ModuleVersion {
  readonly path: string;
  readonly version: string;
}

export interface Replacement {
  readonly path: string;
  /** Undefined: whatever the version. */
  readonly version: string | undefined;
  /** A directory (`./x`, `../x`, absolute), or a module's path. */
  readonly target: string;
  /** Undefined: the target is a directory. */
  readonly targetVersion: string | undefined;
}

/** What a go.mod or go.work says. Lines that make no sense are passed over. */
export interface ModuleFile {
  readonly module: string | undefined;
  readonly go: string | undefined;
  readonly require: readonly ModuleVersion[];
  readonly replace: readonly Replacement[];
  readonly exclude: readonly ModuleVersion[];
  /** The directories of a go.work. */
  readonly use: readonly string[];
}

interface Statement {
  readonly verb: string;
  readonly words: readonly string[];
}

/** Reads a go.mod or a go.work. */
export function parseModuleFile(text: string): ModuleFile {
  const statements = statementsOf(text);
  const of = (verb: string) => statements.filter((statement) => statement.verb === verb);
  return {
    module: of("module")[0]?.words[0],
    go: of("go")[0]?.words[0],
    require: of("require").flatMap(moduleVersion),
    replace: of("replace").flatMap(replacement),
    exclude: of("exclude").flatMap(moduleVersion),
    use: of("use").flatMap(({ words }) => words.slice(0, 1)),
  };
}

/** How the module cache writes a path or version on disk: upper-case letters as `!` and the lower-case letter. */
export function escapeModulePath(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

function statementsOf(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let block: string | undefined;
  for (const line of text.replace(/^\uFEFF/, "").split("\n")) {
    const words = wordsOf(line);
    const [first] = words;
    if (first === undefined) continue;
    if (block !== undefined && first === ")") block = undefined;
    else if (block !== undefined) statements.push({ verb: block, words });
    else if (words[1] === "(") block = first;
    else statements.push({ verb: first, words: words.slice(1) });
  }
  return statements;
}

/** The words of a line, quotes taken off, without its comment. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|\/\/.*|[()]|[^\s"`()]+/g)) {
    if (word.startsWith("//")) break;
    words.push(/^["`]/.test(word) ? word.slice(1, -1) : word);
  }
  return words;
}

function moduleVersion({ words: [path, version] }: Statement): readonly ModuleVersion[] {
  return path === undefined || version?.startsWith("v") !== true ? [] : [{ path, version }];
}

function replacement({ words }: Statement): readonly Replacement[] {
  const arrow = words.indexOf("=>");
  const [path, version] = words.slice(0, Math.max(arrow, 0));
  const [target, targetVersion] = words.slice(arrow + 1);
  return path === undefined || target === undefined ? [] : [{ path, version, target, targetVersion }];
}
