import { LockMode, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog, type Act } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import { signedOut } from '../../ledger/posting/barred-users.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { AccessError, SENTENCES } from '../model/errors.js';
import { leaveMail, type Mailbox, type MailKind } from './outgoing-mail.js';
import { Session } from '../model/session.js';
import { User } from '../model/user.js';
import type { Viewer } from '../model/viewer.js';

/** A user's change to their own account, in progress. */
export interface AccountChange {
  readonly em: EntityManager;
  readonly user: User;
  /** The session that makes the change. */
  readonly session: Session;
  readonly now: Date;
  /** Writes the change to the audit log. */
  readonly note: (act: Pick<Act, 'action' | 'details' | 'personal'>) => void;
  /** Queues a mail about it, where mail is sent: to the user's own address unless another is given. */
  readonly tell: (kind: MailKind, address?: string) => void;
}

/** Carries out users' changes to their own accounts: each is one unit of work, with its events and its mails. */
export class AccountChanges {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    readonly ids: IdGenerator,
    private readonly mailbox: Mailbox,
  ) {}

  /**
   * @throws LedgerError UNAUTHENTICATED when the user was suspended or the session ended meanwhile; AccessError
   *   CONFIRMATION_REQUIRED when it is no longer confirmed
   */
  async run<Result>(
    { userId, credential }: Pick<Viewer, 'userId' | 'credential'>,
    change: (change: AccountChange) => Promise<Result>,
  ): Promise<Result> {
    const now = this.clock.now();
    const result = await this.units.run(async (em) => {
      const user = await em.findOne(
        User,
        { id: userId, status: 'ACTIVE' },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      // A link for a new password may have ended the session while this one was looked at.
      const session = await em.findOne(Session, { id: credential.id, revokedAt: null });
      if (!user || !session) throw signedOut();
      // A second factor may have been set up elsewhere meanwhile, which takes the confirmation from other sessions.
      if (credential.confirmedAt && !session.confirmedAt)
        throw new AccessError('CONFIRMATION_REQUIRED', SENTENCES.confirm);
      const acts: Act[] = [];
      const done = await change({
        ...{ em, user, session, now },
        note: (act) => void acts.push({ ...act, at: now, actorId: userId, userId, reason: null }),
        tell: (kind, address = user.email) => this.leave(em, kind, address, user, now),
      });
      await appendToAuditLog(em, acts);
      return done;
    });
    this.wake();
    return result;
  }

  /** Queues a mail, where mail is sent. */
  leave(em: EntityManager, kind: MailKind, address: string, { id: userId }: User, now: Date): void {
    if (this.mailbox.open) leaveMail(em, { id: this.ids.next(now), kind, address, userId }, now);
  }

  /** Wakes the mailer after the commit: there may be mails to send. */
  wake(): void {
    this.mailbox.wake();
  }
}
