/** How long what somebody writes may be, in UTF-16 units. Apart from the schemas: a page that counts needs no zod. */
export const MAX_FEEDBACK_NOTE_CHARS = 2_000
