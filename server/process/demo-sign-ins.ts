import { DEMO_PASSWORD, DEMO_USERS } from '../demo/sign-ins.js';
import { passwordMatches } from '../identity/passwords/passwords.js';
import type { OpenServices } from '../app/services.js';
import { ExitError } from '../config/exit-error.js';

/**
 * Refuses to serve in earnest a database that anybody can sign in to: the password of the demo data is in its guide.
 *
 * @throws ExitError that names a user with that password.
 */
export async function assertNoDemoSignIns({ accounts }: Pick<OpenServices, 'accounts'>): Promise<void> {
  for (const { email } of DEMO_USERS) {
    const user = await accounts.findByEmail(email);
    if (user?.status !== 'ACTIVE' || !(await passwordMatches(user.passwordHash, DEMO_PASSWORD))) continue;
    throw new ExitError(
      `anybody can sign in as ${user.email} with the public password of the demo data: ` +
        'use another database in production, or suspend all such users (nissmart user suspend)',
      2,
    );
  }
}
