import { describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { buildGraphqlSchema } from '../../../server/graphql/schema.js';
import { EXAMPLES } from '../../../server/http/pages/explorer-examples.js';
import { PASSWORD } from '../../support/api.js';
import { nextExchange, testInBrowser } from '../../support/browser.js';
import { startApi } from '../../support/started.js';

/** Writes the sign-in of the first tab, with the password filled in. */
function signIn(email: string): string {
  const query = 'mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }';
  const body = JSON.stringify({ query, variables: { input: { email, password: PASSWORD } } });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return `fetch('/graphql', ${JSON.stringify(request)})`;
}

describe('The explorer', () => {
  testInBrowser('signs in and sends queries without asking any other host for anything', async (browser) => {
    const api = await startApi();
    const user = await api.customer('Amina Otieno');
    const page = await browser.newPage();
    const origins = new Set<string>();
    const complaints: string[] = [];
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));

    await page.goto(`${api.url}/explorer`);
    await page.evaluate(signIn(user.email));
    await page.getByText('My wallets', { exact: true }).click();
    const { done } = await nextExchange(page, 'MyWallets');
    await page.getByRole('button', { name: 'Send Request' }).click();

    expect(JSON.parse((await done).answer)).toEqual({ data: { wallets: { nodes: [] } } });
    await page.locator('.cm-line').filter({ hasText: '"nodes": []' }).waitFor();
    expect([...origins]).toEqual([api.url]);
    expect(complaints).toEqual([]);
  });

  test('offers examples that the schema knows', () => {
    const schema = buildGraphqlSchema();

    for (const { query } of EXAMPLES) expect(validate(schema, parse(query))).toEqual([]);
  });
});
