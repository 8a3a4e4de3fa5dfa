import { expect, test } from '@jest/globals';
import { recordVerification } from '../../server/ledger/verify/verifications.js';
import { verifyBooks } from '../../server/ledger/verify/verify.js';
import { VerificationTurns } from '../../server/process/verification-turns.js';
import { TestLedger } from '../support/ledger.js';

const INTERVAL_MS = 300_000;

/** A ledger, and two nodes that verify it. */
async function twoNodes() {
  const ledger = await TestLedger.open();
  const verify = async () =>
    recordVerification(ledger.units, await verifyBooks(ledger.storage.reader, ledger.clock));
  const [one, two] = [new VerificationTurns(ledger, INTERVAL_MS), new VerificationTurns(ledger, INTERVAL_MS)];
  return { ledger, verify, one, two };
}

test('When a node has verified, then another one leaves its turn out until half an interval is over, and the same one does not', async () => {
  const { ledger, verify, one, two } = await twoNodes();
  expect([await one.isOurs(), await two.isOurs()]).toEqual([true, true]);

  await verify();
  await one.done();
  expect([await one.isOurs(), await two.isOurs()]).toEqual([true, false]);

  ledger.clock.advance(INTERVAL_MS / 2 - 1);
  expect(await two.isOurs()).toBe(false);
  ledger.clock.advance(1);
  expect(await two.isOurs()).toBe(true);
});

test('When the clock of the node that has verified is ahead, then another one leaves its turn out all the same', async () => {
  const { ledger, verify, one, two } = await twoNodes();
  await verify();
  await one.done();
  ledger.clock.advance(-1_000);
  expect(await two.isOurs()).toBe(false);
});

test('When records of verifications come all the time, then a node verifies by itself all the same, each eleventh turn', async () => {
  const { verify, two } = await twoNodes();
  const turns: boolean[] = [];
  for (let turn = 0; turn < 22; turn += 1) {
    await verify();
    turns.push(await two.isOurs());
  }
  const tenLeft = Array<boolean>(10).fill(false);
  expect(turns).toEqual([...tenLeft, true, ...tenLeft, true]);
});
