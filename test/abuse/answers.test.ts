import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type Client, type TestApi } from '../support/api.js';
import { books } from '../support/books.js';
import type { Attacker, HostileInput, Victims } from './hostile-input.js';
import { hostileInputs } from './inputs.js';

const ANSWER_BYTES_MAX = 64 * 1024;
/**
 * Of the processor's time, of server and client together: ten times what the dearest of them takes, and a twentieth of what a
 * request took before its cost was measured. It is no measure of speed: what makes a machine slow does not use its time.
 */
const CPU_SECONDS_MAX = 2;

const api = useApi();
let clients: Record<Attacker, Client>;
let victims: Victims;

beforeAll(async () => {
  const [amina, brian] = [await api.customer(), await api.customer('Brian Kamau')];
  victims = {
    wallet: await amina.wallet({ balance: '100.00' }),
    otherWallet: await amina.wallet(),
    strangersWallet: await brian.wallet({ balance: '50.00' }),
  };
  clients = { stranger: api.stranger, customer: amina, analyst: await api.staff('ANALYST') };
});

/** The names are the same whoever the victims are. */
const NAMES = hostileInputs({ wallet: '', otherWallet: '', strangersWallet: '' }).map(({ name }) => name);

describe('A hostile request is answered with a code, in few words, and moves no money', () => {
  test('of which there are more than a hundred, each with a name of its own', () => {
    expect(NAMES.length).toBeGreaterThan(100);
    expect(new Set(NAMES).size).toBe(NAMES.length);
  });

  test.each(NAMES)('%s', async (name) => {
    const input = hostileInputs(victims).find((one) => one.name === name);
    if (!input) throw new Error('It has gone');
    const before = await moneyIn(api.storage);

    const { status, text, cpuSeconds } = await measured(input);

    expect(cpuSeconds).toBeLessThan(CPU_SECONDS_MAX);
    expect(Buffer.byteLength(text)).toBeLessThan(ANSWER_BYTES_MAX);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/node_modules|\.js:|\.ts:|sqlite|SQLITE|select /i);
    expect(codesIn(text)).toEqual([expect.stringMatching(new RegExp(`^(${input.codes.join('|')})$`))]);
    expect(await moneyIn(api.storage)).toEqual(before);
  });
});

/** Sends it up to three times: a virtual machine may count as used what its host took away, but hardly each time. */
async function measured(input: HostileInput) {
  for (let time = 1; ; time += 1) {
    const started = process.cpuUsage();
    const answer = await send(input);
    const { user, system } = process.cpuUsage(started);
    const cpuSeconds = (user + system) / 1e6;
    if (cpuSeconds < CPU_SECONDS_MAX || time === 3) return { ...answer, cpuSeconds };
  }
}

async function send({ who, method, path, body, headers }: HostileInput) {
  const response = await clients[who].fetch(path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text() };
}

/** Finds the codes of GraphQL's errors, of a problem, or of the errors in the first message of a stream. */
function codesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => String(code)))];
}

/** That an attempt was declined may be recorded, as its key asks for. */
async function moneyIn(storage: TestApi['storage']) {
  const { wallets, transactions, entries } = await books(storage);
  return { wallets, transactions, entries };
}
