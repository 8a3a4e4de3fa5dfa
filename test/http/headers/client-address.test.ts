import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { clientAddress } from '../../../server/http/headers/client-address.js';
import { REQUESTS_PER_ADDRESS_MAX } from '../../../server/http/limits/rate-limit.js';
import { Client } from '../../support/api.js';
import { startApi } from '../../support/started.js';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:51234', '192.0.2.1'],
  ['2001:db8::1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8::1]:51234', '2001:db8::1'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
])('%s is the address %s', (ip, address) => {
  expect(clientAddress({ ip, socket: new Socket() })).toBe(address);
});

describe('Behind a gateway that writes a port beside the address', () => {
  const remainingOf = async (client: Client): Promise<number> =>
    Number((await client.graphql('{ __typename }')).headers.get('ratelimit-remaining'));

  test('the connections of one client share one limit, and other clients have their own', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const from = (forwardedFor: string) => new Client(api, { 'x-forwarded-for': forwardedFor });

    expect(await remainingOf(from('192.0.2.1:1000'))).toBe(REQUESTS_PER_ADDRESS_MAX - 1);
    expect(await remainingOf(from('192.0.2.1:1001'))).toBe(REQUESTS_PER_ADDRESS_MAX - 2);
    expect(await remainingOf(from('192.0.2.1'))).toBe(REQUESTS_PER_ADDRESS_MAX - 3);
    expect(await remainingOf(from('[2001:db8::1]:1000'))).toBe(REQUESTS_PER_ADDRESS_MAX - 1);
    // One network, as without the port.
    expect(await remainingOf(from('[2001:db8::2]:1001'))).toBe(REQUESTS_PER_ADDRESS_MAX - 2);
  });

  test('what is no address counts as the gateway’s own, and opens no metrics', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const from = (forwardedFor: string) => new Client(api, { 'x-forwarded-for': forwardedFor });

    expect(await remainingOf(from('unknown'))).toBe(REQUESTS_PER_ADDRESS_MAX - 1);
    expect(await remainingOf(from('_hidden'))).toBe(REQUESTS_PER_ADDRESS_MAX - 2);
    expect((await from('unknown').get('/metrics')).status).toBe(403);
    expect((await from('203.0.113.5:80').get('/metrics')).status).toBe(403);
    expect((await from('10.0.0.5:80').get('/metrics')).status).toBe(200);
  });
});
