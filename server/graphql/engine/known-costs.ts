import type { OperationDefinitionNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Maximum number of costs kept for an operation: about as many as there are lengths of a page. */
const COSTS_MAX = 100;

/**
 * Remembers what operations cost, because to count the fields of one takes longer than to execute most. A cost depends on
 * the document, and of the variables on numbers (the length of a page), on booleans (what is skipped), on the lengths of
 * lists, and on which of them are null.
 */
export class KnownCosts {
  readonly #costs = new WeakMap<OperationDefinitionNode, Map<string, number>>();

  /** @param variables Valid ones. @param count Counts the cost, or throws. */
  of(operation: OperationDefinitionNode, variables: Variables, count: () => number): number {
    const costs = this.#costs.get(operation) ?? new Map<string, number>();
    this.#costs.set(operation, costs);
    const key = keyOf(operation, variables);
    const known = costs.get(key);
    if (known !== undefined) return known;
    const cost = count();
    if (costs.size >= COSTS_MAX) costs.clear();
    costs.set(key, cost);
    return cost;
  }
}

function keyOf({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): string {
  return variableDefinitions
    .map(({ variable: { name } }) => {
      const value = Object.hasOwn(variables, name.value) ? variables[name.value] : undefined;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      if (Array.isArray(value)) return `[${String(value.length)}]`;
      return value === undefined ? '' : value === null ? 'null' : 'other';
    })
    .join();
}
