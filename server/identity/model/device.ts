import Bowser from 'bowser';

/** As much of a User-Agent as is kept. */
export const USER_AGENT_LENGTH_MAX = 400;

/**
 * What somebody would call the device that signed in, such as "Firefox on Linux"; for a program its own name, such as
 * "curl". It is what the client said of itself, so nothing may depend on it.
 *
 * @returns Null when it said nothing that can be read.
 */
export function describeDevice(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === '') return null;
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  const [program] = /^[\w.-]{1,40}/.exec(userAgent) ?? [];
  return [browser.name, program].find((name) => name !== undefined && name !== '') ?? null;
}
