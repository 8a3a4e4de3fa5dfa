import { jest } from '@jest/globals';
import { Command } from 'commander';

/**
 * Runs a verb of `nissmart` in this process: on a database that a server may be using, with nothing else in its environment.
 * Leaves out its output.
 *
 * @param add Adds the verb to the program.
 */
export async function runHere(
  databaseUrl: string,
  add: (program: Command) => void,
  args: readonly string[],
): Promise<void> {
  const { env } = process;
  const said = [
    jest.spyOn(console, 'log').mockImplementation(() => undefined),
    jest.spyOn(console, 'error').mockImplementation(() => undefined),
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ];
  const listeners = (['SIGINT', 'SIGTERM'] as const).map(
    (signal) => [signal, process.listeners(signal)] as const,
  );
  process.env = { PATH: env.PATH, DATABASE_URL: databaseUrl };
  try {
    const program = new Command('nissmart').exitOverride();
    add(program);
    await program.parseAsync([...args], { from: 'user' });
  } finally {
    process.env = env;
    for (const spy of said) spy.mockRestore();
    for (const [signal, before] of listeners) {
      for (const listener of process.listeners(signal)) {
        if (!before.includes(listener)) process.removeListener(signal, listener);
      }
    }
  }
}
