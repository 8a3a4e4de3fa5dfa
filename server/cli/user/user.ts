import { Option, type Command } from 'commander';
import { requireReason } from '../../identity/access/reason.js';
import type { SuspensionCommand } from '../../identity/users/suspensions.js';
import type { User } from '../../identity/model/user.js';
import { ExitError } from '../../config/exit-error.js';
import { withServices } from '../database.js';
import { readPassword } from './password.js';
import { addUserClose } from './user-close.js';
import { addUserExport } from './user-export.js';
import { addRemoveFactors } from './user-factors.js';
import { addToken, ROLES } from './user-token.js';

interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: keyof typeof ROLES;
  readonly passwordStdin?: true;
}

export function addUser(program: Command): void {
  const user = program
    .command('user')
    .description(
      'Make, list, suspend, reactivate, export and close users, make API tokens for them, and remove second factors.',
    );
  addCreate(user);
  addList(user);
  addSuspend(user);
  addReactivate(user);
  addToken(user);
  addUserExport(user);
  addUserClose(user);
  addRemoveFactors(user);
}

function addCreate(user: Command): void {
  user
    .command('create')
    .description(
      'Make a user. The password is asked for, so that no list of processes and no shell history has it.',
    )
    .requiredOption('--email <email>', 'what they sign in with')
    .requiredOption('--name <name>', 'what others see')
    .addOption(
      new Option('--role <role>', 'what they may do').choices(Object.keys(ROLES)).default('customer'),
    )
    .option('--password-stdin', 'read the password from standard input')
    .action(async ({ email, name, role, passwordStdin }: NewUser) => {
      await withServices(async ({ accounts }) => {
        const password = await readPassword(passwordStdin === true);
        const { id } = await accounts.create({ email, displayName: name, password }, ROLES[role]);
        console.log(`${email} is a new ${role} (${id})`);
      });
    });
}

function addList(user: Command): void {
  user
    .command('list')
    .description('List users, oldest first.')
    .addOption(new Option('--role <role>', 'only these').choices(Object.keys(ROLES)))
    .action(async ({ role }: { role?: keyof typeof ROLES }) => {
      const { listUsers } = await import('../../identity/users/user-list.js');
      const { onwards } = await import('../../ledger/queries/page.js');
      await withServices(async ({ storage }) => {
        const filter = role ? { role: [ROLES[role]] } : {};
        let after: string | undefined;
        do {
          const page = await listUsers(storage.reader.fork(), filter, onwards(100, after));
          for (const user of page.items) console.log(lineOf(user));
          after = page.hasNextPage ? page.items.at(-1)?.id : undefined;
        } while (after !== undefined);
      });
    });
}

function addSuspend(user: Command): void {
  user
    .command('suspend')
    .description('Sign a user out everywhere and keep them out; their wallets stay as they are.')
    .argument('<email>', 'what they sign in with')
    .requiredOption('--reason <reason>', 'why, for the audit log')
    .action(async (email: string, { reason }: { reason: string }) =>
      changeStatus('suspendUser', email, reason),
    );
}

function addReactivate(user: Command): void {
  user
    .command('reactivate')
    .description('Let a suspended user sign in again.')
    .argument('<email>', 'what they sign in with')
    .requiredOption('--reason <reason>', 'why, for the audit log')
    .action(async (email: string, { reason }: { reason: string }) =>
      changeStatus('reactivateUser', email, reason),
    );
}

/** Changes a user's status as "the system" in the audit log: a person at the command line is no user. */
async function changeStatus(
  operation: SuspensionCommand['operation'],
  email: string,
  reason: string,
): Promise<void> {
  await withServices(async ({ accounts, suspensions }) => {
    const found = await accounts.findByEmail(email);
    if (!found) throw new ExitError(`nobody has the email ${email}`);
    const { user } = await suspensions.change({
      operation,
      actorId: null,
      idempotencyKey: null,
      userId: found.id,
      reason: requireReason(reason),
    });
    console.log(`${user.email} is ${user.status.toLowerCase()} now`);
  });
}

function lineOf({ email, displayName, role, status, createdAt }: User): string {
  const day = createdAt.toISOString().slice(0, 10);
  return [role.padEnd(8), status.padEnd(9), day, email.padEnd(28), displayName].join('  ');
}
