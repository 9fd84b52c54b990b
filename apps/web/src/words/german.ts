import { failures } from './de/failures.ts'

/** Every section in German: one chunk, fetched before the page is drawn by those who read it. */
export const GERMAN = { failures }
export type German = typeof GERMAN
