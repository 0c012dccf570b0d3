import { existsSync, readFileSync, readdirSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildFileUnit, type LazyFileUnit } from "../../server/src/analyze/build-unit.ts";
import type { Finding, Fix } from "../../server/src/analyze/finding.ts";
import { applyFixesToFixedPoint, safeFix } from "../../server/src/analyze/fix-all.ts";
import { DEFAULT_RULE_OPTIONS } from "../../server/src/analyze/rule-options.ts";
import { runRules } from "../../server/src/analyze/run-rules.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { FlowAnalysis } from "../../server/src/flow/flow-analysis.ts";
import type { FunctionSource, Program } from "../../server/src/flow/program.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { collectDecls, type SourceFile } from "../../server/src/semantic/decls.ts";
import { createFileInfo } from "../../server/src/semantic/file-info.ts";
import type { Callee, FileInfo } from "../../server/src/semantic/info.ts";
import type { PackageDecls, World } from "../../server/src/semantic/package.ts";
import type { Expr, File } from "../../server/src/syntax/ast.ts";
import { isGenerated } from "../../server/src/syntax/generated.ts";
import type { FileFindings } from "./expectations.ts";
import { goParser, parseGo } from "./go.ts";
import type { RuleCase } from "./rule-case.ts";
import type { ArchiveFile } from "./txtar.ts";

const ROOT = "file:///app/";
const catalog = createCatalog();
const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
const std = new Map<string, SourceFile[] | undefined>();

function standardPackage(path: string): SourceFile[] | undefined {
  if (!std.has(path)) std.set(path, readStandardPackage(join(goroot, "src", path)));
  return std.get(path);
}

function readStandardPackage(folder: string): SourceFile[] | undefined {
  if (!existsSync(folder)) return undefined;
  const other =
    /_(windows|darwin|plan9|js|wasip1|wasm|freebsd|netbsd|openbsd|dragonfly|solaris|aix|illumos|android|ios|arm|arm64|386|mips\w*|ppc\w*|riscv64|s390x|loong64|test)\.go$/;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".go") && !other.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const ast = goParser.parse(readFileSync(path, "utf8"));
      return typeof ast === "string" ? [] : [{ uri: `file://${path}`, ast }];
    });
}

const stdDecls = new Map<string, PackageDecls | undefined>();
const stdWorld: World = {
  packageDecls(path) {
    if (!stdDecls.has(path)) {
      const files = path.includes(".") ? undefined : standardPackage(path);
      stdDecls.set(path, files && collectDecls(files, { path, world: stdWorld }));
    }
    return stdDecls.get(path);
  },
};

interface ModuleFile {
  readonly path: string;
  readonly text: string;
  readonly uri: string;
  readonly ast: File;
  readonly pkg: string;
  readonly key: string;
}

class Module implements World, Program {
  readonly files: readonly ModuleFile[];
  readonly goVersion: string;
  readonly #decls = new Map<string, PackageDecls | undefined>();
  readonly #infos = new Map<ModuleFile, FileInfo>();

  constructor(files: readonly ArchiveFile[]) {
    const goMod = files.find(({ path }) => path === "go.mod")?.text ?? "";
    const modulePath = /^module (\S+)/m.exec(goMod)?.[1] ?? "example.com/app";
    this.goVersion = /^go (\S+)/m.exec(goMod)?.[1] ?? "1.26";
    this.files = files
      .filter(({ path }) => path.endsWith(".go"))
      .map(({ path, text }) => {
        const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
        const pkg = folder.startsWith("vendor/")
          ? folder.slice("vendor/".length)
          : [modulePath, folder].filter(Boolean).join("/");
        const ast = parseGo(text);
        const external = (ast.packageName?.name ?? "").endsWith("_test");
        return { path, text, uri: ROOT + path, ast, pkg, key: external ? `${pkg}_test` : pkg };
      });
  }

  packageDecls(path: string): PackageDecls | undefined {
    if (!this.#decls.has(path)) {
      const own = this.files.filter((file) => file.key === path && !file.path.endsWith("_test.go"));
      const decls = own.length > 0 ? collectDecls(own, { path, world: this }) : stdWorld.packageDecls(path, "");
      this.#decls.set(path, decls);
    }
    return this.#decls.get(path);
  }

  declsFor(file: ModuleFile): PackageDecls {
    const tests = file.path.endsWith("_test.go");
    const files = this.files.filter(({ key, path }) => key === file.key && (tests || !path.endsWith("_test.go")));
    return collectDecls(files, { path: file.key, world: this });
  }

  info(file: ModuleFile): FileInfo {
    const known = this.#infos.get(file);
    if (known !== undefined) return known;
    const context = { uri: file.uri, packagePath: file.key, goVersion: this.goVersion, world: this };
    const info = createFileInfo(file.ast, context, this.declsFor(file));
    this.#infos.set(file, info);
    return info;
  }

  sourceOf(callee: Callee): FunctionSource | undefined {
    if (callee.kind !== "func" && callee.kind !== "method") return undefined;
    const recv = callee.kind === "method" ? callee.recv : undefined;
    for (const file of this.files) {
      if (file.key !== callee.pkg) continue;
      for (const decl of file.ast.decls) {
        if (decl.kind !== "FuncDecl" || decl.name.name !== callee.name || receiverName(decl.recv?.type) !== recv)
          continue;
        return { uri: file.uri, pkg: file.key, recv, name: callee.name, decl, info: this.info(file) };
      }
    }
    return undefined;
  }

  implementationsOf(): undefined {
    return undefined;
  }
}

function receiverName(type: Expr | undefined): string | undefined {
  if (type === undefined) return undefined;
  if (type.kind === "Ident") return type.name;
  if (type.kind === "StarExpr" || type.kind === "ParenExpr" || type.kind === "IndexExpr") return receiverName(type.x);
  return undefined;
}

/** All findings in the Go files of a module, with every rule on. */
export async function analyzeModule(files: readonly ArchiveFile[], _config?: string): Promise<FileFindings[]> {
  await Promise.resolve();
  const module = new Module(files);
  const flow = new FlowAnalysis(catalog, module);
  const units = new Map<ModuleFile, LazyFileUnit>();
  for (const file of module.files) {
    const info = module.info(file);
    const fileFlow = flow.fileFlow(file.ast, info);
    units.set(
      file,
      buildFileUnit({
        uri: file.uri,
        text: file.text,
        ast: file.ast,
        info,
        isTest: file.path.endsWith("_test.go"),
        isGenerated: isGenerated(file.text),
        catalog,
        options: DEFAULT_RULE_OPTIONS,
        flowOf: fileFlow,
        summaryOf: (callee) => {
          const source = module.sourceOf(callee);
          return source && flow.summaryOf(source);
        },
      }),
    );
  }
  return module.files
    .filter(({ path }) => !path.startsWith("vendor/"))
    .map((file) => {
      const unit = units.get(file);
      if (unit === undefined) throw new Error("no unit");
      const result = runRules({
        file: unit,
        pkg: () => ({
          decls: module.declsFor(file),
          files: module.files.flatMap((other) => (other.key === file.key ? (units.get(other) ?? []) : [])),
        }),
        rules,
        settings: { preset: "all", rules: {}, tests: true, likely: true, options: DEFAULT_RULE_OPTIONS },
      });
      for (const failure of result.failures) throw new Error(`${failure.rule} failed: ${failure.error}`);
      return { path: file.path, text: file.text, findings: result.findings };
    });
}

/** The module after the fixes of the case's rule whose title begins with `title`, or else of each finding the one that would be taken. */
export async function fixModule(ruleCase: RuleCase, title: string | undefined): Promise<ArchiveFile[]> {
  const choose = (finding: Finding): Fix | undefined => {
    if (finding.rule !== ruleCase.rule) return undefined;
    if (title !== undefined) return finding.fixes.find((fix) => fix.title.startsWith(title));
    return safeFix(finding) ?? finding.fixes[0];
  };
  let files: ArchiveFile[] = ruleCase.files.map(({ path, text }) => ({ path, text }));
  for (const { path, text } of files.filter((file) => file.path.endsWith(".go") && !file.path.startsWith("vendor/"))) {
    const look = async (changed: string) => {
      const found = await analyzeModule(replace(files, path, changed), ruleCase.config);
      const findings = found.find((file) => file.path === path)?.findings ?? [];
      return { findings, syntaxErrors: parseGo(changed).errors.length };
    };
    const outcome = await applyFixesToFixedPoint({ text, look, choose });
    files = replace(files, path, outcome.text);
  }
  return files;
}

function replace(files: readonly ArchiveFile[], path: string, text: string): ArchiveFile[] {
  return files.map((file) => (file.path === path ? { path, text } : { path: file.path, text: file.text }));
}
