import { createElement, type CSSProperties, type ReactNode } from 'react'
import temml from 'temml'

/** Longer than this is a text in which every formula is defined anew: it is shown as it was written. */
const MAX_LENGTH = 3_000
const MAX_NODES = 4_000

const OPTIONS = {
  throwOnError: true,
  trust: false,
  strict: false,
  maxExpand: 200,
  maxSize: [20, 500] as [number, number],
}

/** A formula as MathML; null where it cannot be set. */
export function typesetFormula(source: string, isDisplay: boolean): ReactNode | null {
  if (source.length > MAX_LENGTH) return null
  try {
    const tree: MathTree = temml.__renderToMathMLTree(source, { ...OPTIONS, displayMode: isDisplay })
    return isLarge(tree) ? null : paint(tree, 0)
  } catch {
    return null // not a formula, or one that expands without end
  }
}

/** The tree that Temml makes: elements, texts, and fragments without a type. */
interface MathTree {
  type?: string
  text?: string
  attributes?: Record<string, unknown>
  classes?: string[]
  style?: Record<string, unknown>
  children?: MathTree[]
}

/** MathML Core without its links, scripts and frames. */
const TAGS = new Set(
  'math mrow mi mn mo ms mtext mspace mstyle mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mpadded mphantom merror menclose semantics none'.split(
    ' ',
  ),
)

const ATTRIBUTES = new Set(
  'accent accentunder columnalign columnspan depth display displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize movablelimits notation rowspan rspace scriptlevel separator stretchy symmetric voffset width'.split(
    ' ',
  ),
)

/** Sizes and lines alone; colours would not be readable in both themes, and an address could stand in others. */
const STYLES =
  /^(?:padding(?:Left|Right|Top|Bottom)?|border(?:Left|Right|Top|Bottom)?|width|height|textAlign|fontWeight|display|mathDepth|mathStyle|verticalAlign)$/

function paint(node: MathTree, key: number): ReactNode {
  if (node.text !== undefined && node.children === undefined) return node.text
  const children = (node.children ?? []).map(paint)
  if (node.type === undefined) return children
  if (!TAGS.has(node.type)) return createElement('mrow', { key }, ...children)
  return createElement(
    node.type,
    { key, ...attributesOf(node), className: classOf(node), style: styleOf(node) },
    ...children,
  )
}

function attributesOf({ attributes = {} }: MathTree) {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => ATTRIBUTES.has(name)))
}

function classOf({ classes = [] }: MathTree): string | undefined {
  return classes.filter((name) => /^[\w-]+$/.test(name)).join(' ') || undefined
}

function styleOf({ style = {} }: MathTree): CSSProperties | undefined {
  const known = Object.entries(style).filter(([name, value]) => STYLES.test(name) && !/[(;:]/.test(String(value)))
  return known.length === 0 ? undefined : Object.fromEntries(known)
}

function isLarge(tree: MathTree): boolean {
  let count = 0
  const nodes = [tree]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (++count > MAX_NODES) return true
    nodes.push(...(node.children ?? []))
  }
  return false
}
