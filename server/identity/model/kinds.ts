/**
 * What proves who somebody is beside the password: a code from an app, one of the codes that were written down for when there
 * is nothing else, or a passkey, which stands for the password as well.
 */
export const SECOND_FACTORS = ['TOTP', 'RECOVERY_CODE', 'PASSKEY'] as const;
export type SecondFactor = (typeof SECOND_FACTORS)[number];

/** Whether analysts and operators may do their work without one. */
export const STAFF_SECOND_FACTORS = ['required', 'optional'] as const;
export type StaffSecondFactor = (typeof STAFF_SECOND_FACTORS)[number];
