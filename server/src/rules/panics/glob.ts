const compiled = new Map<string, RegExp>();

/** Whether a name matches a glob: `*` stands for anything but `/`, `**` for anything, `?` for one character. */
export function matchesGlob(glob: string, name: string): boolean {
  const known = compiled.get(glob) ?? compile(glob);
  compiled.set(glob, known);
  return known.test(name);
}

function compile(glob: string): RegExp {
  const source = glob.replace(/\*\*\/?|\*|\?|[.+^${}()|[\]\\]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return part === "?" ? "[^/]" : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
