import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'

const SOURCE = fileURLToPath(new URL('..', import.meta.url))
const files = globSync('**/*.{ts,tsx}', { cwd: SOURCE }).filter(
  (file) => !file.startsWith('words/') && !/\.test\.tsx?$/.test(file),
)

test('everything that a person reads or hears is in words/, in every language', () => {
  expect(files.length).toBeGreaterThan(100)
  const found = files.flatMap((file) =>
    literalsIn(file, readFileSync(SOURCE + file, 'utf8')).map((text) => `${file}: ${text}`),
  )
  expect(found).toEqual([])
})

test.each([
  ['<p>Hello there</p>', 'Hello there'],
  ['<p>{isDone ? "done" : count}</p>', 'done'],
  ['<p>{isDone && `done ${count}`}</p>', 'done'],
  ['<button aria-label="close" />', 'close'],
  ['<img alt={isDone ? "done" : ""} />', 'done'],
  ['<input placeholder={`search ${name}`} />', 'search'],
  ['<p title={words.title ?? "untitled"} />', 'untitled'],
  ['const LABELS = { pending: "Models are loading…" }', 'Models are loading…'],
  ['return "Stopped"', 'Stopped'],
  ['const say = (n) => `Copy ${n}`', 'Copy'],
])('%s: “%s” is found', (source, literal) => {
  expect(literalsIn('planted.tsx', source)).toEqual([literal])
})

test.each([
  '<p className="Some classes">{words.hello}</p>',
  '<p>Coco · 3 / {count}</p>',
  'import x from "./Some file.ts"',
  'throw new Error("Nobody reads this on the page.")',
  'if (event.key === "Enter") send()',
])('%s: nothing to find', (source) => {
  expect(literalsIn('planted.tsx', source)).toEqual([])
})

/** These are read or heard, whatever element or component they stand on. */
const SPOKEN =
  /^(aria-(label|description|valuetext|roledescription|placeholder)|title|alt|placeholder|label|hint|text|sentence|heading|copyLabel)$/

/** Names stay as they are in every language, and what keys are called in an event is no word. */
const NAMES = new Set(
  ['Coco', 'Edge', 'Opera', 'Samsung Internet', 'Firefox', 'Chrome', 'Safari', 'Android', 'Windows', 'Linux'].concat([
    'Enter',
    'Escape',
    'Shift',
  ]),
)

interface Node {
  type: string
  [key: string]: unknown
}

/** Text for people in a file: what stands in JSX, and elsewhere what reads like a sentence. */
function literalsIn(file: string, source: string): string[] {
  const found: string[] = []
  visit(parseSync(file, source).program as unknown as Node, false)
  return found

  /** @param isSpoken whether a string that stands here is put before a person as it is */
  function visit(node: Node, isSpoken: boolean) {
    const text = textOf(node)
    if (text !== null && isForPeople(text, isSpoken || node.type === 'JSXText')) found.push(text.trim())
    for (const [child, isChildSpoken] of childrenOf(node, isSpoken)) visit(child, isChildSpoken)
  }
}

function textOf(node: Node): string | null {
  if (node.type === 'JSXText' || (node.type === 'Literal' && typeof node.value === 'string')) return String(node.value)
  return node.type === 'TemplateElement' ? (node.value as { raw: string }).raw : null
}

function isForPeople(text: string, isSpoken: boolean): boolean {
  if (
    NAMES.has(
      text
        .trim()
        .replaceAll(/[^\p{L} ]/gu, '')
        .trim(),
    )
  )
    return false
  return isSpoken ? /\p{L}{2}/u.test(text) : /^\s*\p{Lu}\p{Ll}+([ ,…].*)?$|^\p{Lu}.*[.…!?]$/su.test(text)
}

/** What hands a string on as it is: branches and joints, not what is called or compared. */
const HANDS_ON = new Set(['ConditionalExpression', 'LogicalExpression', 'TemplateLiteral', 'JSXExpressionContainer'])

function childrenOf(node: Node, isSpoken: boolean): [Node, boolean][] {
  if (isOfNoConcern(node)) return []
  return Object.entries(node).flatMap(([key, value]) => {
    const isCondition = node.type === 'ConditionalExpression' && key === 'test'
    const isHandedOn =
      HANDS_ON.has(node.type) && !isCondition
        ? isSpoken
        : node.type === 'JSXAttribute'
          ? SPOKEN.test(nameOf(node))
          : isElement(node)
    return nodesIn(value).map((child): [Node, boolean] => [child, isHandedOn])
  })
}

const isElement = ({ type }: Node) => type === 'JSXElement' || type === 'JSXFragment'

/** Paths, class names, and what a developer reads. */
function isOfNoConcern(node: Node): boolean {
  if (/^(Import|Export(All|Named)).*Declaration$/.test(node.type) && node.source) return true
  if (node.type.startsWith('TS') && node.type !== 'TSAsExpression' && node.type !== 'TSSatisfiesExpression') return true
  if (node.type === 'JSXAttribute') return /^(className|key|id|d|type)$/.test(nameOf(node))
  // `event.key === 'Enter'`
  if (node.type === 'BinaryExpression' || node.type === 'SwitchCase') return nodesIn(node.consequent).length === 0
  return node.type === 'NewExpression' && String((node.callee as Node).name).endsWith('Error')
}

const nameOf = (attribute: Node) => String((attribute.name as Node).name)

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn)
  return typeof value === 'object' && value !== null && 'type' in value ? [value as Node] : []
}
