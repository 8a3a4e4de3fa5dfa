import type { EntityManager } from '@mikro-orm/core';
import type { UnitsOfWork } from '../database/unit-of-work.js';
import type { Wallet } from '../model/wallet.js';
import { assertMayAct, type FindBarredUsers } from './barred-users.js';

/** The wallets that a change of an owner's leaves changed. */
export type OwnEffect = Wallet | readonly Wallet[];

/** A change of an owner's, which locks the rows that it reads. */
export type OwnWork<Result extends OwnEffect> = (em: EntityManager, now: Date) => Promise<Result>;

/** Runs a change of what an owner chooses of wallets of theirs, in a unit of work of its own. @throws LedgerError UNAUTHENTICATED */
export async function changeOwn<Result extends OwnEffect>(
  units: UnitsOfWork,
  findBarredUsers: FindBarredUsers,
  { ownerId, now }: { readonly ownerId: string; readonly now: Date },
  work: OwnWork<Result>,
): Promise<Result> {
  return units.run(
    async (em) => {
      await assertMayAct(em, ownerId, findBarredUsers);
      return work(em, now);
    },
    { locksRows: true },
  );
}
