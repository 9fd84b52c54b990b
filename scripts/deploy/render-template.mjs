/** Addresses, tags and names; nothing that ends a YAML value or begins another. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9.:/_-]*$/

/**
 * @param {string} template with places like `${IMAGE_TAG}`
 * @param {Record<string, string | undefined>} values
 * @returns {string}
 * @throws Error naming every value that is missing, or is more than an address, a tag or a name
 */
export function render(template, values) {
  const names = [...new Set([...template.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => String(name)))]
  const wrong = names.filter((name) => !PLAIN.test(values[name] ?? ''))
  if (wrong.length > 0) {
    throw new Error(`Set ${wrong.join(', ')}: letters, digits and . : / _ - only.`)
  }
  return template.replaceAll(/\$\{([A-Z_]+)\}/g, (_, name) => String(values[name]))
}
