// What goes wrong on purpose: refused requests and answers that are lost after the effect.
// Chance is drawn from a seed, so that a failed run can be repeated.

/** Which answers are lost: the next so many, or a fraction (0 to 1) until told otherwise. */
export interface AnswerLoss {
  next?: number;
  fraction?: number;
  /** Only requests whose body matches are lost or counted. */
  match?: RegExp;
  seed?: number;
}

/** `reset` breaks the connection before anything is done; a number is answered as an HTTP status. */
export type Refusal = number | 'reset';

/** What a fault plan decides for each request. */
export interface Faults {
  loseAnswers(loss: AnswerLoss): void;
  refuse(next: number, how: Refusal): void;
  /** How the request that just came in is refused, if it is. */
  takeRefusal(): Refusal | undefined;
  /** Whether the answer to this body is lost. */
  takeLoss(body: string): boolean;
}

/** mulberry32: a small generator of numbers from 0 to 1. */
const drawer = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A plan with nothing wrong yet. */
export const makeFaults = (): Faults => {
  let loss: AnswerLoss = {};
  let draw = drawer(1);
  let refusal: { left: number; how: Refusal } = { left: 0, how: 503 };
  return {
    loseAnswers(wanted) {
      loss = { ...wanted };
      draw = drawer(wanted.seed ?? 1);
    },
    refuse(next, how) {
      refusal = { left: next, how };
    },
    takeRefusal() {
      if (refusal.left <= 0) return undefined;
      refusal.left -= 1;
      return refusal.how;
    },
    takeLoss(body) {
      if (loss.match && body.search(loss.match) < 0) return false;
      if (loss.next !== undefined && loss.next > 0) {
        loss.next -= 1;
        return true;
      }
      return loss.fraction !== undefined && draw() < loss.fraction;
    },
  };
};
