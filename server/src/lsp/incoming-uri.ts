import { normalizeUri } from "../project/uri.ts";

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

/** A client's parameters with the document's URI written as the engine writes it: clients differ in what they encode. */
export function normalized<Params extends AboutDocument>(params: Params): Params {
  const uri = sameUri(params.textDocument.uri);
  return uri === params.textDocument.uri ? params : { ...params, textDocument: { ...params.textDocument, uri } };
}

/** A folder's URI, without the slash that some clients put at its end. */
export function folderUri(uri: string): string {
  return sameUri(uri).replace(/\/+$/, "");
}

/** The one way to write a URI; one that is none stays as it is, for it only has to be equal to itself. */
export function sameUri(uri: string): string {
  try {
    return normalizeUri(uri);
  } catch {
    return uri;
  }
}
