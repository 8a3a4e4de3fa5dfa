import { Option, type Command } from 'commander';
import type { User } from '../identity/user.js';
import { withServices } from './database.js';
import { readPassword } from './password.js';

const ROLES = { customer: 'CUSTOMER', analyst: 'ANALYST', operator: 'OPERATOR' } as const;

interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: keyof typeof ROLES;
  readonly passwordStdin?: true;
}

export function addUser(program: Command): void {
  const user = program.command('user').description('Make and list users.');
  addCreate(user);
  addList(user);
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
      const { listUsers } = await import('../identity/user-list.js');
      await withServices(async ({ storage }) => {
        const filter = role ? { role: [ROLES[role]] } : {};
        let after: string | undefined;
        do {
          const page = await listUsers(storage.reader.fork(), filter, { first: 100, after });
          for (const user of page.items) console.log(lineOf(user));
          after = page.hasNextPage ? page.items.at(-1)?.id : undefined;
        } while (after !== undefined);
      });
    });
}

function lineOf({ email, displayName, role, status, createdAt }: User): string {
  const day = createdAt.toISOString().slice(0, 10);
  return [role.padEnd(8), status.padEnd(9), day, email.padEnd(28), displayName].join('  ');
}
