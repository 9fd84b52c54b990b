/** Without a schema, like `answer-defaults.ts`, so that a page can have it for nothing. */

export const MAX_MESSAGES = 1_000
/** All messages of a conversation as JSON, with what the model is told first: sent whole or not at all. */
export const MAX_PROMPT_BYTES = 1_048_576
/** What a conversation holds, all its versions together: a page, an export and the server read it whole. */
export const MAX_TREE_BYTES = 4 * 1_048_576
/** What a message costs of that besides its text. */
export const MESSAGE_BYTES = 1_024

export const MAX_TOKENS_LIMIT = 16_384
export const DEFAULT_MAX_TOKENS = 4_096
export const DEFAULT_TEMPERATURE = 0.7

/** In UTF-16 units: what a person tells the model before everything else in one conversation. */
export const MAX_INSTRUCTIONS_CHARS = 8_000
/** The same, told by a tenant's admins before every answer. */
export const MAX_TENANT_PROMPT_CHARS = 20_000
