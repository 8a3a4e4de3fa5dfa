import { useToast } from '@nuxt/ui/composables';
import type { Problem } from '../api/errors';
import { explainProblem } from '../lib/problems';

interface Notice {
  readonly title: string;
  readonly description?: string | undefined;
}

interface Question extends Notice {
  /** A second question of this name takes the place of the first. */
  readonly id: string;
  readonly answer: string;
  readonly onAnswer: () => void;
}

/** Short messages at the edge of the page; the kit reads them out to screen readers. */
export function useNotify() {
  const toast = useToast();
  return {
    success: (notice: Notice) => {
      toast.add({ ...notice, color: 'success', icon: 'i-lucide-circle-check' });
    },
    problem: (problem: Problem) => {
      toast.add({ title: explainProblem(problem), color: 'error', icon: 'i-lucide-circle-alert' });
    },
    /** Stays until it is answered or closed. */
    ask: ({ answer, onAnswer, ...question }: Question) => {
      toast.remove(question.id);
      toast.add({
        ...question,
        duration: 0,
        color: 'warning',
        icon: 'i-lucide-circle-help',
        actions: [{ label: answer, color: 'neutral', variant: 'outline', onClick: onAnswer }],
      });
    },
    withdraw: (id: string) => toast.remove(id),
  };
}
