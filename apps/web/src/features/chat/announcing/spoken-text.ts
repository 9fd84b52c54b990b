/**
 * A piece of Markdown as somebody would read it out: the words without the marks. A mark looks no further than 2,000 characters
 * for its end, or a text of nothing but opening ones would be read as often as it has marks.
 */
export function spokenText(markdown: string): string {
  return markdown
    .replace(/!\[([^[\]]{0,500})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)/g, '$1')
    .replace(/\[([^[\]]{1,500})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)/g, '$1')
    .replace(/^[ \t]*(?:>[ \t]?)+/gm, '')
    .replace(/^[ \t]*(?:#{1,6}|[-*+](?: \[[ xX]\])?)[ \t]+/gm, '')
    .replaceAll('`', '')
    .replace(/(\*\*|__|~~)(?=\S)([\s\S]{0,500}?\S)\1/g, '$2')
    .replace(/(^|[\s("„“])([*_])(?=\S)([^*_]*\S)\2(?=$|[\s.,;:!?)"“”])/g, '$1$3')
    .replace(/^[ \t]*(?:[-*_][ \t]*){3,}$/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}
