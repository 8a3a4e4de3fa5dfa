import { computed, type ComputedRef } from 'vue';

/** Computes a plain object and keeps its identity while its content is the same, so that no query is sent again. */
export function stableComputed<Value>(get: () => Value): ComputedRef<Value> {
  return computed((old?: Value) => {
    const value = get();
    return old !== undefined && JSON.stringify(old) === JSON.stringify(value) ? old : value;
  });
}
