import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadByNode } from '../../bench/http/node-loop.js';
import { KEY, OPENING, type HttpLoad, type RequestTemplate } from '../../bench/http/requests.js';
import { loadByWrk } from '../../bench/http/wrk.js';

const CONNECTIONS = 8;

const hasWrk = spawnSync('wrk', ['-v']).error === undefined;
const GENERATORS = { 'node:http': loadByNode, ...(hasWrk && { wrk: loadByWrk }) };

const TRANSFER: RequestTemplate = {
  method: 'POST',
  path: '/transfers',
  headers: {},
  body: JSON.stringify({ key: KEY, note: 'ünïcödé' }),
};

/** Requests that the server has received; below, its answer to each. */
let seen: { path: string | undefined; body: string }[];
/** Number of requests that came before the load. */
let opened: number;
let answer: (request: IncomingMessage) => { status: number; body: string };
let server: Server;
let load: HttpLoad;

beforeEach(async () => {
  seen = [];
  opened = 0;
  answer = () => ({ status: 200, body: '{"data":{}}' });
  server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === OPENING.path) opened += 1;
      else seen.push({ path: request.url, body });
      const { status, body: said } = answer(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(said);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${String(port)}`;
  load = { address, connections: CONNECTIONS, seconds: 1, requests: [TRANSFER] };
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

describe.each(Object.entries(GENERATORS))('A load by %s', (_name, generate) => {
  test('counts what was answered, and times each answer', async () => {
    const { answers, allAnswers, latenciesMs } = await generate(load);
    expect(answers).toBeGreaterThan(0);
    expect(answers).toBeLessThanOrEqual(allAnswers);
    expect(latenciesMs).toHaveLength(allAnswers);
    // Requests that are on their way at the end are answered and not counted.
    expect(seen.length).toBeGreaterThanOrEqual(allAnswers);
    expect(seen.length).toBeLessThanOrEqual(allAnswers + CONNECTIONS);
    expect(opened).toBe(CONNECTIONS);
  });

  test('gives each request a key of its own, and sends its text whole', async () => {
    await generate(load);
    const bodies = seen.map(({ body }) => JSON.parse(body) as { key: string; note: string });
    expect(new Set(bodies.map(({ key }) => key)).size).toBe(bodies.length);
    expect(new Set(bodies.map(({ note }) => note))).toEqual(new Set(['ünïcödé']));
  });

  test('sends its requests in turns', async () => {
    const paths = ['/a', '/b', '/c'];
    await generate({ ...load, requests: paths.map((path) => ({ ...TRANSFER, path })) });
    const counts = paths.map((path) => seen.filter((request) => request.path === path).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1 + CONNECTIONS);
  });

  test('counts refusals for load apart from the answers, where it is asked to', async () => {
    const refusal = { status: 503, body: '{"errors":[{"extensions":{"code":"UNAVAILABLE"}}]}' };
    let refusals = 0;
    answer = () => {
      if (seen.length % 5 !== 1) return { status: 200, body: '{"data":{}}' };
      refusals += 1;
      return refusal;
    };
    const { allAnswers, refused } = await generate({ ...load, countRefusals: true });
    // Those that are on their way at the end are not counted.
    expect(refused).toBeGreaterThan(0);
    expect(refusals - refused).toBeLessThanOrEqual(CONNECTIONS);
    expect(seen.length - refusals - allAnswers).toBeLessThanOrEqual(CONNECTIONS);
    expect(allAnswers + refusals).toBeLessThanOrEqual(seen.length);
    await expect(generate(load)).rejects.toThrow('UNAVAILABLE');
  });

  test.each([
    { status: 500, body: '{}' },
    { status: 200, body: '{"errors":[{"message":"No"}]}' },
  ])('fails when an answer is no success: %j', async (refusal) => {
    answer = () => (seen.length === 5 ? refusal : { status: 200, body: '{}' });
    await expect(generate(load)).rejects.toThrow(/1 requests? failed/);
  });
});
