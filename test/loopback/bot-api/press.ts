// One press of an inline button, and the answer the bot gave to it.

import { patienceMs } from '../patience.ts';
import type { Changes } from './change.ts';
import type { User } from './wire.ts';

export type PressAnswer = { text?: string; show_alert?: boolean; url?: string };

export type Press = {
  /** The callback query's id. */
  readonly id: string;
  readonly step: number;
  readonly from: User;
  readonly chatId: number;
  readonly messageId: number;
  readonly data: string;
  /** Milliseconds, by the world's clock. */
  readonly at: number;
  /** What answerCallbackQuery said; undefined until it did. */
  answer: PressAnswer | undefined;
  waitForAnswer(options?: { timeoutMs?: number }): Promise<PressAnswer>;
};

export function makePress(changes: Changes, facts: Omit<Press, 'answer' | 'waitForAnswer' | 'step'>): Press {
  return {
    ...facts,
    step: changes.announce(),
    answer: undefined,
    waitForAnswer({ timeoutMs = patienceMs } = {}) {
      const explain = (): string => `waited ${timeoutMs} ms for an answer to the press of "${facts.data}"`;
      return changes.until(() => this.answer, timeoutMs, explain);
    },
  };
}
