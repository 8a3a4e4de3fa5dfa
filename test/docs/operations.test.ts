import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DOCUMENT_LENGTH_MAX, FRAGMENTS_MAX } from '../../server/graphql/engine/document-shape.js';
import { EVENT_FIELDS_MAX, FIELDS_MAX, TOKENS_MAX } from '../../server/graphql/engine/limits.js';
import { VARIABLES_LENGTH_MAX } from '../../server/graphql/engine/variables.js';
import { CONNECTIONS_MAX, CONNECTIONS_PER_ADDRESS_MAX } from '../../server/http/limits/connection-limit.js';
import { CONTENTION_MAX_MS } from '../../server/ledger/database/unit-of-work.js';
import { LOAD_LIMITS } from '../../server/http/limits/load.js';
import { timeoutsWith } from '../../server/http/limits/timeouts.js';
import { REQUESTS_PER_ADDRESS_MAX, REQUESTS_PER_USER_MAX } from '../../server/http/limits/rate-limit.js';
import {
  ONE_ACCOUNT,
  ONE_ADDRESS,
  ONE_CODE,
  ONE_ORIGIN,
  REGISTRATIONS_PER_ADDRESS_MAX,
} from '../../server/identity/throttles/guess-throttle.js';
import { SIGN_IN_CHALLENGES_PER_ADDRESS_MAX } from '../../server/identity/factors/challenge-throttle.js';
import { MISSED_RECIPIENTS_MAX } from '../../server/identity/users/recipients.js';
import type { Backoff } from '../../server/identity/throttles/backoff.js';
import { TOKEN_DAYS_DEFAULT, TOKEN_DAYS_MAX } from '../../server/identity/sessions/api-token-request.js';
import { ACTIVE_TOKENS_MAX } from '../../server/identity/sessions/api-tokens.js';
import { COST_PER_ADDRESS_MAX, COST_PER_USER_MAX } from '../../server/identity/throttles/work-allowance.js';
import { ROWS_PER_REQUEST } from '../../server/ledger/queries/row-budget.js';
import {
  STREAMS_MAX,
  STREAMS_PER_ADDRESS_MAX,
  STREAMS_PER_USER_MAX,
} from '../../server/live/open-streams.js';
import { EXPORT_RATE } from '../../server/rest/plugin.js';
import { EXPORT_LIMITS } from '../../server/rest/handling/stream-handler.js';
import { useApi } from '../support/api.js';
import { LiveStream } from '../support/live.js';

// Without the blanks that line its tables up.
const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
const api = useApi();

function inWords({ free, firstMs, longestMs, forgetMs }: Backoff): string {
  return [free, ...[firstMs, longestMs, forgetMs].map((ms) => `${ms / 1000} s`)].join(' | ');
}

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
    const { requestMs, headersMs, unreadMs, idleMs } = timeoutsWith(0);
    for (const row of [
      `signed in | ${REQUESTS_PER_USER_MAX} a minute |`,
      `not signed in | ${REQUESTS_PER_ADDRESS_MAX} a minute |`,
      `an account from one address, or from one known device | ${inWords(ONE_ORIGIN)} |`,
      `any accounts from one address | ${inWords(ONE_ADDRESS)} |`,
      `an account from all that it does not know | ${inWords(ONE_ACCOUNT)} |`,
      `codes of an account, from wherever | ${inWords(ONE_CODE)} |`,
      `may ask for ${SIGN_IN_CHALLENGES_PER_ADDRESS_MAX} challenges`,
      `emails by which nobody can be paid | ${MISSED_RECIPIENTS_MAX} an hour |`,
      `registrations | ${REGISTRATIONS_PER_ADDRESS_MAX} in 15 minutes |`,
      `all of them cost together, signed in | ${COST_PER_USER_MAX} a minute |`,
      `all of them cost together, not signed in | ${COST_PER_ADDRESS_MAX} a minute |`,
      `a GraphQL document | ${TOKENS_MAX} tokens, ${DOCUMENT_LENGTH_MAX} characters, ${FRAGMENTS_MAX} fragments |`,
      `the list of a batch aside | ${VARIABLES_LENGTH_MAX} characters |`,
      `what a filter finds | ${ROWS_PER_REQUEST} a request,`,
      `may ask for | ${FIELDS_MAX} fields,`,
      `live streams | ${STREAMS_PER_USER_MAX} a user, ${STREAMS_PER_ADDRESS_MAX} an address, ${STREAMS_MAX} in all |`,
      `that are open | ${EXPORT_LIMITS.perUser} a user, ${EXPORT_LIMITS.perAddress} an address, ${EXPORT_LIMITS.total} in all |`,
      `statements begun | ${EXPORT_RATE.max} a minute |`,
      `connections | ${CONNECTIONS_PER_ADDRESS_MAX} an address unless a proxy is trusted, ${CONNECTIONS_MAX} in all |`,
      `arrive whole | ${requestMs / 1000} seconds, ${headersMs / 1000} of them for its head |`,
      `nothing is taken | ${unreadMs / 1000} seconds |`,
      `two requests | ${idleMs / 1000} seconds, behind a proxy ${timeoutsWith(1).idleMs / 1000} |`,
      `active API tokens | ${ACTIVE_TOKENS_MAX} a user |`,
      `the life of an API token | ${TOKEN_DAYS_MAX} days, ${TOKEN_DAYS_DEFAULT} unless asked for |`,
      `an event of a stream may ask for | ${EVENT_FIELDS_MAX} fields |`,
      `up to ${LOAD_LIMITS.burst} there may always be`,
      `wait for it for ${CONTENTION_MAX_MS / 1000} seconds`,
    ]) {
      expect(guide).toContain(row);
    }
  });
});
