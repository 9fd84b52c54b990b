/**
 * A text as it is cut into words for searching, of questions and passages alike. The database takes `on/off` and
 * `net_pay` for one word each, and a path for one that nobody asks for.
 */
export function searchableText(text: string): string {
  return text.normalize('NFKC').replace(/[/\\_|]+/g, ' ')
}
