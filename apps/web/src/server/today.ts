import { localDateOf } from '@app/client';

/** The present day in a time zone: `2026-11-29`. */
export const today = (timeZone: string): string => localDateOf(Date.now(), timeZone);
