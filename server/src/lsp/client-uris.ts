import { normalizeUri } from "../project/uri.ts";

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

/**
 * The URIs of a client and those the engine knows the same files by. Clients differ in what they encode, in how they write the
 * letter of a drive, and where case means nothing even in the names; each is answered with the URIs it uses itself.
 */
export class ClientUris {
  readonly #trueCase: (uri: string) => string;
  readonly #own = new Map<string, string>();
  readonly #spelling = new Map<string, string>();

  /** `trueCase` answers the URI with its names as the file system has them. */
  constructor(trueCase: (uri: string) => string = (uri) => uri) {
    this.#trueCase = trueCase;
  }

  /** A document's URI as the engine writes it; how the client writes it is kept for the answers. */
  document(uri: string): string {
    const own = this.file(uri);
    if (own === uri) this.#spelling.delete(own);
    else this.#spelling.set(own, uri);
    return own;
  }

  /** Any file's URI as the engine writes it. One that is none stays as it is, for it only has to be equal to itself. */
  file(uri: string): string {
    const known = this.#own.get(uri);
    if (known !== undefined) return known;
    const own = this.#trueCase(sameUri(uri));
    // Only what is written in several ways is worth keeping; a file that does not exist yet may get its true name later.
    if (own !== uri) this.#own.set(uri, own);
    return own;
  }

  /** A folder's URI, without the slash that some clients put at its end. */
  folder(uri: string): string {
    return this.file(uri).replace(/\/+$/, "");
  }

  /** A client's parameters with the document's URI as the engine writes it. */
  normalized<Params extends AboutDocument>(params: Params): Params {
    const uri = this.document(params.textDocument.uri);
    return uri === params.textDocument.uri ? params : { ...params, textDocument: { ...params.textDocument, uri } };
  }

  /** A URI of the engine as the client writes it. */
  outgoing(uri: string): string {
    return this.#spelling.get(uri) ?? uri;
  }
}

function sameUri(uri: string): string {
  try {
    return normalizeUri(uri);
  } catch {
    return uri;
  }
}
