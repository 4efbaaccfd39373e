import { errors } from '@hawser/core';

/** @throws INVALID_PARAMETER for what isn't like `a@b.c` */
export function checkEmail(email: string): void {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw errors.invalid('email', 'it is no e-mail address');
}

/** @throws INVALID_PARAMETER for what isn't the IANA's name of a time zone */
export function checkTimezone(timezone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw errors.invalid('timezone', 'it is no time zone');
  }
}
