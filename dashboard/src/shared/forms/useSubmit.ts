import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { Problem } from '../api/errors';
import { explainProblem } from '../api/problems';

/**
 * Submits a form, once at a time, and keeps the problem that the server had with it.
 *
 * @param fields The values of the form.
 */
export function useSubmit(
  fields: Readonly<Record<string, unknown>>,
  send: () => Promise<Problem | undefined>,
): {
  readonly busy: Ref<boolean>;
  readonly problem: Ref<Problem | undefined>;
  /** The problem with one field. */
  fieldError: (name: string) => string | undefined;
  /** The problem, when it is about no particular field. */
  readonly formError: ComputedRef<string | undefined>;
  submit: () => Promise<void>;
} {
  const busy = ref(false);
  const problem = ref<Problem>();
  const field = computed(() => problem.value?.details.field);
  // A problem with a field is over once its value changes.
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
