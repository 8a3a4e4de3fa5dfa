import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Returns the fields of an operation that answer at a path of its result: aliases, and indexes in lists. */
export function fieldsAt(
  path: readonly (string | number)[],
  document: DocumentNode,
  operation: OperationDefinitionNode,
): FieldNode[] {
  let sets: readonly SelectionSetNode[] = [operation.selectionSet];
  let found: FieldNode[] = [];
  for (const step of path) {
    if (typeof step === 'number') continue;
    found = sets.flatMap((set) => fieldsNamed(step, set, document));
    sets = found.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return found;
}

function fieldsNamed(name: string, { selections }: SelectionSetNode, document: DocumentNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD)
      return (selection.alias ?? selection.name).value === name ? [selection] : [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsNamed(name, selection.selectionSet, document);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? fieldsNamed(name, fragment.selectionSet, document)
      : [];
  });
}
