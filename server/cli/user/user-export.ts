import { createWriteStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { ExitError } from '../../config/exit-error.js';
import { withServices } from '../database.js';

export function addUserExport(user: Command): void {
  user
    .command('export')
    .description('Write out everything that is known of a user, as JSON, for whoever asks for it in writing.')
    .argument('<email>', 'what they sign in with')
    .option('--out <file>', 'write to a new file and not to standard output')
    .action(async (email: string, { out }: { out?: string }) => {
      if (out !== undefined && existsSync(out)) throw new ExitError(`${out} exists already`);
      const { writeOwnData } = await import('../../reports/own-data/document.js');
      await withServices(async ({ accounts, ownData, storage, clock }) => {
        const found = await accounts.findByEmail(email);
        if (!found) throw new ExitError(`nobody has the email ${email}`);
        const subject = await ownData.begin(found.id, null);
        const document = writeOwnData(storage.reader.fork(), subject, clock.now());
        if (out === undefined) await pipeline(document, process.stdout, { end: false });
        else await pipeline(document, createWriteStream(out, { flags: 'wx', mode: 0o600 }));
      });
    });
}
