import type { Logger } from 'pino';
import { rollUpVolumes } from '../reports/volume-roll-up.js';
import type { OpenServices } from '../services.js';

const HOUR_MS = 60 * 60 * 1000;

/**
 * What has to be done every now and then, at once and then every hour. Nothing depends on it: reports are exact without
 * the roll-up and expired sessions sign nobody in, so a failure is logged and the next hour tries again.
 *
 * @returns Ends it. What is under way goes on; the database may be closed meanwhile.
 */
export function startHousekeeping({ units, clock, accounts }: OpenServices, log: Logger): () => void {
  const chores = {
    'rolling up the volumes': async () => rollUpVolumes(units, clock),
    'removing expired sessions': async () => accounts.removeExpiredSessions(),
  };
  let stopped = false;
  const tidyUp = async () => {
    for (const [name, chore] of Object.entries(chores)) {
      try {
        await chore();
      } catch (error) {
        if (!stopped) log.warn({ err: error }, `${name} failed`);
      }
    }
  };
  void tidyUp();
  const timer = setInterval(() => void tidyUp(), HOUR_MS).unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
