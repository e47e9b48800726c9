// Baileys' logger, silent: what it logs holds numbers, keys and messages. What an operator needs to know, the account says itself.
import type { UserFacingSocketConfig } from '@whiskeysockets/baileys';

const nothing = (): void => undefined;

export const noLogger: NonNullable<UserFacingSocketConfig['logger']> = {
  level: 'silent',
  child: () => noLogger,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
