import { appendToAuditLog } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import { signedOut } from '../../ledger/posting/barred-users.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { digestOf } from '../model/known-origin.js';
import { User } from '../model/user.js';
import { notFound } from '../model/viewer.js';

/** Whom an export is about, and what leads to all that is known of them. */
export interface DataSubject {
  readonly userId: string;
  /** In lower case. */
  readonly emailKey: string;
  /** SHA-256 of it, by which the devices are known that have signed in. */
  readonly account: string;
}

/** Exports of what is known of one person, which the audit log has to tell of before anything is read. */
export class OwnDataExports {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes note that somebody's data is exported.
   *
   * @param actorId Who exports it: themselves, or null for whoever has the command line.
   * @throws LedgerError UNAUTHENTICATED when they were suspended or closed their account meanwhile, NOT_FOUND
   */
  async begin(userId: string, actorId: string | null): Promise<DataSubject> {
    const at = this.clock.now();
    return this.units.run(async (em) => {
      const user = await em.findOne(User, { id: userId });
      if (!user) throw notFound('user');
      if (actorId !== null && user.status !== 'ACTIVE') throw signedOut();
      await appendToAuditLog(em, [{ at, actorId, action: 'OWN_DATA_EXPORTED', userId, reason: null }]);
      const { emailKey } = user;
      return { userId, emailKey, account: digestOf(emailKey) };
    });
  }
}
