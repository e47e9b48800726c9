// Whole conversations of Brazilian clients.
import type { Conversation } from './conversation.ts';

export const conversations: readonly Conversation[] = [];
