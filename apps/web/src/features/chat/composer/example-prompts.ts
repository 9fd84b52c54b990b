/** Something to begin with: each shows another thing that answers can be. */
export const EXAMPLE_PROMPTS = [
  'Explain Snowflake to somebody who has never used it',
  'Make a table of orders by region, with the trend',
  'Write a TypeScript function that groups orders by month',
  'List five tips for a status report that people read',
] as const
