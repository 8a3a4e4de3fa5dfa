import { expect, test } from '@jest/globals';
import { useApi } from '../support/api.js';
import { LiveStream } from '../support/live.js';
import { unreasonable } from '../support/scans.js';
import { recordStatements, scansOf } from '../support/statements.js';
import { ASKED } from './asked.js';
import { byGraphql, filling } from './asking.js';
import { possessionsOf, type Caller } from './callers.js';

const statements = recordStatements();
const api = useApi();

/** The fields that no route asks for; those are held to their plans where all routes are asked. */
const FIELDS = Object.entries(ASKED).filter(([, { rest }]) => rest === undefined);

test('The statements of fields without a route read no whole table that grows, but for those with a reason', async () => {
  const sink = await (await api.customer('Sink')).wallet();
  const amina = await api.customer();
  const own = await possessionsOf(api, amina, sink);
  const callers: readonly Caller[] = [
    { name: 'a customer', client: amina, own, isCustomer: true, readsOnly: false },
    { name: 'an operator', client: await api.staff('OPERATOR'), own, isCustomer: false, readsOnly: false },
  ];

  for (const [coordinate, asked] of FIELDS) {
    let mark = '';
    // The first who is let in, so that a field for staff is asked for by staff.
    for (const caller of callers) {
      if (mark === '+') break;
      const document = filling('own', asked, caller, own, sink)(asked.graphql);
      if (coordinate.startsWith('Subscription.')) {
        const stream = await LiveStream.open(caller.client, `subscription { ${document} }`);
        const first = await stream.next();
        if (!first || first.data?.errors) continue;
        // Reads events from the database again, from where the stream has come to.
        await amina.deposit(own.wallet, '1.00');
        mark = (await stream.next())?.data?.data ? '+' : '';
      } else {
        mark = (await byGraphql(caller, coordinate, document)).mark;
      }
    }
    expect([coordinate, mark]).toEqual([coordinate, '+']);
  }
  expect(FIELDS.length).toBeGreaterThan(5);
  expect(unreasonable(scansOf(api.storage.path, statements))).toEqual([]);
});
