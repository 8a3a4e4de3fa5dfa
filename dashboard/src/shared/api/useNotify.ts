import { useToast } from '@nuxt/ui/composables';
import type { Problem } from './errors';
import { explainProblem } from './problems';

interface Notice {
  readonly title: string;
  readonly description?: string | undefined;
}

interface Question extends Notice {
  readonly answer: string;
  readonly onAnswer: () => void;
}

/** Shows short messages at the edge of the page; screen readers read them out. */
export function useNotify() {
  const toast = useToast();
  return {
    success: (notice: Notice) => {
      toast.add({ ...notice, color: 'success', icon: 'i-lucide-circle-check' });
    },
    info: (notice: Notice) => {
      toast.add({ ...notice, color: 'info', icon: 'i-lucide-info' });
    },
    problem: (problem: Problem) => {
      toast.add({ title: explainProblem(problem), color: 'error', icon: 'i-lucide-circle-alert' });
    },
    /** Shows a question until it is answered, closed or withdrawn. @returns A function that withdraws it. */
    ask: ({ answer, onAnswer, ...question }: Question): (() => void) => {
      const { id } = toast.add({
        ...question,
        duration: 0,
        color: 'warning',
        icon: 'i-lucide-circle-help',
        actions: [{ label: answer, color: 'neutral', variant: 'outline', onClick: onAnswer }],
      });
      return () => toast.remove(id);
    },
  };
}
