/** A block that is one formula on lines of its own: `$$…$$` or `\[…\]`; null for any other. */
export function formulaOf(block: string): string | null {
  const [, dollars, brackets] = /^(?:\$\$([\s\S]+)\$\$|\\\[([\s\S]+)\\\])\s*$/.exec(block) ?? []
  const source = (dollars ?? brackets)?.trim()
  if (!source || source.includes('$$') || source.includes('\\]')) return null
  return source
}

/** A block that begins such a formula, whose end has not come. */
export function isOpenFormula(block: string): boolean {
  return /^\$\$(?![\s\S]*\$\$)|^\\\[(?![\s\S]*\\\])/.test(block)
}
