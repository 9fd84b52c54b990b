/** Text that is HTML already. Only `html` makes it, so whatever else stands in a page was escaped. */
class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}
export type { Html }

export type Value = Html | string | number | null | readonly Value[]

/** A template whose values are escaped, in text and in quoted attributes alike. `null` is nothing, a list is its items. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.reduce((whole, part, index) => `${whole}${textOf(values[index - 1] ?? null)}${part}`))
}

/** A sentence of the document: what stands in backquotes is code. */
export function sentence(text: string): Value {
  return text.split('`').map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`))
}

function textOf(value: Value): string {
  if (value === null) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value))
  return value.map(textOf).join('')
}

const escape = (text: string) => text.replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
