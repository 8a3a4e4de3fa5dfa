import { expirePending } from '../../../server/ledger/expire-pending.js';
import { moveMoney, sendBatch } from './moving.js';
import { decide } from './deciding.js';
import type { Step } from './steps.js';
import type { OwnWallet, World } from './world.js';

const HOUR = 3_600_000;

/** Does one step over the interfaces of the product. What is refused is refused: that is part of the history. */
export async function act(world: World, step: Step): Promise<void> {
  switch (step.do) {
    case 'deposit':
    case 'withdraw':
    case 'transfer':
    case 'own':
    case 'toPerson':
      return moveMoney(world, step);
    case 'batch':
      return sendBatch(world, step);
    case 'post':
    case 'void':
    case 'voidOwn':
    case 'reverse':
      return decide(world, step);
    case 'freeze':
    case 'unfreeze':
    case 'close':
      return changeWallet(world, step.do, step.wallet);
    case 'suspend':
    case 'reactivate':
      return changeUser(world, step.do, step.user);
    case 'again':
      return world.repeats.length === 0 ? undefined : pick(world.repeats, step.command)(step.otherAmount);
    case 'open':
      return openWallet(world, step);
    case 'makeToken':
    case 'revokeToken':
      return changeToken(world, step);
    case 'rule': {
      const document = `mutation ($currency: Currency!, $above: Decimal) {
        setReviewRule(currency: $currency, withdrawalsAbove: $above, reason: "Policy") { setAt } }`;
      const above = step.above === null ? null : String(step.above);
      await world.operator.graphql(document, { currency: step.currency, above });
      return;
    }
    case 'register':
      return world.register(step.name);
    case 'wait':
      world.clock.advance(step.milliseconds);
      if (step.toTheHour) world.clock.advance(HOUR - (world.clock.now().getTime() % HOUR));
      return;
    case 'expire': {
      const { ledger, storage } = world.api.app.services;
      await expirePending(ledger, storage.reader, world.clock);
    }
  }
}

async function changeWallet(
  world: World,
  what: 'freeze' | 'unfreeze' | 'close',
  index: number,
): Promise<void> {
  const wallet = pick(world.wallets, index);
  const { id, owner } = wallet;
  if (what === 'close') await empty(world, wallet);
  const document = `mutation ($id: ID!) { ${what}Wallet(id: $id, reason: "As agreed") { status } }`;
  // A wallet is closed by its owner as often as by an operator.
  const by = what === 'close' && index % 2 === 0 ? owner : world.operator;
  await by.graphql(document, { id });
}

/** Only what is empty can be closed. */
async function empty(world: World, { id, owner, currency }: OwnWallet): Promise<void> {
  const to = world.wallets.find((other) => other.currency === currency && other.id !== id);
  const asked = await owner.graphql(
    `query ($id: ID!) { wallet(id: $id) { balance { available { amount } } } }`,
    { id },
  );
  const input = {
    fromWalletId: id,
    toWalletId: to?.id,
    amount: asked.at('data.wallet.balance.available.amount'),
    currency,
  };
  const document = `mutation ($input: TransferInput!, $key: String!) {
    transfer(input: $input, idempotencyKey: $key) { replayed } }`;
  await owner.graphql(document, { input, key: world.nextKey() });
}

/** Only people who came later: the first ones go on asking. */
async function changeUser(world: World, what: 'suspend' | 'reactivate', index: number): Promise<void> {
  const later = world.customers.slice(3).filter((_, place) => place !== 1);
  const person = pick(later, index);
  await world.operator.graphql(`mutation ($id: ID!) { ${what}User(id: $id, reason: "Review") { status } }`, {
    id: person.id,
  });
  person.signedOut();
}

type Opening = Extract<Step, { do: 'open' }>;
async function openWallet(world: World, { user, currency, name, key }: Opening): Promise<void> {
  const savers = world.customers.filter((_, place) => place !== 4);
  const owner = pick(savers, user);
  const document = `mutation ($input: CreateWalletInput!, $key: String) {
    createWallet(input: $input, idempotencyKey: $key) { id } }`;
  const open = async (named: string) => {
    const answer = await owner.graphql(document, { input: { name: named, currency }, key });
    const id = answer.at('data.createWallet.id');
    if (typeof id === 'string' && !world.wallets.some((wallet) => wallet.id === id)) {
      world.wallets.push({ id, owner, currency: currency });
    }
  };
  await open(name);
  if (key !== null) world.repeats.push(async (other) => open(other ? `${name} 2` : name));
}

type TokenStep = Extract<Step, { do: 'makeToken' | 'revokeToken' }>;
async function changeToken(world: World, { do: what, user, name, days }: TokenStep): Promise<void> {
  if (what === 'makeToken') {
    const owner = pick(world.people, user);
    const document = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { id } } }`;
    const access = owner.role === 'ANALYST' ? 'READ' : 'WRITE';
    const answer = await owner.graphql(document, { input: { name, expiresInDays: days, access } });
    const id = answer.at('data.createApiToken.apiToken.id');
    if (typeof id === 'string') world.tokens.push({ id, owner });
    return;
  }
  if (world.tokens.length === 0) return;
  const token = pick(world.tokens, user);
  const by = user % 2 === 0 ? token.owner : world.operator;
  await by.graphql(`mutation ($id: ID!) { revokeApiToken(id: $id, reason: "Lost") }`, { id: token.id });
}

export function pick<Item>(list: readonly Item[], index: number): Item {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError('There is nothing to pick from');
  return item;
}
