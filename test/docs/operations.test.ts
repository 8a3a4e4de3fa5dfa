import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { EVENT_FIELDS_MAX, FIELDS_MAX, TOKENS_MAX } from '../../server/graphql/limits.js';
import { CONNECTIONS_MAX, CONNECTIONS_PER_ADDRESS_MAX } from '../../server/http/connection-limit.js';
import { patienceWith } from '../../server/http/patience.js';
import { REQUESTS_PER_ADDRESS_MAX, REQUESTS_PER_USER_MAX } from '../../server/http/rate-limit.js';
import {
  FAILURES_PER_ACCOUNT_MAX,
  REGISTRATIONS_PER_ADDRESS_MAX,
  SIGN_INS_PER_ADDRESS_MAX,
} from '../../server/identity/sign-in-throttle.js';
import { TOKEN_DAYS_DEFAULT, TOKEN_DAYS_MAX } from '../../server/identity/api-token-request.js';
import { ACTIVE_TOKENS_MAX } from '../../server/identity/api-tokens.js';
import {
  STREAMS_MAX,
  STREAMS_PER_ADDRESS_MAX,
  STREAMS_PER_USER_MAX,
} from '../../server/live/open-streams.js';
import { EXPORT_RATE } from '../../server/rest/plugin.js';
import { EXPORT_LIMITS } from '../../server/rest/stream-handler.js';
import { useApi } from '../support/api.js';
import { LiveStream } from '../support/live.js';

// Without the blanks that line its tables up.
const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
const api = useApi();

describe('docs/operations.md', () => {
  test('lists every metric of ours, with its labels', async () => {
    const user = await api.customer();
    await user.wallet({ balance: '1.00' });
    await (await LiveStream.open(user, 'subscription { walletChanges { id } }')).next();

    const text = String((await api.stranger.get('/metrics')).body);

    const labels = new Map<string, string>();
    for (const [, name = '', given = ''] of text.matchAll(
      /^(nissmart_\w+?)(?:_bucket|_count|_sum)?(?:\{(.*)\})? /gm,
    )) {
      const names = [...given.matchAll(/(\w+)="/g)]
        .map(([, label = '']) => label)
        .filter((label) => label !== 'le');
      labels.set(name, names.map((label) => `\`${label}\``).join(', '));
    }
    const listed = [...guide.matchAll(/^\| `(nissmart_\w+)` \| (.*?) ?\|/gm)].map(([, name, given]) => [
      name,
      given,
    ]);
    expect(new Map(listed.map(([name = '', given = '']) => [name, given]))).toEqual(labels);
  });

  test('tells the limits that the code has', () => {
    const { requestMs, headersMs, unreadMs, idleMs } = patienceWith(0);
    for (const row of [
      `signed in | ${REQUESTS_PER_USER_MAX} a minute |`,
      `not signed in | ${REQUESTS_PER_ADDRESS_MAX} a minute |`,
      `failed sign-ins | ${FAILURES_PER_ACCOUNT_MAX} in 15 minutes |`,
      `failed or not | ${SIGN_INS_PER_ADDRESS_MAX} in 15 minutes |`,
      `registrations | ${REGISTRATIONS_PER_ADDRESS_MAX} in 15 minutes |`,
      `a GraphQL document | ${TOKENS_MAX} tokens |`,
      `may ask for | ${FIELDS_MAX} fields,`,
      `live streams | ${STREAMS_PER_USER_MAX} a user, ${STREAMS_PER_ADDRESS_MAX} an address, ${STREAMS_MAX} in all |`,
      `that are open | ${EXPORT_LIMITS.perUser} a user, ${EXPORT_LIMITS.perAddress} an address, ${EXPORT_LIMITS.total} in all |`,
      `statements begun | ${EXPORT_RATE.max} a minute |`,
      `connections | ${CONNECTIONS_PER_ADDRESS_MAX} an address unless a proxy is trusted, ${CONNECTIONS_MAX} in all |`,
      `arrive whole | ${requestMs / 1000} seconds, ${headersMs / 1000} of them for its head |`,
      `nothing is taken | ${unreadMs / 1000} seconds |`,
      `two requests | ${idleMs / 1000} seconds, behind a proxy ${patienceWith(1).idleMs / 1000} |`,
      `active API tokens | ${ACTIVE_TOKENS_MAX} a user |`,
      `the life of an API token | ${TOKEN_DAYS_MAX} days, ${TOKEN_DAYS_DEFAULT} unless asked for |`,
      `an event of a stream may ask for | ${EVENT_FIELDS_MAX} fields |`,
    ]) {
      expect(guide).toContain(row);
    }
  });
});
