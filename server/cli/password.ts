import { text } from 'node:stream/consumers';
import { Failure } from '../process/failure.js';

/** Asks for a new password twice, without showing it, or takes the first line of standard input. */
export async function readPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) {
    const [line = ''] = (await text(process.stdin)).split(/\r?\n/, 1);
    return line;
  }
  if (!process.stdin.isTTY)
    throw new Failure('there is no terminal to ask for the password; use --password-stdin', 2);
  const { default: ask } = await import('@inquirer/password');
  const password = await ask({ message: 'Password', mask: true });
  if ((await ask({ message: 'The same again', mask: true })) !== password) {
    throw new Failure('the two passwords differ');
  }
  return password;
}
