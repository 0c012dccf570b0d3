/** What the bytes of a file are to the engine: a text, or the reason why it is not looked at. */
export type SourceText =
  | { readonly kind: "text"; readonly text: string; readonly bom: boolean }
  | { readonly kind: "skipped"; readonly reason: string };

/** Bytes of the largest file a scan looks at; parsing takes about 20 bytes of memory for each byte of Go. */
export const LARGEST_SCANNED = 16 * 1024 * 1024;
/** Characters of the largest open document that is analyzed while somebody types. */
export const LARGEST_OPEN = 4 * 1024 * 1024;

/** Decodes a Go file. What is not UTF-8 is no Go: the parser would only be slow to find out. */
export function decodeSource(bytes: Uint8Array, largest: number): SourceText {
  if (bytes.length > largest) return skipped(`larger than ${Math.floor(largest / (1024 * 1024))} MB`);
  if (bytes.includes(0)) return skipped("not a text file (it holds NUL bytes)");
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith("\uFEFF")
      ? { kind: "text", text: text.slice(1), bom: true }
      : { kind: "text", text, bom: false };
  } catch {
    return skipped("not valid UTF-8");
  }
}

function skipped(reason: string): SourceText {
  return { kind: "skipped", reason };
}
