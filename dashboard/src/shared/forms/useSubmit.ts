import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { Problem } from '../api/errors';
import { explainProblem } from '../api/problems';

/**
 * One submission of a form at a time, and what the server had against the last one.
 *
 * @param fields What is filled in.
 */
export function useSubmit(
  fields: Readonly<Record<string, unknown>>,
  send: () => Promise<Problem | undefined>,
): {
  readonly busy: Ref<boolean>;
  readonly problem: Ref<Problem | undefined>;
  /** What the server said against one field. */
  fieldError: (name: string) => string | undefined;
  /** What it said against none in particular. */
  readonly formError: ComputedRef<string | undefined>;
  submit: () => Promise<void>;
} {
  const busy = ref(false);
  const problem = ref<Problem>();
  const field = computed(() => problem.value?.details.field);
  // What was said against a field is about what was in it.
  watch(
    () => ({ ...fields }),
    (now, before) => {
      const name = field.value;
      if (typeof name === 'string' && now[name] !== before[name]) problem.value = undefined;
    },
  );
  return {
    busy,
    problem,
    fieldError: (name) => (problem.value && field.value === name ? explainProblem(problem.value) : undefined),
    formError: computed(() =>
      problem.value && typeof field.value !== 'string' ? explainProblem(problem.value) : undefined,
    ),
    async submit() {
      if (busy.value) return;
      busy.value = true;
      problem.value = undefined;
      try {
        problem.value = await send();
      } finally {
        busy.value = false;
      }
    },
  };
}
