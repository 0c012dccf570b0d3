/**
 * True if a module of Go version `have` (`1.21`, `1.22.3`) may use what version `want` brought. A module whose version is not
 * known is taken for an old one.
 */
export function goAtLeast(have: string | undefined, want: string): boolean {
  if (have === undefined) return false;
  const [haveMajor, haveMinor] = parts(have);
  const [wantMajor, wantMinor] = parts(want);
  return haveMajor > wantMajor || (haveMajor === wantMajor && haveMinor >= wantMinor);
}

function parts(version: string): readonly [number, number] {
  const [major = "0", minor = "0"] = version.split(".");
  return [Number.parseInt(major, 10) || 0, Number.parseInt(minor, 10) || 0];
}
