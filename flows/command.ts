// What somebody wants done to a ticket: client, desk or clock. Whether it may be done is decided in moves.ts.
import type { Priority } from './catalogue.ts';
import type { Birth, Content, Named, Owed, Route, Slip, Stage, Step } from './ticket.ts';

export type Command =
  | ({ type: 'open' } & Birth)
  | { type: 'take'; analyst: Named; route?: Route }
  | { type: 'pass'; route: Route }
  | { type: 'ask'; question: string }
  | { type: 'answer' | 'changes' | 'deliver' | 'comment' | 'reply' | 'note' | 'submit'; content: Content }
  | { type: 'resume' | 'cancel' | 'reopen'; reason: string }
  | { type: 'plan'; owner?: Named }
  | { type: 'produce' | 'finish' | 'ask_rating' | 'follow_up' }
  /** A day promised before is changed for a `reason`. */
  | { type: 'promise'; due: string; reason?: string }
  | { type: 'step'; step: string; state: Step['state']; owner?: Named }
  | { type: 'prioritise'; priority: Priority; reason: string }
  | { type: 'remind'; count: number; closes?: string }
  | { type: 'slip'; owed: Owed; slip: Slip }
  | { type: 'rate'; stars: number; text: string }
  | { type: 'approve' | 'conclude'; text: string }
  | { type: 'back'; reason: string; to?: Stage }
  | { type: 'edit'; message: string; text: string };
