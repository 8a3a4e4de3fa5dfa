import Bowser from 'bowser';

/** Maximum stored length of a User-Agent, in characters. */
export const USER_AGENT_LENGTH_MAX = 400;

/**
 * Names the device that signed in, such as "Firefox on Linux"; for a program its own name, such as "curl". It is what the
 * client claimed, so nothing may depend on it.
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
