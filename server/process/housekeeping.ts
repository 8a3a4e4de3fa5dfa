import type { Logger } from 'pino';
import { rollUpVolumes } from '../reports/volume-roll-up.js';
import type { OpenServices } from '../services.js';

/** What was posted since the last roll-up is counted live, so a short interval keeps reports cheap. */
const INTERVAL_MS = 60 * 1000;

/**
 * What has to be done every now and then, at once and then every minute. Nothing depends on it: reports are exact without
 * the roll-up and expired sessions sign nobody in, so a failure is logged and the next time tries again.
 *
 * @returns Ends it. What is under way goes on; the database may be closed meanwhile.
 */
export function startHousekeeping({ units, clock, accounts }: OpenServices, log: Logger): () => void {
  const chores = {
    'rolling up the volumes': async () => rollUpVolumes(units, clock),
    'removing expired sessions': async () => accounts.removeExpiredSessions(),
  };
  let stopped = false;
  let tidying = false;
  const tidyUp = async () => {
    // The first roll-up of a large ledger takes longer than an interval.
    if (tidying) return;
    tidying = true;
    for (const [name, chore] of Object.entries(chores)) {
      try {
        await chore();
      } catch (error) {
        if (!stopped) log.warn({ err: error }, `${name} failed`);
      }
    }
    tidying = false;
  };
  void tidyUp();
  const timer = setInterval(() => void tidyUp(), INTERVAL_MS).unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
