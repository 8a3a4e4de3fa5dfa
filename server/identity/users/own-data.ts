import { appendToAuditLog } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import { signedOut } from '../../ledger/posting/barred-users.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { digestOf } from '../model/known-origin.js';
import { User } from '../model/user.js';
import { notFound } from '../model/viewer.js';

/** The user of an export, with the keys of all their data. */
export interface DataSubject {
  readonly userId: string;
  /** In lower case. */
  readonly emailKey: string;
  /** SHA-256 of it, the key of the devices that have signed in. */
  readonly account: string;
}

/** Begins exports of one person's data, with an audit event before anything is read. */
export class OwnDataExports {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes the audit event of an export.
   *
   * @param actorId The user themselves, or null for the command line.
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
