import { pick } from './acting.js';
import type { Decision } from './steps.js';
import type { World } from './world.js';

/** Posts, voids or reverses what was made, be it in a state for that or not. */
export async function decide(world: World, { do: what, transaction, key }: Decision): Promise<void> {
  if (world.transactionIds.length === 0) return;
  // The latest transactions are the most likely to be undecided.
  const id = pick(world.transactionIds.slice(transaction % 2 === 0 ? -6 : 0), transaction);
  const operation =
    what === 'post' ? 'postTransaction' : what === 'reverse' ? 'reverseTransaction' : 'voidTransaction';
  const by = what === 'voidOwn' ? pick(world.customers, transaction) : world.operator;
  const document = `mutation ($id: ID!, $key: String!) {
    ${operation}(id: $id, reason: "Checked", idempotencyKey: $key) { transaction { id } } }`;
  const used = key ?? world.nextKey();
  const ask = async (asked: string) => {
    const answer = await by.graphql(document, { id: asked, key: used });
    const made = answer.at(`data.${operation}.transaction.id`);
    if (typeof made === 'string' && !world.transactionIds.includes(made)) world.transactionIds.push(made);
  };
  await ask(id);
  world.repeats.push(async (other) => ask(other ? pick(world.transactionIds, transaction + 1) : id));
}
