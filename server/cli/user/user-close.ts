import type { Command } from 'commander';
import { requireReason } from '../../identity/access/reason.js';
import { ExitError } from '../../config/exit-error.js';
import { withServices } from '../database.js';

export function addUserClose(user: Command): void {
  user
    .command('close')
    .description(
      'Close an account for good, for whoever asks for it in writing: what is known of the person is erased. Its wallets ' +
        'must be empty.',
    )
    .argument('<email>', 'what they sign in with')
    .requiredOption('--reason <reason>', 'why, for the audit log; say nothing in it of the person')
    .action(async (email: string, { reason }: { reason: string }) => {
      await withServices(async ({ accounts, closures }) => {
        const found = await accounts.findByEmail(email);
        if (!found) throw new ExitError(`nobody has the email ${email}`);
        await closures.close({ userId: found.id, viewer: null, reason: requireReason(reason) });
        console.log(`${found.email} is closed now; what is left in the books goes by ${found.id}`);
      });
    });
}
