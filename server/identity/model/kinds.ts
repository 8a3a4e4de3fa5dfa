/**
 * Proofs of identity beside the password: a code from an app, a recovery code written down for emergencies, or a passkey,
 * which stands for the password as well.
 */
export const SECOND_FACTORS = ['TOTP', 'RECOVERY_CODE', 'PASSKEY'] as const;
export type SecondFactor = (typeof SECOND_FACTORS)[number];

/** Setting that says if analysts and operators need a second factor for their work. */
export const STAFF_SECOND_FACTORS = ['required', 'optional'] as const;
export type StaffSecondFactor = (typeof STAFF_SECOND_FACTORS)[number];
