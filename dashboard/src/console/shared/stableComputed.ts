import { computed, type ComputedRef } from 'vue';

/** A computed plain value that stays the same object while it says the same: a new one would be asked for again. */
export function stableComputed<Value>(get: () => Value): ComputedRef<Value> {
  return computed((old?: Value) => {
    const value = get();
    return old !== undefined && JSON.stringify(old) === JSON.stringify(value) ? old : value;
  });
}
