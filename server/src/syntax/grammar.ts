import type { Language } from "web-tree-sitter";

const FIELDS = [
  "alias", "alternative", "arguments", "body", "capacity", "channel", "communication", "condition", "consequence", "element",
  "end", "field", "function", "index", "initializer", "key", "label", "left", "length", "name", "operand", "operator", "package",
  "parameters", "path", "receiver", "result", "right", "start", "tag", "type", "type_arguments", "type_parameters", "update", "value",
] as const; // prettier-ignore

export type FieldName = (typeof FIELDS)[number];

/** The numbers by which the pinned Go grammar calls its node types and fields. */
export interface Grammar {
  /** Field numbers by name. */
  readonly field: Readonly<Record<FieldName, number>>;
  /** Node type names by symbol; "ERROR" and unknown symbols are not in it. */
  readonly typeNames: readonly (string | undefined)[];
  /** The symbol of comments. */
  readonly comment: number;
}

/** Reads the numbers from the loaded grammar. Throws if the grammar has not the fields this layer was written for. */
export function readGrammar(language: Language): Grammar {
  const field = Object.fromEntries(
    FIELDS.map((name) => {
      const id = language.fieldIdForName(name);
      if (id === null) throw new Error(`the Go grammar has no field ${name}`);
      return [name, id];
    }),
  ) as Record<FieldName, number>;
  const typeNames: (string | undefined)[] = [];
  for (let id = 0; id < language.nodeTypeCount; id++) typeNames[id] = language.nodeTypeForId(id) ?? undefined;
  const comment = language.idForNodeType("comment", true);
  if (comment === null) throw new Error("the Go grammar has no comments");
  return { field, typeNames, comment };
}
