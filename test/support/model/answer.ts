import { expect } from '@jest/globals';
import type { Command } from '../../../server/ledger/model/command.js';
import type { Ledger } from '../../../server/ledger/ledger.js';
import type { SuccessfulOutcome } from '../../../server/ledger/model/outcome.js';
import { failureOf } from '../outcome.js';
import type { Account, Motion } from './account.js';
import type { Effect, Prediction } from './model.js';

type Answer = SuccessfulOutcome | ReturnType<typeof failureOf>;

export async function answerTo(ledger: Ledger, command: Command): Promise<Answer> {
  switch (command.operation) {
    case 'freeze':
    case 'unfreeze':
    case 'close':
    case 'breakLock':
      return ledger.changeWallet(command).catch(failureOf);
    case 'transferBatch':
      return ledger.submitBatch(command).catch(failureOf);
    default:
      return ledger.submit(command).catch(failureOf);
  }
}

/** The answer is the predicted one; what it brought about goes by its id from now on. */
export function expectPredicted(asked: object, prediction: Prediction, answer: Answer): void {
  const [due, got] = [prediction, answer].map(inWords);
  expect([asked, got]).toEqual([asked, due]);
  if ('effect' in prediction && !('code' in answer)) expectEffect(prediction.effect, answer);
  else if ('details' in prediction && prediction.details && 'details' in answer) {
    expect([asked, answer.details]).toEqual([asked, prediction.details]);
  }
}

function inWords({ code = 'OK', replayed }: { code?: string; replayed: boolean }): string {
  return replayed ? `${code} again` : code;
}

function expectEffect(effect: Effect, answer: SuccessfulOutcome): void {
  if ('motion' in effect && 'transaction' in answer) {
    const { id, amount, currency } = answer.transaction;
    expectNamed(effect.motion, id);
    expect([BigInt(amount), currency]).toEqual([effect.motion.amount, effect.motion.source.currency]);
  } else if ('account' in effect && 'wallet' in answer) {
    expectNamed(effect.account, answer.wallet.id);
  } else if ('items' in effect && 'batch' in answer) {
    const outcomes = effect.items.map((outcome, index) => {
      const made = answer.items[index]?.transactionId;
      if (typeof outcome === 'string' || !made) return outcome;
      expectNamed(outcome, made);
      return made;
    });
    expect(answer.items.map((item) => item.errorCode ?? item.transactionId)).toEqual(outcomes);
  } else {
    throw new Error('The ledger answered with another kind of thing');
  }
}

/** One thing has one id, whoever asks for it and however often. */
function expectNamed(thing: Account | Motion, id: string): void {
  expect(id).toBe(thing.id ?? id);
  thing.id = id;
}
