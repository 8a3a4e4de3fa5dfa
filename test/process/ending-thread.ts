/** Ways for the thread that writes to end, each as a statement about `writer`. */
const ENDS = {
  'is terminated': 'void writer.terminate();',
  // Its listener takes a list.
  'meets a fault that nobody catches': 'writer.postMessage(null);',
  // Their answers go back together, once the last one is there.
  'has no memory left': `writer.postMessage(new Array(2_000_000).fill({
    sql: 'select 1 where ? = ?', parameters: ['a', 'a'],
  }));`,
} as const;

export type End = keyof typeof ENDS;

export const ALL_ENDS = Object.keys(ENDS) as readonly End[];

/** Memory of the thread that writes, in MB, where it is to run out of it. */
const MEMORY_MB = 48;

/** Arguments of a server whose thread that writes ends like this as soon as the process gets SIGUSR2. */
export function endingLike(end: End): string[] {
  const limits = end === 'has no memory left' ? `{ maxOldGenerationSizeMb: ${String(MEMORY_MB)} }` : '{}';
  const code = `
    import threads from 'node:worker_threads';
    import { syncBuiltinESMExports } from 'node:module';
    let writer;
    threads.Worker = class extends threads.Worker {
      constructor(file, options) {
        super(file, { ...options, resourceLimits: ${limits} });
        if (options.workerData.options.readonly !== true) writer = this;
      }
    };
    syncBuiltinESMExports();
    process.on('SIGUSR2', () => { ${ENDS[end]} });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}
