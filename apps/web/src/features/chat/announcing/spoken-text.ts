/** A piece of Markdown as somebody would read it out: the words without the marks. */
export function spokenText(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)\s]*[^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)\s]*[^)]*\)/g, '$1')
    .replace(/^\s*(?:>\s?)+/gm, '')
    .replace(/^\s*(?:#{1,6}|[-*+](?: \[[ xX]\])?)\s+/gm, '')
    .replace(/(\*\*|__|~~|`+)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(^|[\s("„“])([*_])(?=\S)([^*_]*\S)\2(?=$|[\s.,;:!?)"“”])/g, '$1$3')
    .replace(/^\s*(?:[-*_]\s*){3,}$/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}
