// Whole conversations of Turkish clients.
import type { Conversation } from './conversation.ts';

export const conversations: readonly Conversation[] = [];
