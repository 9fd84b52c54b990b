import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OPENAPI_DOCUMENT, type OpenApiDocument } from '../openapi/document.ts'
import { docsPage } from './docs-page.ts'

const HERE = { origin: 'https://coco.test', isBehindIngress: false }
const HOSTILE = `</code></pre></title><script>alert(1)</script>"' onload='x' \`<img src=x>\``

/** Every text of the document, and every name that somebody chose, is somebody else's. */
function hostile<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (KEPT.has(key) ? value : HOSTILE) as T
  if (Array.isArray(value)) return value.map((item) => hostile(item, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [RENAMED.has(key) ? `${name}${HOSTILE}` : name, hostile(item, name)]),
  ) as T
}

/** Without these there would be no tables to put the rest into. */
const KEPT = new Set(['type', '$ref', 'openapi'])
const RENAMED = new Set(['paths', 'properties', 'content', 'responses', 'x-events', 'schemas'])

test('whatever the document says is text: no element and no attribute comes of it', () => {
  const page = docsPage(hostile<OpenApiDocument>(OPENAPI_DOCUMENT), HERE)
  expect(page).toContain('&#60;script&#62;alert(1)')
  expect(page.match(/<script[^>]*>/g)).toEqual(['<script src="/docs/page.js">'])
  expect(page).not.toMatch(/<img/)
  const names = [...page.matchAll(/<\w+((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap(([, attributes = '']) =>
    [...attributes.matchAll(/\s([\w-]+)(?:="[^"]*")?/g)].map(([, name]) => name),
  )
  expect(names.filter((name) => name?.startsWith('on') || name === 'style')).toEqual([])
  // Each tag was read, so nothing hid in one that is not as it should be.
  expect(page.match(/<[a-z]/gi)?.length).toBe(page.match(/<[a-z][a-z0-9]*(?:\s+[\w-]+(?:="[^"]*")?)*\s*>/gi)?.length)
})

test('an apostrophe in an example does not end the quotes of the shell', () => {
  const [path = '', methods = {}] = Object.entries(OPENAPI_DOCUMENT.paths)[0] ?? []
  const post = methods.post
  if (post?.requestBody === undefined) throw new Error('the first operation has no body')
  const media = { schema: {}, example: { message: "it's `id`" } }
  const changed = { ...post, requestBody: { content: { 'application/json': media } } }
  const page = docsPage({ ...OPENAPI_DOCUMENT, paths: { [path]: { post: changed } } }, HERE)
  expect(page).toContain(String.raw`it&#39;\&#39;&#39;s &#96;id&#96;`)
})

test('behind the ingress every example has the token that it asks for', () => {
  const page = docsPage(OPENAPI_DOCUMENT, { ...HERE, isBehindIngress: true })
  const commands = page.match(/<code>curl [^<]*/g) ?? []
  expect(commands.length).toBeGreaterThan(7)
  expect(commands.filter((command) => !command.includes('Authorization: Snowflake Token='))).toEqual([])
  expect(docsPage(OPENAPI_DOCUMENT, HERE)).not.toContain('$SNOWFLAKE_TOKEN')
})

test('the colours and letters are those of the web app', () => {
  const own = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8')
  const app = readFileSync(join(import.meta.dirname, '../../../../web/src/styles/tokens.css'), 'utf8')
  const [base, more] = app.split('@variant high-contrast')
  const [ownBase, ...ownMore] = own.split(/:root\[data-contrast="more"\]|@media \(prefers-contrast: more\)/)
  expect(unlike(tokensIn(ownBase), tokensIn(base))).toEqual([])
  expect(ownMore.map((part) => unlike(tokensIn(part), tokensIn(more)))).toEqual([[], []])
  expect(tokensIn(ownBase).size).toBeGreaterThan(15)
  expect(ownMore.map((part) => tokensIn(part).size)).toEqual([8, 8])
  const used = [...own.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name)
  expect(used.filter((name) => !tokensIn(ownBase).has(name))).toEqual([])
})

function tokensIn(css = ''): Map<string, string> {
  const found = css.matchAll(/^\s*(--[\w-]+):([^;]+);/gm)
  return new Map([...found].map(([, name = '', value = '']) => [name, value.replaceAll(/\s+/g, ' ').trim()]))
}

const unlike = (own: Map<string, string>, app: Map<string, string>) =>
  [...own].filter(([name, value]) => app.get(name) !== value).map(([name]) => name)
