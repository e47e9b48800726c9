// What files are, as far as flows ask.
import type { FileRef } from './message.ts';

/** Words that a person of the team must listen to. */
export const isSpoken = (files: readonly FileRef[]): boolean => files.some(({ kind }) => kind === 'voice' || kind === 'audio');
