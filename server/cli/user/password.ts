import { text } from 'node:stream/consumers';
import { ExitError } from '../../config/exit-error.js';

/** Asks for a new password twice, without showing it, or takes the first line of standard input. */
export async function readPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) {
    const [line = ''] = (await text(process.stdin)).split(/\r?\n/, 1);
    return line;
  }
  if (!process.stdin.isTTY)
    throw new ExitError('there is no terminal to ask for the password; use --password-stdin', 2);
  const { default: ask } = await import('@inquirer/password');
  const asked = async (message: string) => ask({ message, mask: true }).catch(givenUp);
  const password = await asked('Password');
  if ((await asked('The same again')) !== password) throw new ExitError('the two passwords differ');
  return password;
}

/** Turns Ctrl-C at the prompt into a plain error. */
function givenUp(error: unknown): never {
  if (error instanceof Error && error.name === 'ExitPromptError')
    throw new ExitError('no password was given');
  throw error;
}
