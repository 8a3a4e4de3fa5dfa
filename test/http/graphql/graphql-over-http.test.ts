import { expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { useApi } from '../../support/api.js';

const api = useApi();

const AUDITS = serverAudits({ url: 'http://127.0.0.1/graphql' });

test.each(AUDITS.map(({ id, name }) => [id, name] as const))('%s: %s', async (id) => {
  const audit = serverAudits({ url: `${api.url}/graphql`, fetchFn: fetch }).find((one) => one.id === id);
  const result = await audit?.fn();

  // A warning is a recommendation of the specification that leaves the choice to the server.
  expect(result).toMatchObject({ status: expect.stringMatching(/^(ok|notice|warn)$/) });
});
