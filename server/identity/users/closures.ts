import { LockMode, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import { LedgerError } from '../../ledger/errors.js';
import type { Ledger } from '../../ledger/ledger.js';
import { signedOut } from '../../ledger/posting/barred-users.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { Wallet } from '../../ledger/model/wallet.js';
import { erase } from './erasure.js';
import { Session } from '../model/session.js';
import { activeOperators } from './suspensions.js';
import { User } from '../model/user.js';
import { notFound, type Viewer } from '../model/viewer.js';

/** A request to close an account, by its owner in a session or from the command line. */
export interface Closing {
  readonly userId: string;
  /** The owner, in the session that asks; null for the system. */
  readonly viewer: Viewer | null;
  readonly reason: string | null;
}

/** Closes accounts for good, see `docs/adr/0019-closing-an-account.md`. */
export class Closures {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    private readonly ledger: Pick<Ledger, 'closeWallets'>,
  ) {}

  /**
   * Closes an account: its wallets, all credentials, and the person's name and email. All of it is one unit of work, so an
   * account is never half closed, and a user who lost the answer finds themselves signed out.
   *
   * @throws LedgerError INVALID_STATE while something is in a wallet or on its way (`walletIds`, separated by blanks), for
   *   the last active operator, and for an account that is closed; WALLET_FROZEN for the owner of a frozen wallet;
   *   NOT_FOUND; UNAUTHENTICATED when the session ended meanwhile
   */
  async close({ userId, viewer, reason }: Closing): Promise<User> {
    const now = this.clock.now();
    return this.units.run(async (em) => {
      const user = await em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!user) throw notFound('user', 'id');
      if (viewer) await assertSignedIn(em, user, viewer);
      if (user.status === 'CLOSED') throw invalid('The account is closed already', { status: user.status });
      await assertMayGo(em, user);
      const wallets = await em.find(Wallet, { ownerId: userId }, { orderBy: { id: 'asc' } });
      assertEmpty(wallets);
      const open = wallets.filter(({ status }) => status !== 'CLOSED');
      const actorId = viewer === null ? null : userId;
      await this.ledger.closeWallets(em, { walletIds: open.map(({ id }) => id), ownerId: actorId });
      const erased = await erase(em, user);
      const details = { wallets: open.length, ...erased };
      await appendToAuditLog(em, [{ at: now, actorId, action: 'ACCOUNT_CLOSED', userId, reason, details }]);
      return user;
    });
  }
}

/** @throws LedgerError UNAUTHENTICATED */
async function assertSignedIn(em: EntityManager, { status }: User, { credential }: Viewer): Promise<void> {
  const session = await em.findOne(Session, { id: credential.id, revokedAt: null });
  if (status !== 'ACTIVE' || !session) throw signedOut();
}

/** @throws LedgerError INVALID_STATE */
async function assertMayGo(em: EntityManager, { role, status }: User): Promise<void> {
  if (role !== 'OPERATOR' || status !== 'ACTIVE' || (await activeOperators(em)) > 1) return;
  throw invalid('The last active operator cannot close their account', { role });
}

/** @throws LedgerError INVALID_STATE */
function assertEmpty(wallets: readonly Wallet[]): void {
  const inUse = wallets.filter(({ posted, held, incoming }) => posted !== 0 || held !== 0 || incoming !== 0);
  if (inUse.length === 0) return;
  throw invalid('There is still money in a wallet, or on its way', {
    wallets: inUse.length,
    walletIds: inUse.map(({ id }) => id).join(' '),
  });
}

function invalid(message: string, details: LedgerError['details']): LedgerError {
  return new LedgerError('INVALID_STATE', message, details);
}
