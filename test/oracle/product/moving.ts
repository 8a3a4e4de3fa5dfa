import type { MoneyCommand } from '../../../server/ledger/model/command.js';
import { LedgerError } from '../../../server/ledger/errors.js';
import { decimal } from '../truth/money.js';
import { pick } from './acting.js';
import type { BatchStep, Movement } from './steps.js';
import type { OwnWallet, World } from './world.js';

type What = 'deposit' | 'withdraw' | 'transfer';
const PATHS: Readonly<Record<What, string>> = {
  deposit: '/api/deposits',
  withdraw: '/api/withdrawals',
  transfer: '/api/transfers',
};

/** One deposit, withdrawal or transfer, by the door that the step names. */
export async function moveMoney(world: World, step: Movement): Promise<void> {
  const wallet = pick(world.wallets, step.wallet);
  const what = step.do === 'own' || step.do === 'toPerson' ? 'transfer' : step.do;
  const key = step.key ?? world.nextKey();
  const to = destinationOf(world, wallet, step);
  const move = async (amount: number) => {
    const id = await ask(world, { step, wallet, what, key, to, amount });
    if (id !== undefined && !world.transactionIds.includes(id)) world.transactionIds.push(id);
    return id;
  };
  const id = await move(step.amount);
  world.repeats.push(async (otherAmount) => {
    await move(otherAmount ? step.amount + 1 : step.amount);
  });
  if (id !== undefined && step.settled === 'post' && what !== 'transfer') {
    const document = `mutation ($id: ID!, $key: String!) { postTransaction(id: $id, idempotencyKey: $key) { replayed } }`;
    if (world.reviews) await world.operator.graphql(document, { id, key: world.nextKey() });
  }
}

/** Another wallet of the same owner, anybody's wallet, be the currency right or not, or the owner of one. */
function destinationOf(world: World, from: OwnWallet, step: Movement): OwnWallet {
  const own = world.wallets.filter(
    ({ owner, currency, id }) => owner === from.owner && currency === from.currency && id !== from.id,
  );
  if (step.do === 'own' && own.length > 0) return pick(own, step.to);
  const alike = world.wallets.filter(({ currency }) => currency === from.currency);
  return pick(step.to % 5 === 0 ? world.wallets : alike, step.to);
}

interface Asked {
  readonly step: Movement;
  readonly wallet: OwnWallet;
  readonly what: What;
  readonly key: string;
  readonly to: OwnWallet;
  readonly amount: number;
}

/** @returns The id of the transaction; undefined when it was refused. */
async function ask(world: World, asked: Asked): Promise<string | undefined> {
  if (asked.step.door === 'ledger') return submit(world, asked);
  const { step, wallet, what, key, to, amount } = asked;
  const { currency, owner } = wallet;
  const side =
    what === 'transfer'
      ? {
          fromWalletId: wallet.id,
          ...(step.do === 'toPerson' ? { toEmail: to.owner.email } : { toWalletId: to.id }),
        }
      : { walletId: wallet.id };
  const input = {
    ...side,
    amount: decimal(amount, currency),
    currency,
    reference: step.reference,
    description: step.description,
  };
  if (step.door === 'rest') {
    const answer = await (await owner.client()).post(PATHS[what], input, { key });
    return textOrNone(answer.at('id'));
  }
  const type = { deposit: 'DepositInput', withdraw: 'WithdrawInput', transfer: 'TransferInput' }[what];
  const document = `mutation ($input: ${type}!, $key: String!) {
    ${what}(input: $input, idempotencyKey: $key) { transaction { id } } }`;
  const answer = await owner.graphql(document, { input, key });
  return textOrNone(answer.at(`data.${what}.transaction.id`));
}

/** Past the interfaces, so that texts are stored as an older version may have stored them: blank, or decomposed. */
async function submit(
  world: World,
  { step, wallet, what, key, to, amount }: Asked,
): Promise<string | undefined> {
  const common = {
    principalId: wallet.owner.id,
    idempotencyKey: key,
    amount,
    currency: wallet.currency,
    reference: step.reference,
    description: step.description,
    metadata: null,
  };
  const recipient = step.do === 'toPerson' ? { ownerId: to.owner.id } : { walletId: to.id };
  const command: MoneyCommand =
    what === 'transfer'
      ? { ...common, operation: 'transfer', fromWalletId: wallet.id, to: recipient }
      : { ...common, operation: what, walletId: wallet.id };
  try {
    return (await world.api.app.services.ledger.submit(command)).transaction.id;
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}

/** Many transfers under one key, some of which may be refused. */
export async function sendBatch(world: World, { mode, wallet: index, items }: BatchStep): Promise<void> {
  const wallet = pick(world.wallets, index);
  const key = world.nextKey();
  const alike = world.wallets.filter(({ currency }) => currency === wallet.currency);
  const send = async (more: number) => {
    const input = items.map(({ to, amount, reference, description }) => ({
      fromWalletId: wallet.id,
      toWalletId: pick(alike, to).id,
      amount: decimal((amount % 9_000) + 1 + more, wallet.currency),
      currency: wallet.currency,
      reference,
      description,
    }));
    const document = `mutation ($input: [TransferInput!]!, $mode: BatchMode!, $key: String!) {
      transferBatch(input: $input, mode: $mode, idempotencyKey: $key) { batch { items { transaction { id } } } } }`;
    const answer = await wallet.owner.graphql(document, { input, mode, key });
    for (let place = 0; place < items.length; place += 1) {
      const id = answer.at(`data.transferBatch.batch.items.${String(place)}.transaction.id`);
      if (typeof id === 'string' && !world.transactionIds.includes(id)) world.transactionIds.push(id);
    }
  };
  await send(0);
  world.repeats.push(async (otherAmount) => send(otherAmount ? 1 : 0));
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
