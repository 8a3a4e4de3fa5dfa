import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { refused } from './refused.js';

/** Maximum length of a document, in characters. The longest of our own has 3 000. */
export const DOCUMENT_LENGTH_MAX = 32 * 1024;
/** Maximum length of the name of a field, an alias, a fragment or an operation: an answer repeats aliases once a row. */
const NAME_LENGTH_MAX = 100;
export const FRAGMENTS_MAX = 30;
/** Maximum number of fields under one name: validation compares each two of them. */
const REPEATS_MAX = 10;
/** Maximum number of fields, with fragments put in wherever they are spread. */
const FIELDS_MAX = 5_000;

/** @throws GraphQLError BAD_USER_INPUT */
export function assertShort(query: string): void {
  if (query.length > DOCUMENT_LENGTH_MAX) {
    throw refused(`A document has at most ${String(DOCUMENT_LENGTH_MAX)} characters`);
  }
}

/**
 * Refuses a document that would cost more to validate than any honest one. Validation takes time that grows with the square
 * of how often a field is repeated, in its place or in fragments; this count takes a step a field.
 *
 * @returns The number of its fields, with fragments put in wherever they are spread.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function assertModest(document: DocumentNode): number {
  const fragments = fragmentsIn(document);
  if (fragments.size > FRAGMENTS_MAX) {
    throw refused(`A document has at most ${String(FRAGMENTS_MAX)} fragments`);
  }
  let level = document.definitions.flatMap((definition) =>
    'selectionSet' in definition ? [[definition.selectionSet]] : [],
  );
  let fields = 0;
  // Level by level, so that a deep document does not recurse deeply.
  while (level.length > 0) {
    const next: SelectionSetNode[][] = [];
    for (const sets of level) {
      for (const [name, nodes] of fieldsOf(sets, fragments)) {
        fields += nodes.length;
        if (fields > FIELDS_MAX) throw refused('The fragments of this document unfold to too many fields');
        if (name.length > NAME_LENGTH_MAX) {
          throw refused(`A name in a document has at most ${String(NAME_LENGTH_MAX)} characters`);
        }
        if (nodes.length > REPEATS_MAX) {
          throw refused(
            `${name} is asked for more than ${String(REPEATS_MAX)} times in one place; give each an alias of its own`,
          );
        }
        const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
        if (below.length > 0) next.push(below);
      }
    }
    level = next;
  }
  return fields;
}

function fragmentsIn({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** Collects the fields of these selections, by the name that they answer under; a fragment counts once. */
function fieldsOf(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlyMap<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const waiting = [...sets];
  for (let set = waiting.pop(); set; set = waiting.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const same = fields.get(name);
        if (same) same.push(selection);
        else fields.set(name, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) waiting.push(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) waiting.push(fragment.selectionSet);
      }
    }
  }
  return fields;
}
