/** Elements whose content no reader sees. */
export const NEVER_SHOWN: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'canvas',
  'audio',
  'video',
  'select',
  'datalist',
  'textarea',
  'dialog',
])

/** Elements that stand in paragraphs of their own. */
export const BLOCKS: ReadonlySet<string> = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'caption',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'header',
  'hr',
  'main',
  'nav',
  'ol',
  'p',
  'section',
  'summary',
  'table',
  'ul',
])

/** Hidden by the element itself; what a stylesheet hides is not known here. */
export function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  if (attributes['hidden'] !== undefined) return true
  const style = (attributes['style'] ?? '').toLowerCase().replaceAll(/\s+/g, '')
  return /(?:^|;)(?:display:none|visibility:hidden|opacity:0(?:\.0*)?(?:;|!|$)|font-size:0(?:[a-z%]*)(?:;|!|$))/.test(
    style,
  )
}
