/** How long what somebody writes may be, in UTF-16 units. Apart from the schemas: a page that counts needs no zod. */
export const MAX_FEEDBACK_NOTE_CHARS = 2_000
export const PROMPT_TITLE_MAX = 100
export const PROMPT_TEXT_MAX = 20_000
