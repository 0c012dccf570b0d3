import type { FileSystem } from "./file-system.ts";

/** What the bytes of a file are to the engine: a text, or the reason why it is not looked at. */
export type SourceText =
  | {
      readonly kind: "text";
      /**
       * Without the byte order mark, as editors show it: all offsets count from the first character behind it. Line ends
       * are as in the file.
       */
      readonly text: string;
      /** True if the file begins with a byte order mark, which {@link encodeSource} puts back. */
      readonly bom: boolean;
    }
  | { readonly kind: "skipped"; readonly reason: string };

/** Bytes of the largest file a scan looks at; parsing takes about 20 bytes of memory for each byte of Go. */
export const LARGEST_SCANNED = 16 * 1024 * 1024;
/** Bytes of the largest open document that is analyzed while somebody types. */
export const LARGEST_OPEN = 4 * 1024 * 1024;

/** Reads a Go file. A file beyond the limit is not even read. */
export async function readSource(fs: FileSystem, uri: string, largest: number): Promise<SourceText> {
  const stat = await fs.stat(uri);
  if (stat === undefined) return skipped("it does not exist or may not be read");
  if (stat.type !== "file") return skipped("not a file");
  if (stat.size > largest) return tooLarge(largest);
  const bytes = await fs.readFile(uri);
  return bytes === undefined ? skipped("it may not be read") : decodeSource(bytes, largest);
}

/** Decodes a Go file. What is not UTF-8 is no Go: the parser would only be slow to find out. */
export function decodeSource(bytes: Uint8Array, largest: number): SourceText {
  if (bytes.length > largest) return tooLarge(largest);
  if (bytes.includes(0)) return skipped("not a text file (it holds NUL bytes)");
  try {
    return withoutMark(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return skipped("not valid UTF-8");
  }
}

/** As {@link decodeSource}, for the text of an open document. */
export function openSource(text: string, largest: number): SourceText {
  if (text.length > largest) return tooLarge(largest);
  if (text.includes("\0")) return skipped("not a text file (it holds NUL bytes)");
  return withoutMark(text);
}

function withoutMark(text: string): SourceText {
  return text.startsWith("\uFEFF")
    ? { kind: "text", text: text.slice(1), bom: true }
    : { kind: "text", text, bom: false };
}

/** The bytes to write for a text that {@link decodeSource} gave, after changes. */
export function encodeSource(text: string, bom: boolean): Uint8Array {
  return new TextEncoder().encode(bom ? `\uFEFF${text}` : text);
}

function tooLarge(largest: number): SourceText {
  return skipped(`larger than ${String(Math.floor(largest / (1024 * 1024)))} MB`);
}

function skipped(reason: string): SourceText {
  return { kind: "skipped", reason };
}
