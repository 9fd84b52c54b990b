/** Something to begin with: each shows another thing that answers can be. */
export const EXAMPLE_PROMPTS = [
  'Compare three ways to cache a web page, in a table',
  'Write a TypeScript function that groups orders by month',
  'Explain row-level security as if I had never used a database',
  'Draft a short, friendly note that a release is a week late',
] as const
