import type { Command } from 'commander';
import { parseReason } from '../../identity/access/reason.js';
import { ExitError } from '../../config/exit-error.js';
import { withServices } from '../database.js';

/** Adds the command for users who have lost all their factors: its operator has verified by other means who they are. */
export function addRemoveFactors(user: Command): void {
  user
    .command('remove-factors')
    .description(
      'Remove the passkeys, the codes from an app and the recovery codes of a user who has lost them, and sign the user out everywhere. The password stays.',
    )
    .argument('<email>', 'what they sign in with')
    .option('--reason <reason>', 'why, for the audit log')
    .action(async (email: string, { reason }: { reason?: string }) => {
      await withServices(async ({ accounts, secondFactors }) => {
        const found = await accounts.findByEmail(email);
        if (!found) throw new ExitError(`nobody has the email ${email}`);
        const removed = await secondFactors.removeAll(found, parseReason(reason));
        console.log(
          removed === 0
            ? `${found.email} has no second factor`
            : `${found.email} signs in with the password alone now; ${String(removed)} removed`,
        );
      });
    });
}
