import type { Logger } from 'pino';
import { expirePending } from '../ledger/expire-pending.js';
import { rollUpVolumes } from '../reports/volumes/volume-roll-up.js';
import type { OpenServices } from '../app/services.js';
import { startBackgroundJobs } from './background-jobs.js';

/**
 * Interval of housekeeping, in milliseconds. Reports count postings since the last roll-up live, so a short one keeps them
 * cheap.
 */
const INTERVAL_MS = 60 * 1000;

/**
 * Starts regular housekeeping. Nothing depends on it: reports are exact without the roll-up, and expired sessions sign
 * nobody in.
 *
 * @returns A function that stops it.
 */
export function startHousekeeping(
  {
    units,
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
    'rolling up the volumes': async () => rollUpVolumes(units, clock),
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
