import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { signingStateOf, usedKeys, type KeyRing } from '../ledger/proof/keys.js';
import type { VerifyingKey } from '../ledger/proof/signing-key.js';
import { readSnapshot } from '../ledger/database/snapshot.js';
import { ExitError } from '../config/exit-error.js';
import { defaultKeyFile, openKeyRing, replaceKey } from '../keys/key-ring.js';
import { withServices } from './database.js';

const STATES = {
  READY: 'What happens is signed.',
  KEY_MISSING: 'Nothing is signed: the database was signed before, and its key is not here.',
  KEY_UNKNOWN: 'Nothing is signed: the database was signed with a key that the key file does not list.',
} as const;

export function addSigningKey(program: Command): void {
  const command = program.command('signing-key').description('The key that receipts are signed with.');
  command
    .command('show')
    .description('Say which keys there are. Exit code 1 when nothing is signed.')
    .action(async () =>
      withKeys((keys, path) => {
        console.log(path);
        for (const line of linesOf(keys)) console.log(line);
        const state = signingStateOf(keys);
        console.log(STATES[state]);
        if (state !== 'READY')
          throw new ExitError('put the right key file back, or see signing-key new --help');
      }),
    );
  command
    .command('new')
    .description(
      'Make a new key, and go on trusting the earlier ones for what they have signed. The file that was there is kept. Start the server anew afterwards.',
    )
    .option(
      '--accept-unknown',
      'trust keys too that only the database lists; do so only if you know that nobody else has written to it',
    )
    .action(async ({ acceptUnknown = false }: { acceptUnknown?: boolean }) =>
      withKeys((keys, path) => {
        const trusted = [...keys.trusted, ...accepted(keys, acceptUnknown)];
        const { signing, kept } = replaceKey(path, trusted);
        if (kept !== undefined) console.log(`What was there is kept as ${kept}`);
        console.log(
          `${path} has a new key, ${signing.id}; ${String(trusted.length)} earlier ones stay trusted`,
        );
      }),
    );
}

async function withKeys(work: (keys: KeyRing, path: string) => void): Promise<void> {
  await withServices(async ({ storage }, { signingKeyFile }) => {
    const used = await readSnapshot(storage.reader, usedKeys);
    const path = signingKeyFile ?? defaultKeyFile(storage.path);
    const missing: KeyRing = { signing: undefined, trusted: [], unknown: used };
    work(existsSync(path) ? openKeyRing(storage.path, signingKeyFile, used) : missing, path);
  });
}

/** @throws ExitError when there are keys that nobody has accepted. */
function accepted({ unknown }: KeyRing, acceptUnknown: boolean): VerifyingKey[] {
  if (unknown.length > 0 && !acceptUnknown) {
    throw new ExitError(
      `the database was signed with ${unknown.map(({ id }) => id).join(' and ')}, which is not in the key file; put it there, or repeat this with --accept-unknown`,
      2,
    );
  }
  return unknown.map(({ id, key }) => {
    if (!key)
      throw new ExitError(`the row of signing_keys ${id} does not hold that key: somebody has changed it`);
    return key;
  });
}

function linesOf({ signing, trusted, unknown }: KeyRing): string[] {
  return [
    ...trusted.map((key) => `${key.id}  ${key === signing ? 'signs' : 'trusted, earlier'}`),
    ...unknown.map(({ id }) => `${id}  used in the database, not in the key file`),
  ];
}
