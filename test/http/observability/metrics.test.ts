import { describe, expect, test } from '@jest/globals';
import { recordVerification } from '../../../server/ledger/verify/verifications.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { Client } from '../../support/api.js';
import { startApi } from '../../support/started.js';

/** The value of a series, by its name and labels exactly as they are printed. */
function value(text: unknown, series: string): number | undefined {
  const line = String(text)
    .split('\n')
    .find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

async function scrape(api: { stranger: Client }): Promise<string> {
  const answer = await api.stranger.get('/metrics');
  expect(answer.status).toBe(200);
  return String(answer.body);
}

describe('The metrics', () => {
  test('count requests by the pattern of their route and never by what is in them', async () => {
    const api = await startApi();
    const user = await api.customer();
    const walletId = await user.wallet();

    await user.get(`/api/wallets/${walletId}`);
    await api.stranger.get('/nowhere/4711');

    const text = await scrape(api);
    const name = 'nissmart_http_request_duration_seconds_count';
    expect(value(text, `${name}{method="GET",route="/api/wallets/:id",status="200"}`)).toBe(1);
    expect(value(text, `${name}{method="POST",route="/api/wallets",status="201"}`)).toBe(1);
    for (const made of [walletId, '4711', user.id, user.email]) expect(text).not.toContain(made);
  });

  test('count GraphQL operations by type, field and code, whatever clients call them', async () => {
    const api = await startApi();
    const { stranger } = api;

    await stranger.graphql('query MadeUp { again: me { id } ...f } fragment f on Query { me { email } }');
    await stranger.graphql('query Other { me { id } wallets { nodes { id } } }');
    await stranger.graphql('mutation { logout }');
    await stranger.graphql('{ nonsense }');
    await stranger.graphql('{');

    const text = await scrape(api);
    const name = 'nissmart_graphql_operation_duration_seconds_count';
    expect(value(text, `${name}{type="query",field="me",code="OK"}`)).toBe(1);
    expect(value(text, `${name}{type="query",field="several",code="UNAUTHENTICATED"}`)).toBe(1);
    expect(value(text, `${name}{type="mutation",field="logout",code="UNAUTHENTICATED"}`)).toBe(1);
    expect(value(text, `${name}{type="none",field="none",code="GRAPHQL_VALIDATION_FAILED"}`)).toBe(1);
    expect(value(text, `${name}{type="none",field="none",code="GRAPHQL_PARSE_FAILED"}`)).toBe(1);
    expect(text).not.toMatch(/MadeUp|Other|again|nonsense/);
  });

  test('tell what the ledger has decided, in which batches, and what still waits', async () => {
    const api = await startApi();
    const user = await api.customer();
    const walletId = await user.wallet();

    await user.deposit(walletId, '10.00', { key: 'once' });
    await user.deposit(walletId, '10.00', { key: 'once' });
    await user.withdraw(walletId, '10.01');

    const text = await scrape(api);
    const outcomes = 'nissmart_ledger_outcomes_total';
    expect(value(text, `${outcomes}{operation="deposit",code="OK",replayed="false"}`)).toBe(1);
    expect(value(text, `${outcomes}{operation="deposit",code="OK",replayed="true"}`)).toBe(1);
    expect(value(text, `${outcomes}{operation="withdraw",code="INSUFFICIENT_FUNDS",replayed="false"}`)).toBe(
      1,
    );
    expect(value(text, 'nissmart_ledger_batch_size_sum')).toBe(3);
    expect(value(text, 'nissmart_ledger_batch_duration_seconds_count')).toBe(3);
    expect(value(text, 'nissmart_ledger_queue_length')).toBe(0);
    expect(value(text, 'nissmart_ledger_accepting')).toBe(1);
    expect(value(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  test('say what the last verification found and what was signed last', async () => {
    const api = await startApi();
    const { checkpoints, services } = api.app;
    const before = await scrape(api);
    expect(value(before, 'nissmart_integrity_problems')).toBeNaN();
    expect(value(before, 'nissmart_checkpoint_number')).toBe(0);

    await (await api.customer()).wallet({ balance: '10.00' });
    await checkpoints.write();
    const found = await verifyBooks(api.storage.background);
    await recordVerification(services.units, { ...found, problemCount: 3 });
    const text = await scrape(api);
    expect(value(text, 'nissmart_integrity_problems')).toBe(3);
    const at = found.startedAt.getTime() / 1000;
    expect(value(text, 'nissmart_integrity_verified_timestamp_seconds')).toBe(at);
    expect(value(text, 'nissmart_integrity_fully_verified_timestamp_seconds')).toBe(at);
    expect(value(text, 'nissmart_checkpoint_number')).toBe(1);
    expect(value(text, 'nissmart_checkpoint_timestamp_seconds')).toBeGreaterThan(1.7e9);
  });

  test('belong to one app each, but for those of the process', async () => {
    const busy = await startApi();
    const idle = await startApi();

    await busy.stranger.graphql('{ me { id } }');

    const series = 'nissmart_graphql_operation_duration_seconds_count{type="query",field="me",code="OK"}';
    expect(value(await scrape(busy), series)).toBe(1);
    expect(value(await scrape(idle), series)).toBeUndefined();
  });

  test('are for the machine and its private network, and for nobody who comes through a proxy', async () => {
    const open = await startApi();
    const proxied = await startApi({ trustProxy: 1 });
    const from = async (api: { url: string }, address: string) =>
      (await new Client(api, { 'x-forwarded-for': address }).get('/metrics')).status;

    expect(await from(open, '10.0.0.7')).toBe(403);
    expect(await from(proxied, '203.0.113.9')).toBe(403);
    expect(await from(proxied, '2001:db8::1')).toBe(403);
    // A client that forges the header only adds to its front.
    expect(await from(proxied, '10.0.0.7, 203.0.113.9')).toBe(403);
    expect(await from(proxied, '10.0.0.7')).toBe(200);
    expect(await from(proxied, 'fd00::7')).toBe(200);
    expect((await proxied.stranger.get('/metrics')).status).toBe(200);
  });
});
