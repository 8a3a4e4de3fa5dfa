import { InvalidArgumentError, Option, type Command } from 'commander';
import { ExitError } from '../../config/exit-error.js';
import { withServices } from '../database.js';

interface NewToken {
  readonly name: string;
  readonly role?: keyof typeof ROLES;
  readonly readOnly?: true;
  readonly days?: number;
}

export const ROLES = { customer: 'CUSTOMER', analyst: 'ANALYST', operator: 'OPERATOR' } as const;

/** Adds the command that makes API tokens. It asks for no sign-in: access to the database allows everything already. */
export function addToken(user: Command): void {
  user
    .command('token')
    .description(
      'Make an API token that acts for a user. Standard output is the token and nothing else; it is never shown again.',
    )
    .argument('<email>', 'whom it acts for')
    .requiredOption('--name <name>', 'what it is known by, such as what will use it')
    .addOption(
      new Option('--role <role>', 'at most the user’s own, which it is by default').choices(
        Object.keys(ROLES),
      ),
    )
    .option('--read-only', 'for queries, exports and live updates alone; for an analyst it always is')
    .option('--days <days>', 'how long it lasts: 90 by default, 366 at most', wholeNumber)
    .action(async (email: string, { name, role, readOnly, days }: NewToken) => {
      await withServices(async ({ accounts, apiTokens }) => {
        const owner = await accounts.findByEmail(email);
        if (!owner) throw new ExitError(`nobody has the email ${email}`);
        const { token, apiToken } = await apiTokens.create(owner.id, null, {
          name,
          role: role && ROLES[role],
          access: readOnly && 'READ',
          expiresInDays: days,
        });
        console.log(token);
        const day = apiToken.expiresAt.toISOString().slice(0, 10);
        console.error(`${apiToken.name} acts for ${owner.email} as ${apiToken.role} until ${day}`);
      });
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It must be a number of days.');
  return Number(text);
}
