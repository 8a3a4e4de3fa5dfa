import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshCopy, type FreshCopy } from '../support/fresh-copy.js';
import { blocksUnder, codeBlocks } from '../support/markdown.js';

const INSTALL_AND_START_MS = 900_000;

/** The README is written for the default address; the test must not collide with a server that runs there. */
const DOCUMENTED_ADDRESS = 'http://127.0.0.1:4000';

let copy: FreshCopy;
let readme: string;
let server: ChildProcess;
let address: string;
const output: string[] = [];

beforeAll(async () => {
  copy = freshCopy();
  readme = readFileSync(join(copy.folder, 'README.md'), 'utf8');
  const [start] = blocksUnder(codeBlocks(readme), 'Start it', 'sh');
  server = spawn('bash', ['-euc', start ?? 'false'], {
    cwd: copy.folder,
    env: { ...bareEnvironment(), PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  address = await listeningAddress(server);
}, INSTALL_AND_START_MS);

afterAll(async () => {
  if (server.exitCode === null) {
    const exited = once(server, 'exit');
    // The whole group: npm, and the server that it runs.
    process.kill(-(server.pid ?? 0), 'SIGTERM');
    await exited;
  }
  copy.remove();
}, INSTALL_AND_START_MS);

describe('the README, followed in a fresh copy', () => {
  test('the two commands start a server that is ready and prints the demo sign-ins it promises', async () => {
    const ready = await fetch(`${address}/health/ready`);
    expect(ready.status).toBe(200);
    const printed = output.join('');
    expect(printed).toContain('amina@example.com');
    expect(printed).toContain('nissmart-demo');
  });

  test('every address of the table answers', async () => {
    for (const path of ['/', '/explorer', '/api/docs', '/api/openapi.json', '/health/live', '/metrics']) {
      const response = await fetch(address + path);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
    }
  });

  test('the requests with curl register, deposit once however often they are sent, and show the balance', () => {
    const [variables = '', balance = ''] = blocksUnder(codeBlocks(readme), 'With curl', 'sh');
    const deposit = variables.slice(variables.indexOf('curl -sS -i'));
    const script = [variables, deposit, balance].join('\necho\n').replaceAll(DOCUMENTED_ADDRESS, address);
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/^HTTP\/1\.1 201/gm)).toHaveLength(2);
    expect(stdout.match(/^idempotency-replayed: true/gim)).toHaveLength(1);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('250.00');
  });

  test('a program lists the entries of the wallet with a token of its own', () => {
    const blocks = codeBlocks(readme);
    const [variables = ''] = blocksUnder(blocks, 'With curl', 'sh');
    const [program = ''] = blocksUnder(blocks, 'From a program', 'sh');
    const script = [variables.replace('wanjiku@', 'bookkeeper@'), program]
      .join('\necho\n')
      .replaceAll(DOCUMENTED_ADDRESS, address);
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1');
  });

  test('the stream tells of the deposit, and then waits for more', () => {
    const blocks = codeBlocks(readme);
    const [variables = ''] = blocksUnder(blocks, 'With curl', 'sh');
    const [listen = ''] = blocksUnder(blocks, 'Live', 'sh');
    const script = [variables.replace('wanjiku@', 'listener@'), listen.replace('curl', 'curl --max-time 5')]
      .join('\necho\n')
      .replaceAll(DOCUMENTED_ADDRESS, address);
    const { status, stdout } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], { encoding: 'utf8' });
    // Exit code of curl after its time limit.
    expect(status).toBe(28);
    const [, told = '{}'] = /^event: next\ndata: (.*)$/m.exec(stdout) ?? [];
    expect(JSON.parse(told)).toEqual({
      data: {
        walletActivity: {
          sequence: 1,
          entry: { amount: { amount: '250.00' }, balanceAfter: { amount: '250.00' } },
        },
      },
    });
  });

  test('the GraphQL documents sign in, list the wallets, deposit and send', async () => {
    const [signIn = '', wallets = '', deposit = '', send = ''] = blocksUnder(
      codeBlocks(readme),
      'With GraphQL',
      'graphql',
    );
    const session = await graphql(signIn, {});
    const token = stringAt(session, ['login', 'token']);
    const listed = await graphql(wallets, {}, token);
    const wallet = nodesAt(listed, ['wallets', 'nodes']).find(({ currency }) => currency === 'KES');
    const variables = { walletId: wallet?.id };

    const deposited = await graphql(deposit, variables, token);
    expect(deposited).toMatchObject({ deposit: { replayed: false, transaction: { status: 'POSTED' } } });
    expect(await graphql(deposit, variables, token)).toMatchObject({ deposit: { replayed: true } });
    expect(await graphql(send, variables, token)).toMatchObject({
      transfer: { replayed: false, transaction: { amount: { amount: '40.00', currency: 'KES' } } },
    });
  });

  test.each('serve migrate move demo verify verify-receipt backup restore signing-key user'.split(' '))(
    'npx nissmart %s explains itself',
    (verb) => {
      expect(readme).toContain(`npx nissmart ${verb}`);
      const { status, stdout } = nissmart([verb, '--help']);
      expect(status).toBe(0);
      expect(stdout).toContain(`nissmart ${verb}`);
    },
  );

  test('the books of the running server are proved, and so are those of its backup', () => {
    const verified = nissmart(['verify']);
    expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: '' });
    const saved = nissmart(['backup', 'copy.db']);
    expect(saved.status).toBe(0);
    expect(nissmart(['verify'], { DATABASE_URL: 'sqlite:copy.db' }).status).toBe(0);
  });

  test('the command for the tests is the one that continuous integration runs', () => {
    const [first] = codeBlocks(readme);
    expect(first?.code).toBe('npm ci && npm start\nnpm ci && npm test');
    // The first thing that a reader sees, before any words.
    expect(readme.startsWith('# Nissmart\n\n```sh\nnpm ci')).toBe(true);
    expect(readFileSync(join(copy.folder, '.ci/run'), 'utf8')).toContain(
      'npm ci && npm test && npm run check',
    );
  });

  test('every variable of the table is one that the server reads, and the other way round', () => {
    const documented = [...readme.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) +\|/gm)].flatMap(
      ([, names = '']) => names.replaceAll('`', '').split(', '),
    );
    const config = readFileSync(join(copy.folder, 'server/config/config.ts'), 'utf8');
    const read = [...config.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name);
    expect(documented.toSorted()).toEqual(read.filter((name) => name !== 'NODE_ENV').toSorted());
  });
});

/** Without what this run's own npm and jest put there: a reader of the README has none of it. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|JEST_|NISSMART_|DATABASE_URL$|LOG_LEVEL$)/.test(name),
  );
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(':') };
}

async function listeningAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output.push(chunk.toString());
      const found = /listening on (http:\/\/\S+)/.exec(output.join(''))?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('exit', (code) => {
      reject(new Error(`npm start ended with ${String(code)}:\n${output.join('')}`));
    });
  });
}

function nissmart(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync('npx', ['nissmart', ...args], {
    cwd: copy.folder,
    env: { ...bareEnvironment(), ...env },
    encoding: 'utf8',
  });
}

async function graphql(query: string, variables: object, token?: string): Promise<unknown> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}

function stringAt(value: unknown, path: readonly string[]): string {
  return at(value, path) as string;
}

function nodesAt(value: unknown, path: readonly string[]): { id: string; currency: string }[] {
  return at(value, path) as { id: string; currency: string }[];
}
