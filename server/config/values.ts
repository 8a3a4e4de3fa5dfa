import { z } from 'zod';

/** Parses `on` or `off`. */
export const onOrOff = z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');

/** Parses `0` or `1`. */
export const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((value) => value === '1');

/** Parses a whole number from 1 on. */
export function whole(of: string, max: number) {
  const message = `must be a number of ${of}, 1 to ${String(max)}`;
  return z
    .string()
    .regex(/^[1-9][0-9]{0,3}$/, message)
    .transform(Number)
    .pipe(z.number().max(max, message));
}
