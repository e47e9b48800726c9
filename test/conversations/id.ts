// Whole conversations of Indonesian clients.
import type { Conversation } from './conversation.ts';

export const conversations: readonly Conversation[] = [];
