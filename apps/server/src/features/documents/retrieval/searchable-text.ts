/**
 * A text as it is cut into words for searching, of questions and passages alike. The database takes `on/off` and `net_pay`
 * for one word each, a path for one that nobody asks for, and the number of `AB-12` for a negative one.
 */
export function searchableText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[/\\_|]+/g, ' ')
    .replace(/(?<=[\p{L}\p{N}])-(?=\p{N})/gu, ' ')
}
