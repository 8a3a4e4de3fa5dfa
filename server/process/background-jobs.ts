import type { Logger } from 'pino';

/** Jobs by the name that they have in the log. */
export type BackgroundJobs = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Runs jobs at once and then at an interval, one after the other and never twice at a time. Nothing
 * may depend on them: a failure is logged, and the next time tries again.
 *
 * @returns A function that stops them. A running job goes on; the database may be closed meanwhile.
 */
export function startBackgroundJobs(jobs: BackgroundJobs, intervalMs: number, log: Logger): () => void {
  let stopped = false;
  let busy = false;
  const doAll = async (): Promise<void> => {
    // The first time may have much to do and take longer than an interval.
    if (busy) return;
    busy = true;
    for (const [name, job] of Object.entries(jobs)) {
      try {
        await job();
      } catch (error) {
        if (!stopped) log.warn({ err: error }, `${name} failed`);
      }
    }
    busy = false;
  };
  void doAll();
  const timer = setInterval(() => void doAll(), intervalMs).unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
