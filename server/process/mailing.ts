import type { Logger } from 'pino';
import type { OpenServices } from '../app/services.js';
import { startBackgroundJobs } from './background-jobs.js';

/**
 * Interval of attempts, in milliseconds: the longest that a failed mail, or one left by a process that died, waits beyond
 * its pause.
 */
const INTERVAL_MS = 5_000;

/** Sends queued mails, at once and then at an interval. @returns A function that stops it. */
export function startMailing({ outbox }: Pick<OpenServices, 'outbox'>, log: Logger): () => void {
  if (!outbox) return () => undefined;
  return startBackgroundJobs({ 'sending mail': async () => outbox.send() }, INTERVAL_MS, log);
}
