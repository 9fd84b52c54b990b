/** Without a schema, so that a page can have them for nothing. Lengths are in UTF-16 units. */
export const PROMPT_TITLE_MAX = 100
export const PROMPT_TEXT_MAX = 20_000
/** How many somebody may keep for themselves, and how many a tenant shares. */
export const OWN_PROMPTS_MAX = 200
export const SHARED_PROMPTS_MAX = 300
