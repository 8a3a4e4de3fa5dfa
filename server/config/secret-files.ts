import { readFileSync } from 'node:fs';

const SUFFIX = '_FILE';

/**
 * Reads variables from files: `X_FILE` names the file with the value of `X`, for any known X. Secrets belong there, because
 * an environment is visible to every child process, and to anybody who may inspect the container.
 *
 * @param given The environment, without empty variables.
 * @param known The names that are read.
 * @returns The environment with the files' contents in place of their names, and one line for each mistake.
 */
export function readSecretFiles(
  given: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): { readonly variables: Record<string, string | undefined>; readonly mistakes: string[] } {
  const variables = { ...given };
  const mistakes: string[] = [];
  for (const name of known) {
    const path = given[name + SUFFIX];
    if (path === undefined || known.includes(name + SUFFIX)) continue;
    variables[name + SUFFIX] = undefined;
    if (given[name] !== undefined) {
      mistakes.push(`${name} and ${name}${SUFFIX} are two ways to say one thing; set one of them`);
      continue;
    }
    try {
      // Editors end a file with a line break, which belongs to no secret.
      variables[name] = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read';
      mistakes.push(`${name}${SUFFIX} names a file that cannot be read (${reason})`);
    }
  }
  return { variables, mistakes };
}
