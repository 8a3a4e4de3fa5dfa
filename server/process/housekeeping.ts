import type { Logger } from 'pino';
import { expirePending } from '../ledger/expire-pending.js';
import type { OpenServices } from '../app/services.js';
import { startBackgroundJobs } from './background-jobs.js';

/** Interval of housekeeping, in milliseconds. */
const INTERVAL_MS = 60 * 1000;

/**
 * Starts regular housekeeping. Nothing depends on it: what is pending for too long can no longer be posted, and expired sessions
 * sign nobody in.
 *
 * @returns A function that stops it.
 */
export function startHousekeeping(
  {
    clock,
    accounts,
    accessLog,
    sessions,
    links,
    signUps,
    secondFactors,
    oidc,
    ledger,
    storage,
    riskAlerts,
  }: OpenServices,
  log: Logger,
): () => void {
  const jobs = {
    'giving up what was pending for too long': async () => expirePending(ledger, storage.reader, clock),
    'watching risk': async () => riskAlerts.check(),
    'removing expired sessions': async () => sessions.removeExpired(),
    'removing expired links': async () => links.removeExpired(),
    'removing expired registrations': async () => signUps.removeExpired(),
    'removing sign-ins that nobody came back from': async () => oidc?.removeExpired(),
    'forgetting unanswered challenges': async () => secondFactors.tidy(),
    'forgetting old sign-ins': async () => accounts.tidySignIns(),
    'erasing old addresses': async () => accessLog.tidy(),
  };
  return startBackgroundJobs(jobs, INTERVAL_MS, log);
}
